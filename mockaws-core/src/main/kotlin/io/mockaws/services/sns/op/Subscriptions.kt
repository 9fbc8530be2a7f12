package io.mockaws.services.sns.op

import io.mockaws.services.sns.common.SnsFaults
import io.mockaws.services.sns.delivery.replay
import io.mockaws.services.sns.state.SUBSCRIPTIONS
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.services.sns.state.put
import io.mockaws.services.sns.state.subscription
import io.mockaws.services.sns.state.subscriptionsAt
import io.mockaws.services.sns.state.topicAt
import io.mockaws.services.sns.state.topicOf
import io.mockaws.services.sns.subscription.Subscription
import io.mockaws.services.sns.subscription.SubscriptionAttributes
import kotlinx.serialization.Serializable

@Serializable
internal data class GetSubscriptionAttributesInput(
    val subscriptionArn: String? = null,
)

@Serializable
internal data class GetSubscriptionAttributesResponse(
    val attributes: Map<String, String>,
)

@Serializable
internal data class SetSubscriptionAttributesInput(
    val subscriptionArn: String? = null,
    val attributeName: String? = null,
    val attributeValue: String? = null,
)

@Serializable
internal data class ListSubscriptionsInput(
    val nextToken: String? = null,
)

@Serializable
internal data class ListSubscriptionsByTopicInput(
    val topicArn: String? = null,
    val nextToken: String? = null,
)

@Serializable
internal data class ListSubscriptionsResponse(
    val subscriptions: List<SubscriptionEntry>,
    val nextToken: String?,
)

@Serializable
internal data class SubscriptionEntry(
    val subscriptionArn: String,
    val owner: String,
    val protocol: String,
    val endpoint: String,
    val topicArn: String,
)

/** https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html */
internal fun getSubscriptionAttributes(
    input: GetSubscriptionAttributesInput,
    call: SnsCall,
): GetSubscriptionAttributesResponse {
    val subscription = call.subscription(input.subscriptionArn!!)
    return GetSubscriptionAttributesResponse(SubscriptionAttributes.shown(subscription, call.topicOf(subscription)))
}

/** https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html */
internal fun setSubscriptionAttributes(
    input: SetSubscriptionAttributesInput,
    call: SnsCall,
) {
    val home = call.subscriptionsAt(input.subscriptionArn!!)
    val topic = home.topicOf(home.subscription(input.subscriptionArn)) ?: throw SnsFaults.notFound("Topic")
    val changed =
        home.state.write {
            val subscription = this[SUBSCRIPTIONS][input.subscriptionArn] ?: throw SnsFaults.notFound("Subscription")
            val value = input.attributeValue.orEmpty()
            val attributes = SubscriptionAttributes.changed(subscription, topic, input.attributeName!!, value)
            subscription.copy(attributes = attributes).also { put(it) }
        }
    if (input.attributeName == SubscriptionAttributes.REPLAY) home.replay(topic, changed)
}

/** https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptions.html */
internal fun listSubscriptions(
    input: ListSubscriptionsInput,
    call: SnsCall,
): ListSubscriptionsResponse {
    val own =
        call.everywhere().filter { it.region == call.region }
            .flatMap { place -> place.state.now[SUBSCRIPTIONS].values.filter { it.owner == call.account } }
    return pageOf(own, "all", input.nextToken)
}

/** https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html */
internal fun listSubscriptionsByTopic(
    input: ListSubscriptionsByTopicInput,
    call: SnsCall,
): ListSubscriptionsResponse {
    val address = call.topicAt(input.topicArn!!)
    return pageOf(address.call.state.subscribers(address.get().arn).all, input.topicArn, input.nextToken)
}

private fun pageOf(
    subscriptions: List<Subscription>,
    query: String,
    token: String?,
): ListSubscriptionsResponse {
    val sorted = subscriptions.sortedWith(compareBy({ it.createdAt }, { it.arn }))
    val page = page(sorted, query, token) { it.arn }
    return ListSubscriptionsResponse(page.items.map(::entryOf), page.nextToken)
}

private fun entryOf(subscription: Subscription) =
    SubscriptionEntry(
        if (subscription.isPending) "PendingConfirmation" else subscription.arn,
        subscription.owner,
        subscription.protocol.value,
        subscription.endpoint,
        subscription.topicArn,
    )
