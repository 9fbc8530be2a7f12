package io.mockaws.services.sns.topic

import io.mockaws.services.sns.common.SnsFaults
import io.mockaws.services.sns.common.SnsLimits

/**
 * The attributes of topics: which there are, what they may be, how they are shown.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html
 */
internal object TopicAttributes {
    const val FIFO = "FifoTopic"
    const val CONTENT_BASED = "ContentBasedDeduplication"
    const val THROUGHPUT_SCOPE = "FifoThroughputScope"
    const val SIGNATURE_VERSION = "SignatureVersion"
    const val POLICY = "Policy"
    const val DELIVERY_POLICY = "DeliveryPolicy"
    const val ARCHIVE_POLICY = "ArchivePolicy"
    const val DISPLAY_NAME = "DisplayName"
    const val KEY_ID = "KmsMasterKeyId"
    private const val TRACING = "TracingConfig"

    /** How deliveries are logged, for each of some protocols. */
    private val feedback =
        Regex(
            "(Application|HTTP|Firehose|Lambda|SQS)(SuccessFeedbackRoleArn|FailureFeedbackRoleArn|SuccessFeedbackSampleRate)"
        )

    private val values =
        mapOf(
            FIFO to setOf("true", "false"),
            CONTENT_BASED to setOf("true", "false"),
            THROUGHPUT_SCOPE to setOf("Topic", "MessageGroup"),
            SIGNATURE_VERSION to setOf("1", "2"),
            TRACING to setOf("Active", "PassThrough"),
        )
    private val free = setOf(POLICY, DELIVERY_POLICY, ARCHIVE_POLICY, DISPLAY_NAME, KEY_ID)
    private val ofFifo = setOf(CONTENT_BASED, THROUGHPUT_SCOPE)

    /** [wanted] as it is kept, where a topic may have it. */
    fun forNew(wanted: Map<String, String>): Map<String, String> {
        val isFifo = wanted[FIFO].equals("true", ignoreCase = true)
        // AWS keeps no word of a topic that is no FIFO topic.
        val kept = LinkedHashMap<String, String>()
        for ((name, value) in wanted) {
            if (name == FIFO && !isFifo) continue
            check(name, value, isFifo, "Attributes Reason: ")
            kept[name] = normal(name, value)
        }
        return kept
    }

    /** What [topic]'s attributes are once [name] is [value]; an empty one takes it back. */
    fun changed(
        topic: Topic,
        name: String,
        value: String,
    ): Map<String, String> {
        if (name == FIFO || !isKnown(name)) throw SnsFaults.invalid("AttributeName")
        if (value.isEmpty() && name != DISPLAY_NAME) return topic.attributes - name
        check(name, value, topic.isFifo, "")
        return topic.attributes + (name to normal(name, value))
    }

    private fun isKnown(name: String) = name in values || name in free || feedback.matches(name)

    private fun normal(
        name: String,
        value: String,
    ): String =
        when (name) {
            DELIVERY_POLICY -> TopicDeliveryPolicy.parse(value).toString()
            FIFO, CONTENT_BASED -> value.lowercase()
            else -> value
        }

    private fun check(
        name: String,
        value: String,
        isFifo: Boolean,
        prefix: String,
    ) {
        if (!isKnown(name)) throw SnsFaults.invalid("${prefix}Unknown attribute $name")
        if (!isFifo && name in ofFifo) {
            throw SnsFaults.invalid("$prefix$name: Attribute is only supported for FIFO topics")
        }
        val allowed = values[name]
        if (allowed != null && allowed.none { it.equals(value, ignoreCase = "true" in allowed) }) {
            throw SnsFaults.invalid("$prefix$name: Invalid value [$value]. Must be one of ${allowed.joinToString()}.")
        }
        when (name) {
            POLICY -> TopicPolicy.parse(value, prefix)

            DELIVERY_POLICY -> TopicDeliveryPolicy.check(value, prefix)

            ARCHIVE_POLICY -> ArchivePolicy.check(value, isFifo, prefix)

            DISPLAY_NAME -> if (value.length >
                SnsLimits.DISPLAY_NAME
            ) {
                throw SnsFaults.invalid("${prefix}DisplayName: Invalid value")
            }
        }
        if (name.endsWith("SampleRate") && value.toIntOrNull() !in 0..100) {
            throw SnsFaults.invalid("$prefix$name: Invalid value [$value]. Must be an integer between 0 and 100.")
        }
    }

    /** As GetTopicAttributes shows them. */
    fun shown(
        topic: Topic,
        confirmed: Int,
        pending: Int,
    ): Map<String, String> {
        val shown = sortedMapOf<String, String>()
        if (topic.isFifo) shown[CONTENT_BASED] = "false"
        shown[DISPLAY_NAME] = ""
        shown.putAll(topic.attributes)
        shown["EffectiveDeliveryPolicy"] = topic.deliveryPolicy.effective.toString()
        shown["Owner"] = topic.owner
        shown[POLICY] = topic.policy
        shown["SubscriptionsConfirmed"] = "$confirmed"
        shown["SubscriptionsDeleted"] = "${topic.subscriptionsDeleted}"
        shown["SubscriptionsPending"] = "$pending"
        shown["TopicArn"] = topic.arn
        topic.archiveSince?.let { shown["BeginningArchiveTime"] = "$it" }
        return shown
    }
}
