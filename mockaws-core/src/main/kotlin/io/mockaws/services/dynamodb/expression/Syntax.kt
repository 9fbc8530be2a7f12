package io.mockaws.services.dynamodb.expression

// Expressions as they are written, placeholders and all; cached by their text.

/** One step of a document path. */
internal sealed interface Step {
    data class Name(val text: String) : Step

    data class NamePlaceholder(val text: String) : Step

    data class Index(val index: Long) : Step
}

/** A condition, or a part of one. */
internal sealed interface Syntax {
    /** What may stand beside a comparator. */
    sealed interface Operand : Syntax

    data class Path(val steps: List<Step>) : Operand

    data class ValuePlaceholder(val text: String) : Operand

    /** `size(a)`, `if_not_exists(a, :b)`, and in conditions also by itself. */
    data class Call(val name: String, val arguments: List<Operand>) : Operand

    /** `a + :b`, in the value of a `SET` alone. */
    data class Arithmetic(val operator: String, val left: Operand, val right: Operand) : Operand

    data class Compare(val operator: String, val left: Operand, val right: Operand) : Syntax

    data class Between(val operand: Operand, val lower: Operand, val upper: Operand) : Syntax

    data class In(val operand: Operand, val candidates: List<Operand>) : Syntax

    data class And(val left: Syntax, val right: Syntax) : Syntax

    data class Or(val left: Syntax, val right: Syntax) : Syntax

    data class Not(val condition: Syntax) : Syntax
}

/** A parsed condition. */
internal class ConditionSyntax(
    val root: Syntax,
    val hasRedundantParentheses: Boolean,
    val operators: Int,
)

/** `SET`, `REMOVE`, `ADD` or `DELETE` with its clauses. */
internal class UpdateSection(
    val keyword: String,
    val clauses: List<Clause>,
) {
    class Clause(
        val path: Syntax.Path,
        /** Null for `REMOVE`. */
        val operand: Syntax.Operand?,
    )
}
