package io.mockaws.services.sns.op

import io.mockaws.kit.Arn
import io.mockaws.services.sns.common.SnsFaults
import io.mockaws.services.sns.delivery.ask
import io.mockaws.services.sns.delivery.replay
import io.mockaws.services.sns.message.Envelope
import io.mockaws.services.sns.state.ENDPOINTS
import io.mockaws.services.sns.state.SUBSCRIPTIONS
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.services.sns.state.put
import io.mockaws.services.sns.state.topicAt
import io.mockaws.services.sns.subscription.Subscription
import io.mockaws.services.sns.subscription.SubscriptionAttributes
import io.mockaws.services.sns.subscription.SubscriptionProtocol
import io.mockaws.services.sns.topic.Topic
import kotlinx.serialization.Serializable

@Serializable
internal data class SubscribeInput(
    val topicArn: String? = null,
    val protocol: String? = null,
    val endpoint: String? = null,
    val attributes: Map<String, String> = emptyMap(),
    val returnSubscriptionArn: Boolean = false,
)

@Serializable
internal data class SubscribeResponse(
    val subscriptionArn: String,
)

/** https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
internal fun subscribe(
    input: SubscribeInput,
    call: SnsCall,
): SubscribeResponse {
    val address = call.topicAt(input.topicArn!!)
    val topic = address.get()
    val protocol = SubscriptionProtocol.of(input.protocol!!)
    val endpoint = input.endpoint?.ifEmpty { null }
        ?: throw SnsFaults.invalid("Endpoint", "no value for required parameter")
    protocol.check(endpoint)
    if (protocol == SubscriptionProtocol.APPLICATION && call.state.now[ENDPOINTS][endpoint] == null) {
        throw SnsFaults.invalid("Endpoint", "Endpoint does not exist for endpoint arn$endpoint")
    }
    checkType(topic, protocol, endpoint)
    val attributes = SubscriptionAttributes.forNew(input.attributes, topic, protocol, endpoint)
    val state = address.call.state
    var isNew = false
    val subscription =
        state.write {
            val existing =
                this[SUBSCRIPTIONS].values.firstOrNull {
                    it.topicArn == topic.arn && it.endpoint == endpoint && it.protocol == protocol && !it.isOrphan
                }
            if (existing != null) {
                checkSame(existing, attributes)
                existing
            } else {
                isNew = true
                call.newSubscription(topic, protocol, endpoint, attributes).also { put(it) }
            }
        }
    if (subscription.isPending) {
        address.call.ask(subscription, Envelope.SUBSCRIPTION_CONFIRMATION)
    } else if (isNew) {
        address.call.replay(topic, subscription)
    }
    val isShown = !subscription.isPending || input.returnSubscriptionArn
    return SubscribeResponse(if (isShown) subscription.arn else "pending confirmation")
}

private fun SnsCall.newSubscription(
    topic: Topic,
    protocol: SubscriptionProtocol,
    endpoint: String,
    attributes: Map<String, String>,
): Subscription {
    // Nobody has to confirm what is of their own account.
    val isForeign = protocol == SubscriptionProtocol.SQS && Arn.parse(endpoint)?.account != account
    val isPending = protocol.isConfirmed || isForeign
    return Subscription(
        "${topic.arn}:${ids.uuid()}",
        topic.arn,
        protocol,
        endpoint,
        account,
        caller.arn,
        now(),
        attributes,
        token = if (isPending) ids.hex(TOKEN) else null,
        isPending = isPending,
    )
}

internal const val TOKEN: Int = 288

/** https://docs.aws.amazon.com/sns/latest/dg/fifo-message-delivery.html */
private fun checkType(
    topic: Topic,
    protocol: SubscriptionProtocol,
    endpoint: String,
) {
    val isFifoQueue = protocol == SubscriptionProtocol.SQS && endpoint.endsWith(".fifo")
    if (isFifoQueue && !topic.isFifo) {
        throw SnsFaults.invalid(
            "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics",
        )
    }
    if (topic.isFifo && protocol != SubscriptionProtocol.SQS) {
        throw SnsFaults.invalid("Invalid parameter: Endpoint Reason: Please use FIFO SQS queue")
    }
}

private fun checkSame(
    existing: Subscription,
    wanted: Map<String, String>,
) {
    if (wanted.any { (name, value) -> SubscriptionAttributes.valueOf(existing, name) != value }) {
        throw SnsFaults.invalid("Attributes", "Subscription already exists with different attributes")
    }
}
