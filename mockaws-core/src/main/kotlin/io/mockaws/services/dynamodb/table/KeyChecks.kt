package io.mockaws.services.dynamodb.table

import io.mockaws.engine.CallContext
import io.mockaws.kit.arn
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.value.AttributeType
import io.mockaws.services.dynamodb.value.AttributeValue
import io.mockaws.services.dynamodb.value.Attributes
import io.mockaws.services.dynamodb.value.depthOf
import io.mockaws.services.dynamodb.value.utf8Length

/** The name of a table that a request names or gives the ARN of; another place's ARN names no table here. */
internal fun CallContext<DynamoDbState>.tableName(nameOrArn: String): String {
    if (!nameOrArn.startsWith("arn:")) return nameOrArn
    return nameOrArn.removePrefix(arn("dynamodb", "table/"))
}

/** @throws io.mockaws.engine.AwsFault when there is none of that name */
internal fun Map<String, Table>.existing(name: String): Table = this[name] ?: throw DynamoDbFaults.noSuchTable()

/** The key that a request gives: exactly the key attributes, each of its type. */
internal fun Table.keyFrom(attributes: Attributes): Key {
    if (attributes.size != keys.all.size) throw DynamoDbFaults.keyMismatch()
    return Key(
        keyValue(attributes, keys.partition, DynamoDbLimits.PARTITION_KEY_BYTES),
        keys.sort?.let { keyValue(attributes, it, DynamoDbLimits.SORT_KEY_BYTES) },
    )
}

internal fun keyValue(
    attributes: Attributes,
    key: KeyAttribute,
    maxBytes: Int,
): AttributeValue {
    val value = attributes[key.name]
    if (value == null || value.type != key.type) throw DynamoDbFaults.keyMismatch()
    if (isEmpty(value)) throw emptyKey(key)
    checkSize(keyBytes(value), maxBytes)
    return value
}

/** The key of a whole item, whose complaints AWS words differently; the keys of indexes are checked with it. */
internal fun Table.keyOfItem(item: Attributes): Key {
    for (key in keys.all) {
        val value = item[key.name] ?: throw DynamoDbFaults.invalidParameter("Missing the key ${key.name} in the item")
        if (value.type != key.type) {
            throw DynamoDbFaults.invalidParameter(
                "Type mismatch for key ${key.name} expected: ${key.type} actual: ${value.type}"
            )
        }
        if (isEmpty(value)) throw emptyKey(key)
    }
    keys.checkSize(item)
    checkIndexKeys(item)
    return keys.of(item)
}

internal fun Table.checkIndexKeys(item: Attributes) {
    for (index in indexes) {
        for (key in index.keys.all) {
            val value = item[key.name] ?: continue
            if (value.type != key.type) throw indexTypeMismatch(index, key, value.type)
            if (isEmpty(value)) throw emptyIndexKey(index, key)
        }
        index.keys.checkSize(item)
    }
}

/** A transaction with an empty key is no valid request, whereas other faults of its keys cancel it. */
internal fun Table.checkNoEmptyKeys(attributes: Attributes) {
    for (key in keys.all) {
        if (isEmpty(attributes[key.name], key)) throw emptyKey(key)
    }
    for (index in indexes) {
        for (key in index.keys.all) {
            if (isEmpty(attributes[key.name], key)) throw emptyIndexKey(index, key)
        }
    }
}

internal fun indexTypeMismatch(
    index: Index,
    key: KeyAttribute,
    actual: AttributeType,
) = DynamoDbFaults.invalidParameter(
    "Type mismatch for Index Key ${key.name} Expected: ${key.type} Actual: $actual IndexName: ${index.definition.name}",
)

internal fun isEmpty(
    value: AttributeValue?,
    key: KeyAttribute,
): Boolean = value != null && value.type == key.type && isEmpty(value)

private fun isEmpty(value: AttributeValue): Boolean =
    (value is AttributeValue.S && value.value.isEmpty()) || (value is AttributeValue.B && value.value.size == 0)

private fun emptyKey(key: KeyAttribute) =
    DynamoDbFaults.validation("One or more parameter values are not valid. ${noEmptyValue(key)} Key: ${key.name}")

private fun emptyIndexKey(
    index: Index,
    key: KeyAttribute,
) = DynamoDbFaults.validation(
    "One or more parameter values are not valid. A value specified for a secondary index key is not supported. " +
        "${noEmptyValue(key)} IndexName: ${index.definition.name}, IndexKey: ${key.name}",
)

internal fun emptyIndexKeyInUpdate(key: KeyAttribute) =
    DynamoDbFaults.validation(
        "One or more parameter values are not valid. The update expression attempted to update a secondary index key " +
            "to a value that is not supported. ${noEmptyValue(key)}",
    )

private fun noEmptyValue(key: KeyAttribute): String {
    val kind = if (key.type == AttributeType.S) "string" else "binary"
    return "The AttributeValue for a key attribute cannot contain an empty $kind value."
}

private fun KeyNames.checkSize(item: Attributes) {
    checkSize(partitions.sumOf { keyBytes(item[it.name]) }, DynamoDbLimits.PARTITION_KEY_BYTES)
    checkSize(sorts.sumOf { keyBytes(item[it.name]) }, DynamoDbLimits.SORT_KEY_BYTES)
}

/** What counts for the limits of keys: numbers are never too long. */
internal fun keyBytes(value: AttributeValue?): Int =
    when (value) {
        is AttributeValue.S -> utf8Length(value.value)
        is AttributeValue.B -> value.value.size
        else -> 0
    }

private fun checkSize(
    size: Int,
    max: Int,
) {
    if (size <= max) return
    throw DynamoDbFaults.invalidParameter(
        if (max == DynamoDbLimits.PARTITION_KEY_BYTES) {
            "Size of hashkey has exceeded the maximum size limit of2048 bytes"
        } else {
            "Aggregated size of all range keys has exceeded the size limit of 1024 bytes"
        },
    )
}

/** An attribute is the first of its levels, so its lists and maps are one less. */
internal fun checkNesting(attributes: Attributes?) {
    if (attributes == null || attributes.values.none { depthOf(it) >= DynamoDbLimits.NESTING_LEVELS }) return
    throw DynamoDbFaults.validation(
        "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit"
    )
}

/** An item as a request brings it. */
internal fun itemOf(attributes: Attributes): Item {
    checkNesting(attributes)
    val item = Item(attributes)
    if (item.size >
        DynamoDbLimits.ITEM_BYTES
    ) {
        throw DynamoDbFaults.validation("Item size has exceeded the maximum allowed size")
    }
    return item
}
