package io.mockaws.services.dynamodb.backup.op

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.backup.BackupFaults
import io.mockaws.services.dynamodb.backup.RestoreOverrides
import io.mockaws.services.dynamodb.backup.check
import io.mockaws.services.dynamodb.backup.checkRegion
import io.mockaws.services.dynamodb.backup.restored
import io.mockaws.services.dynamodb.op.GlobalSecondaryIndex
import io.mockaws.services.dynamodb.op.LocalSecondaryIndex
import io.mockaws.services.dynamodb.table.OnDemandThroughput
import io.mockaws.services.dynamodb.table.PointInTimeRecovery
import io.mockaws.services.dynamodb.table.ProvisionedThroughput
import io.mockaws.services.dynamodb.table.RestoreSummary
import io.mockaws.services.dynamodb.table.SseSpecification
import io.mockaws.services.dynamodb.table.TableDescription
import io.mockaws.services.dynamodb.table.describeRestored
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class RestoreTableToPointInTimeRequest(
    val sourceTableArn: String? = null,
    val sourceTableName: String? = null,
    override val targetTableName: String? = null,
    val useLatestRestorableTime: Boolean? = null,
    val restoreDateTime: Instant? = null,
    override val billingModeOverride: String? = null,
    override val globalSecondaryIndexOverride: List<GlobalSecondaryIndex>? = null,
    override val localSecondaryIndexOverride: List<LocalSecondaryIndex>? = null,
    override val provisionedThroughputOverride: ProvisionedThroughput? = null,
    override val onDemandThroughputOverride: OnDemandThroughput? = null,
    override val sseSpecificationOverride: SseSpecification? = null,
) : RestoreOverrides

@Serializable
internal data class RestoreTableToPointInTimeResponse(
    val tableDescription: TableDescription,
)

/**
 * Items are those of the time, settings those of now, and the same are left out as by [restoreTableFromBackup].
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_RestoreTableToPointInTime.html
 */
internal fun restoreTableToPointInTime(
    request: RestoreTableToPointInTimeRequest,
    call: CallContext<DynamoDbState>,
): RestoreTableToPointInTimeResponse {
    request.check()
    request.checkTimes()
    val (home, name) = request.source(call)
    request.checkRegion(home.region, call)
    val (source, past) =
        call.at(home).state.withPast(name) ?: throw DynamoDbFaults.tableNotFound(name)
    val recovery = source.definition.pointInTimeRecovery ?: throw BackupFaults.noRecovery(name)
    val time = request.timeIn(recovery, call.now())
    val table = request.restored(source.definition, past.of(source, time), call)
    val summary = RestoreSummary(null, source.definition.arn, time, restoreInProgress = true)
    return RestoreTableToPointInTimeResponse(table.describeRestored(summary))
}

private fun RestoreTableToPointInTimeRequest.checkTimes() {
    if (useLatestRestorableTime == true && restoreDateTime != null) {
        throw BackupFaults.invalidRequest(
            "Both RestoreDateTime and UseLatestRestorableTime cannot be set for point-in-time restore request.",
        )
    }
    if (useLatestRestorableTime != true && restoreDateTime == null) {
        throw BackupFaults.invalidRequest(
            "Either one of RestoreDateTime or UseLatestRestorableTime must be specified, but not both",
        )
    }
}

/** Where the source is, and its name. */
private fun RestoreTableToPointInTimeRequest.source(call: CallContext<DynamoDbState>): Pair<Place, String> {
    if (sourceTableArn == null) {
        Constraints.checkTableName(sourceTableName, "sourceTableName")
        return call.place to sourceTableName!!
    }
    if (sourceTableName != null) {
        throw BackupFaults.invalidRequest("Must provide exactly one of: sourceTableArn, sourceTableName")
    }
    val (region, account, name) =
        TABLE.matchEntire(sourceTableArn)?.destructured
            ?: throw BackupFaults.invalidRequest("sourceTableArn is not a valid ARN")
    if (account != call.account) throw BackupFaults.anothersTable()
    return Place(account, region) to name
}

private val TABLE = Regex("arn:aws[^:]*:dynamodb:([^:]+):([^:]+):table/([^/]+)")

private fun RestoreTableToPointInTimeRequest.timeIn(
    recovery: PointInTimeRecovery,
    now: Instant,
): Instant {
    val earliest = recovery.earliest(now)
    val latest = recovery.latest(now)
    val time = restoreDateTime ?: return latest
    // The bounds are told in whole seconds, and so is the time asked for.
    if (time.epochSeconds !in earliest.epochSeconds..latest.epochSeconds) {
        throw BackupFaults.outsideOfRecovery(time, earliest, latest)
    }
    return time
}
