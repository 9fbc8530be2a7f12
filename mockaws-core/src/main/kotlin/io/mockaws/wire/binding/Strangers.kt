package io.mockaws.wire.binding

import io.mockaws.wire.UnknownMembers
import io.mockaws.wire.http.HttpRequest

/** Tells of query parameters, headers and bodies that ask AWS for something and that no member is bound to. */
internal class Strangers(
    plan: BindingPlan,
    pattern: UriPattern,
    routedBy: String?,
) {
    private val parameters =
        plan.ofPlace(Place.QUERY).mapTo(HashSet()) { it.name } + pattern.query.map { it.name }
    private val takesAll = plan.ofPlace(Place.QUERY_PARAMS).isNotEmpty()
    private val headers =
        plan.ofPlace(Place.HEADER).mapTo(HashSet()) { it.name.lowercase() } +
            listOfNotNull(routedBy?.lowercase())
    private val takesBody = plan.payload != null || plan.hasDocument
    private val prefixes = plan.ofPlace(Place.PREFIX_HEADERS).map { it.name.lowercase() }

    fun report(
        request: HttpRequest,
        unknown: UnknownMembers,
    ) {
        if (!takesAll) {
            for ((name) in request.parameters) {
                val isKnown = name in parameters || isSignature(name) || isPrefixed(name) || isHoisted(name, request)
                if (!isKnown) unknown.report("query $name")
            }
        }
        if (!takesBody && request.body.contentLength != 0L) unknown.report("body")
        request.headers.forEachField { name, _ ->
            if (asks(name)) {
                val lower = name.lowercase()
                if (lower !in headers && lower !in TRANSPORT && !isPrefixed(name)) {
                    unknown.report("header $lower")
                }
            }
        }
    }

    private fun asks(name: String): Boolean =
        name.startsWith("x-amz-", ignoreCase = true) || name.startsWith("if-", ignoreCase = true) ||
            name.equals("range", ignoreCase = true)

    /** A presigned URL's own, and `x-id`, by which the SDKs name the operation. */
    private fun isSignature(name: String): Boolean =
        name == "x-id" || name == "AWSAccessKeyId" || name == "Signature" || name == "Expires" ||
            name.lowercase() in SIGNATURE

    /** Put into a presigned URL in place of a header, and given back to it by the service. */
    private fun isHoisted(
        name: String,
        request: HttpRequest,
    ): Boolean = name.lowercase() in headers && name in request.headers

    private fun isPrefixed(name: String): Boolean = prefixes.any { name.startsWith(it, ignoreCase = true) }

    private companion object {
        /** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
        val SIGNATURE =
            setOf(
                "x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-expires", "x-amz-signedheaders",
                "x-amz-signature", "x-amz-security-token", "x-amz-content-sha256", "x-amz-s3session-token",
                "x-amz-region-set", "x-amz-user-agent",
            )

        /** How the request is signed, sent and traced. */
        val TRANSPORT =
            setOf(
                "x-amz-content-sha256", "x-amz-date", "x-amz-decoded-content-length", "x-amz-security-token",
                "x-amz-target", "x-amz-te", "x-amz-trailer", "x-amz-user-agent", "x-amz-region-set",
                "x-amz-s3session-token",
            )
    }
}
