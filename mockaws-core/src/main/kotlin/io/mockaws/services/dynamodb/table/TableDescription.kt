package io.mockaws.services.dynamodb.table

import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.streams.StreamSpecification
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html */
@Serializable
internal data class TableDescription(
    val attributeDefinitions: List<AttributeDefinition>? = null,
    val tableName: String,
    val keySchema: List<KeySchemaElement>? = null,
    val tableStatus: String,
    val creationDateTime: Instant? = null,
    val provisionedThroughput: ProvisionedThroughputDescription,
    val tableSizeBytes: Long,
    val itemCount: Long,
    val tableArn: String,
    val tableId: String,
    val billingModeSummary: BillingModeSummary? = null,
    val localSecondaryIndexes: List<LocalSecondaryIndexDescription>? = null,
    val globalSecondaryIndexes: List<GlobalSecondaryIndexDescription>? = null,
    val streamSpecification: StreamSpecification? = null,
    val latestStreamLabel: String? = null,
    val latestStreamArn: String? = null,
    val tableClassSummary: TableClassSummary? = null,
    val deletionProtectionEnabled: Boolean,
    val warmThroughput: WarmThroughputDescription? = null,
)

@Serializable
internal data class ProvisionedThroughputDescription(
    val lastIncreaseDateTime: Instant? = null,
    val lastDecreaseDateTime: Instant? = null,
    val numberOfDecreasesToday: Long,
    val readCapacityUnits: Long,
    val writeCapacityUnits: Long,
)

/** What the table or index can take at once; here always what AWS gives without being asked for more. */
@Serializable
internal data class WarmThroughputDescription(
    val readUnitsPerSecond: Long,
    val writeUnitsPerSecond: Long,
    val status: String,
)

@Serializable
internal data class BillingModeSummary(
    val billingMode: String,
    val lastUpdateToPayPerRequestDateTime: Instant? = null,
)

@Serializable
internal data class TableClassSummary(
    val tableClass: String,
)

@Serializable
internal data class LocalSecondaryIndexDescription(
    val indexName: String,
    val keySchema: List<KeySchemaElement>,
    val projection: Projection,
    val indexSizeBytes: Long,
    val itemCount: Long,
    val indexArn: String,
)

@Serializable
internal data class GlobalSecondaryIndexDescription(
    val indexName: String,
    val keySchema: List<KeySchemaElement>,
    val projection: Projection,
    val indexStatus: String,
    val provisionedThroughput: ProvisionedThroughputDescription,
    val indexSizeBytes: Long,
    val itemCount: Long,
    val indexArn: String,
    val warmThroughput: WarmThroughputDescription? = null,
)

/** What is told of the table while its status, and that of its indexes, is [status]. Sizes are those of now. */
internal fun Table.describe(
    status: String = "ACTIVE",
    indexStatus: String = status,
): TableDescription =
    TableDescription(
        attributeDefinitions = definition.attributes,
        tableName = name,
        keySchema = definition.keySchema,
        tableStatus = status,
        creationDateTime = definition.createdAt,
        provisionedThroughput = describe(definition.throughput),
        tableSizeBytes = rows.bytes,
        itemCount = rows.size.toLong(),
        tableArn = definition.arn,
        tableId = definition.id,
        billingModeSummary =
        if (definition.showsBillingMode) {
            BillingModeSummary(definition.billingMode.name, definition.payPerRequestSince)
        } else {
            null
        },
        localSecondaryIndexes = indexes.filter { !it.definition.global }.map { describeLocal(it) }.ifEmpty { null },
        globalSecondaryIndexes = indexes.filter {
            it.definition.global
        }.map { describeGlobal(it, indexStatus) }.ifEmpty { null },
        streamSpecification = StreamSpecification.of(definition),
        latestStreamLabel = definition.latestStream?.label,
        latestStreamArn = definition.latestStreamArn,
        tableClassSummary = definition.tableClass?.let { TableClassSummary(it) },
        deletionProtectionEnabled = definition.deletionProtection,
        warmThroughput = warm(definition.throughput),
    )

/** What the answer to CreateTable tells: nothing that AWS settles later. */
internal fun Table.describeCreated(): TableDescription =
    describe("CREATING").run {
        copy(
            billingModeSummary = billingModeSummary?.copy(lastUpdateToPayPerRequestDateTime = null),
            globalSecondaryIndexes = globalSecondaryIndexes?.map { it.copy(warmThroughput = null) },
            warmThroughput = null,
        )
    }

/** What the answer to DeleteTable tells: nothing of what made up the table. */
internal fun Table.describeDeleted(): TableDescription =
    describe("DELETING").copy(
        attributeDefinitions = null,
        keySchema = null,
        creationDateTime = null,
        localSecondaryIndexes = null,
        globalSecondaryIndexes = null,
        warmThroughput = null,
    )

private fun Table.describeLocal(index: Index) =
    LocalSecondaryIndexDescription(
        index.definition.name,
        index.definition.keySchema,
        index.definition.projection,
        index.rows.bytes,
        index.rows.size.toLong(),
        arnOf(index),
    )

private fun Table.describeGlobal(
    index: Index,
    status: String,
) = GlobalSecondaryIndexDescription(
    index.definition.name,
    index.definition.keySchema,
    index.definition.projection,
    status,
    describe(index.definition.throughput),
    index.rows.bytes,
    index.rows.size.toLong(),
    arnOf(index),
    warm(index.definition.throughput),
)

private fun Table.warm(throughput: Throughput) =
    if (definition.billingMode == BillingMode.PROVISIONED) {
        WarmThroughputDescription(throughput.read, throughput.write, "ACTIVE")
    } else {
        WarmThroughputDescription(DynamoDbLimits.WARM_READS, DynamoDbLimits.WARM_WRITES, "ACTIVE")
    }

private fun Table.arnOf(index: Index) = "${definition.arn}/index/${index.definition.name}"

private fun describe(throughput: Throughput) =
    ProvisionedThroughputDescription(
        throughput.lastIncrease,
        throughput.lastDecrease,
        throughput.decreasesToday,
        throughput.read,
        throughput.write,
    )
