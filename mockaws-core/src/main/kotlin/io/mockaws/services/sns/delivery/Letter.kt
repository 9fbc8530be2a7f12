package io.mockaws.services.sns.delivery

import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.ParcelAttribute
import io.mockaws.services.sns.message.Envelope
import io.mockaws.services.sns.message.Message
import io.mockaws.services.sns.subscription.Subscription
import io.mockaws.services.sns.topic.Topic

/** Whom a queue, a function or a stream sees as the one that calls. */
internal const val SENDER: String = "sns.amazonaws.com"

/** A message on its way to one subscriber. */
internal class Letter(
    val topic: Topic,
    val subscription: Subscription,
    val message: Message,
    /** Scheme, host and port of SNS as its receivers see it. */
    val origin: String,
) {
    val text: String get() = message.textFor(subscription.protocol.value)

    val envelope: Envelope
        get() =
            Envelope(
                Envelope.NOTIFICATION,
                message.id,
                topic.arn,
                text,
                message.publishedAt,
                origin,
                topic.signatureVersion,
                message.subject,
                message.sequenceNumber,
                subscriptionArn = subscription.arn,
                attributes = message.attributes,
            )

    /** What arrives: the text, or an envelope around it. */
    val body: String get() = if (subscription.isRaw) text else "$envelope"

    /** As a queue gets it. Attributes of the message go along where it is delivered raw. */
    fun forQueue(isFifo: Boolean): Parcel =
        Parcel(
            body,
            SENDER,
            topic.arn,
            attributes =
            if (subscription.isRaw) {
                message.attributes.mapValues { (_, it) ->
                    ParcelAttribute(it.dataType!!, it.stringValue, it.binaryValue)
                }
            } else {
                emptyMap()
            },
            // Standard queues are fair to groups of standard topics: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
            groupId = message.groupId.takeIf { isFifo || !topic.isFifo },
            deduplicationId = message.deduplicationId.takeIf { isFifo },
        )

    /** As a function gets it. https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
    fun forFunction(): Parcel {
        val head = """{"Records":[{"EventSource":"aws:sns","EventVersion":"1.0","EventSubscriptionArn":"""
        val event = head + Envelope.quoted(subscription.arn) + ",\"Sns\":" + envelope.forLambda() + "}]}"
        return Parcel(event, SENDER, topic.arn)
    }
}
