package io.mockaws.services.dynamodb.backup.op

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbService
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.backup.Backup
import io.mockaws.services.dynamodb.backup.BackupArn
import io.mockaws.services.dynamodb.backup.BackupFaults
import io.mockaws.services.dynamodb.backup.Restoring
import io.mockaws.services.dynamodb.backup.existing
import io.mockaws.services.dynamodb.op.GlobalSecondaryIndex
import io.mockaws.services.dynamodb.op.LocalSecondaryIndex
import io.mockaws.services.dynamodb.table.BillingMode
import io.mockaws.services.dynamodb.table.IndexChecks
import io.mockaws.services.dynamodb.table.OnDemandThroughput
import io.mockaws.services.dynamodb.table.ProvisionedThroughput
import io.mockaws.services.dynamodb.table.RestoreSummary
import io.mockaws.services.dynamodb.table.SchemaChecks
import io.mockaws.services.dynamodb.table.SseSpecification
import io.mockaws.services.dynamodb.table.TableDefinition
import io.mockaws.services.dynamodb.table.TableDescription
import io.mockaws.services.dynamodb.table.describeRestored
import io.mockaws.services.dynamodb.write
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
internal data class RestoreTableFromBackupRequest(
    val targetTableName: String? = null,
    val backupArn: String? = null,
    val billingModeOverride: String? = null,
    val globalSecondaryIndexOverride: List<GlobalSecondaryIndex>? = null,
    val localSecondaryIndexOverride: List<LocalSecondaryIndex>? = null,
    val provisionedThroughputOverride: ProvisionedThroughput? = null,
    val onDemandThroughputOverride: OnDemandThroughput? = null,
    @SerialName("SSESpecificationOverride")
    val sseSpecificationOverride: SseSpecification? = null,
)

@Serializable
internal data class RestoreTableFromBackupResponse(
    val tableDescription: TableDescription,
)

/**
 * The table is there at once. Of the source's settings it has what makes its contents and their price, and not its tags,
 * stream, time to live, point-in-time recovery, deletion protection and class.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_RestoreTableFromBackup.html
 */
internal fun restoreTableFromBackup(
    request: RestoreTableFromBackupRequest,
    call: CallContext<DynamoDbState>,
): RestoreTableFromBackupResponse {
    Constraints.checkTableName(request.targetTableName, "targetTableName")
    check(request)
    val backup = call.backupIn(request)
    val definition = request.definitionOf(backup, call)
    val table =
        call.write {
            if (definition.name in tables) throw BackupFaults.tableExists(definition.name)
            backup.table.redefined(definition).also { put(it) }
        }
    val source = backup.definition
    val summary = RestoreSummary(source.arn, source.table.arn, source.createdAt, restoreInProgress = true)
    return RestoreTableFromBackupResponse(table.describeRestored(summary))
}

private fun check(request: RestoreTableFromBackupRequest) {
    val constraints = Constraints()
    constraints.plainName("targetTableName", request.targetTableName)
    constraints.oneOf("billingModeOverride", request.billingModeOverride, BillingMode.entries.map { it.name })
    SchemaChecks.throughput(constraints, "provisionedThroughputOverride", request.provisionedThroughputOverride)
    request.globalSecondaryIndexOverride?.forEachIndexed { i, index ->
        val at = "globalSecondaryIndexOverride.${i + 1}.member"
        IndexChecks.members(constraints, at, index.indexName, index.keySchema, index.projection, global = true)
        SchemaChecks.throughput(constraints, "$at.provisionedThroughput", index.provisionedThroughput)
    }
    request.localSecondaryIndexOverride?.forEachIndexed { i, index ->
        val at = "localSecondaryIndexOverride.${i + 1}.member"
        IndexChecks.members(constraints, at, index.indexName, index.keySchema, index.projection, global = false)
    }
    request.sseSpecificationOverride?.check(constraints, "sSESpecificationOverride")
    constraints.check()
    request.sseSpecificationOverride?.checkTogether()
}

/** The backup of another region, if its ARN says so. */
private fun CallContext<DynamoDbState>.backupIn(request: RestoreTableFromBackupRequest): Backup {
    val arn = BackupArn.of(request.backupArn, this)
    if (arn.region != region && request.sseSpecificationOverride == null) {
        throw BackupFaults.invalidRequest("sseSpecificationOverride must be provided for cross-region restores")
    }
    val home = Place(account, arn.region)
    return at(DynamoDbService, home).state.backups().existing(arn, home)
}

private fun RestoreTableFromBackupRequest.definitionOf(
    backup: Backup,
    call: CallContext<DynamoDbState>,
): TableDefinition {
    val source = backup.definition.table
    val restoring =
        Restoring(
            source,
            billingModeOverride?.let { BillingMode.valueOf(it) },
            provisionedThroughputOverride,
            onDemandThroughputOverride,
        )
    restoring.check()
    val indexes = restoring.indexes(localSecondaryIndexOverride, globalSecondaryIndexOverride)
    val used = (source.keySchema + indexes.flatMap { it.keySchema }).map { it.attributeName }.toSet()
    val now = call.now()
    val sse = sseSpecificationOverride
    return TableDefinition(
        name = targetTableName!!,
        arn = call.arn("dynamodb", "table/$targetTableName"),
        id = call.ids.uuid(),
        createdAt = now,
        attributes = source.attributes.filter { it.attributeName in used },
        keySchema = source.keySchema,
        indexes = indexes,
        billingMode = restoring.billing,
        throughput = restoring.throughput,
        onDemand = restoring.onDemand,
        payPerRequestSince = now.takeIf { restoring.billing == BillingMode.PAY_PER_REQUEST },
        showsBillingMode = true,
        kmsKeyArn = if (sse == null) source.kmsKeyArn else sse.keyArn(call),
    )
}
