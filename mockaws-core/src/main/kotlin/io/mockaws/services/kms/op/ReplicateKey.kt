package io.mockaws.services.kms.op

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.kit.arn
import io.mockaws.services.kms.key.Key
import io.mockaws.services.kms.key.Origin
import io.mockaws.services.kms.state.FoundKey
import io.mockaws.services.kms.state.KmsFaults
import io.mockaws.services.kms.state.KmsState
import io.mockaws.services.kms.state.checkUsable
import io.mockaws.services.kms.state.defaultPolicy
import io.mockaws.services.kms.state.findById
import io.mockaws.services.kms.state.keyOrNull
import kotlinx.serialization.Serializable

@Serializable
internal data class ReplicateKeyRequest(
    val keyId: String,
    val replicaRegion: String,
    val policy: String? = null,
    val bypassPolicyLockoutSafetyCheck: Boolean = false,
    val description: String? = null,
    val tags: List<Tag> = emptyList(),
)

@Serializable
internal data class ReplicateKeyResponse(
    val replicaKeyMetadata: KeyMetadata,
    val replicaPolicy: String,
    /** Null when there are none. */
    val replicaTags: List<Tag>?,
)

@Serializable
internal data class UpdatePrimaryRegionRequest(
    val keyId: String,
    val primaryRegion: String,
)

/**
 * The answer tells of a replica that is still being made, as AWS does; at once after that it is there.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html
 */
internal fun replicateKey(
    request: ReplicateKeyRequest,
    call: CallContext<KmsState>,
): ReplicateKeyResponse {
    val primary = call.primary(request.keyId)
    val there = call.at(Place(call.account, request.replicaRegion))
    if (there.keyOrNull(primary.key.id) != null) {
        throw KmsFaults.alreadyExists(
            "Unable to replicate key ${primary.key.id} to region ${request.replicaRegion}, as the key already exists there.",
        )
    }
    request.policy?.let { checkPolicy(it, request.bypassPolicyLockoutSafetyCheck) }
    val tags = checkedTags(emptyMap(), request.tags)
    val key = primary.key
    val isBrought = key.origin == Origin.EXTERNAL
    val replica =
        key.copy(
            arn = there.arn("kms", "key/${key.id}"),
            createdAt = call.now(),
            description = request.description.orEmpty(),
            policy = request.policy ?: there.defaultPolicy(),
            materials = if (isBrought) emptyList() else key.materials,
            isEnabled = true,
            tags = tags,
            multiRegion = Key.MultiRegionType.REPLICA,
        )
    there.state.write { this[KmsState.KEYS, replica.id] = replica }
    val made = there.metadata(replica).copy(enabled = false, keyState = "Creating", currentKeyMaterialId = null)
    return ReplicateKeyResponse(made, replica.policy, request.tags.ifEmpty { null })
}

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdatePrimaryRegion.html */
internal fun updatePrimaryRegion(
    request: UpdatePrimaryRegionRequest,
    call: CallContext<KmsState>,
) {
    val primary = call.primary(request.keyId)
    val there = call.at(Place(call.account, request.primaryRegion))
    val arn = there.arn("kms", "key/${primary.key.id}")
    val replica = there.keyOrNull(primary.key.id) ?: throw KmsFaults.noSuchKey(arn)
    if (replica.arn == primary.key.arn) throw KmsFaults.unsupported("$arn is the primary key already.")
    replica.checkUsable()
    FoundKey(replica, there).update { it.copy(multiRegion = Key.MultiRegionType.PRIMARY) }
    primary.update { it.copy(multiRegion = Key.MultiRegionType.REPLICA) }
}

private fun CallContext<KmsState>.primary(keyId: String): FoundKey {
    val found = findById(keyId)
    if (found.key.multiRegion != Key.MultiRegionType.PRIMARY) throw KmsFaults.notPrimary(found.key)
    found.key.checkUsable()
    return found
}
