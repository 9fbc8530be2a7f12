package io.mockaws.services.sns.topic

import io.mockaws.kit.Arn
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** A topic as it is kept; what it has by default is not in [attributes]. */
@Serializable
internal data class Topic(
    val name: String,
    val arn: String,
    val createdAt: Instant,
    /** What was set, by AWS's names. */
    val attributes: Map<String, String> = emptyMap(),
    val tags: Map<String, String> = emptyMap(),
    val dataProtectionPolicy: String? = null,
    /** How many subscriptions were taken away. */
    val subscriptionsDeleted: Int = 0,
    /** Since when messages are kept, in a topic with an archive. */
    val archiveSince: Instant? = null,
) {
    val isFifo: Boolean get() = attributes[TopicAttributes.FIFO] == "true"

    val deduplicatesByContent: Boolean get() = attributes[TopicAttributes.CONTENT_BASED] == "true"

    /** Whether a message is another's duplicate only where both are of one group. */
    val deduplicatesByGroup: Boolean get() = attributes[TopicAttributes.THROUGHPUT_SCOPE] == "MessageGroup"

    val signatureVersion: String get() = attributes[TopicAttributes.SIGNATURE_VERSION] ?: "1"

    val policy: String get() = attributes[TopicAttributes.POLICY] ?: TopicPolicy.default(arn, owner).toString()

    val owner: String get() = Arn.parse(arn)!!.account

    val deliveryPolicy: TopicDeliveryPolicy
        get() = attributes[TopicAttributes.DELIVERY_POLICY]?.let(TopicDeliveryPolicy::parse) ?: TopicDeliveryPolicy.NONE

    /** For how many days messages are kept to be replayed; null for not at all. */
    val archiveDays: Int? get() = attributes[TopicAttributes.ARCHIVE_POLICY]?.let(ArchivePolicy::days)
}
