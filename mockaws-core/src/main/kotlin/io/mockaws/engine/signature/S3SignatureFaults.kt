package io.mockaws.engine.signature

import io.mockaws.engine.AwsFault
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** The errors of Amazon S3: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
internal object S3SignatureFaults : SignatureFaults {
    @Serializable
    class AccessKeyDetail(
        @SerialName("AWSAccessKeyId")
        val accessKey: String,
    )

    @Serializable
    class TimeDetail(
        val requestTime: String,
        val serverTime: String,
        val maxAllowedSkewMilliseconds: Long,
    )

    @Serializable
    class HeadersDetail(
        val headersNotSigned: String,
    )

    @Serializable
    class MismatchDetail(
        @SerialName("AWSAccessKeyId")
        val accessKey: String,
        val stringToSign: String,
        val signatureProvided: String,
        val stringToSignBytes: String,
        val canonicalRequest: String? = null,
        val canonicalRequestBytes: String? = null,
    )

    override fun expired() = AwsFault("ExpiredToken", "The provided token has expired.")

    override fun unknownToken() = AwsFault("InvalidToken", "The provided token is malformed or otherwise invalid.")

    override fun missing() = AwsFault("AccessDenied", "Access Denied", FORBIDDEN)

    override fun unsupported(algorithm: String) =
        AwsFault(
            "InvalidRequest",
            "The authorization mechanism you have provided is not supported. Please use ${SigV4.ALGORITHM}.",
        )

    override fun twoSignatures() =
        AwsFault(
            "InvalidArgument",
            "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string " +
                "parameter or the Authorization header should be specified",
        )

    override fun incompleteHeader(problem: String) = malformed(problem)

    private fun malformed(problem: String) =
        AwsFault("AuthorizationHeaderMalformed", "The authorization header is malformed; $problem")

    override fun incompleteQuery(missing: List<String>) =
        queryError(
            "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, " +
                "X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
        )

    private fun queryError(message: String) = AwsFault("AuthorizationQueryParametersError", message)

    override fun badCredential(credential: String) =
        malformed(CREDENTIAL)

    override fun badQueryCredential(credential: String) =
        queryError("Error parsing the X-Amz-Credential parameter; $CREDENTIAL")

    override fun badScope(problem: String) = malformed(problem)

    override fun badDate(date: String) =
        AwsFault("AccessDenied", "AWS authentication requires a valid Date or x-amz-date header", FORBIDDEN)

    override fun outOfTime(
        signature: SentSignature,
        at: Instant,
        now: Instant,
    ): AwsFault {
        if (signature.validity != null) return AwsFault("AccessDenied", "Request is not yet valid", FORBIDDEN)
        val detail =
            TimeDetail(
                signature.timestamp,
                "$now".substringBefore('.').removeSuffix("Z") + "Z",
                SignatureFaults.MAX_AGE.inWholeMilliseconds
            )
        return AwsFault.with(
            "RequestTimeTooSkewed",
            "The difference between the request time and the current time is too large.",
            detail,
            FORBIDDEN,
        )
    }

    override fun unknownKey(accessKey: String) =
        AwsFault.with(
            "InvalidAccessKeyId",
            "The AWS Access Key Id you provided does not exist in our records.",
            AccessKeyDetail(accessKey),
            FORBIDDEN,
        )

    override fun mismatch(
        signature: SentSignature,
        canonicalRequest: String,
        stringToSign: String,
    ) = mismatch(
        MismatchDetail(
            signature.accessKey,
            stringToSign,
            signature.value,
            bytesOf(stringToSign),
            canonicalRequest,
            bytesOf(canonicalRequest),
        ),
    )

    /** The signature of a chunk or of a form's policy, which have no canonical request of their own. */
    fun textMismatch(
        accessKey: String,
        provided: String,
        stringToSign: String,
    ) = mismatch(MismatchDetail(accessKey, stringToSign, provided, bytesOf(stringToSign)))

    private fun mismatch(detail: MismatchDetail) =
        AwsFault.with(
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
            detail,
            FORBIDDEN,
        )

    fun missingContentHash() =
        AwsFault("InvalidRequest", "Missing required header for this request: x-amz-content-sha256")

    fun headersNotSigned(names: List<String>) =
        AwsFault.with(
            "AccessDenied",
            "There were headers present in the request which were not signed",
            HeadersDetail(names.joinToString(", ")),
            FORBIDDEN,
        )

    private fun bytesOf(text: String) = text.encodeToByteArray().joinToString(" ") { "%02x".format(it) }

    private const val FORBIDDEN = 403
    private const val CREDENTIAL =
        "the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\"."
}
