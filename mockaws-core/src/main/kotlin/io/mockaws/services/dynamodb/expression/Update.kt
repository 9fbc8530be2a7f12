package io.mockaws.services.dynamodb.expression

import io.mockaws.services.dynamodb.value.AttributeType
import io.mockaws.services.dynamodb.value.AttributeValue
import io.mockaws.services.dynamodb.value.Attributes
import io.mockaws.services.dynamodb.value.DecimalNumber

/** The update cannot be made to the item at hand; [message] is AWS's. */
internal class UpdateRefused(override val message: String) : Exception(message, null, false, false)

/** What an update does where its path ends. */
internal sealed interface Action {
    class Set(val operand: Operand) : Action

    data object Remove : Action

    class Add(val value: AttributeValue) : Action

    class Delete(val value: AttributeValue) : Action
}

/**
 * An update as a whole: every clause reads the item as it was before, so that clauses neither see each other's writes
 * nor move each other's list indexes.
 */
internal class Update(
    val clauses: List<Pair<DocumentPath, Action>>,
    /** Paths that values are taken from. */
    val reads: List<DocumentPath>,
    /** What is told where an attribute has not the type that is added to it or deleted from it. */
    private val mismatch: String = WRONG_TYPE,
) {
    private val tree = PathTree<Action>().apply { clauses.forEach { (path, action) -> add(path, action) } }

    val paths: List<DocumentPath> get() = clauses.map { it.first }

    /** Whether there is nothing in it that could make an item. */
    val onlyTakesAway: Boolean
        get() = clauses.isNotEmpty() &&
            clauses.all { (_, action) -> action is Action.Remove || action is Action.Delete }

    /** @throws UpdateRefused */
    fun applyTo(item: Attributes): Attributes = members(item, tree, item)

    private fun members(
        old: Attributes,
        node: PathTree<Action>,
        item: Attributes,
    ): Attributes {
        val new = LinkedHashMap(old)
        for ((element, child) in node.children) {
            val name = element as? String ?: throw UpdateRefused(INVALID_PATH)
            val value = changed(old[name], child, item)
            if (value == null) new.remove(name) else new[name] = value
        }
        return new
    }

    private fun elements(
        old: List<AttributeValue>,
        node: PathTree<Action>,
        item: Attributes,
    ): List<AttributeValue> {
        val slots = ArrayList<AttributeValue?>(old)
        for ((element, child) in node.children.entries.sortedBy { it.key as? Long ?: -1 }) {
            val index = element as? Long ?: throw UpdateRefused(INVALID_PATH)
            val value = changed(old.elementAt(index), child, item)
            // An index beyond the end appends, however far beyond it is.
            if (index < old.size) slots[index.toInt()] = value else slots += value
        }
        return slots.filterNotNull()
    }

    /** What stands where [node] points; null for nothing. */
    private fun changed(
        old: AttributeValue?,
        node: PathTree<Action>,
        item: Attributes,
    ): AttributeValue? =
        when (val action = node.leaf) {
            null ->
                when (old) {
                    is AttributeValue.M -> AttributeValue.M(members(old.values, node, item))
                    is AttributeValue.L -> AttributeValue.L(elements(old.values, node, item))
                    else -> throw UpdateRefused(INVALID_PATH)
                }

            is Action.Set -> action.operand.of(item) ?: throw UpdateRefused(MISSING)

            Action.Remove -> null

            is Action.Add -> added(old, action.value)

            is Action.Delete -> deleted(old, action.value)
        }

    private fun added(
        old: AttributeValue?,
        value: AttributeValue,
    ): AttributeValue =
        when {
            old == null -> value

            old is AttributeValue.N && value is AttributeValue.N -> AttributeValue.N(
                arithmetic {
                    old.value +
                        value.value
                }
            )

            old is AttributeValue.SS && value is AttributeValue.SS -> AttributeValue.SS(old.values + value.values)

            old is AttributeValue.NS && value is AttributeValue.NS -> AttributeValue.NS(old.values + value.values)

            old is AttributeValue.BS && value is AttributeValue.BS -> AttributeValue.BS(old.values + value.values)

            // Only the parameter AttributeUpdates adds lists; expressions refuse them before.
            old is AttributeValue.L && value is AttributeValue.L -> AttributeValue.L(old.values + value.values)

            else -> throw UpdateRefused(mismatch)
        }

    private fun deleted(
        old: AttributeValue?,
        value: AttributeValue,
    ): AttributeValue? =
        when {
            old == null -> null

            old is AttributeValue.SS && value is AttributeValue.SS ->
                (old.values - value.values).takeIf { it.isNotEmpty() }?.let { AttributeValue.SS(it) }

            old is AttributeValue.NS && value is AttributeValue.NS ->
                (old.values - value.values).takeIf { it.isNotEmpty() }?.let { AttributeValue.NS(it) }

            old is AttributeValue.BS && value is AttributeValue.BS ->
                (old.values - value.values).takeIf { it.isNotEmpty() }?.let { AttributeValue.BS(it) }

            else -> throw UpdateRefused(mismatch)
        }

    companion object {
        const val INVALID_PATH: String = "The document path provided in the update expression is invalid for update"
        const val MISSING: String = "The provided expression refers to an attribute that does not exist in the item"
        const val WRONG_TYPE: String = "An operand in the update expression has an incorrect data type"

        fun arithmetic(result: () -> DecimalNumber): DecimalNumber =
            try {
                result()
            } catch (invalid: io.mockaws.services.dynamodb.value.InvalidNumber) {
                throw UpdateRefused(invalid.message)
            }
    }
}

