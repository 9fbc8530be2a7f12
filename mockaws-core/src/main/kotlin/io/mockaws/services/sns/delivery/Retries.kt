package io.mockaws.services.sns.delivery

import io.mockaws.engine.AwsFault
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
import io.mockaws.services.sns.topic.TopicDeliveryPolicy
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

/** Has [message] delivered when the clock comes to [due]. [key] is its place among those that wait. */
internal fun SnsCall.postpone(
    subscription: Subscription,
    message: Message,
    due: Instant = now(),
    attempts: Int = 0,
    key: String = pendingKey(ids.nextNumber()),
    origin: String = this.origin,
) {
    val pending =
        PendingDelivery(key, due, attempts, subscription, message, Envelope.NOTIFICATION, message.id, origin)
    state.write { this[PENDING, key] = pending }
}

/**
 * Takes the delivery off the state that is due first. One that has to come behind an older one of its group is put on
 * that one's date instead; null then.
 */
internal fun SnsCall.takeDue(): PendingDelivery? =
    state.write {
        val all = this[PENDING].values
        val first = all.minWithOrNull(compareBy({ it.due }, { it.key })) ?: return@write null
        val older = all.filter { it.key < first.key && it.isOfGroup(first) }.maxOfOrNull { it.due }
        if (older == null) {
            remove(PENDING, first.key)
            first
        } else {
            this[PENDING, first.key] = first.copy(due = older)
            null
        }
    }

private fun PendingDelivery.isOfGroup(other: PendingDelivery): Boolean =
    message?.sequenceNumber != null && subscription.arn == other.subscription.arn &&
        message.groupId == other.message?.groupId

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

/** What becomes of [letter], which the receiver did not take at the [attempts]-th time. */
internal fun SnsCall.failed(
    letter: Letter,
    attempts: Int,
    fault: AwsFault,
    key: String = pendingKey(ids.nextNumber()),
) {
    val delay = if (fault.isRetryable) retriesOf(letter.subscription).delayBefore(attempts) else null
    if (delay != null) {
        postpone(letter.subscription, letter.message, now() + delay, attempts, key, letter.origin)
    } else {
        giveUp(letter, fault)
    }
}

private fun SnsCall.retriesOf(subscription: Subscription): RetryPolicy =
    if (subscription.protocol.isWeb) webPolicy(subscription).retries else RetryPolicy.MANAGED

internal fun SnsCall.webPolicy(subscription: Subscription): SubscriptionDeliveryPolicy =
    SubscriptionDeliveryPolicy(
        subscription.attributes[SubscriptionAttributes.DELIVERY],
        topicOf(subscription)?.deliveryPolicy ?: TopicDeliveryPolicy.NONE,
    )

/**
 * Puts [letter] into the dead-letter queue, where there is one.
 *
 * https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
 */
private fun SnsCall.giveUp(
    letter: Letter,
    fault: AwsFault,
) {
    logger.debug("{} does not get {}: {}", letter.subscription.endpoint, letter.message.id, fault.message)
    val queue = letter.subscription.deadLetterQueue ?: return
    deliver(letter.forQueue(queue.resource.endsWith(FIFO)), queue)
        ?.let { logger.debug("Neither does {}: {}", queue, it.message) }
}
