package io.mockaws.services.dynamodb.backup.op

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.backup.BackupArn
import io.mockaws.services.dynamodb.backup.RestoreOverrides
import io.mockaws.services.dynamodb.backup.check
import io.mockaws.services.dynamodb.backup.checkRegion
import io.mockaws.services.dynamodb.backup.existing
import io.mockaws.services.dynamodb.backup.restored
import io.mockaws.services.dynamodb.op.GlobalSecondaryIndex
import io.mockaws.services.dynamodb.op.LocalSecondaryIndex
import io.mockaws.services.dynamodb.table.OnDemandThroughput
import io.mockaws.services.dynamodb.table.ProvisionedThroughput
import io.mockaws.services.dynamodb.table.RestoreSummary
import io.mockaws.services.dynamodb.table.SseSpecification
import io.mockaws.services.dynamodb.table.TableDescription
import io.mockaws.services.dynamodb.table.describeRestored
import kotlinx.serialization.Serializable

@Serializable
internal data class RestoreTableFromBackupRequest(
    override val targetTableName: String? = null,
    val backupArn: String? = null,
    override val billingModeOverride: String? = null,
    override val globalSecondaryIndexOverride: List<GlobalSecondaryIndex>? = null,
    override val localSecondaryIndexOverride: List<LocalSecondaryIndex>? = null,
    override val provisionedThroughputOverride: ProvisionedThroughput? = null,
    override val onDemandThroughputOverride: OnDemandThroughput? = null,
    override val sseSpecificationOverride: SseSpecification? = null,
) : RestoreOverrides

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
    request.check()
    val arn = BackupArn.of(request.backupArn, call)
    request.checkRegion(arn.region, call)
    val home = Place(call.account, arn.region)
    val backup = call.at(home).state.backups().existing(arn, home)
    val source = backup.definition
    val table = request.restored(source.table, backup.table, call)
    val summary = RestoreSummary(source.arn, source.table.arn, source.createdAt, restoreInProgress = true)
    return RestoreTableFromBackupResponse(table.describeRestored(summary))
}
