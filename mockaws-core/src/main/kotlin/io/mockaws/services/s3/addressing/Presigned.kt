package io.mockaws.services.s3.addressing

import io.mockaws.services.s3.ExpiredDetail
import io.mockaws.services.s3.S3Faults
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.QueryParameters
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
internal object Presigned {
    private val DATE = Regex("(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)Z")

    /** Refuses a presigned URL whose time has passed. What is not presigned has no time. */
    fun check(
        parameters: QueryParameters,
        now: Instant,
    ) {
        val validity = parameters["X-Amz-Expires"] ?: return
        val signed = parameters["X-Amz-Date"] ?: return
        val seconds = validity.toLongOrNull() ?: throw malformed("X-Amz-Expires should be a number")
        if (seconds < 0) throw malformed("X-Amz-Expires must be non-negative")
        if (seconds > WEEK) throw tooLong()
        val expires = (instant(signed) ?: throw badDate()) + seconds.seconds
        if (now > expires) throw S3Faults.requestExpired(ExpiredDetail(seconds, expires, now))
    }

    /**
     * [sent] with what S3 takes from the URL where the signer put it there: user metadata and the canned ACL. What was
     * sent as a header too stays as it was.
     */
    fun headers(
        parameters: QueryParameters,
        sent: Headers,
    ): Headers {
        val hoisted = parameters.filter { (name, _) -> isHeader(name) && name !in sent }
        if (hoisted.isEmpty()) return sent
        val all = Headers.builder().addAll(sent)
        hoisted.forEach { (name, value) -> all.add(name, value.orEmpty()) }
        return all.build()
    }

    private fun isHeader(name: String) =
        name.startsWith(METADATA, ignoreCase = true) || name.equals(CANNED_ACL, ignoreCase = true)

    private fun tooLong() =
        malformed(
            "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than " +
                "$WEEK seconds",
        )

    private fun instant(date: String): Instant? {
        val (year, month, day, hour, minute, second) = DATE.matchEntire(date)?.destructured ?: return null
        return Instant.parseOrNull("$year-$month-${day}T$hour:$minute:${second}Z")
    }

    private fun badDate() = malformed("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"")

    private fun malformed(message: String) = S3Faults.authorizationQueryParametersError(message)

    private const val WEEK = 604_800L
    private const val METADATA = "x-amz-meta-"
    private const val CANNED_ACL = "x-amz-acl"
}
