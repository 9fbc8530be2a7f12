package io.mockaws.services.dynamodb

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.engine.settle
import io.mockaws.services.dynamodb.streams.StreamViewType
import io.mockaws.services.dynamodb.streams.openStream
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
import io.mockaws.testing.MadeHere

/**
 * A table as a test sees it. Items are maps of plain values: `String` is a string, any `Number` a number (read back as
 * `Int` where it is whole and fits, else as `Long`, else as `BigDecimal`), `Boolean`, `ByteArray` a binary, `List` and `Map`
 * a list and a map, a `Set` of strings, numbers or byte arrays a set, `null` the null value.
 */
public class TableFixture internal constructor(
    /** The name of the table. */
    @get:JvmName("name")
    public val name: String,
    private val context: () -> CallContext<DynamoDbState>,
    private val journal: () -> Calls,
    private val made: MadeHere? = null,
) {
    /** What the mock's journal has of Amazon DynamoDB, for any table. */
    @get:JvmName("calls")
    public val calls: Calls get() = journal()

    /**
     * Puts [item] in place of the item with its key, as PutItem does.
     *
     * @throws IllegalArgumentException when PutItem would refuse it, or a value has no counterpart in DynamoDB
     */
    public fun put(item: Map<String, Any?>): TableFixture {
        val attributes = PlainValues.toAttributes(item)
        change { putItem(name, itemOf(attributes), WriteCondition.NONE) }
        return this
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
            val table = look()
            table[table.keyFrom(key(partitionKey, sortKey))]?.let { PlainValues.ofAttributes(it.attributes) }
        }

    /**
     * Removes the item with this key; true when there was one.
     *
     * @throws IllegalArgumentException when that is no key of this table
     */
    @JvmOverloads
    public fun delete(
        partitionKey: Any,
        sortKey: Any? = null,
    ): Boolean {
        val key = key(partitionKey, sortKey)
        return change {
            val isThere = tables.existing(name).let { it[it.keyFrom(key)] } != null
            deleteItem(name, key, WriteCondition.NONE)
            isThere
        }
    }

    /** All items, in the order of a scan: those of one partition key by their sort keys. */
    public fun items(): List<Map<String, Any?>> =
        explained { look() }.rows.values.map { PlainValues.ofAttributes(it.attributes) }

    /** How many items there are. */
    @get:JvmName("count")
    public val count: Int get() = explained { look() }.rows.size

    /**
     * Has what happens to items told to a stream from here on, as UpdateTable with a `StreamSpecification` does. A table
     * that has a stream keeps it, whatever its view type is.
     *
     * @param viewType `"NEW_AND_OLD_IMAGES"`, `"NEW_IMAGE"`, `"OLD_IMAGE"` or `"KEYS_ONLY"`
     * @throws IllegalArgumentException when that is no view type
     */
    @JvmOverloads
    public fun withStream(viewType: String = "NEW_AND_OLD_IMAGES"): TableFixture {
        val wanted = StreamViewType.entries.firstOrNull { it.name == viewType }
        requireNotNull(wanted) { "No view type $viewType; there are ${StreamViewType.entries}" }
        context().write {
            val table = explained { tables.existing(name) }
            if (!table.definition.hasStream) put(table.redefined(openStream(table.definition, wanted)))
        }
        return this
    }

    /**
     * The Amazon Resource Name of the table's stream, of the latest one: what a function reads, a consumer describes.
     *
     * @throws IllegalArgumentException when the table never had a stream: see [withStream]
     */
    @get:JvmName("streamArn")
    public val streamArn: String
        get() {
            val arn = explained { context().state.tables().existing(name) }.definition.latestStreamArn
            return requireNotNull(arn) { "The table $name has no stream; withStream() gives it one" }
        }

    /**
     * What the table's stream tells, the oldest first: what happened to items in the last 24 hours of the mock's clock,
     * since the stream was enabled and until it was disabled. Reading it moves no consumer.
     *
     * @throws IllegalArgumentException when the table never had a stream: see [withStream]
     */
    public fun changes(): List<ItemChange> {
        val arn = streamArn
        val stream = context().state.streams()[arn]
        return stream?.records.orEmpty().map { (ordinal, record) -> ItemChange.of(ordinal, record) }
    }

    override fun toString(): String = "TableFixture($name, ${contents()})"

    private fun contents() = context().state.tables()[name]?.let { "items: ${it.rows.size}" } ?: "not there"

    /** The table, for a look into it. */
    private fun look() = context().state.tables().existing(name).also { if (it.rows.size == 0) made?.checkLook() }

    private fun <T> change(change: DynamoDbState.Writer.() -> T): T {
        val call = context()
        return explained { call.write(change) }.also { call.settle() }
    }

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
