package io.mockaws.services.dynamodb

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.op.CreateTableRequest
import io.mockaws.services.dynamodb.op.createTable
import io.mockaws.services.dynamodb.table.AttributeDefinition
import io.mockaws.services.dynamodb.table.KeySchemaElement
import io.mockaws.services.dynamodb.table.WriteCondition
import io.mockaws.services.dynamodb.table.deleteItem
import io.mockaws.services.dynamodb.table.existing
import io.mockaws.services.dynamodb.table.itemOf
import io.mockaws.services.dynamodb.table.keyFrom
import io.mockaws.services.dynamodb.table.putItem
import io.mockaws.services.dynamodb.value.AttributeValue
import io.mockaws.services.dynamodb.value.Attributes
import io.mockaws.services.dynamodb.value.PlainValues
import io.mockaws.testing.Calls
import kotlin.time.Duration

/** What a test does with DynamoDB apart from calling it: makes tables, fills them, looks inside. */
public class DynamoDbFixture internal constructor(
    context: () -> CallContext<DynamoDbState>,
    private val journal: () -> Calls,
) {
    private val context = { context().also { it.state.expire(it.clock) } }

    /**
     * The table [name], made when it is not there: billed per request, without indexes. A table that is there stays
     * as it is, whatever its keys are. Tables with more to them are made by CreateTable.
     *
     * @param partitionKey the attribute that is the partition key
     * @param sortKey the attribute that is the sort key; null for a table without one
     * @param partitionKeyType `"S"` (string), `"N"` (number) or `"B"` (binary)
     * @param sortKeyType the same for the sort key
     * @throws IllegalArgumentException when CreateTable refuses the name or a type
     */
    @JvmOverloads
    public fun table(
        name: String,
        partitionKey: String = "PK",
        sortKey: String? = null,
        partitionKeyType: String = "S",
        sortKeyType: String = "S",
    ): TableFixture {
        val call = context()
        if (name !in call.state.tables()) {
            val request =
                CreateTableRequest(
                    tableName = name,
                    billingMode = "PAY_PER_REQUEST",
                    attributeDefinitions =
                    listOfNotNull(
                        AttributeDefinition(partitionKey, partitionKeyType),
                        sortKey?.let { AttributeDefinition(it, sortKeyType) },
                    ),
                    keySchema =
                    listOfNotNull(
                        KeySchemaElement(partitionKey, "HASH"),
                        sortKey?.let { KeySchemaElement(it, "RANGE") },
                    ),
                )
            try {
                createTable(request, call)
            } catch (fault: AwsFault) {
                // Another thread of the test may have made it just now.
                if (name !in call.state.tables()) throw IllegalArgumentException(fault.error.message, fault)
            }
        }
        return TableFixture(name, context, journal)
    }

    /**
     * Deletes the items whose time to live has come, at once: AWS, and the mock by its clock, take up to two days.
     *
     * @return how many they were
     */
    public fun deleteExpired(): Int {
        val call = context()
        return call.state.expire(call.clock, delay = Duration.ZERO)
    }

    /** Every table of the mock's account and region, by name. */
    public fun tables(): List<TableFixture> =
        context().state.tables().keys.sorted().map { TableFixture(it, context, journal) }
}

/**
 * A table as a test sees it. Items are maps of plain values: `String` is a string, any `Number` a number (read back as
 * `BigDecimal`), `Boolean`, `ByteArray` a binary, `List` and `Map` a list and a map, a `Set` of strings, numbers or
 * byte arrays a set, `null` the null value.
 */
public class TableFixture internal constructor(
    /** The name of the table. */
    @get:JvmName("name")
    public val name: String,
    private val context: () -> CallContext<DynamoDbState>,
    private val journal: () -> Calls,
) {
    /** What the mock's journal has of Amazon DynamoDB, for any table. */
    @get:JvmName("calls")
    public val calls: Calls get() = journal()

    /**
     * Puts [item] in place of the item with its key, as PutItem does.
     *
     * @throws IllegalArgumentException when PutItem would refuse it, or a value has no counterpart in DynamoDB
     */
    public fun put(item: Map<String, Any?>) {
        val attributes = PlainValues.toAttributes(item)
        explained { context().state.write { putItem(name, itemOf(attributes), WriteCondition.NONE) } }
    }

    /**
     * The item with this key, or null.
     *
     * @throws IllegalArgumentException when that is no key of this table
     */
    @JvmOverloads
    public fun get(
        partitionKey: Any,
        sortKey: Any? = null,
    ): Map<String, Any?>? =
        explained {
            val table = context().state.tables().existing(name)
            table[table.keyFrom(key(partitionKey, sortKey))]?.let { PlainValues.ofAttributes(it.attributes) }
        }

    /**
     * Removes the item with this key, if there is one.
     *
     * @throws IllegalArgumentException when that is no key of this table
     */
    @JvmOverloads
    public fun delete(
        partitionKey: Any,
        sortKey: Any? = null,
    ) {
        val key = key(partitionKey, sortKey)
        explained { context().state.write { deleteItem(name, key, WriteCondition.NONE) } }
    }

    /** All items, in the order of a scan: those of one partition key by their sort keys. */
    public fun items(): List<Map<String, Any?>> =
        explained {
            context().state.tables().existing(name)
        }.rows.values.map { PlainValues.ofAttributes(it.attributes) }

    /** How many items there are. */
    @get:JvmName("count")
    public val count: Int get() = explained { context().state.tables().existing(name) }.rows.size

    private fun key(
        partitionKey: Any,
        sortKey: Any?,
    ): Attributes {
        val keys = explained { context().state.tables().existing(name) }.keys
        val key = LinkedHashMap<String, AttributeValue>()
        key[keys.partition.name] = PlainValues.toValue(partitionKey)
        require((keys.sort == null) == (sortKey == null)) {
            if (sortKey ==
                null
            ) {
                "The table $name has a sort key: ${keys.sort?.name}"
            } else {
                "The table $name has no sort key"
            }
        }
        if (keys.sort != null) key[keys.sort.name] = PlainValues.toValue(sortKey)
        return key
    }
}

/** A fixture's caller made a mistake in the test itself, so it hears of it as an argument, not as AWS's answer. */
private inline fun <T> explained(action: () -> T): T =
    try {
        action()
    } catch (fault: AwsFault) {
        throw IllegalArgumentException(fault.error.message, fault)
    }
