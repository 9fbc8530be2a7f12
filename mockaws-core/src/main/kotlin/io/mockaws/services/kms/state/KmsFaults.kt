package io.mockaws.services.kms.state

import io.mockaws.engine.AwsFault
import io.mockaws.services.kms.crypto.MissingAlgorithm
import io.mockaws.services.kms.key.Key
import io.mockaws.services.kms.key.KeySpec
import io.mockaws.services.kms.key.KeyUsage

/**
 * What KMS refuses, in the words that localstack recorded at AWS (tests/aws/services/kms), or that the pages of the
 * operations and of key states have.
 */
internal object KmsFaults {
    fun noSuchKey(arn: String) = notFound("Key '$arn' does not exist")

    fun noSuchAlias(arn: String) = notFound("Alias $arn is not found.")

    fun notFound(message: String) = AwsFault("NotFoundException", message)

    fun validation(message: String) = AwsFault("ValidationException", message)

    // Key states: https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html

    fun disabled(key: Key) = AwsFault("DisabledException", "${key.arn} is disabled.")

    fun pendingDeletion(key: Key) = invalidState("${key.arn} is pending deletion.")

    fun pendingReplicaDeletion(key: Key) = invalidState("${key.arn} is pending replica deletion.")

    fun notPendingDeletion(key: Key) = invalidState("${key.arn} is not pending deletion.")

    fun pendingImport(key: Key) = invalidState("${key.arn} is pending import.")

    fun invalidState(message: String) = AwsFault("KMSInvalidStateException", message)

    // What a key is for.

    fun wrongUsage(
        key: Key,
        operation: String,
    ) = AwsFault("InvalidKeyUsageException", "${key.arn} key usage is ${key.usage} which is not valid for $operation.")

    fun wrongAlgorithm(
        algorithm: Any,
        spec: KeySpec,
    ) = AwsFault("InvalidKeyUsageException", "Algorithm $algorithm is incompatible with key spec $spec.")

    fun wrongOrigin(key: Key) = unsupported("${key.arn} origin is ${key.origin} which is not valid for this operation.")

    fun unsupported(message: String = "") = AwsFault("UnsupportedOperationException", message)

    fun notPrimary(key: Key) = unsupported("${key.arn} is not a multi-region primary key.")

    fun incompatible(
        usage: KeyUsage,
        spec: KeySpec,
    ) = validation("KeyUsage $usage is not compatible with KeySpec $spec")

    // Cryptography, of which AWS says no more than the code.

    fun invalidCiphertext() = AwsFault("InvalidCiphertextException", "")

    /** In the words that moto has from AWS. */
    fun unknownCiphertext() =
        AwsFault(
            "AccessDeniedException",
            "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or " +
                "you are not allowed to access.",
            status = BAD_REQUEST,
        )

    fun incorrectKey() =
        AwsFault(
            "IncorrectKeyException",
            "The key ID in the request does not identify a CMK that can perform this operation."
        )

    fun invalidSignature() = AwsFault("KMSInvalidSignatureException", "")

    fun invalidMac() = AwsFault("KMSInvalidMacException", "")

    fun dryRun() = AwsFault(
        "DryRunOperationException",
        "The request would have succeeded, but the DryRun option is set."
    )

    // The rest.

    fun invalidGrantId() = AwsFault("InvalidGrantIdException", "")

    fun invalidMarker() = AwsFault("InvalidMarkerException", "")

    fun limitExceeded(message: String) = AwsFault("LimitExceededException", message)

    fun tags(message: String) = AwsFault("TagException", message)

    fun malformedPolicy(message: String = "") = AwsFault("MalformedPolicyDocumentException", message)

    fun alreadyExists(message: String) = AwsFault("AlreadyExistsException", message)

    /** What AWS does and this JVM cannot. */
    fun missing(algorithm: MissingAlgorithm) =
        AwsFault(
            "NotImplemented",
            "mockaws cannot do ${algorithm.algorithm} here: it needs ${algorithm.remedy}. Nothing was sent to AWS.",
            status = NOT_IMPLEMENTED,
        )

    private const val BAD_REQUEST = 400
    private const val NOT_IMPLEMENTED = 501
}
