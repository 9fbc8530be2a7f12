package io.mockaws.services.sns

import io.mockaws.engine.AwsFault
import io.mockaws.engine.settle
import io.mockaws.services.sns.message.MessageAttributeValue
import io.mockaws.services.sns.op.PublishInput
import io.mockaws.services.sns.op.SubscribeInput
import io.mockaws.services.sns.op.publish
import io.mockaws.services.sns.op.subscribe
import io.mockaws.services.sns.state.Outbox
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.services.sns.state.TOPICS
import io.mockaws.services.sns.topic.Topic
import io.mockaws.testing.Calls
import io.mockaws.testing.MadeHere

/** One topic as a test sees it. */
public class TopicFixture internal constructor(
    /** The topic's name. */
    @get:JvmName("name")
    public val name: String,
    private val context: () -> SnsCall,
    private val journal: () -> Calls,
    private val made: MadeHere? = null,
) {
    /** What the mock's journal has of Amazon SNS, for any topic. */
    @get:JvmName("calls")
    public val calls: Calls get() = journal()

    /** The topic's Amazon Resource Name. */
    @get:JvmName("arn")
    public val arn: String get() = topic().arn

    /**
     * The messages that the topic has taken, the oldest first, whether or not anybody wanted them. Duplicates of a FIFO
     * topic are not among them.
     *
     * @throws IllegalStateException when the topic was deleted
     */
    @get:JvmName("published")
    public val published: List<PublishedMessage>
        get() {
            val arn = arn
            val taken = Outbox.PUBLISHED.all(context().state.now).filter { it.topicArn == arn }
            if (taken.isEmpty()) made?.checkLook()
            return taken.map { PublishedMessage.of(it.message) }
        }

    /** The subscriptions, in the order in which they were made. */
    @get:JvmName("subscriptions")
    public val subscriptions: List<SubscriptionFixture>
        get() = context().state.subscribers(arn).all.map { SubscriptionFixture(it.arn, context) }

    /**
     * Subscribes the queue with the ARN [queueArn]: `aws.sns.topic("orders").subscribe(aws.sqs.queue("paid").arn)`.
     *
     * @param raw whether the queue gets the messages as they are, without the envelope
     * @param filterPolicy which messages the queue wants, in JSON; all unless given
     * @throws IllegalArgumentException when AWS would refuse it
     */
    @JvmOverloads
    public fun subscribe(
        queueArn: String,
        raw: Boolean = false,
        filterPolicy: String? = null,
    ): SubscriptionFixture {
        val attributes =
            buildMap {
                if (raw) put("RawMessageDelivery", "true")
                filterPolicy?.let { put("FilterPolicy", it) }
            }
        return subscribe("sqs", queueArn, attributes)
    }

    /**
     * Subscribes [endpoint] by [protocol], in AWS's words: `email`, `sms`, `http`, `lambda`. Who has to confirm that is
     * asked, and has not done so: see [SubscriptionFixture.confirm].
     *
     * @param attributes the subscription's attributes, by AWS's names
     * @throws IllegalArgumentException when AWS would refuse it
     */
    public fun subscribe(
        protocol: String,
        endpoint: String,
        attributes: Map<String, String>,
    ): SubscriptionFixture {
        val input = SubscribeInput(arn, protocol, endpoint, attributes, returnSubscriptionArn = true)
        val call = context()
        val made = SubscriptionFixture(orIllegal { subscribe(input, call).subscriptionArn }, context)
        return made.also { call.settle() }
    }

    /**
     * Publishes a message as a producer would.
     *
     * @param attributes message attributes of the type String
     * @param groupId the `MessageGroupId`; in a FIFO topic `default` unless given
     * @param deduplicationId the `MessageDeduplicationId`; in a FIFO topic without content-based deduplication a new one
     *   unless given
     * @return the message's id
     * @throws IllegalArgumentException when AWS would refuse the message
     * @throws IllegalStateException when the topic was deleted
     */
    @JvmOverloads
    public fun publish(
        message: String,
        subject: String? = null,
        attributes: Map<String, String> = emptyMap(),
        groupId: String? = null,
        deduplicationId: String? = null,
    ): String {
        val call = context()
        val topic = topic()
        val ownId = if (topic.isFifo && !topic.deduplicatesByContent) call.ids.uuid() else null
        val input =
            PublishInput(
                topicArn = topic.arn,
                message = message,
                subject = subject,
                messageAttributes = attributes.mapValues { (_, value) -> MessageAttributeValue("String", value) },
                messageGroupId = groupId ?: if (topic.isFifo) "default" else null,
                messageDeduplicationId = deduplicationId ?: ownId,
            )
        return orIllegal { publish(input, call).messageId }.also { call.settle() }
    }

    override fun toString(): String = "TopicFixture($name)"

    private fun topic(): Topic =
        checkNotNull(context().state.now[TOPICS][name]) { "The topic $name does not exist (any more)" }

    private inline fun <R> orIllegal(action: () -> R): R =
        try {
            action()
        } catch (refused: AwsFault) {
            throw IllegalArgumentException(refused.message, refused)
        }
}
