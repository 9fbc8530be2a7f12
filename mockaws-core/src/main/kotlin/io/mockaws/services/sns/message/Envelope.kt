package io.mockaws.services.sns.message

import io.mockaws.kit.inMilliseconds
import kotlinx.serialization.json.JsonPrimitive
import kotlin.time.Instant

/**
 * What arrives around a message where it is not delivered raw, member by member in AWS's order and layout.
 *
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 */
internal class Envelope(
    val type: String,
    val messageId: String,
    val topicArn: String,
    val message: String,
    timestamp: Instant,
    /** Scheme, host and port of SNS as its receivers see it; addresses in here begin with it. */
    private val origin: String,
    private val signatureVersion: String,
    val subject: String? = null,
    /** Of FIFO topics, whose notifications are not signed. */
    val sequenceNumber: String? = null,
    /** With which a subscription is confirmed. */
    val token: String? = null,
    /** Of a notification. */
    private val subscriptionArn: String? = null,
    val attributes: Map<String, MessageAttributeValue> = emptyMap(),
) {
    val timestampText: String = timestamp.inMilliseconds()

    private val subscribeUrl: String?
        get() = token?.let { "$origin/?Action=ConfirmSubscription&TopicArn=$topicArn&Token=$it" }

    private val signature: String by lazy(LazyThreadSafetyMode.NONE) {
        SigningKey.sign(signatureVersion, signedText())
    }

    /** https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message-verify-message-signature.html */
    private fun signedText(): String =
        buildString {
            line("Message", message)
            line("MessageId", messageId)
            if (token == null) subject?.let { line("Subject", it) }
            subscribeUrl?.let { line("SubscribeURL", it) }
            line("Timestamp", timestampText)
            token?.let { line("Token", it) }
            line("TopicArn", topicArn)
            line("Type", type)
        }

    private fun StringBuilder.line(
        name: String,
        value: String,
    ) = append(name).append('\n').append(value).append('\n')

    /** The members but the attributes, in order. [lambda] is what functions get: `SigningCertUrl`, and a subject always. */
    private inline fun members(
        lambda: Boolean,
        member: (String, String?) -> Unit,
    ) {
        val url = if (lambda) "Url" else "URL"
        member("Type", type)
        member("MessageId", messageId)
        sequenceNumber?.let { member("SequenceNumber", it) }
        token?.let { member("Token", it) }
        member("TopicArn", topicArn)
        if (subject != null || lambda) member("Subject", subject)
        member("Message", message)
        subscribeUrl?.let { member("Subscribe$url", it) }
        member("Timestamp", timestampText)
        if (sequenceNumber == null) {
            member("SignatureVersion", signatureVersion)
            member("Signature", signature)
            member("SigningCert$url", "$origin/${SigningKey.CERTIFICATE_NAME}")
        }
        subscriptionArn?.let { member("Unsubscribe$url", "$origin/?Action=Unsubscribe&SubscriptionArn=$it") }
    }

    /** As queues and web servers get it. */
    override fun toString(): String =
        buildString(EXPECTED + message.length) {
            append('{')
            var separator = "\n  "
            members(lambda = false) { name, value ->
                append(separator).append('"').append(name).append("\" : ").append(quoted(value))
                separator = ",\n  "
            }
            if (attributes.isNotEmpty()) append(",\n  \"MessageAttributes\" : {").attributes("\n    ").append("\n  }")
            append("\n}")
        }

    /** As functions get it, in `Records[0].Sns`. */
    fun forLambda(): String =
        buildString(EXPECTED + message.length) {
            append('{')
            members(lambda = true) { name, value ->
                append('"').append(name).append("\":").append(quoted(value)).append(',')
            }
            append("\"MessageAttributes\":{").attributes("").append("}}")
        }

    private fun StringBuilder.attributes(before: String): StringBuilder {
        var separator = before
        for ((name, value) in attributes) {
            append(separator).append(quoted(name)).append(if (before.isEmpty()) ":" else " : ")
            append(
                "{\"Type\":"
            ).append(quoted(value.dataType)).append(",\"Value\":").append(quoted(value.text)).append('}')
            separator = ",$before"
        }
        return this
    }

    companion object {
        const val NOTIFICATION = "Notification"
        const val SUBSCRIPTION_CONFIRMATION = "SubscriptionConfirmation"
        const val UNSUBSCRIBE_CONFIRMATION = "UnsubscribeConfirmation"
        private const val EXPECTED = 1_024

        /** [text] as JSON has it. */
        fun quoted(text: String?): String = if (text == null) "null" else JsonPrimitive(text).toString()
    }
}
