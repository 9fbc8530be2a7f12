package io.mockaws.services.dynamodb

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.op.CreateTableRequest
import io.mockaws.services.dynamodb.op.createTable
import io.mockaws.services.dynamodb.table.AttributeDefinition
import io.mockaws.services.dynamodb.table.KeySchemaElement
import io.mockaws.testing.Calls
import io.mockaws.testing.MadeHere
import kotlin.time.Duration

/** What a test does with DynamoDB apart from calling it: makes tables, fills them, looks inside. */
public class DynamoDbFixture internal constructor(
    context: () -> CallContext<DynamoDbState>,
    private val journal: () -> Calls,
) {
    private val context = { context().also { it.state.expire(it.clock) } }

    /**
     * The table [name], made when it is not there: billed per request, without indexes. Tables with more to them are made
     * by CreateTable. A statement that makes a table and looks into it at once fails: it has misspelt the name.
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
        val call = context()
        val partition = AttributeDefinition(partitionKey ?: "PK", partitionKeyType)
        val sort = sortKey?.let { AttributeDefinition(it, sortKeyType) }
        val others = call.state.tables().keys
        val isMade = name !in others && make(call, name, partition, sort)
        if (!isMade && partitionKey != null) checkKeys(call, name, listOfNotNull(partition, sort))
        val made = MadeHere(javaClass, "table", name, others) { call.write { remove(name) } }
        return TableFixture(name, context, journal, made.takeIf { isMade })
    }

    /** False when another thread of the test has made it just now. */
    private fun make(
        call: CallContext<DynamoDbState>,
        name: String,
        partition: AttributeDefinition,
        sort: AttributeDefinition?,
    ): Boolean {
        val request =
            CreateTableRequest(
                tableName = name,
                billingMode = "PAY_PER_REQUEST",
                attributeDefinitions = listOfNotNull(partition, sort),
                keySchema =
                listOfNotNull(
                    KeySchemaElement(partition.attributeName, "HASH"),
                    sort?.let { KeySchemaElement(it.attributeName, "RANGE") },
                ),
            )
        try {
            createTable(request, call)
            return true
        } catch (fault: AwsFault) {
            if (name !in call.state.tables()) throw IllegalArgumentException(fault.error.message, fault)
            return false
        }
    }

    private fun checkKeys(
        call: CallContext<DynamoDbState>,
        name: String,
        wanted: List<AttributeDefinition>,
    ) {
        val keys = call.state.tables().getValue(name).keys
        val there = listOfNotNull(keys.partition, keys.sort).map { "${it.name} (${it.type.name})" }
        val asked = wanted.map { "${it.attributeName} (${it.attributeType})" }
        require(there == asked) { "The table $name is there with the keys $there, and not with $asked" }
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
