package io.mockaws.services.kms.op

import io.mockaws.engine.CallContext
import io.mockaws.services.kms.key.Key
import io.mockaws.services.kms.key.KeySpec
import io.mockaws.services.kms.key.KeyState
import io.mockaws.services.kms.key.Origin
import io.mockaws.services.kms.key.RotationSchedule
import io.mockaws.services.kms.state.KmsFaults
import io.mockaws.services.kms.state.KmsState
import io.mockaws.services.kms.state.checkOwnKey
import io.mockaws.services.kms.state.checkUsable
import io.mockaws.services.kms.state.findById
import io.mockaws.services.kms.state.updateRelated
import kotlinx.serialization.Serializable
import kotlin.time.Duration.Companion.days
import kotlin.time.Instant

@Serializable
internal data class EnableKeyRotationRequest(
    val keyId: String,
    val rotationPeriodInDays: Int? = null,
)

@Serializable
internal data class GetKeyRotationStatusResponse(
    val keyRotationEnabled: Boolean,
    val keyId: String,
    val rotationPeriodInDays: Int?,
    val nextRotationDate: Instant?,
)

private const val YEAR = 365

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html */
internal fun enableKeyRotation(
    request: EnableKeyRotationRequest,
    call: CallContext<KmsState>,
) {
    val period = request.rotationPeriodInDays ?: YEAR
    call.setRotation(request.keyId, RotationSchedule(period, call.now() + period.days), "EnableKeyRotation")
}

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKeyRotation.html */
internal fun disableKeyRotation(
    request: KeyIdRequest,
    call: CallContext<KmsState>,
) = call.setRotation(request.keyId, null, "DisableKeyRotation")

private fun CallContext<KmsState>.setRotation(
    keyId: String,
    schedule: RotationSchedule?,
    operation: String,
) {
    val found = findById(keyId)
    found.checkOwnKey(this, operation)
    if (found.key.origin == Origin.EXTERNAL) throw KmsFaults.wrongOrigin(found.key)
    found.key.checkUsable()
    found.key.checkRotates()
    found.key.checkPrimary()
    found.updateRelated { it.copy(rotation = schedule) }
}

/**
 * A key that AWS keeps is rotated each year.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html
 */
internal fun getKeyRotationStatus(
    request: KeyIdRequest,
    call: CallContext<KmsState>,
): GetKeyRotationStatusResponse {
    val key = call.findById(request.keyId).key
    key.checkRotates()
    if (key.state == KeyState.PendingImport) throw KmsFaults.wrongOrigin(key)
    val schedule = key.rotation.takeIf { key.state == KeyState.Enabled || key.state == KeyState.Disabled }
    return GetKeyRotationStatusResponse(schedule != null, key.id, schedule?.periodInDays, schedule?.next)
}

/** Only symmetric encryption keys get new material. */
internal fun Key.checkRotates() {
    if (spec != KeySpec.SYMMETRIC_DEFAULT) throw KmsFaults.unsupported()
}

/** Of related keys it is the primary that rotates all. */
internal fun Key.checkPrimary() {
    if (multiRegion == Key.MultiRegionType.REPLICA) throw KmsFaults.notPrimary(this)
}
