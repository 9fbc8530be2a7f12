package io.mockaws.services.kms.op

import io.mockaws.engine.CallContext
import io.mockaws.services.kms.key.Key
import io.mockaws.services.kms.key.KeyMaterial
import io.mockaws.services.kms.key.Origin
import io.mockaws.services.kms.state.KmsFaults
import io.mockaws.services.kms.state.KmsState
import io.mockaws.services.kms.state.checkOwnKey
import io.mockaws.services.kms.state.checkUsable
import io.mockaws.services.kms.state.findById
import io.mockaws.services.kms.state.updateRelated
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class ListKeyRotationsRequest(
    val keyId: String,
    val limit: Int? = null,
    val marker: String? = null,
    val includeKeyMaterial: String? = null,
)

@Serializable
internal data class ListKeyRotationsResponse(
    val rotations: List<RotationsListEntry>,
    val nextMarker: String?,
    val truncated: Boolean,
)

@Serializable
internal data class RotationsListEntry(
    val keyId: String,
    val rotationDate: Instant?,
    val rotationType: String?,
    val keyMaterialId: String,
    val keyMaterialDescription: String?,
    val importState: String?,
    val keyMaterialState: String?,
    val expirationModel: String?,
    val validTo: Instant?,
)

/** https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
private const val ON_DEMAND_ROTATIONS = 25

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_RotateKeyOnDemand.html */
internal fun rotateKeyOnDemand(
    request: KeyIdRequest,
    call: CallContext<KmsState>,
): KeyIdResponse {
    val found = call.findById(request.keyId)
    found.checkOwnKey(call, "RotateKeyOnDemand")
    found.key.checkUsable()
    found.key.checkRotates()
    found.key.checkPrimary()
    if (found.key.materials.count { it.rotation == KeyMaterial.Rotation.ON_DEMAND } >= ON_DEMAND_ROTATIONS) {
        throw KmsFaults.limitExceeded(
            "The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be " +
                "performed for this key: ${found.key.arn}",
        )
    }
    val now = call.now()
    if (found.key.origin == Origin.EXTERNAL) {
        found.key.checkPending()
        found.update { it.withPendingInUse(now) }
    } else {
        found.updateRelated { it.rotatedBy(KeyMaterial.Rotation.ON_DEMAND, now) }
    }
    return KeyIdResponse(found.key.arn)
}

private fun Key.checkPending() {
    if (pending == null) throw KmsFaults.invalidState("No available key material pending rotation for the key: $arn.")
}

private fun Key.withPendingInUse(now: Instant): Key =
    copy(
        materials =
        materials.map {
            if (it.isPending) {
                it.copy(isPending = false, rotatedAt = now, rotation = KeyMaterial.Rotation.ON_DEMAND)
            } else {
                it
            }
        }
    )

/**
 * The rotations there were; or all material, with what was there from the beginning.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyRotations.html
 */
internal fun listKeyRotations(
    request: ListKeyRotationsRequest,
    call: CallContext<KmsState>,
): ListKeyRotationsResponse {
    val key = call.findById(request.keyId).key
    key.checkRotates()
    val isAll = request.includeKeyMaterial == "ALL_KEY_MATERIAL"
    val wanted = key.materials.filter { isAll || it.rotatedAt != null }
    val query = request.copy(limit = null, marker = null)
    val page = page(query, wanted, request.limit, request.marker, PageSize(usual = 100, most = 1000), KeyMaterial::id)
    return ListKeyRotationsResponse(page.items.map { entry(key, it) }, page.nextToken, page.nextToken != null)
}

private fun entry(
    key: Key,
    material: KeyMaterial,
): RotationsListEntry {
    val isBrought = key.origin == Origin.EXTERNAL
    val state =
        when {
            material.isPending -> "PENDING_ROTATION"
            material.id == key.latest?.id -> "CURRENT"
            else -> "NON_CURRENT"
        }
    return RotationsListEntry(
        keyId = key.arn,
        rotationDate = material.rotatedAt,
        rotationType = material.rotation?.name,
        keyMaterialId = material.id,
        keyMaterialDescription = material.description,
        importState = (if (material.isGone) "PENDING_IMPORT" else "IMPORTED").takeIf { isBrought },
        keyMaterialState = state,
        expirationModel = expirationModel(material.validTo).takeIf { isBrought && !material.isGone },
        validTo = material.validTo.takeUnless { material.isGone },
    )
}
