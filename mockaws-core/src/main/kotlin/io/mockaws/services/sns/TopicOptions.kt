package io.mockaws.services.sns

import io.mockaws.services.sns.op.Tag

/**
 * How a topic is to be made. What is left alone has AWS's default:
 * [CreateTopic](https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html).
 */
public class TopicOptions internal constructor() {
    private val attributes = LinkedHashMap<String, String>()

    /** Tags by key. */
    @get:JvmName("tags")
    public val tags: MutableMap<String, String> = LinkedHashMap()

    /** Whether a FIFO topic drops a message with the text of another within 5 minutes. */
    @get:JvmSynthetic
    @set:JvmSynthetic
    public var contentBasedDeduplication: Boolean = false

    /** For how many days a FIFO topic keeps its messages to be replayed, 1 to 365; null for not at all. */
    @get:JvmSynthetic
    @set:JvmSynthetic
    public var archiveDays: Int? = null

    /** See [contentBasedDeduplication]. */
    public fun contentBasedDeduplication(value: Boolean): TopicOptions = apply { contentBasedDeduplication = value }

    /** See [archiveDays]. */
    public fun archiveDays(value: Int): TopicOptions = apply { archiveDays = value }

    /** One more of [tags]. */
    public fun tag(
        key: String,
        value: String,
    ): TopicOptions = apply { tags[key] = value }

    /** Any attribute of AWS's by its own name, say `SignatureVersion`. */
    public fun attribute(
        name: String,
        value: String,
    ): TopicOptions = apply { attributes[name] = value }

    internal fun attributesFor(topic: String): Map<String, String> =
        buildMap {
            if (topic.endsWith(".fifo")) put("FifoTopic", "true")
            if (contentBasedDeduplication) put("ContentBasedDeduplication", "true")
            archiveDays?.let { put("ArchivePolicy", "{\"MessageRetentionPeriod\":\"$it\"}") }
            putAll(attributes)
        }

    internal fun tagList(): List<Tag> = tags.map { (key, value) -> Tag(key, value) }
}
