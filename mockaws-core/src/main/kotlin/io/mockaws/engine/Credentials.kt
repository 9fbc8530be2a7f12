package io.mockaws.engine

import io.mockaws.wire.http.HttpRequest

/**
 * What the signature of a request says of its sender: SigV4 and SigV4a, in the header or presigned, and the old
 * query form of S3. The signature itself is not looked at here.
 */
internal class Credentials(
    val accessKey: String,
    /** From the credential scope; null where there is none (SigV4a names a region set, SigV2 nothing). */
    val region: String?,
    /** The signing name from the credential scope, or null. */
    val service: String?,
) {
    companion object {
        /** Null for an unsigned request or one whose credential makes no sense. */
        fun of(request: HttpRequest): Credentials? {
            val header = request.headers["Authorization"]
            if (header != null) return ofHeader(header, request)
            if (!request.query.contains("X-Amz-Credential") && !request.query.contains("AWSAccessKeyId")) return null
            request.parametersOrNone["X-Amz-Credential"]?.let { return ofScope(it, request) }
            return request.parametersOrNone["AWSAccessKeyId"]?.let { Credentials(it, null, "s3") }
        }

        private fun ofHeader(
            header: String,
            request: HttpRequest,
        ): Credentials? {
            if (header.startsWith("AWS ")) return Credentials(header.substring(4).substringBefore(':'), null, "s3")
            val start = header.indexOf("Credential=")
            if (start < 0) return null
            val from = start + "Credential=".length
            val end = header.indexOfAny(charArrayOf(',', ' '), from).let { if (it < 0) header.length else it }
            return ofScope(header.substring(from, end), request)
        }

        /** `AKID/20261121/us-east-1/sqs/aws4_request`, without the region for SigV4a. */
        private fun ofScope(
            scope: String,
            request: HttpRequest,
        ): Credentials? {
            val keyEnd = scope.indexOf('/')
            val dateEnd = scope.indexOf('/', keyEnd + 1)
            val thirdEnd = scope.indexOf('/', dateEnd + 1)
            if (keyEnd < 0 || dateEnd < 0 || thirdEnd < 0) return null
            val key = scope.substring(0, keyEnd)
            val third = scope.substring(dateEnd + 1, thirdEnd)
            val fourthEnd = scope.indexOf('/', thirdEnd + 1)
            if (fourthEnd < 0) return Credentials(key, regionSet(request), third)
            return Credentials(key, third, scope.substring(thirdEnd + 1, fourthEnd))
        }

        private fun regionSet(request: HttpRequest): String? =
            (request.headers["X-Amz-Region-Set"] ?: request.parametersOrNone["X-Amz-Region-Set"])
                ?.substringBefore(',')
                ?.takeIf { it.isNotBlank() && '*' !in it }
    }
}
