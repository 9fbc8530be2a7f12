package io.mockaws.services.s3.checksum

/** Which requests have a document for a body, as they are told from their raw query, which may yet turn out to be malformed. */
internal object VerifiedDocuments {
    /** What S3 takes with a digest only. */
    private val STRICT = setOf("delete", "tagging", "versioning")

    private val OTHERS =
        setOf("accelerate", "acl", "ownershipControls", "policy", "publicAccessBlock", "requestPayment")

    /** Whether the body is verified: true if it has to be, false if it is by what comes with it, null if it is none. */
    fun needsDigest(
        method: String,
        query: String,
    ): Boolean? {
        if (query.isEmpty() || (method != "PUT" && method != "POST")) return null
        val names = query.split('&').map { it.substringBefore('=') }
        return when {
            names.any { it in STRICT } -> true
            names.any { it in OTHERS } -> false
            else -> null
        }
    }
}
