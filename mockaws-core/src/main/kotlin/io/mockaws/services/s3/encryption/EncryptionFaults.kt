package io.mockaws.services.s3.encryption

import io.mockaws.engine.AwsFault
import io.mockaws.engine.keys.KeyRefusal
import io.mockaws.services.s3.ArgumentDetail
import io.mockaws.services.s3.S3Faults

/** What S3 refuses of encryption. All name one header, whichever of them is wrong. */
internal object EncryptionFaults {
    private const val HEADER = "x-amz-server-side-encryption"

    fun algorithmUnknown(algorithm: String) = invalid("The encryption method specified is not supported", algorithm)

    fun kmsAlgorithmMissing(algorithm: String?) =
        invalid(
            "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : " +
                "aws:kms",
            algorithm,
        )

    /** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
    fun keyRefused(refusal: KeyRefusal) = AwsFault("KMS.${refusal.code}", refusal.message)

    fun severalMethods(algorithm: String) =
        invalid(
            "Server Side Encryption with Customer provided key is incompatible with the encryption method specified",
            algorithm,
        )

    fun customerAlgorithmUnknown(algorithm: String) =
        AwsFault.with(
            "InvalidEncryptionAlgorithmError",
            "The Encryption request you specified is not valid. Supported value: AES256.",
            ArgumentDetail(HEADER, algorithm),
        )

    fun customerAlgorithmMissing() =
        invalid("$CUSTOMER_KEY_REQUESTS must provide a valid encryption algorithm.")

    fun customerKeyMissing() = invalid("$CUSTOMER_KEY_REQUESTS must provide an appropriate secret key.")

    fun customerKeyInvalid() = invalid("The secret key was invalid for the specified algorithm.")

    fun customerKeyMd5Mismatch() =
        invalid("The calculated MD5 hash of the key did not match the hash that was provided.")

    fun customerKeyNeeded() =
        S3Faults.invalidRequest(
            "The object was stored using a form of Server Side Encryption. The correct parameters must be provided " +
                "to retrieve the object.",
        )

    fun customerKeyNotApplicable() =
        S3Faults.invalidRequest("The encryption parameters are not applicable to this object.")

    fun anotherCustomerKey() =
        AwsFault("AccessDenied", "$CUSTOMER_KEY_REQUESTS must provide the correct secret key.", 403)

    private const val CUSTOMER_KEY_REQUESTS =
        "Requests specifying Server Side Encryption with Customer provided keys"

    private fun invalid(
        message: String,
        value: String? = null,
    ) = S3Faults.invalidArgument(message, HEADER, value)
}
