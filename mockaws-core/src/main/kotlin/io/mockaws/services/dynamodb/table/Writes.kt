package io.mockaws.services.dynamodb.table

import io.mockaws.engine.AwsFault
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.expression.Action
import io.mockaws.services.dynamodb.expression.DocumentPath
import io.mockaws.services.dynamodb.expression.Operand
import io.mockaws.services.dynamodb.expression.Predicate
import io.mockaws.services.dynamodb.expression.Update
import io.mockaws.services.dynamodb.expression.UpdateRefused
import io.mockaws.services.dynamodb.value.Attributes

/** When a write may happen, and what is told when it may not. */
internal class WriteCondition(
    private val predicate: Predicate?,
    private val returnValuesOnFailure: String? = null,
) {
    /** @throws AwsFault when [old], the item as it is, does not meet the condition */
    fun check(old: Item?) {
        if (predicate == null || predicate.test(old?.attributes.orEmpty())) return
        throw DynamoDbFaults.conditionFailed(old?.attributes?.takeIf { returnValuesOnFailure == "ALL_OLD" })
    }

    companion object {
        val NONE = WriteCondition(null)
    }
}

/** One item before and after a write. */
internal class Written(
    val table: Table,
    val key: Key,
    val old: Item?,
    val new: Item?,
) {
    fun consumption(factor: Int = 1): Consumption = Consumption(table).write(key, old, new, factor)
}

internal fun DynamoDbState.Writer.putItem(
    tableName: String,
    item: Item,
    condition: WriteCondition,
): Written {
    val table = tables.existing(tableName)
    val key = table.keyOfItem(item.attributes)
    val old = table[key]
    condition.check(old)
    return Written(table.put(key, item).also { put(it) }, key, old, item)
}

internal fun DynamoDbState.Writer.deleteItem(
    tableName: String,
    keyAttributes: Attributes,
    condition: WriteCondition,
): Written {
    val table = tables.existing(tableName)
    val key = table.keyFrom(keyAttributes)
    val old = table[key]
    condition.check(old)
    return Written(table.remove(key).also { put(it) }, key, old, null)
}

/** Leaves the item as it is, and finds out whether it meets [condition]. */
internal fun DynamoDbState.Writer.checkItem(
    tableName: String,
    keyAttributes: Attributes,
    condition: WriteCondition,
): Written {
    val table = tables.existing(tableName)
    val key = table.keyFrom(keyAttributes)
    val old = table[key]
    condition.check(old)
    return Written(table, key, old, old)
}

internal fun DynamoDbState.Writer.updateItem(
    tableName: String,
    keyAttributes: Attributes,
    update: Update?,
    condition: WriteCondition,
): Written {
    val table = tables.existing(tableName)
    val key = table.keyFrom(keyAttributes)
    if (update != null) table.checkTargets(update)
    val old = table[key]
    condition.check(old)
    if (old == null && update?.onlyTakesAway == true) return Written(table, key, null, null)
    val base = old?.attributes ?: keyAttributes
    val new =
        try {
            Item(update?.applyTo(base) ?: base)
        } catch (refused: UpdateRefused) {
            throw DynamoDbFaults.validation(refused.message)
        }
    if (update != null) table.checkUpdated(update, new)
    return Written(table.put(key, new).also { put(it) }, key, old, new)
}

private fun Table.checkTargets(update: Update) {
    for (key in keys.all) {
        if (update.paths.any { it.head == key.name }) {
            throw DynamoDbFaults.invalidParameter(
                "Cannot update attribute ${key.name}. This attribute is part of the key"
            )
        }
    }
    for (index in indexes) {
        for (key in index.keys.all) {
            val (_, action) = update.clauses.firstOrNull { (path, _) -> path.head == key.name && !path.isNested }
                ?: continue
            val type =
                when (action) {
                    is Action.Set -> action.operand.takeIf { it !is Operand.Path }?.type
                    is Action.Add -> action.value.type
                    is Action.Delete -> action.value.type
                    Action.Remove -> null
                }
            if (type != null && type != key.type) throw indexTypeMismatch(index, key, type)
        }
    }
    checkScalarKeys(update.paths + update.reads)
}

/** Keys hold scalars, so no path leads into them. */
internal fun Table.checkScalarKeys(paths: List<DocumentPath>) {
    fun refuse(
        what: String,
        key: KeyAttribute,
    ) {
        if (paths.none { it.isNested && it.head == key.name }) return
        throw DynamoDbFaults.validation(
            "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: $what: ${key.name}",
        )
    }
    keys.all.forEach { refuse("Key", it) }
    indexes.forEach { index -> index.keys.all.forEach { refuse("IndexKey", it) } }
}

private fun Table.checkUpdated(
    update: Update,
    item: Item,
) {
    for (key in indexes.flatMap { it.keys.all }) {
        val value = item.attributes[key.name] ?: continue
        if (update.paths.none { it.head == key.name }) continue
        if (isEmpty(value, key)) throw emptyIndexKeyInUpdate(key)
        if (value.type != key.type) {
            throw DynamoDbFaults.validation(
                "The update expression attempted to update the secondary index key to unsupported type",
            )
        }
    }
    checkIndexKeys(item.attributes)
    if (item.size > DynamoDbLimits.ITEM_BYTES) {
        throw DynamoDbFaults.validation("Item size to update has exceeded the maximum allowed size")
    }
    itemOf(item.attributes)
}
