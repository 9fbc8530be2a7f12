package io.mockaws.services.s3.objects

import io.mockaws.engine.AwsFault
import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.S3Limits
import io.mockaws.wire.http.QueryParameters

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
internal object Tags {
    /** `x-amz-tagging`: `key1=value1&key2=value2`; what has no `=` has an empty value, and nothing between two `&` is no tag. */
    fun parseHeader(header: String): Map<String, String> {
        val pairs =
            try {
                QueryParameters.parse(header).map { it.name to it.value.orEmpty() }
            } catch (_: IllegalArgumentException) {
                throw badHeader(header)
            }
        if (pairs.any { it.first.isEmpty() }) throw badHeader(header)
        if (pairs.distinctBy { it.first }.size < pairs.size) throw badHeader(header)
        if (pairs.any { (key, value) -> !isAllowed(key) || !isAllowed(value) }) throw badHeader(header)
        return check(pairs)
    }

    /** The tags as a map, if there are not too many, each well-formed and none twice. */
    fun check(pairs: List<Pair<String, String>>): Map<String, String> {
        if (pairs.size > S3Limits.TAGS) throw S3Faults.tooManyTags()
        return wellFormed(pairs) { S3Faults.invalidTag("Your TagKey cannot be prefixed with aws:", it) }
    }

    /** The tags as a map, if each is well-formed and none there twice; [reserved] is the fault for a key of AWS's own. */
    fun wellFormed(
        pairs: List<Pair<String, String>>,
        reserved: (String) -> AwsFault,
    ): Map<String, String> {
        val tags = LinkedHashMap<String, String>()
        for ((key, value) in pairs) {
            if (key.isEmpty() || key.length > S3Limits.TAG_KEY || !isAllowed(key)) {
                throw S3Faults.invalidTag("The TagKey you have provided is invalid", key)
            }
            if (value.length > S3Limits.TAG_VALUE || !isAllowed(value)) {
                throw S3Faults.invalidTag("The TagValue you have provided is invalid", key, value)
            }
            if (key.startsWith("aws:")) throw reserved(key)
            if (tags.put(key, value) != null) {
                throw S3Faults.invalidTag("Cannot provide multiple Tags with the same key", key)
            }
        }
        return tags
    }

    private fun isAllowed(text: String) =
        text.all { it.isLetterOrDigit() || it.isWhitespace() || it.isSurrogate() || it in "_.:/=+-@" }

    private fun badHeader(header: String) =
        S3Faults.invalidArgument(
            "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag " +
                "name duplicates.",
            "x-amz-tagging",
            header,
        )
}
