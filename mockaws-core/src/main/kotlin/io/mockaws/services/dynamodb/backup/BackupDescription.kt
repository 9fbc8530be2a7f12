package io.mockaws.services.dynamodb.backup

import io.mockaws.services.dynamodb.op.TimeToLiveDescription
import io.mockaws.services.dynamodb.streams.StreamSpecification
import io.mockaws.services.dynamodb.table.IndexDefinition
import io.mockaws.services.dynamodb.table.KeySchemaElement
import io.mockaws.services.dynamodb.table.OnDemandThroughput
import io.mockaws.services.dynamodb.table.Projection
import io.mockaws.services.dynamodb.table.ProvisionedThroughput
import io.mockaws.services.dynamodb.table.SseDescription
import io.mockaws.services.dynamodb.table.TableDefinition
import io.mockaws.services.dynamodb.table.Throughput
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BackupDescription.html */
@Serializable
internal data class BackupDescription(
    val backupDetails: BackupDetails,
    val sourceTableDetails: SourceTableDetails,
    val sourceTableFeatureDetails: SourceTableFeatureDetails,
)

@Serializable
internal data class BackupDetails(
    val backupArn: String,
    val backupName: String,
    val backupSizeBytes: Long,
    /** `CREATING` in the answer to CreateBackup alone, `DELETED` in that to DeleteBackup, `AVAILABLE` between. */
    val backupStatus: String,
    val backupType: String,
    val backupCreationDateTime: Instant,
    val backupExpiryDateTime: Instant? = null,
)

@Serializable
internal data class SourceTableDetails(
    val tableName: String,
    val tableId: String,
    val tableArn: String,
    val tableSizeBytes: Long,
    val keySchema: List<KeySchemaElement>,
    val tableCreationDateTime: Instant,
    val provisionedThroughput: ProvisionedThroughput,
    val onDemandThroughput: OnDemandThroughput? = null,
    val itemCount: Long,
    val billingMode: String,
)

/** Nothing of what the table did not have, and nothing at all in a backup of AWS's own. */
@Serializable
internal data class SourceTableFeatureDetails(
    val localSecondaryIndexes: List<LocalSecondaryIndexInfo>? = null,
    val globalSecondaryIndexes: List<GlobalSecondaryIndexInfo>? = null,
    val streamDescription: StreamSpecification? = null,
    val timeToLiveDescription: TimeToLiveDescription? = null,
    val sseDescription: SseDescription? = null,
)

@Serializable
internal data class LocalSecondaryIndexInfo(
    val indexName: String,
    val keySchema: List<KeySchemaElement>,
    val projection: Projection,
)

@Serializable
internal data class GlobalSecondaryIndexInfo(
    val indexName: String,
    val keySchema: List<KeySchemaElement>,
    val projection: Projection,
    val provisionedThroughput: ProvisionedThroughput,
    val onDemandThroughput: OnDemandThroughput? = null,
)

internal fun Backup.details(status: String): BackupDetails =
    BackupDetails(
        arn,
        definition.name,
        table.rows.bytes,
        status,
        definition.type.name,
        definition.createdAt,
        definition.expiresAt,
    )

internal fun Backup.describe(status: String = "AVAILABLE"): BackupDescription {
    val source = definition.table
    return BackupDescription(
        details(status),
        SourceTableDetails(
            source.name,
            source.id,
            source.arn,
            table.rows.bytes,
            source.keySchema,
            source.createdAt,
            describe(source.throughput),
            source.onDemand,
            table.rows.size.toLong(),
            source.billingMode.name,
        ),
        if (definition.type == BackupType.USER) featuresOf(source) else SourceTableFeatureDetails(),
    )
}

private fun featuresOf(table: TableDefinition) =
    SourceTableFeatureDetails(
        table.local.map { LocalSecondaryIndexInfo(it.name, it.keySchema, it.projection) }.ifEmpty { null },
        table.global.map { it.info() }.ifEmpty { null },
        StreamSpecification.of(table),
        table.timeToLiveAttribute?.let { TimeToLiveDescription("ENABLED", it) },
        SseDescription.of(table),
    )

private fun IndexDefinition.info() =
    GlobalSecondaryIndexInfo(name, keySchema, projection, describe(throughput), onDemand)

private fun describe(throughput: Throughput) = ProvisionedThroughput(throughput.read, throughput.write)
