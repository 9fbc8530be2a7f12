package io.mockaws.services.dynamodb

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.op.CreateTableRequest
import io.mockaws.services.dynamodb.op.createTable
import io.mockaws.services.dynamodb.table.AttributeDefinition
import io.mockaws.services.dynamodb.table.KeySchemaElement
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
