package io.mockaws.engine.signature

import io.mockaws.engine.AwsFault
import io.mockaws.wire.ErrorShape
import kotlin.time.Instant

/**
 * The errors of all services but Amazon S3: JSON's have one name, those of Query's days another.
 *
 * @param status of most of them: 400 in JSON by POST, 403 in the other protocols
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html">messages</a>
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html">JSON's codes</a>
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html">Query's codes</a>
 */
internal class CommonSignatureFaults(
    private val isQuery: Boolean,
    private val status: Int,
) : SignatureFaults {
    private fun fault(
        code: String,
        queryCode: String,
        message: String,
        status: Int = this.status,
    ) = AwsFault(ErrorShape(if (isQuery) queryCode else code, message, status, queryCode))

    private fun incomplete(message: String) =
        fault("IncompleteSignatureException", "IncompleteSignature", message, BAD_REQUEST)

    private fun invalid(message: String) = fault("InvalidSignatureException", "SignatureDoesNotMatch", message)

    override fun missing() =
        fault(
            "MissingAuthenticationTokenException",
            "MissingAuthenticationToken",
            "Request is missing Authentication Token",
        )

    override fun unsupported(algorithm: String) =
        incomplete("Unsupported AWS 'algorithm': '$algorithm' (only ${SigV4.ALGORITHM} for now). ")

    override fun twoSignatures() =
        invalid("Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.")

    override fun incompleteHeader(problem: String) = incomplete(problem)

    override fun incompleteQuery(missing: List<String>) =
        incomplete(
            missing.joinToString("") { "AWS query-string parameters must include '$it'. " } +
                "Re-examine the query-string parameters.",
        )

    override fun badCredential(credential: String) =
        incomplete(
            "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '$credential'",
        )

    override fun badScope(problem: String) = invalid(problem)

    override fun badDate(date: String) =
        incomplete(
            "Date must be in ISO-8601 'basic format'. Got '$date'. See http://en.wikipedia.org/wiki/ISO_8601",
        )

    override fun outOfTime(
        signature: SentSignature,
        at: Instant,
        now: Instant,
    ): AwsFault {
        val clock = SignatureFaults.basic(now)
        val (first, last) = listOf(
            now - SignatureFaults.MAX_AGE,
            now + SignatureFaults.MAX_AGE
        ).map(SignatureFaults::basic)
        return invalid(
            if (at < now) {
                "Signature expired: ${signature.timestamp} is now earlier than $first ($clock - 15 min.)"
            } else {
                "Signature not yet current: ${signature.timestamp} is still later than $last ($clock + 15 min.)"
            },
        )
    }

    override fun unknownKey(accessKey: String) =
        fault(
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            "The security token included in the request is invalid.",
        )

    override fun expired() =
        fault("ExpiredTokenException", "ExpiredToken", "The security token included in the request is expired")

    override fun unknownToken() = unknownKey("")

    override fun mismatch(
        signature: SentSignature,
        canonicalRequest: String,
        stringToSign: String,
    ) = invalid(
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access " +
            "Key and signing method. Consult the service documentation for details.\n\n" +
            "The Canonical String for this request should have been\n'$canonicalRequest'\n\n" +
            "The String-to-Sign should have been\n'$stringToSign'\n",
    )

    private companion object {
        const val BAD_REQUEST = 400
    }
}
