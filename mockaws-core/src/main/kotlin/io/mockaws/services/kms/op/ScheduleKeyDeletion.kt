package io.mockaws.services.kms.op

import io.mockaws.engine.CallContext
import io.mockaws.services.kms.key.Key
import io.mockaws.services.kms.key.KeyState
import io.mockaws.services.kms.state.KmsFaults
import io.mockaws.services.kms.state.KmsState
import io.mockaws.services.kms.state.checkNotPendingDeletion
import io.mockaws.services.kms.state.checkOwnKey
import io.mockaws.services.kms.state.findById
import io.mockaws.services.kms.state.related
import kotlinx.serialization.Serializable
import kotlin.time.Duration.Companion.days
import kotlin.time.Instant

@Serializable
internal data class ScheduleKeyDeletionRequest(
    val keyId: String,
    val pendingWindowInDays: Int? = null,
)

@Serializable
internal data class ScheduleKeyDeletionResponse(
    val keyId: String,
    val deletionDate: Instant?,
    val keyState: String,
    val pendingWindowInDays: Int,
)

@Serializable
internal data class KeyIdResponse(
    val keyId: String,
)

private const val USUAL_WINDOW = 30
private val windows = 7..30

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html */
internal fun scheduleKeyDeletion(
    request: ScheduleKeyDeletionRequest,
    call: CallContext<KmsState>,
): ScheduleKeyDeletionResponse {
    val window = request.pendingWindowInDays ?: USUAL_WINDOW
    if (window !in windows) {
        throw KmsFaults.validation("PendingWindowInDays must be between ${windows.first} and ${windows.last}.")
    }
    val found = call.findById(request.keyId)
    found.checkOwnKey(call, "ScheduleKeyDeletion")
    val isWaiting = found.key.multiRegion == Key.MultiRegionType.PRIMARY && call.related(found.key.id).size > 1
    val key =
        found.update { key ->
            key.checkNotPendingDeletion()
            key.copy(deletionWindow = window, deletionDate = if (isWaiting) null else call.now() + window.days)
        }
    return ScheduleKeyDeletionResponse(key.arn, key.deletionDate, key.state.name, window)
}

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_CancelKeyDeletion.html */
internal fun cancelKeyDeletion(
    request: KeyIdRequest,
    call: CallContext<KmsState>,
): KeyIdResponse {
    val found = call.findById(request.keyId)
    found.checkOwnKey(call, "CancelKeyDeletion")
    val key =
        found.update { key ->
            if (key.state != KeyState.PendingDeletion && key.state != KeyState.PendingReplicaDeletion) {
                throw KmsFaults.notPendingDeletion(key)
            }
            key.copy(deletionWindow = null, deletionDate = null, isEnabled = false)
        }
    return KeyIdResponse(key.arn)
}
