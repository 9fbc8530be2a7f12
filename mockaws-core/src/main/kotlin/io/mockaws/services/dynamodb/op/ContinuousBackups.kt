package io.mockaws.services.dynamodb.op

import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.table.PointInTimeRecovery
import io.mockaws.services.dynamodb.table.tableName
import io.mockaws.services.dynamodb.write
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class DescribeContinuousBackupsRequest(
    val tableName: String? = null,
)

@Serializable
internal data class ContinuousBackupsResponse(
    val continuousBackupsDescription: ContinuousBackupsDescription,
)

@Serializable
internal data class ContinuousBackupsDescription(
    /** Always `ENABLED`: AWS backs up each table from its creation. */
    val continuousBackupsStatus: String,
    val pointInTimeRecoveryDescription: PointInTimeRecoveryDescription,
)

@Serializable
internal data class PointInTimeRecoveryDescription(
    val pointInTimeRecoveryStatus: String,
    val recoveryPeriodInDays: Int? = null,
    val earliestRestorableDateTime: Instant? = null,
    val latestRestorableDateTime: Instant? = null,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContinuousBackups.html */
internal fun describeContinuousBackups(
    request: DescribeContinuousBackupsRequest,
    call: CallContext<DynamoDbState>,
): ContinuousBackupsResponse {
    Constraints().apply { tableName(request.tableName) }.check()
    val name = call.tableName(request.tableName!!)
    val table = call.state.tables()[name] ?: throw DynamoDbFaults.tableNotFound(name)
    return describe(table.definition.pointInTimeRecovery, call.now())
}

@Serializable
internal data class UpdateContinuousBackupsRequest(
    val tableName: String? = null,
    val pointInTimeRecoverySpecification: PointInTimeRecoverySpecification? = null,
)

@Serializable
internal data class PointInTimeRecoverySpecification(
    val pointInTimeRecoveryEnabled: Boolean? = null,
    val recoveryPeriodInDays: Int? = null,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContinuousBackups.html */
internal fun updateContinuousBackups(
    request: UpdateContinuousBackupsRequest,
    call: CallContext<DynamoDbState>,
): ContinuousBackupsResponse {
    checkMembers(request)
    val wanted = request.pointInTimeRecoverySpecification!!
    val now = call.now()
    val name = call.tableName(request.tableName!!)
    return call.write {
        val table = tables[name] ?: throw DynamoDbFaults.tableNotFound(name)
        val recovery =
            if (wanted.pointInTimeRecoveryEnabled == true) {
                PointInTimeRecovery(
                    since = table.definition.pointInTimeRecovery?.since ?: now,
                    days = wanted.recoveryPeriodInDays ?: DynamoDbLimits.RECOVERY_DAYS,
                )
            } else {
                null
            }
        put(table.redefined(table.definition.copy(pointInTimeRecovery = recovery)))
        describe(recovery, now)
    }
}

private fun checkMembers(request: UpdateContinuousBackupsRequest) {
    val at = "pointInTimeRecoverySpecification"
    val wanted = request.pointInTimeRecoverySpecification
    val constraints = Constraints()
    constraints.tableName(request.tableName)
    constraints.required(at, wanted)
    if (wanted != null) {
        constraints.required("$at.pointInTimeRecoveryEnabled", wanted.pointInTimeRecoveryEnabled)
        constraints.atLeast("$at.recoveryPeriodInDays", wanted.recoveryPeriodInDays, 1)
        constraints.atMost(
            "$at.recoveryPeriodInDays",
            wanted.recoveryPeriodInDays,
            DynamoDbLimits.RECOVERY_DAYS.toLong()
        )
    }
    constraints.check()
    if (wanted?.pointInTimeRecoveryEnabled == false && wanted.recoveryPeriodInDays != null) {
        throw DynamoDbFaults.validation(
            "Invalid Request: Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.",
        )
    }
}

private fun describe(
    recovery: PointInTimeRecovery?,
    now: Instant,
): ContinuousBackupsResponse {
    val description =
        if (recovery == null) {
            PointInTimeRecoveryDescription("DISABLED")
        } else {
            PointInTimeRecoveryDescription(
                "ENABLED",
                recovery.days,
                earliestRestorableDateTime = recovery.earliest(now),
                latestRestorableDateTime = recovery.latest(now),
            )
        }
    return ContinuousBackupsResponse(ContinuousBackupsDescription("ENABLED", description))
}
