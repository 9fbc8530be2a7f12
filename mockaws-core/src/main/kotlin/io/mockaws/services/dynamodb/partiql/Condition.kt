package io.mockaws.services.dynamodb.partiql

import io.mockaws.services.dynamodb.expression.DocumentPath
import io.mockaws.services.dynamodb.expression.KeyTerm
import io.mockaws.services.dynamodb.expression.Predicate
import io.mockaws.services.dynamodb.value.Attributes

/** A condition that is ready to be asked, and open to who looks for keys in it. */
internal sealed interface Condition : Predicate {
    /** What it looks at. */
    val paths: List<DocumentPath>

    class And(val parts: List<Condition>) : Condition {
        override val paths: List<DocumentPath> get() = parts.flatMap { it.paths }

        override fun test(item: Attributes): Boolean = parts.all { it.test(item) }
    }

    class Or(val parts: List<Condition>) : Condition {
        override val paths: List<DocumentPath> get() = parts.flatMap { it.paths }

        override fun test(item: Attributes): Boolean = parts.any { it.test(item) }
    }

    class Not(val part: Condition) : Condition {
        override val paths: List<DocumentPath> get() = part.paths

        override fun test(item: Attributes): Boolean = !part.test(item)
    }

    class Term(
        predicate: Predicate,
        override val paths: List<DocumentPath>,
        /** The attribute that [key] is about. */
        val attribute: String? = null,
        /** What is said of [attribute] as a whole, beside constants; its operator may be `IN` or `<>`. */
        val key: KeyTerm? = null,
    ) : Condition,
        Predicate by predicate

    companion object {
        /** The conditions that hold all together, however they are put in parentheses. */
        fun conjuncts(condition: Condition?): List<Condition> =
            when (condition) {
                null -> emptyList()
                is And -> condition.parts.flatMap { conjuncts(it) }
                else -> listOf(condition)
            }
    }
}
