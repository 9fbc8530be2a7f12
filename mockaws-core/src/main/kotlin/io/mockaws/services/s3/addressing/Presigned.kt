package io.mockaws.services.s3.addressing

import io.mockaws.services.s3.ExpiredDetail
import io.mockaws.services.s3.S3Faults
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.QueryParameters
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html, and signature version 2, which boto3 still
 * signs URLs with: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html#RESTAuthenticationQueryStringAuth
 */
internal object Presigned {
    private val DATE = Regex("(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)Z")

    /** Whether there is more to a URL with [query] than its address. Finds those only that were signed. */
    fun mayBe(query: String): Boolean = query.contains("X-Amz-Credential") || query.contains("AWSAccessKeyId")

    /** Refuses a presigned URL that lacks a part of its signature, or whose time has passed. */
    fun check(
        parameters: QueryParameters,
        now: Instant,
    ) {
        val end =
            when {
                "X-Amz-Credential" in parameters -> endOfVersion4(parameters)
                "AWSAccessKeyId" in parameters -> endOfVersion2(parameters)
                else -> return
            }
        if (now > end.at) throw S3Faults.requestExpired(ExpiredDetail(end.validity, end.at, now))
    }

    private class End(
        val at: Instant,
        /** In seconds; null where the URL has its end alone. */
        val validity: Long?,
    )

    private fun endOfVersion4(parameters: QueryParameters): End {
        if (version4.any { it !in parameters }) {
            throw malformed(
                "Query-string authentication version 4 requires the ${version4.dropLast(1).joinToString()}, and " +
                    "${version4.last()} parameters.",
            )
        }
        val seconds =
            parameters["X-Amz-Expires"]?.toLongOrNull() ?: throw malformed("X-Amz-Expires should be a number")
        if (seconds < 0) throw malformed("X-Amz-Expires must be non-negative")
        if (seconds > WEEK) throw tooLong()
        val signed = parameters["X-Amz-Date"]?.let(::instant) ?: throw badDate()
        return End(signed + seconds.seconds, seconds)
    }

    private fun endOfVersion2(parameters: QueryParameters): End {
        if (version2.any { it !in parameters }) {
            throw S3Faults.accessDenied(
                "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters",
            )
        }
        val end = parameters["Expires"].orEmpty()
        val seconds =
            end.toLongOrNull() ?: throw S3Faults.accessDenied("Invalid date (should be seconds since epoch): $end")
        return End(Instant.fromEpochSeconds(seconds), validity = null)
    }

    /**
     * [sent] with what S3 takes from the URL where the signer put it there: user metadata, the canned ACL and conditions.
     * What was sent as a header too stays as it was.
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
        name.startsWith(METADATA, ignoreCase = true) || headers.any { name.equals(it, ignoreCase = true) }

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

    private val version4 =
        listOf(
            "X-Amz-Algorithm",
            "X-Amz-Credential",
            "X-Amz-Signature",
            "X-Amz-Date",
            "X-Amz-SignedHeaders",
            "X-Amz-Expires"
        )
    private val version2 = listOf("Signature", "Expires")
    private const val WEEK = 604_800L
    private const val METADATA = "x-amz-meta-"
    private val headers = listOf("x-amz-acl", "If-Match", "If-None-Match")
}
