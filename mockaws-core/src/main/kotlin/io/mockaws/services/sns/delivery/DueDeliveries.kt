package io.mockaws.services.sns.delivery

import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.deliver
import io.mockaws.engine.delivery.isRetryable
import io.mockaws.kit.Arn
import io.mockaws.services.sns.message.Envelope
import io.mockaws.services.sns.state.ENDED
import io.mockaws.services.sns.state.Outbox
import io.mockaws.services.sns.state.PENDING
import io.mockaws.services.sns.state.PendingDelivery
import io.mockaws.services.sns.state.SUBSCRIPTIONS
import io.mockaws.services.sns.state.SentMail
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.services.sns.state.topicOf
import io.mockaws.services.sns.subscription.Subscription
import io.mockaws.services.sns.subscription.SubscriptionProtocol
import io.mockaws.services.sns.topic.Topic

/** Does the earliest delivery that waits. */
internal fun SnsCall.deliverDue() {
    val pending = takeDue() ?: return
    val topic = topicOf(pending.subscription) ?: return
    val current = state.now[SUBSCRIPTIONS][pending.subscription.arn] ?: pending.subscription
    val message = pending.message
    if (message == null) {
        ask(topic, current, pending)
    } else {
        deliverAgain(Letter(topic, current, message, pending.origin), pending)
    }
}

private fun SnsCall.deliverAgain(
    letter: Letter,
    pending: PendingDelivery,
) {
    val fault =
        if (letter.subscription.protocol.isWeb) {
            post(letter.topic, letter.subscription, pending, letter.body, letter.subscription.isRaw)
        } else {
            handOver(letter)
        }
    if (fault != null) failed(letter, pending.attempts + 1, fault, pending.key)
}

/** Asks by the protocol of the subscription: a web server by a post, a mailbox by a mail, a queue by a message. */
private fun SnsCall.ask(
    topic: Topic,
    subscription: Subscription,
    pending: PendingDelivery,
) {
    val token = subscription.token ?: state.now[ENDED][subscription.arn]?.token ?: pending.subscription.token ?: return
    val question = question(topic, subscription, pending, token)
    when {
        subscription.protocol.isWeb -> {
            val fault = post(topic, subscription, pending, "$question", isRaw = false) ?: return
            val delay =
                webPolicy(subscription).retries.takeIf { fault.isRetryable }?.delayBefore(pending.attempts + 1)
                    ?: return
            val next = pending.copy(due = now() + delay, attempts = pending.attempts + 1)
            state.write { this[PENDING, next.key] = next }
        }

        subscription.protocol.isMail -> {
            val mail =
                SentMail(
                    subscription.endpoint,
                    "AWS Notification - Subscription Confirmation",
                    question.message,
                    topic.arn,
                    now(),
                    token,
                )
            state.write { Outbox.MAIL.add(this, mail) }
        }

        subscription.protocol == SubscriptionProtocol.SQS ->
            deliver(Parcel("$question", SENDER, topic.arn), Arn.parse(subscription.endpoint)!!)
    }
}

private fun SnsCall.question(
    topic: Topic,
    subscription: Subscription,
    pending: PendingDelivery,
    token: String,
): Envelope {
    val words =
        if (pending.type == Envelope.SUBSCRIPTION_CONFIRMATION) {
            "You have chosen to subscribe to the topic ${topic.arn}.\n" +
                "To confirm the subscription, visit the SubscribeURL included in this message."
        } else {
            "You have chosen to deactivate subscription ${subscription.arn}.\n" +
                "To cancel this operation and restore the subscription, visit the SubscribeURL included in this message."
        }
    return Envelope(
        pending.type,
        pending.messageId,
        topic.arn,
        words,
        now(),
        pending.origin,
        topic.signatureVersion,
        token = token,
    )
}
