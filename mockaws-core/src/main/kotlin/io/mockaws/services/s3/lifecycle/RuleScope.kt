package io.mockaws.services.s3.lifecycle

import io.mockaws.services.s3.objects.S3Object
import io.mockaws.services.s3.op.Tag
import io.mockaws.services.s3.settings.LifecycleRule

/**
 * What a rule is about, whichever way it was written.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-filters.html
 */
internal class RuleScope(
    rule: LifecycleRule,
) {
    private val filter = rule.filter
    private val and = filter?.and

    val prefix: String = rule.prefix ?: filter?.prefix ?: and?.prefix ?: ""
    val tags: List<Tag> = listOfNotNull(filter?.tag) + and?.tags.orEmpty()
    val sizeGreaterThan: Long? = filter?.objectSizeGreaterThan ?: and?.objectSizeGreaterThan
    val sizeLessThan: Long? = filter?.objectSizeLessThan ?: and?.objectSizeLessThan

    val hasSizes: Boolean get() = sizeGreaterThan != null || sizeLessThan != null

    /** Whether it is about something that has neither tags nor a size: a delete marker, an upload. */
    fun takes(key: String): Boolean = tags.isEmpty() && !hasSizes && key.startsWith(prefix)

    fun takes(target: S3Object): Boolean =
        target.key.startsWith(prefix) &&
            tags.all { target.headers.tags[it.key] == it.value } &&
            (sizeGreaterThan == null || target.size > sizeGreaterThan) &&
            (sizeLessThan == null || target.size < sizeLessThan)

    /** As errors show it. */
    override fun toString(): String {
        val parts =
            listOfNotNull(prefix.takeIf { it.isNotEmpty() }?.let { "prefix=$it" }) +
                tags.map { "tag={key=${it.key}, value=${it.value}}" } +
                listOfNotNull(
                    sizeGreaterThan?.let { "objectsizegreaterthan=$it" },
                    sizeLessThan?.let { "objectsizelessthan=$it" },
                )
        return parts.ifEmpty { listOf("prefix=") }.joinToString(" and ", "(", ")")
    }
}
