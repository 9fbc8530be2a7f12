package io.mockaws.services.sns.delivery

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.deliver
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.kit.Arn
import io.mockaws.services.sns.message.Message
import io.mockaws.services.sns.state.Outbox
import io.mockaws.services.sns.state.SentMail
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.services.sns.subscription.Subscription
import io.mockaws.services.sns.subscription.SubscriptionProtocol
import io.mockaws.services.sns.topic.Topic
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject
import java.util.Base64

/** Delivers [message] by the protocol of [subscription]: at once, or as work that is due at once. */
internal fun SnsCall.deliver(
    topic: Topic,
    subscription: Subscription,
    message: Message,
) {
    if (waitsBehind(subscription, message)) return postpone(subscription, message)
    val letter = Letter(topic, subscription, message, origin)
    when (subscription.protocol) {
        SubscriptionProtocol.HTTP, SubscriptionProtocol.HTTPS -> postpone(subscription, message)

        SubscriptionProtocol.EMAIL, SubscriptionProtocol.EMAIL_JSON -> mail(letter)

        SubscriptionProtocol.SMS -> sendSms(subscription.endpoint, letter.text, message)

        SubscriptionProtocol.APPLICATION -> push(subscription, message)

        SubscriptionProtocol.SQS, SubscriptionProtocol.LAMBDA, SubscriptionProtocol.FIREHOSE -> {
            val fault = handOver(letter) ?: return
            failed(letter, attempts = 1, fault)
        }
    }
}

/** Hands [letter] to another service; what that answers where it does not take it. */
internal fun SnsCall.handOver(letter: Letter): AwsFault? {
    val arn = Arn.parse(letter.subscription.endpoint)!!
    return when (letter.subscription.protocol) {
        SubscriptionProtocol.LAMBDA -> deliver(letter.forFunction(), arn)
        SubscriptionProtocol.FIREHOSE -> putRecord(letter, arn)
        else -> deliver(letter.forQueue(arn.resource.endsWith(FIFO)), arn)
    }
}

/** https://docs.aws.amazon.com/sns/latest/dg/firehose-working-with-destinations.html */
private fun SnsCall.putRecord(
    letter: Letter,
    stream: Arn,
): AwsFault? {
    val data = Base64.getEncoder().encodeToString("${letter.body}\n".encodeToByteArray())
    val input =
        buildJsonObject {
            put("DeliveryStreamName", stream.resource.substringAfter('/'))
            putJsonObject("Record") { put("Data", data) }
        }
    return try {
        serviceCall("firehose", "PutRecord", input, SENDER, letter.topic.arn, stream.place)
        null
    } catch (fault: AwsFault) {
        fault
    }
}

private fun SnsCall.mail(letter: Letter) {
    val message = letter.message
    val isJson = letter.subscription.protocol == SubscriptionProtocol.EMAIL_JSON
    val text = if (isJson) "${letter.envelope}" else letter.text
    val subject = message.subject ?: "AWS Notification Message"
    val mail = SentMail(letter.subscription.endpoint, subject, text, letter.topic.arn, message.publishedAt)
    state.write { Outbox.MAIL.add(this, mail) }
}

internal const val FIFO: String = ".fifo"
