package io.mockaws.services.sns.delivery

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.deliver
import io.mockaws.engine.delivery.isRetryable
import io.mockaws.services.sns.message.Envelope
import io.mockaws.services.sns.message.Message
import io.mockaws.services.sns.state.PENDING
import io.mockaws.services.sns.state.PendingDelivery
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.services.sns.state.topicOf
import io.mockaws.services.sns.subscription.Subscription
import io.mockaws.services.sns.subscription.SubscriptionAttributes
import io.mockaws.services.sns.subscription.SubscriptionDeliveryPolicy
import io.mockaws.services.sns.topic.RetryPolicy
import org.slf4j.LoggerFactory
import kotlin.time.Instant

private val logger = LoggerFactory.getLogger("io.mockaws.services.sns.delivery")

/** Whether an older message of the same group has to reach [subscription] first. */
internal fun SnsCall.waitsBehind(
    subscription: Subscription,
    message: Message,
): Boolean {
    if (message.sequenceNumber == null) return false
    val pending = state.now[PENDING]
    return pending.isNotEmpty() &&
        pending.values.any { it.subscription.arn == subscription.arn && it.message?.groupId == message.groupId }
}

/** Has [message] delivered when the clock comes to [due]. */
internal fun SnsCall.postpone(
    subscription: Subscription,
    message: Message,
    due: Instant,
    attempts: Int,
) {
    val key = pendingKey(ids.nextNumber())
    val pending =
        PendingDelivery(key, due, attempts, subscription, message, Envelope.NOTIFICATION, message.id, origin)
    state.write { this[PENDING, key] = pending }
}

/** Asks the receiver of [subscription] whether it wants to be one: [type] says what of. */
internal fun SnsCall.ask(
    subscription: Subscription,
    type: String,
) {
    val key = pendingKey(ids.nextNumber())
    val pending = PendingDelivery(key, now(), 0, subscription, null, type, ids.uuid(), origin)
    state.write { this[PENDING, key] = pending }
}

private const val KEY_DIGITS = 19

/** In the order of numbers. */
private fun pendingKey(number: Long): String = "$number".padStart(KEY_DIGITS, '0')

/** What becomes of a message that the receiver did not take at the [attempts]-th time. */
internal fun SnsCall.failed(
    subscription: Subscription,
    message: Message,
    attempts: Int,
    fault: AwsFault,
) {
    val delay = if (fault.isRetryable) retriesOf(subscription).delayBefore(attempts) else null
    if (delay != null) postpone(subscription, message, now() + delay, attempts) else giveUp(subscription, message, fault.toString())
}

private fun SnsCall.retriesOf(subscription: Subscription): RetryPolicy =
    if (subscription.protocol.isWeb) webPolicy(subscription).retries else RetryPolicy.MANAGED

internal fun SnsCall.webPolicy(subscription: Subscription): SubscriptionDeliveryPolicy =
    SubscriptionDeliveryPolicy(
        subscription.attributes[SubscriptionAttributes.DELIVERY],
        topicOf(subscription)?.deliveryPolicy ?: io.mockaws.services.sns.topic.TopicDeliveryPolicy.NONE,
    )

/**
 * Puts [message] into the dead-letter queue, where there is one.
 *
 * https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
 */
internal fun SnsCall.giveUp(
    subscription: Subscription,
    message: Message,
    why: String,
) {
    val queue = subscription.deadLetterQueue
    val topic = topicOf(subscription)
    logger.debug("{} does not get {}: {}", subscription.endpoint, message.id, why)
    if (queue == null || topic == null) return
    val parcel: Parcel = queueParcel(topic, subscription, message, toFifo = queue.resource.endsWith(".fifo"))
    deliver(parcel, queue)?.let { logger.debug("Neither does {}: {}", queue, it.message) }
}
