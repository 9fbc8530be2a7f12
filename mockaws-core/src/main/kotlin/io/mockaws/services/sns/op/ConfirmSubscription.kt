package io.mockaws.services.sns.op

import io.mockaws.kit.Arn
import io.mockaws.services.sns.common.SnsFaults
import io.mockaws.services.sns.common.SnsLimits
import io.mockaws.services.sns.delivery.ask
import io.mockaws.services.sns.message.Envelope
import io.mockaws.services.sns.state.ENDED
import io.mockaws.services.sns.state.SUBSCRIPTIONS
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.services.sns.state.TOPICS
import io.mockaws.services.sns.state.put
import io.mockaws.services.sns.state.subscriptionsAt
import io.mockaws.services.sns.subscription.Subscription
import kotlinx.serialization.Serializable

@Serializable
internal data class ConfirmSubscriptionInput(
    val topicArn: String? = null,
    val token: String? = null,
    /** Who calls is not known well enough for it to matter: links are followed by nobody in particular. */
    val authenticateOnUnsubscribe: String? = null,
)

@Serializable
internal data class ConfirmSubscriptionResponse(
    val subscriptionArn: String,
)

@Serializable
internal data class UnsubscribeInput(
    val subscriptionArn: String? = null,
)

/**
 * A token says which subscription is meant; of the topic's ARN only the region counts.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html
 */
internal fun confirmSubscription(
    input: ConfirmSubscriptionInput,
    call: SnsCall,
): ConfirmSubscriptionResponse {
    val topic = Arn.parse(input.topicArn!!) ?: throw SnsFaults.invalid("Topic")
    if (!token.matches(input.token!!)) throw SnsFaults.sentence("Invalid token")
    val home = call.everywhere().firstOrNull { it.byToken(input.token) != null } ?: throw SnsFaults.invalid("Token")
    if (home.region != topic.region) throw SnsFaults.invalid("Topic")
    return home.state.write {
        val found = home.byToken(input.token) ?: throw SnsFaults.invalid("Token")
        if (found.isPending && call.now() > found.createdAt + SnsLimits.tokenLife) throw SnsFaults.invalid("Token")
        remove(ENDED, found.arn)
        put(found.copy(isPending = false))
        ConfirmSubscriptionResponse(found.arn)
    }
}

private val token = Regex("[0-9a-f]+")

private fun SnsCall.byToken(token: String): Subscription? {
    val tables = state.now
    return tables[SUBSCRIPTIONS].values.firstOrNull { it.token == token }
        ?: tables[ENDED].values.firstOrNull { it.token == token }
}

/** https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html */
internal fun unsubscribe(
    input: UnsubscribeInput,
    call: SnsCall,
) {
    val home = call.subscriptionsAt(input.subscriptionArn!!, anyRegion = true)
    val ended =
        home.state.write {
            val subscription = this[SUBSCRIPTIONS][input.subscriptionArn] ?: return@write null
            remove(SUBSCRIPTIONS, subscription.arn)
            this[TOPICS].values.firstOrNull { it.arn == subscription.topicArn }?.let {
                put(it.copy(subscriptionsDeleted = it.subscriptionsDeleted + 1))
            }
            if (subscription.isPending || !subscription.protocol.isWeb) return@write null
            // A web server is told, and asked whether that was a mistake.
            subscription.copy(token = call.ids.hex(TOKEN)).also { this[ENDED, it.arn] = it }
        }
    if (ended != null) home.ask(ended, Envelope.UNSUBSCRIBE_CONFIRMATION)
}
