package io.mockaws.services.kms.op

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.services.kms.crypto.RsaKey
import io.mockaws.services.kms.key.ImportParameters
import io.mockaws.services.kms.key.Key
import io.mockaws.services.kms.key.KeyMaterial
import io.mockaws.services.kms.key.KeyPairs
import io.mockaws.services.kms.key.KeySpec
import io.mockaws.services.kms.state.FoundKey
import io.mockaws.services.kms.state.KmsFaults
import io.mockaws.services.kms.state.KmsState
import io.mockaws.services.kms.state.checkNotPendingDeletion
import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable
import kotlin.time.Duration.Companion.days
import kotlin.time.Instant

@Serializable
internal data class ImportKeyMaterialRequest(
    val keyId: String,
    val importToken: Blob,
    val encryptedKeyMaterial: Blob,
    val validTo: Instant? = null,
    val expirationModel: String? = null,
    val importType: String? = null,
    val keyMaterialDescription: String? = null,
    val keyMaterialId: String? = null,
)

@Serializable
internal data class KeyMaterialResponse(
    val keyId: String,
    /** Of keys that may have more than one. */
    val keyMaterialId: String?,
)

@Serializable
internal data class DeleteImportedKeyMaterialRequest(
    val keyId: String,
    val keyMaterialId: String? = null,
)

private val LONGEST_LIFE = 365.days
private const val EXPIRES = "KEY_MATERIAL_EXPIRES"
private const val NEW = "NEW_KEY_MATERIAL"

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_ImportKeyMaterial.html */
internal fun importKeyMaterial(
    request: ImportKeyMaterialRequest,
    call: CallContext<KmsState>,
): KeyMaterialResponse {
    val found = call.findBrought(request.keyId)
    val key = found.key
    key.checkNotPendingDeletion()
    val validTo = validTo(request, call)
    val bytes = call.unwrapped(request, found)
    val brought =
        KeyMaterial(
            Blob(bytes),
            KeyMaterial.idOf(key.id, bytes),
            isImported = true,
            description = request.keyMaterialDescription,
            validTo = validTo,
        )
    if (request.keyMaterialId != null && request.keyMaterialId != brought.id) throw incorrectMaterial()
    found.update { it.withMaterial(brought, request.importType) }
    return KeyMaterialResponse(key.arn, brought.id.takeIf { key.spec == KeySpec.SYMMETRIC_DEFAULT })
}

private fun validTo(
    request: ImportKeyMaterialRequest,
    call: CallContext<KmsState>,
): Instant? {
    val expires = request.expirationModel == null || request.expirationModel == EXPIRES
    val validTo = request.validTo
    if (!expires) {
        if (validTo != null) {
            throw KmsFaults.validation(
                "A validTo date must not be set if the ExpirationModel is KEY_MATERIAL_DOES_NOT_EXPIRE"
            )
        }
        return null
    }
    if (validTo == null) {
        throw KmsFaults.validation("A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES")
    }
    val now = call.now()
    if (validTo <= now || validTo > now + LONGEST_LIFE) {
        throw KmsFaults.validation("The validTo date must be in the future, and within 365 days.")
    }
    return validTo
}

private fun CallContext<KmsState>.unwrapped(
    request: ImportKeyMaterialRequest,
    found: FoundKey,
): ByteArray {
    val parameters = state.now[KmsState.IMPORTS][ImportParameters.keyOf(request.importToken)]
    if (parameters == null || parameters.keyId != found.key.id) throw AwsFault("InvalidImportTokenException", "")
    if (parameters.validTo <= now()) throw AwsFault("ExpiredImportTokenException", "")
    val wrappingKey = KeyPairs.of(parameters.spec, parameters.seed) as RsaKey
    val bytes =
        parameters.algorithm.unwrap(request.encryptedKeyMaterial.bytes, wrappingKey)
            ?: throw KmsFaults.invalidCiphertext()
    if (!found.key.spec.admits(bytes)) throw incorrectMaterial()
    return bytes
}

/** What was there before can come again; something else only where a key may be rotated, and takes effect by that. */
private fun Key.withMaterial(
    brought: KeyMaterial,
    importType: String?,
): Key {
    val known = materials.firstOrNull { it.id == brought.id }
    if (known != null) {
        val again = known.copy(
            isGone = false,
            validTo = brought.validTo,
            description =
            brought.description ?: known.description
        )
        return copy(materials = materials.map { if (it.id == known.id) again else it })
    }
    if (materials.isEmpty()) return copy(materials = listOf(brought))
    if (importType != NEW) throw incorrectMaterial()
    if (spec != KeySpec.SYMMETRIC_DEFAULT) throw KmsFaults.unsupported()
    pending?.let {
        throw KmsFaults.invalidState(
            "New key material (id: ${brought.id}) cannot be imported into KMS key $arn, because another key material " +
                "(id: ${it.id}) is pending rotation.",
        )
    }
    return copy(materials = materials + brought.copy(isPending = true))
}

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteImportedKeyMaterial.html */
internal fun deleteImportedKeyMaterial(
    request: DeleteImportedKeyMaterialRequest,
    call: CallContext<KmsState>,
): KeyMaterialResponse {
    val found = call.findBrought(request.keyId)
    found.key.checkNotPendingDeletion()
    val wanted = request.keyMaterialId ?: found.key.materials.lastOrNull { !it.isPending }?.id
    if (request.keyMaterialId != null && found.key.materials.none { it.id == wanted }) {
        throw KmsFaults.notFound("Key material '$wanted' does not exist")
    }
    found.update { key ->
        // What waits for a rotation was never used, so nothing is lost with it.
        val kept = key.materials.filterNot { it.isPending && it.id == wanted }
        key.copy(materials = kept.map { if (it.id == wanted) it.copy(isGone = true) else it })
    }
    return KeyMaterialResponse(found.key.arn, wanted.takeIf { found.key.spec == KeySpec.SYMMETRIC_DEFAULT })
}

private fun incorrectMaterial() = AwsFault("IncorrectKeyMaterialException", "")
