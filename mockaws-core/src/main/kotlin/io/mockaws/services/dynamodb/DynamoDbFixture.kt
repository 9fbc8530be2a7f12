package io.mockaws.services.dynamodb

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.op.createTable
import io.mockaws.testing.Calls
import io.mockaws.testing.MadeHere
import java.util.function.Consumer
import kotlin.time.Duration

/** What a test does with DynamoDB apart from calling it: makes tables, fills them, looks inside. */
public class DynamoDbFixture internal constructor(
    context: () -> CallContext<DynamoDbState>,
    private val journal: () -> Calls,
) {
    private val context = { context().also { it.state.expire(it.clock) } }

    /**
     * The table [name], made when it is not there: billed per request, without indexes; those are told in
     * a block. Tables with more to them are made by CreateTable. A statement that makes a table and looks into it at once fails: it has misspelt the name.
     *
     * @param partitionKey the attribute that is the partition key; `PK` where a table is made without one
     * @param sortKey the attribute that is the sort key; null for a table without one
     * @param partitionKeyType `"S"` (string), `"N"` (number) or `"B"` (binary)
     * @param sortKeyType the same for the sort key
     * @throws IllegalArgumentException when CreateTable refuses the name or a type, and when a partition key is named and
     *   the table that is there has other keys
     */
    @JvmOverloads
    public fun table(
        name: String,
        partitionKey: String? = null,
        sortKey: String? = null,
        partitionKeyType: String = "S",
        sortKeyType: String = "S",
    ): TableFixture {
        val options = TableOptions()
        if (partitionKey != null || sortKey != null) {
            options.partitionKey(partitionKey ?: "PK", partitionKeyType)
        }
        if (sortKey != null) options.sortKey(sortKey, sortKeyType)
        return make(name, options)
    }

    /**
     * The table [name], made as [configure] says when it is not there: with its keys and indexes.
     *
     * @throws IllegalArgumentException when CreateTable refuses it, and when the table that is there has other keys than
     *   those that are named, or not these indexes
     */
    @JvmSynthetic
    public fun table(
        name: String,
        configure: TableOptions.() -> Unit,
    ): TableFixture = make(name, TableOptions().apply(configure))

    /** The same for Java: `aws.dynamoDb().table("orders", t -> t.partitionKey("id").index("byState", "state"))`. */
    public fun table(
        name: String,
        configure: Consumer<TableOptions>,
    ): TableFixture = make(name, TableOptions().also(configure::accept))

    private fun make(
        name: String,
        options: TableOptions,
    ): TableFixture {
        val call = context()
        val others = call.state.tables().keys
        val isMade = name !in others && create(call, name, options)
        if (!isMade) options.check(call.state.tables().getValue(name))
        val made = MadeHere(javaClass, "table", name, others) { call.write { remove(name) } }
        return TableFixture(name, context, journal, made.takeIf { isMade })
    }

    /** False when another thread of the test has made it just now. */
    private fun create(
        call: CallContext<DynamoDbState>,
        name: String,
        options: TableOptions,
    ): Boolean {
        try {
            createTable(options.request(name), call)
            return true
        } catch (fault: AwsFault) {
            if (name !in call.state.tables()) throw IllegalArgumentException(fault.error.message, fault)
            return false
        }
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

    override fun toString(): String = "DynamoDbFixture(${context().state.tables().keys.sorted()})"
}
