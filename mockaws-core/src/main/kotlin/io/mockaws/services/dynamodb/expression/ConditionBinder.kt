package io.mockaws.services.dynamodb.expression

import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.value.AttributeType
import io.mockaws.services.dynamodb.value.AttributeValue
import io.mockaws.services.dynamodb.value.compareOrNull

/** A condition that is ready to be asked, and the paths that it looks at. */
internal class BoundCondition(
    private val predicate: Predicate,
    val paths: List<DocumentPath>,
) : Predicate by predicate

/** Checks a condition in AWS's order and puts the request's names and values in place of its placeholders. */
internal class ConditionBinder(
    private val bindings: Bindings,
) {
    private val paths = ArrayList<DocumentPath>()

    fun bind(condition: ConditionSyntax): BoundCondition {
        if (condition.operators > DynamoDbLimits.EXPRESSION_OPERATORS) {
            throw InvalidExpression(
                "The expression contains too many operators; operator count: ${condition.operators}"
            )
        }
        if (condition.hasRedundantParentheses) throw InvalidExpression("The expression has redundant parentheses;")
        val parts = everyPart(condition.root).toList()
        checkNames(parts)
        checkUse(condition.root, parts)
        checkReserved(parts.asSequence().filterIsInstance<Syntax.Path>())
        return BoundCondition(predicate(condition.root), paths)
    }

    private fun checkNames(parts: List<Syntax>) {
        val unknown =
            parts.firstOrNull { it is Syntax.Call && it.name !in CONDITION_FUNCTIONS } as Syntax.Call? ?: return
        throw InvalidExpression(
            if (unknown.name in UPDATE_FUNCTIONS) {
                "The function is not allowed in a condition expression; function: ${unknown.name}"
            } else {
                "Invalid function name; function: ${unknown.name}"
            },
        )
    }

    /** Only `size` is a value, and it alone is no condition. */
    private fun checkUse(
        root: Syntax,
        parts: List<Syntax>,
    ) {
        for (part in parts) {
            for (operand in operandsOf(part)) {
                if (operand is Syntax.Call &&
                    operand.name != "size"
                ) {
                    throw InvalidExpression(misused(operand))
                }
            }
            for (condition in conditionsOf(part)) {
                if (condition is Syntax.Call &&
                    condition.name == "size"
                ) {
                    throw InvalidExpression(misused(condition))
                }
            }
        }
        if (root is Syntax.Call && root.name == "size") throw InvalidExpression(misused(root))
    }

    private fun predicate(syntax: Syntax): Predicate =
        when (syntax) {
            is Syntax.And -> {
                val left = predicate(syntax.left)
                val right = predicate(syntax.right)
                Predicate { left.test(it) && right.test(it) }
            }

            is Syntax.Or -> {
                val left = predicate(syntax.left)
                val right = predicate(syntax.right)
                Predicate { left.test(it) || right.test(it) }
            }

            is Syntax.Not -> predicate(syntax.condition).let { inner -> Predicate { !inner.test(it) } }

            is Syntax.Compare -> comparison(syntax)

            is Syntax.Between -> between(syntax)

            is Syntax.In -> {
                checkCount("IN", syntax.candidates.size, 1..DynamoDbLimits.IN_OPERANDS)
                val operand = operand(syntax.operand)
                val candidates = syntax.candidates.map { operand(it) }
                Predicate { item ->
                    operand.of(item)?.let { value -> candidates.any { it.of(item) == value } } ?: false
                }
            }

            is Syntax.Call -> function(syntax)

            is Syntax.Operand -> error("The grammar has no operand where a condition belongs: $syntax")
        }

    private fun comparison(syntax: Syntax.Compare): Predicate {
        val left = operand(syntax.left)
        val right = operand(syntax.right)
        checkDistinct(syntax.operator, left, right)
        if (syntax.operator != "=" && syntax.operator != "<>") {
            checkType(syntax.operator, left) { it.isOrdered }
            checkType(syntax.operator, right) { it.isOrdered }
        }
        return Predicate { Predicates.compare(syntax.operator, left.of(it), right.of(it)) }
    }

    private fun between(syntax: Syntax.Between): Predicate {
        val operand = operand(syntax.operand)
        val lower = operand(syntax.lower)
        val upper = operand(syntax.upper)
        if (lower is Operand.Literal && upper is Operand.Literal) {
            val bounds = "lower bound operand: ${shown(lower.value)}, upper bound operand: ${shown(upper.value)}"
            if (lower.type != upper.type) {
                throw InvalidExpression(
                    "The BETWEEN operator requires same data type for lower and upper bounds; $bounds"
                )
            }
            if ((compareOrNull(lower.value, upper.value) ?: 0) > 0) {
                throw InvalidExpression(
                    "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; $bounds",
                )
            }
        }
        for (each in listOf(operand, lower, upper)) checkType("BETWEEN", each) { it.isOrdered }
        return Predicate { item ->
            val value = operand.of(item)
            Predicates.compare(">=", value, lower.of(item)) && Predicates.compare("<=", value, upper.of(item))
        }
    }

    private fun function(call: Syntax.Call): Predicate {
        val arguments = call.arguments.map { operand(it) }
        checkCount(call.name, arguments.size, CONDITION_FUNCTIONS.getValue(call.name).let { it..it })
        if (arguments.size == 2) checkDistinct(call.name, arguments[0], arguments[1])
        val first = arguments[0]
        return when (call.name) {
            "attribute_exists" -> pathOf(call.name, first).let { path -> Predicate { path.resolve(it) != null } }

            "attribute_not_exists" -> pathOf(call.name, first).let { path -> Predicate { path.resolve(it) == null } }

            "attribute_type" -> typeOf(call.name, arguments[1]).let { type ->
                Predicate { Predicates.hasType(first.of(it), type) }
            }

            "begins_with" -> {
                arguments.forEach { argument ->
                    checkType(call.name, argument) {
                        it == AttributeType.S ||
                            it == AttributeType.B
                    }
                }
                Predicate { Predicates.beginsWith(first.of(it), arguments[1].of(it)) }
            }

            else -> Predicate { Predicates.contains(first.of(it), arguments[1].of(it)) }
        }
    }

    private fun operand(syntax: Syntax.Operand): Operand =
        when (syntax) {
            is Syntax.Path -> Operand.Path(bindings.path(syntax).also { paths += it })
            is Syntax.ValuePlaceholder -> Operand.Literal(bindings.value(syntax.text))
            is Syntax.Call -> size(syntax)
            is Syntax.Arithmetic -> error("The grammar has no arithmetic in conditions")
        }

    private fun size(call: Syntax.Call): Operand {
        val arguments = call.arguments.map { operand(it) }
        checkCount(call.name, arguments.size, 1..1)
        checkType(call.name, arguments[0]) {
            it != AttributeType.N && it != AttributeType.BOOL &&
                it != AttributeType.NULL
        }
        return Operand.Computed(AttributeType.N) { Predicates.size(arguments[0].of(it)) }
    }

    private fun checkCount(
        name: String,
        count: Int,
        allowed: IntRange,
    ) {
        if (count !in allowed) throw InvalidExpression(wrongCount(name, count))
    }

    private fun checkDistinct(
        name: String,
        left: Operand,
        right: Operand,
    ) {
        if (left is Operand.Path && right is Operand.Path && left.path == right.path) {
            throw InvalidExpression(
                "The first operand must be distinct from the remaining operands for this operator or function; " +
                    "operator: $name, first operand: ${left.path}",
            )
        }
    }

    private fun pathOf(
        name: String,
        operand: Operand,
    ): DocumentPath = (operand as? Operand.Path)?.path ?: throw InvalidExpression(needsPath(name))

    private fun typeOf(
        name: String,
        operand: Operand,
    ): AttributeType {
        val value = (operand as? Operand.Literal)?.value
        val wanted = (value as? AttributeValue.S)?.value
        if (wanted == null) {
            val type = operand.type ?: "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}"
            throw InvalidExpression(wrongType(name, type.toString()))
        }
        return AttributeType.entries.firstOrNull { it.name == wanted } ?: throw InvalidExpression(
            "Invalid attribute type name found; type: $wanted, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}",
        )
    }
}

