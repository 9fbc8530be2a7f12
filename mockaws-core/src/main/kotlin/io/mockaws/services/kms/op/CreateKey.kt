package io.mockaws.services.kms.op

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.services.kms.key.KeySpec
import io.mockaws.services.kms.key.KeyUsage
import io.mockaws.services.kms.key.Origin
import io.mockaws.services.kms.state.KmsFaults
import io.mockaws.services.kms.state.KmsState
import io.mockaws.services.kms.state.newKey
import kotlinx.serialization.Serializable

@Serializable
internal data class CreateKeyRequest(
    val policy: String? = null,
    val description: String? = null,
    val keyUsage: String? = null,
    val customerMasterKeySpec: String? = null,
    val keySpec: String? = null,
    val origin: String? = null,
    val customKeyStoreId: String? = null,
    val xksKeyId: String? = null,
    val bypassPolicyLockoutSafetyCheck: Boolean = false,
    val tags: List<Tag> = emptyList(),
    val multiRegion: Boolean = false,
)

@Serializable
internal data class CreateKeyResponse(
    val keyMetadata: KeyMetadata,
)

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html */
internal fun createKey(
    request: CreateKeyRequest,
    call: CallContext<KmsState>,
): CreateKeyResponse {
    if (request.keySpec != null && request.customerMasterKeySpec != null) {
        throw KmsFaults.validation(
            "You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.",
        )
    }
    val spec = specOf(request.keySpec ?: request.customerMasterKeySpec ?: KeySpec.SYMMETRIC_DEFAULT.name, call.region)
    val usage = usageOf(request.keyUsage, spec)
    val origin = originOf(request)
    request.policy?.let { checkPolicy(it, request.bypassPolicyLockoutSafetyCheck) }
    val tags = checkedTags(emptyMap(), request.tags)
    val key =
        call.newKey(spec, usage, origin, request.multiRegion, request.description.orEmpty(), request.policy, tags)
    if (key.spec.isAsymmetric && key.current != null) checkCanBeMade(spec)
    call.state.write { this[KmsState.KEYS, key.id] = key }
    return CreateKeyResponse(call.metadata(key))
}

/** The kind of key that is called [name]; SM2 is China's. */
internal fun specOf(
    name: String,
    region: String,
): KeySpec {
    if (name != SM2) return KeySpec.valueOf(name)
    if (!region.startsWith("cn-")) throw KmsFaults.unsupported("KeySpec SM2 is not supported in this region.")
    throw AwsFault("NotImplemented", "mockaws does not implement keys of SM2. Nothing was sent to AWS.", status = 501)
}

private fun usageOf(
    asked: String?,
    spec: KeySpec,
): KeyUsage {
    if (asked == null) {
        if (spec == KeySpec.SYMMETRIC_DEFAULT) return KeyUsage.ENCRYPT_DECRYPT
        throw KmsFaults.validation(
            "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys."
        )
    }
    val usage = KeyUsage.valueOf(asked)
    if (usage !in spec.usages) throw KmsFaults.incompatible(usage, spec)
    return usage
}

/** Keys whose material is in a store of somebody's own are not kept: such a store is a record here, and holds nothing. */
private fun originOf(request: CreateKeyRequest): Origin {
    val name = request.origin ?: Origin.AWS_KMS.name
    val origin = Origin.entries.firstOrNull { it.name == name }
    if (origin != null && request.customKeyStoreId == null && request.xksKeyId == null) return origin
    throw AwsFault(
        "NotImplemented",
        "mockaws does not implement keys of custom key stores. Nothing was sent to AWS.",
        status = 501,
    )
}

private const val SM2 = "SM2"
