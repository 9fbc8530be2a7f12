package io.mockaws.services.sns.delivery

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.ParcelAttribute
import io.mockaws.engine.delivery.deliver
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.kit.Arn
import io.mockaws.services.sns.message.Envelope
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

/** Whom a queue, a function or a stream sees as the one that calls. */
internal const val SENDER: String = "sns.amazonaws.com"

/** Delivers [message] by the protocol of [subscription]: at once, or as work that is due at once. */
internal fun SnsCall.deliver(
    topic: Topic,
    subscription: Subscription,
    message: Message,
) {
    if (waitsBehind(subscription, message)) return postpone(subscription, message, now(), attempts = 0)
    when (subscription.protocol) {
        SubscriptionProtocol.HTTP, SubscriptionProtocol.HTTPS -> postpone(subscription, message, now(), attempts = 0)

        SubscriptionProtocol.EMAIL, SubscriptionProtocol.EMAIL_JSON -> mail(topic, subscription, message)

        SubscriptionProtocol.SMS -> sendSms(subscription.endpoint, message.textFor("sms"), message)

        SubscriptionProtocol.APPLICATION -> push(subscription, message)

        SubscriptionProtocol.SQS, SubscriptionProtocol.LAMBDA, SubscriptionProtocol.FIREHOSE -> {
            val fault = handOver(topic, subscription, message) ?: return
            failed(subscription, message, attempts = 1, fault)
        }
    }
}

/** Hands [message] to another service; what that answers where it does not take it. */
internal fun SnsCall.handOver(
    topic: Topic,
    subscription: Subscription,
    message: Message,
): AwsFault? {
    val arn = Arn.parse(subscription.endpoint)!!
    return when (subscription.protocol) {
        SubscriptionProtocol.LAMBDA -> deliver(Parcel(lambdaEvent(topic, subscription, message), SENDER, topic.arn), arn)
        SubscriptionProtocol.FIREHOSE -> putRecord(arn, topic, bodyFor(topic, subscription, message))
        else -> deliver(queueParcel(topic, subscription, message, toFifo = arn.resource.endsWith(FIFO)), arn)
    }
}

/** The message of a queue. Attributes and ids of the message go along where it is delivered raw. */
internal fun SnsCall.queueParcel(
    topic: Topic,
    subscription: Subscription,
    message: Message,
    toFifo: Boolean,
): Parcel =
    Parcel(
        bodyFor(topic, subscription, message),
        SENDER,
        topic.arn,
        attributes =
        if (subscription.isRaw) {
            message.attributes.mapValues { (_, it) -> ParcelAttribute(it.dataType!!, it.stringValue, it.binaryValue) }
        } else {
            emptyMap()
        },
        // Standard queues have fair queues by the group: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
        groupId = message.groupId.takeIf { toFifo || !topic.isFifo },
        deduplicationId = message.deduplicationId.takeIf { toFifo },
    )

/** What arrives: the text of [message], or an envelope around it. */
internal fun SnsCall.bodyFor(
    topic: Topic,
    subscription: Subscription,
    message: Message,
): String =
    if (subscription.isRaw) {
        message.textFor(subscription.protocol.value)
    } else {
        envelope(topic, subscription, message).toString()
    }

internal fun SnsCall.envelope(
    topic: Topic,
    subscription: Subscription,
    message: Message,
    origin: String = this.origin,
): Envelope =
    Envelope(
        Envelope.NOTIFICATION,
        message.id,
        topic.arn,
        message.textFor(subscription.protocol.value),
        message.publishedAt,
        origin,
        topic.signatureVersion,
        message.subject,
        message.sequenceNumber,
        subscriptionArn = subscription.arn,
        attributes = message.attributes,
    )

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
private fun SnsCall.lambdaEvent(
    topic: Topic,
    subscription: Subscription,
    message: Message,
): String {
    val record = envelope(topic, subscription, message).forLambda()
    return """{"Records":[{"EventSource":"aws:sns","EventVersion":"1.0","EventSubscriptionArn":""" +
        "${Envelope.quoted(subscription.arn)},\"Sns\":$record}]}"
}

/** https://docs.aws.amazon.com/sns/latest/dg/firehose-working-with-destinations.html */
private fun SnsCall.putRecord(
    stream: Arn,
    topic: Topic,
    body: String,
): AwsFault? {
    val input =
        buildJsonObject {
            put("DeliveryStreamName", stream.resource.substringAfter('/'))
            putJsonObject("Record") { put("Data", Base64.getEncoder().encodeToString("$body\n".encodeToByteArray())) }
        }
    return try {
        serviceCall("firehose", "PutRecord", input, SENDER, topic.arn, stream.place)
        null
    } catch (fault: AwsFault) {
        fault
    }
}

private fun SnsCall.mail(
    topic: Topic,
    subscription: Subscription,
    message: Message,
) {
    val text =
        if (subscription.protocol == SubscriptionProtocol.EMAIL_JSON) {
            envelope(topic, subscription, message).toString()
        } else {
            message.textFor(SubscriptionProtocol.EMAIL.value)
        }
    val mail =
        SentMail(subscription.endpoint, message.subject ?: "AWS Notification Message", text, topic.arn, message.publishedAt)
    state.write { Outbox.MAIL.add(this, mail) }
}

private const val FIFO = ".fifo"
