package io.mockaws.services.sns.state

import io.mockaws.engine.Place
import io.mockaws.kit.Arn
import io.mockaws.services.sns.common.SnsFaults
import io.mockaws.services.sns.subscription.Subscription
import io.mockaws.services.sns.topic.Topic

/** The parts of an ARN that a request names. */
internal fun arnAt(
    parameter: String,
    text: String,
): Arn {
    val parts = text.split(':')
    if (parts.size < ARN_PARTS) {
        throw SnsFaults.invalid(parameter, "An ARN must have at least 6 elements, not ${parts.size}")
    }
    return Arn.parse(text) ?: throw SnsFaults.invalid(parameter)
}

private const val ARN_PARTS = 6

/** A topic as a request names it, and the call as its account gets it. */
internal class TopicAddress(
    val call: SnsCall,
    val name: String,
) {
    val found: Topic? get() = call.state.now[TOPICS][name]

    fun get(): Topic = found ?: throw SnsFaults.notFound("Topic")

    /** Puts [change] of the topic in its place. */
    fun change(change: (Topic) -> Topic): Topic =
        call.state.write {
            val topic = this[TOPICS][name] ?: throw SnsFaults.notFound("Topic")
            change(topic).also { if (it != topic) put(it) }
        }
}

/** The topic of an ARN, which is of the region that is called, and may be another account's. */
internal fun SnsCall.topicAt(
    arn: String,
    parameter: String = "TopicArn",
): TopicAddress {
    val parsed = arnAt(parameter, arn)
    if (parsed.service != "sns" || parsed.region != region || ':' in parsed.resource || '/' in parsed.resource) {
        throw SnsFaults.invalid(parameter)
    }
    return TopicAddress(at(Place(parsed.account, region)), parsed.resource)
}

/** Where the subscription of an ARN would be: the account and region of its topic. */
internal fun SnsCall.subscriptionsAt(
    arn: String,
    /** Links are followed without a region. */
    anyRegion: Boolean = false,
): SnsCall {
    if (arn.isEmpty()) throw SnsFaults.invalid("SubscriptionArn", "no value for required parameter")
    val parsed = arnAt("SubscriptionArn", arn)
    val id = parsed.resource.substringAfter(':', "")
    if (parsed.service != "sns" || !subscriptionId.matches(id)) throw SnsFaults.invalid("SubscriptionId")
    if (parsed.region != region && !anyRegion) throw SnsFaults.invalid("SubscriptionArn")
    return at(parsed.place)
}

private val subscriptionId = Regex("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

/** The subscription of [arn]. */
internal fun SnsCall.subscription(arn: String): Subscription =
    subscriptionsAt(arn).state.now[SUBSCRIPTIONS][arn] ?: throw SnsFaults.notFound("Subscription")

/** The topic of [subscription]; null where that is gone. */
internal fun SnsCall.topicOf(subscription: Subscription): Topic? {
    val arn = Arn.parse(subscription.topicArn) ?: return null
    return at(arn.place).state.now[TOPICS][arn.resource]
}
