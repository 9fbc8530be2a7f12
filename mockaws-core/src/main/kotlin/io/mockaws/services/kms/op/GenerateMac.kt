package io.mockaws.services.kms.op

import io.mockaws.engine.CallContext
import io.mockaws.services.kms.crypto.MacAlgorithm
import io.mockaws.services.kms.key.Key
import io.mockaws.services.kms.key.KeyUsage
import io.mockaws.services.kms.state.KmsFaults
import io.mockaws.services.kms.state.KmsState
import io.mockaws.services.kms.state.findToUse
import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable

@Serializable
internal data class GenerateMacRequest(
    val message: Blob,
    val keyId: String,
    val macAlgorithm: String,
    val grantTokens: List<String> = emptyList(),
    val dryRun: Boolean = false,
)

@Serializable
internal data class GenerateMacResponse(
    val mac: Blob,
    val macAlgorithm: String,
    val keyId: String,
)

@Serializable
internal data class VerifyMacRequest(
    val message: Blob,
    val keyId: String,
    val macAlgorithm: String,
    val mac: Blob,
    val grantTokens: List<String> = emptyList(),
    val dryRun: Boolean = false,
)

@Serializable
internal data class VerifyMacResponse(
    val keyId: String,
    val macValid: Boolean,
    val macAlgorithm: String,
)

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateMac.html */
internal fun generateMac(
    request: GenerateMacRequest,
    call: CallContext<KmsState>,
): GenerateMacResponse {
    checkGrantTokens(request.grantTokens)
    val algorithm = MacAlgorithm.valueOf(request.macAlgorithm)
    val key = call.findForMac(request.keyId, algorithm, "GenerateMac")
    endDryRun(request.dryRun)
    return GenerateMacResponse(
        Blob(algorithm.of(request.message.bytes, key.material.bytes.bytes)),
        algorithm.name,
        key.arn
    )
}

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_VerifyMac.html */
internal fun verifyMac(
    request: VerifyMacRequest,
    call: CallContext<KmsState>,
): VerifyMacResponse {
    checkGrantTokens(request.grantTokens)
    val algorithm = MacAlgorithm.valueOf(request.macAlgorithm)
    val key = call.findForMac(request.keyId, algorithm, "VerifyMac")
    val mac = algorithm.of(request.message.bytes, key.material.bytes.bytes)
    if (!mac.contentEquals(request.mac.bytes)) throw KmsFaults.invalidMac()
    endDryRun(request.dryRun)
    return VerifyMacResponse(key.arn, true, algorithm.name)
}

private fun CallContext<KmsState>.findForMac(
    name: String,
    algorithm: MacAlgorithm,
    operation: String,
): Key {
    val key = findToUse(name, KeyUsage.GENERATE_VERIFY_MAC, operation)
    if (algorithm != key.spec.mac) throw KmsFaults.wrongAlgorithm(algorithm, key.spec)
    return key
}