/** How many operands the functions of conditions take. */
internal val CONDITION_FUNCTIONS: Map<String, Int> =
    mapOf(
        "attribute_exists" to 1,
        "attribute_not_exists" to 1,
        "attribute_type" to 2,
        "begins_with" to 2,
        "contains" to 2,
        "size" to 1,
    )

/** A value as AWS shows it in messages. */
internal fun shown(value: AttributeValue): String {
    val content =
        when (value) {
            is AttributeValue.S -> value.value
            is AttributeValue.N -> value.value.text
            is AttributeValue.Bool -> value.value.toString()
            else -> value.toString()
        }
    return "AttributeValue: {${value.type}:$content}"
}

internal fun misused(call: Syntax.Call): String =
    "The function is not allowed to be used this way in an expression; function: ${call.name}"

internal fun wrongCount(
    name: String,
    count: Int,
): String =
    "Incorrect number of operands for operator or function; operator or function: $name, " +
        "number of operands: $count"

internal fun wrongType(
    name: String,
    type: String,
): String = "Incorrect operand type for operator or function; operator or function: $name, operand type: $type"

internal fun needsPath(name: String): String =
    "Operator or function requires a document path; operator or function: $name"

/** @throws InvalidExpression when [operand] has a type for certain, and not an [allowed] one */
internal fun checkType(
    name: String,
    operand: Operand,
    allowed: (AttributeType) -> Boolean,
) {
    val type = operand.type ?: return
    if (!allowed(type)) throw InvalidExpression(wrongType(name, type.name))
}

/** [root] and all that it consists of, inner parts before outer ones, as they are read. */
internal fun everyPart(root: Syntax): Sequence<Syntax> =
    sequence {
        for (part in conditionsOf(root) + operandsOf(root)) yieldAll(everyPart(part))
        yield(root)
    }

private fun operandsOf(syntax: Syntax): List<Syntax.Operand> =
    when (syntax) {
        is Syntax.Compare -> listOf(syntax.left, syntax.right)
        is Syntax.Between -> listOf(syntax.operand, syntax.lower, syntax.upper)
        is Syntax.In -> listOf(syntax.operand) + syntax.candidates
        is Syntax.Call -> syntax.arguments
        is Syntax.Arithmetic -> listOf(syntax.left, syntax.right)
        else -> emptyList()
    }

private fun conditionsOf(syntax: Syntax): List<Syntax> =
    when (syntax) {
        is Syntax.And -> listOf(syntax.left, syntax.right)
        is Syntax.Or -> listOf(syntax.left, syntax.right)
        is Syntax.Not -> listOf(syntax.condition)
        else -> emptyList()
    }
