package io.mockaws.services.kms.op

import io.mockaws.engine.CallContext
import io.mockaws.services.kms.crypto.MissingAlgorithm
import io.mockaws.services.kms.crypto.SignedMessage
import io.mockaws.services.kms.crypto.SigningAlgorithm
import io.mockaws.services.kms.crypto.SigningKey
import io.mockaws.services.kms.key.Key
import io.mockaws.services.kms.key.KeyUsage
import io.mockaws.services.kms.state.KmsFaults
import io.mockaws.services.kms.state.KmsState
import io.mockaws.services.kms.state.findToUse
import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable

@Serializable
internal data class SignRequest(
    val keyId: String,
    val message: Blob,
    val messageType: String? = null,
    val grantTokens: List<String> = emptyList(),
    val signingAlgorithm: String,
    val dryRun: Boolean = false,
)

@Serializable
internal data class SignResponse(
    val keyId: String,
    val signature: Blob,
    val signingAlgorithm: String,
)

@Serializable
internal data class VerifyRequest(
    val keyId: String,
    val message: Blob,
    val messageType: String? = null,
    val signature: Blob,
    val signingAlgorithm: String,
    val grantTokens: List<String> = emptyList(),
    val dryRun: Boolean = false,
)

@Serializable
internal data class VerifyResponse(
    val keyId: String,
    val signatureValid: Boolean,
    val signingAlgorithm: String,
)

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html */
internal fun sign(
    request: SignRequest,
    call: CallContext<KmsState>,
): SignResponse {
    checkGrantTokens(request.grantTokens)
    val algorithm = SigningAlgorithm.valueOf(request.signingAlgorithm)
    val key = call.findToSign(request.keyId, algorithm, "Sign")
    val message = message(request.message, request.messageType, algorithm)
    val signature = orMissing { (key.pair as SigningKey).sign(message, algorithm, call.chance()) }
    endDryRun(request.dryRun)
    return SignResponse(key.arn, Blob(signature), algorithm.name)
}

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_Verify.html */
internal fun verify(
    request: VerifyRequest,
    call: CallContext<KmsState>,
): VerifyResponse {
    checkGrantTokens(request.grantTokens)
    val algorithm = SigningAlgorithm.valueOf(request.signingAlgorithm)
    val key = call.findToSign(request.keyId, algorithm, "Verify")
    val message = message(request.message, request.messageType, algorithm)
    val isValid = orMissing { (key.pair as SigningKey).verify(message, algorithm, request.signature.bytes) }
    if (!isValid) throw KmsFaults.invalidSignature()
    endDryRun(request.dryRun)
    return VerifyResponse(key.arn, true, algorithm.name)
}

private fun CallContext<KmsState>.findToSign(
    name: String,
    algorithm: SigningAlgorithm,
    operation: String,
): Key {
    val key = findToUse(name, KeyUsage.SIGN_VERIFY, operation)
    if (algorithm !in key.spec.signing) throw KmsFaults.wrongAlgorithm(algorithm, key.spec)
    return key
}

private fun message(
    bytes: Blob,
    typeName: String?,
    algorithm: SigningAlgorithm,
): SignedMessage {
    val type = if (typeName == null) SignedMessage.Type.RAW else SignedMessage.Type.valueOf(typeName)
    if (!algorithm.takes(
            type
        )
    ) {
        throw KmsFaults.validation("MessageType $type is incompatible with algorithm $algorithm.")
    }
    val length = algorithm.lengthOf(type)
    if (length != null && bytes.size != length) {
        throw KmsFaults.validation("Digest is invalid length for algorithm $algorithm.")
    }
    return SignedMessage(bytes.bytes, type)
}

private inline fun <T> orMissing(action: () -> T): T =
    try {
        action()
    } catch (missing: MissingAlgorithm) {
        throw KmsFaults.missing(missing)
    }
