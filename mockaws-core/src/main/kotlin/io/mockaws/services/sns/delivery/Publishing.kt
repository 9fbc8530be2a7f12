package io.mockaws.services.sns.delivery

import io.mockaws.services.sns.message.Message
import io.mockaws.services.sns.state.ARCHIVE
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.services.sns.subscription.ReplayPolicy
import io.mockaws.services.sns.subscription.Subscription
import io.mockaws.services.sns.subscription.SubscriptionAttributes
import io.mockaws.services.sns.topic.Topic
import kotlin.time.Duration.Companion.days

/**
 * Takes [drafts] in for [topic] and hands them to its subscribers, in order. When it returns, everybody has them who can
 * be reached without waiting. The call is the one of the topic's account.
 *
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
internal fun SnsCall.publish(
    topic: Topic,
    drafts: List<Draft>,
): List<Message> {
    if (!topic.isFifo) return drafts.map { takeAndDeliver(topic, it) }
    return synchronized(state.order) { drafts.map { takeAndDeliver(topic, it) } }
}

private fun SnsCall.takeAndDeliver(
    topic: Topic,
    draft: Draft,
): Message {
    val taken = take(topic, draft)
    if (!taken.isDuplicate) {
        for (subscription in state.subscribers(
            topic.arn
        ).wanting(taken.message)) {
            deliver(topic, subscription, taken.message)
        }
    }
    return taken.message
}

/**
 * Hands what the archive has of the time that [subscription]'s replay policy says to it.
 *
 * https://docs.aws.amazon.com/sns/latest/dg/message-archiving-and-replay-subscriber.html
 */
internal fun SnsCall.replay(
    topic: Topic,
    subscription: Subscription,
) {
    val policy = subscription.attributes[SubscriptionAttributes.REPLAY]?.let(ReplayPolicy::parse) ?: return
    val oldest = now() - (topic.archiveDays ?: return).days
    synchronized(state.order) {
        state.now[ARCHIVE].values
            .filter { it.topic == topic.name && it.message.publishedAt >= oldest && it.message.publishedAt in policy }
            .sortedBy { it.number }
            .filter { subscription.wants(it.message) }
            .forEach { deliver(topic, subscription, it.message) }
    }
}
