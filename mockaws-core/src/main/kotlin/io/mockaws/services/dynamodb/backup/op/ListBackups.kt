package io.mockaws.services.dynamodb.backup.op

import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.backup.Backup
import io.mockaws.services.dynamodb.backup.BackupArn
import io.mockaws.services.dynamodb.backup.BackupFaults
import io.mockaws.services.dynamodb.backup.details
import io.mockaws.services.dynamodb.table.tableName
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class ListBackupsRequest(
    val tableName: String? = null,
    val limit: Int? = null,
    val timeRangeLowerBound: Instant? = null,
    val timeRangeUpperBound: Instant? = null,
    val exclusiveStartBackupArn: String? = null,
    val backupType: String? = null,
)

@Serializable
internal data class ListBackupsResponse(
    val backupSummaries: List<BackupSummary>,
    val lastEvaluatedBackupArn: String? = null,
)

@Serializable
internal data class BackupSummary(
    val tableName: String,
    val tableId: String,
    val tableArn: String,
    val backupArn: String,
    val backupName: String,
    val backupCreationDateTime: Instant,
    val backupExpiryDateTime: Instant? = null,
    val backupStatus: String,
    val backupType: String,
    val backupSizeBytes: Long,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListBackups.html */
internal fun listBackups(
    request: ListBackupsRequest,
    call: CallContext<DynamoDbState>,
): ListBackupsResponse {
    check(request)
    val start = request.exclusiveStartBackupArn?.let { BackupArn.of(it, call) }
    if (start != null && start.region != call.region) {
        throw BackupFaults.invalidRequest("The supplied ExclusiveStartBackupArn does not match the region")
    }
    val table = request.tableName?.let { call.tableName(it) }
    // The cursor is a place among the ids, whether its backup is there or not.
    val found =
        call.state.backups().values
            .filter { request.admits(it) && (table == null || it.definition.table.name == table) }
            .sortedBy { it.id }
            .filter { start == null || it.id > start.id }
    val page = found.take(request.limit ?: DynamoDbLimits.LIST_BACKUPS)
    return ListBackupsResponse(page.map { it.summary() }, page.lastOrNull()?.arn.takeIf { page.size < found.size })
}

private fun check(request: ListBackupsRequest) {
    val constraints = Constraints()
    constraints.name("tableName", request.tableName)
    constraints.atLeast("limit", request.limit, 1)
    constraints.atMost("limit", request.limit, DynamoDbLimits.LIST_BACKUPS.toLong())
    constraints.oneOf("backupType", request.backupType, listOf("USER", "SYSTEM", "AWS_BACKUP", ALL))
    constraints.check()
    val (from, to) = request.timeRangeLowerBound to request.timeRangeUpperBound
    if (from != null && to != null && from > to) {
        throw DynamoDbFaults.invalidParameter("Time range lower bound must be less than or equal to upper bound")
    }
}

private fun ListBackupsRequest.admits(backup: Backup): Boolean {
    val at = backup.definition.createdAt
    return (backupType == ALL || backup.definition.type.name == (backupType ?: "USER")) &&
        (timeRangeLowerBound == null || at >= timeRangeLowerBound) &&
        (timeRangeUpperBound == null || at < timeRangeUpperBound)
}

private val Backup.id: String get() = arn.substringAfterLast('/')

private fun Backup.summary(): BackupSummary {
    val details = details("AVAILABLE")
    return BackupSummary(
        definition.table.name,
        definition.table.id,
        definition.table.arn,
        arn,
        definition.name,
        definition.createdAt,
        definition.expiresAt,
        details.backupStatus,
        details.backupType,
        details.backupSizeBytes,
    )
}

private const val ALL = "ALL"
