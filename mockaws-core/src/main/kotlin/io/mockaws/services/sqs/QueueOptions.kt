package io.mockaws.services.sqs

import io.mockaws.services.sqs.queue.AttributeTable
import io.mockaws.services.sqs.queue.RedrivePolicy
import kotlin.time.Duration
import kotlin.time.toKotlinDuration

/**
 * How a queue is to be made. What is left alone has AWS's default:
 * [CreateQueue](https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html).
 */
public class QueueOptions internal constructor() {
    private val attributes = LinkedHashMap<String, String>()

    /** Tags by key. */
    @get:JvmName("tags")
    public val tags: MutableMap<String, String> = LinkedHashMap()

    /** How long a received message stays hidden: 0 s to 12 h in whole seconds; AWS's default is 30 s. */
    @get:JvmSynthetic
    @set:JvmSynthetic
    public var visibilityTimeout: Duration? = null

    /** How long a sent message stays hidden: 0 s to 15 min in whole seconds; none by default. */
    @get:JvmSynthetic
    @set:JvmSynthetic
    public var delay: Duration? = null

    /** How long a message is kept: 1 min to 14 days in whole seconds; AWS's default is 4 days. */
    @get:JvmSynthetic
    @set:JvmSynthetic
    public var retention: Duration? = null

    /** How long a receive waits for a message: 0 s to 20 s in whole seconds; none by default. */
    @get:JvmSynthetic
    @set:JvmSynthetic
    public var receiveWait: Duration? = null

    /** Whether a FIFO queue drops a message with the body of another within 5 minutes. */
    @get:JvmSynthetic
    @set:JvmSynthetic
    public var contentBasedDeduplication: Boolean = false

    /** See [visibilityTimeout]. */
    public fun visibilityTimeout(value: java.time.Duration): QueueOptions = apply {
        visibilityTimeout =
            value.toKotlinDuration()
    }

    /** See [delay]. */
    public fun delay(value: java.time.Duration): QueueOptions = apply { delay = value.toKotlinDuration() }

    /** See [retention]. */
    public fun retention(value: java.time.Duration): QueueOptions = apply { retention = value.toKotlinDuration() }

    /** See [receiveWait]. */
    public fun receiveWait(value: java.time.Duration): QueueOptions = apply { receiveWait = value.toKotlinDuration() }

    /** See [contentBasedDeduplication]. */
    public fun contentBasedDeduplication(value: Boolean): QueueOptions = apply { contentBasedDeduplication = value }

    /** One more of [tags]. */
    public fun tag(
        key: String,
        value: String,
    ): QueueOptions = apply { tags[key] = value }

    /**
     * Where messages go that were received too often.
     *
     * @param queue of the same type as this one
     * @param maxReceiveCount how often a message may be received before, 1 to 1000
     */
    @JvmOverloads
    public fun deadLetterQueue(
        queue: QueueFixture,
        maxReceiveCount: Int = 10,
    ): QueueOptions = attribute("RedrivePolicy", RedrivePolicy(queue.arn, maxReceiveCount).toString())

    /** Any attribute of AWS's by its own name, say `MaximumMessageSize`. */
    public fun attribute(
        name: String,
        value: String,
    ): QueueOptions = apply { attributes[name] = value }

    internal fun attributesFor(queue: String): Map<String, String> =
        buildMap {
            if (queue.endsWith(SqsLimits.FIFO_SUFFIX)) put(AttributeTable.FIFO_QUEUE, "true")
            visibilityTimeout?.let { put("VisibilityTimeout", it.inWholeSeconds.toString()) }
            delay?.let { put("DelaySeconds", it.inWholeSeconds.toString()) }
            retention?.let { put("MessageRetentionPeriod", it.inWholeSeconds.toString()) }
            receiveWait?.let { put("ReceiveMessageWaitTimeSeconds", it.inWholeSeconds.toString()) }
            if (contentBasedDeduplication) put("ContentBasedDeduplication", "true")
            putAll(attributes)
        }
}