/** Checks an update in AWS's order and puts the request's names and values in place of its placeholders. */
internal class UpdateBinder(
    private val bindings: Bindings,
) {
    private val reads = ArrayList<DocumentPath>()

    fun bind(sections: List<UpdateSection>): Update {
        val clauses = sections.flatMap { section -> section.clauses.map { section.keyword to it } }
        val parts = clauses.flatMap { (_, clause) ->
            listOf(clause.path) +
                clause.operand?.let { everyPart(it) }.orEmpty()
        }
        checkReserved(parts.asSequence().filterIsInstance<Syntax.Path>())
        val unknown = parts.firstOrNull { it is Syntax.Call && it.name !in UPDATE_FUNCTIONS } as Syntax.Call?
        if (unknown != null) throw InvalidExpression(notForUpdates(unknown.name))
        parts.filterIsInstance<Syntax.Call>().forEach { checkNesting(it) }
        val repeated = sections.map { it.keyword }.groupingBy { it }.eachCount().entries.firstOrNull { it.value > 1 }
        if (repeated != null) {
            throw InvalidExpression("The \"${repeated.key}\" section can only be used once in an update expression;")
        }
        val named = parts.filterIsInstance<Syntax.Path>()
        named.forEach { bindings.path(it) }
        parts.filterIsInstance<Syntax.ValuePlaceholder>().forEach { bindings.value(it.text) }
        checkPaths(clauses.map { (_, clause) -> bindings.path(clause.path) })
        clauses.forEach { (keyword, clause) -> checkOperand(keyword, clause) }
        return Update(clauses.map { (keyword, clause) -> bindings.path(clause.path) to action(keyword, clause) }, reads)
    }

    private fun notForUpdates(function: String): String =
        if (function in CONDITION_FUNCTIONS) {
            "The function is not allowed in an update expression; function: $function"
        } else {
            "Invalid function name; function: $function"
        }

    private fun checkNesting(call: Syntax.Call) {
        if (call.name != "list_append") return
        if (call.arguments.any { it is Syntax.Call && it.name == call.name }) throw InvalidExpression(misused(call))
    }

    private fun checkOperand(
        keyword: String,
        clause: UpdateSection.Clause,
    ) {
        if (keyword != "ADD" && keyword != "DELETE") return
        val type = bindings.value((clause.operand as Syntax.ValuePlaceholder).text).type
        if (type.isSet || (keyword == "ADD" && type == AttributeType.N)) return
        throw InvalidExpression(
            "Incorrect operand type for operator or function; operator: $keyword, operand type: ${type.longName}, " +
                "typeSet: ALLOWED_FOR_${keyword}_OPERAND",
        )
    }

    private fun action(
        keyword: String,
        clause: UpdateSection.Clause,
    ): Action =
        when (keyword) {
            "SET" -> Action.Set(operand(clause.operand!!))

            "REMOVE" -> Action.Remove

            else -> {
                val value = bindings.value((clause.operand as Syntax.ValuePlaceholder).text)
                if (keyword == "ADD") Action.Add(value) else Action.Delete(value)
            }
        }

    private fun operand(syntax: Syntax.Operand): Operand =
        when (syntax) {
            is Syntax.Path -> Operand.Path(bindings.path(syntax).also { reads += it })
            is Syntax.ValuePlaceholder -> Operand.Literal(bindings.value(syntax.text))
            is Syntax.Call -> function(syntax)
            is Syntax.Arithmetic -> arithmetic(syntax)
        }

    private fun function(call: Syntax.Call): Operand {
        val arguments = call.arguments.map { operand(it) }
        if (arguments.size != 2) throw InvalidExpression(wrongCount(call.name, arguments.size))
        val (first, second) = arguments
        if (call.name == "if_not_exists") {
            if (first !is Operand.Path) throw InvalidExpression(needsPath(call.name))
            return Operand.Computed(second.type) { first.of(it) ?: second.of(it) }
        }
        arguments.forEach { argument -> checkLiteral(call.name, argument, AttributeType.L) }
        return Operand.Computed(AttributeType.L) { item ->
            val left = first.of(item) ?: throw UpdateRefused(Update.MISSING)
            val right = second.of(item) ?: throw UpdateRefused(Update.MISSING)
            if (left !is AttributeValue.L || right !is AttributeValue.L) throw UpdateRefused(Update.WRONG_TYPE)
            AttributeValue.L(left.values + right.values)
        }
    }

    private fun arithmetic(syntax: Syntax.Arithmetic): Operand {
        val left = operand(syntax.left)
        val right = operand(syntax.right)
        checkLiteral(syntax.operator, left, AttributeType.N)
        checkLiteral(syntax.operator, right, AttributeType.N)
        return Operand.Computed(AttributeType.N) { item ->
            val a = left.of(item) ?: throw UpdateRefused(Update.MISSING)
            val b = right.of(item) ?: throw UpdateRefused(Update.MISSING)
            if (a !is AttributeValue.N || b !is AttributeValue.N) throw UpdateRefused(Update.WRONG_TYPE)
            AttributeValue.N(Update.arithmetic { if (syntax.operator == "+") a.value + b.value else a.value - b.value })
        }
    }

    /** What a path or function yields is looked at only when the item is there. */
    private fun checkLiteral(
        name: String,
        operand: Operand,
        wanted: AttributeType,
    ) {
        if (operand is Operand.Literal) checkType(name, operand) { it == wanted }
    }
}

internal val UPDATE_FUNCTIONS: Set<String> = setOf("if_not_exists", "list_append")
