package io.mockaws.derive

import kotlinx.serialization.Serializable

/** A thing that a derived service keeps: a cluster, a role, a setting of a bucket. Immutable. */
@Serializable
internal data class Record(
    /** What it is, as [Kind.noun]. */
    val noun: String,
    /** Its place among all records, in the order in which they came. */
    val number: Long,
    /** What is known of it, by AWS's member names in small letters. */
    @Serializable(with = TreeSerializer::class)
    val values: Map<String, Any?>,
    /** Its ids, names and ARNs: what calls may name it by. */
    val handles: Set<String> = emptySet(),
    val tags: Map<String, String> = emptyMap(),
    /** What it belongs to: records' numbers by their nouns. */
    val parents: Map<String, Long> = emptyMap(),
    /** The idempotency token that it was made with, and what was asked then. */
    val token: Token? = null,
) {
    @Serializable
    data class Token(
        val value: String,
        /** A number that tells one request from another. */
        val request: Int,
    )

    operator fun get(member: String): Any? = values[member.lowercase()]

    /**
     * Whether [handle] names it: an id, a name, an ARN, an ARN that ends in one where it has none of its own, or the end of
     * an id such as `/hostedzone/Z1`.
     */
    fun isCalled(handle: String): Boolean {
        if (handle in handles || handles.any { it.startsWith('/') && it.endsWith("/$handle") }) return true
        if (!handle.startsWith("arn:") || handles.any { it.startsWith("arn:") }) return false
        return lastPart(handle) in handles
    }

    fun with(values: Map<String, Any?>): Record = copy(values = this.values + values)
}

/** What an ARN ends in: `one` of `arn:aws:ecs:us-east-1:123456789012:cluster/one`. */
internal fun lastPart(arn: String): String = arn.substringAfterLast('/').substringAfterLast(':')
