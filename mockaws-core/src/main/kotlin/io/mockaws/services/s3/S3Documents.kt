package io.mockaws.services.s3

import io.mockaws.services.s3.checksum.SignedBody
import io.mockaws.services.s3.checksum.VerifiedBody
import io.mockaws.wire.HttpTrait
import io.mockaws.wire.http.HttpRequest

/** Requests whose content is a document, told from the raw query, which may yet turn out to be malformed. */
internal class S3Documents(
    routes: List<HttpTrait>,
) {
    /** `tagging`, `versioning` and so on: parts and objects are no documents, and are put with other parameters or none. */
    private val put: Set<String> =
        routes
            .filter { it.method == "PUT" && "uploadId" !in it.pattern }
            .mapTo(HashSet()) { it.pattern.substringAfter('?', "").substringBefore('&') }

    fun isOne(request: HttpRequest): Boolean =
        when (request.method) {
            "POST" -> has(request.query, POSTED)
            "PUT" -> has(request.query, put)
            else -> false
        }

    /** [request] with the digests that it came with turned into a check. */
    fun verified(request: HttpRequest): HttpRequest {
        val plain = SignedBody.of(request.body, request.headers)
        return request.copy(
            body = VerifiedBody.of(plain, request.headers, isRequired = !has(request.query, UNPROVED)),
            headers = VerifiedBody.headersWithoutDigests(request.headers),
        )
    }

    private fun has(
        query: String,
        names: Set<String>,
    ): Boolean = query.isNotEmpty() && query.split('&').any { it.substringBefore('=') in names }

    private companion object {
        val POSTED = setOf("delete", "restore")

        /** What S3 is not known to refuse without a digest. */
        val UNPROVED =
            setOf(
                "notification",
                "accelerate",
                "acl",
                "analytics",
                "inventory",
                "metrics",
                "intelligent-tiering",
                "ownershipControls",
                "policy",
                "publicAccessBlock",
                "requestPayment",
                "restore",
            )
    }
}
