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
    val sseDescription: SseDescription? = null,
    val deletionProtectionEnabled: Boolean,
    val onDemandThroughput: OnDemandThroughput? = null,
    val warmThroughput: WarmThroughputDescription? = null,
    val restoreSummary: RestoreSummary? = null,
)

/** Where a table comes from, which AWS tells until it is there. */
@Serializable
internal data class RestoreSummary(
    val sourceBackupArn: String? = null,
    val sourceTableArn: String,
    val restoreDateTime: Instant,
    val restoreInProgress: Boolean,
)

@Serializable
internal data class ProvisionedThroughputDescription(
    val lastIncreaseDateTime: Instant? = null,
    val lastDecreaseDateTime: Instant? = null,
    val numberOfDecreasesToday: Long,
    val readCapacityUnits: Long,
    val writeCapacityUnits: Long,
)

/** What the table or index can take at once. */
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
        sseDescription = SseDescription.of(definition),
        deletionProtectionEnabled = definition.deletionProtection,
        onDemandThroughput = definition.onDemand,
        warmThroughput = describe(definition.warm),
    )

/**
 * What the answer to CreateTable tells: nothing that AWS settles later.
 *
 * @param isWarmed whether the request asked for warm throughput
 */
internal fun Table.describeCreated(isWarmed: Boolean = false): TableDescription =
    describe("CREATING").run {
        copy(
            billingModeSummary = billingModeSummary?.copy(lastUpdateToPayPerRequestDateTime = null),
            globalSecondaryIndexes = globalSecondaryIndexes?.map { it.copy(warmThroughput = null) },
            warmThroughput = warmThroughput?.takeIf { isWarmed }?.copy(status = "UPDATING"),
        )
    }

/** What the answer to a restore tells: nothing is in the table yet. */
internal fun Table.describeRestored(summary: RestoreSummary): TableDescription =
    describeCreated().run {
        copy(
            tableSizeBytes = 0,
            itemCount = 0,
            localSecondaryIndexes = localSecondaryIndexes?.map { it.copy(indexSizeBytes = 0, itemCount = 0) },
            globalSecondaryIndexes = globalSecondaryIndexes?.map { it.copy(indexSizeBytes = 0, itemCount = 0) },
            restoreSummary = summary,
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

internal fun describe(warm: WarmUnits): WarmThroughputDescription =
    WarmThroughputDescription(warm.read, warm.write, "ACTIVE")

internal fun describe(throughput: Throughput): ProvisionedThroughputDescription =
    ProvisionedThroughputDescription(
        throughput.lastIncrease,
        throughput.lastDecrease,
        throughput.decreasesToday,
        throughput.read,
        throughput.write,
    )
