package io.mockaws.services.kms.op

import io.mockaws.engine.CallContext
import io.mockaws.services.kms.crypto.RsaKey
import io.mockaws.services.kms.key.ImportParameters
import io.mockaws.services.kms.key.Key
import io.mockaws.services.kms.key.KeyPairs
import io.mockaws.services.kms.key.Origin
import io.mockaws.services.kms.key.WrappingAlgorithm
import io.mockaws.services.kms.state.FoundKey
import io.mockaws.services.kms.state.KmsFaults
import io.mockaws.services.kms.state.KmsState
import io.mockaws.services.kms.state.checkNotPendingDeletion
import io.mockaws.services.kms.state.findById
import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable
import kotlin.time.Duration.Companion.hours
import kotlin.time.Instant

@Serializable
internal data class GetParametersForImportRequest(
    val keyId: String,
    val wrappingAlgorithm: String,
    val wrappingKeySpec: String,
)

@Serializable
internal data class GetParametersForImportResponse(
    val keyId: String,
    val importToken: Blob,
    val publicKey: Blob,
    val parametersValidTo: Instant,
)

private val LIFE = 24.hours
private const val TOKEN = 32
private const val SEED = 32

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GetParametersForImport.html */
internal fun getParametersForImport(
    request: GetParametersForImportRequest,
    call: CallContext<KmsState>,
): GetParametersForImportResponse {
    val found = call.findBrought(request.keyId)
    found.key.checkNotPendingDeletion()
    val spec = specOf(request.wrappingKeySpec, call.region)
    val algorithm =
        WrappingAlgorithm.entries.firstOrNull { it.name == request.wrappingAlgorithm }
            ?: throw KmsFaults.unsupported("The wrapping algorithm ${request.wrappingAlgorithm} is not supported.")
    val token = Blob(call.ids.bytes(TOKEN))
    val seed = Blob(call.ids.bytes(SEED))
    val parameters = ImportParameters(found.key.id, algorithm, spec, seed, call.now() + LIFE)
    call.state.write {
        this[KmsState.IMPORTS].filterValues {
            it.validTo + LIFE < call.now()
        }.keys.forEach { remove(KmsState.IMPORTS, it) }
        this[KmsState.IMPORTS, ImportParameters.keyOf(token)] = parameters
    }
    val publicKey = (KeyPairs.of(spec, seed) as RsaKey).spki
    return GetParametersForImportResponse(found.key.arn, token, Blob(publicKey), parameters.validTo)
}

/** A key of this place whose material somebody brings. */
internal fun CallContext<KmsState>.findBrought(keyId: String): FoundKey {
    val found = findById(keyId)
    if (found.home.account != account) throw KmsFaults.noSuchKey(found.key.arn)
    found.key.checkIsBrought()
    return found
}

private fun Key.checkIsBrought() {
    if (origin != Origin.EXTERNAL) throw KmsFaults.wrongOrigin(this)
}
