package io.mockaws.services.ses.sending

import io.mockaws.kit.inMilliseconds
import io.mockaws.services.ses.mime.HeaderText
import io.mockaws.services.ses.mime.MailAddress
import io.mockaws.services.ses.mime.MimePart
import io.mockaws.services.ses.state.Email
import io.mockaws.services.ses.state.SesCall
import io.mockaws.services.ses.state.arnOf
import io.mockaws.services.ses.state.senderOf
import kotlinx.serialization.json.JsonArrayBuilder
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.add
import kotlinx.serialization.json.addJsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import kotlinx.serialization.json.putJsonObject
import kotlin.time.Instant

/**
 * The JSON of a mail's events.
 *
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html for destinations of configuration
 * sets, https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html for topics of identities; LocalStack has
 * recorded some of the first.
 */
internal class EventJson(
    private val call: SesCall,
    private val email: Email,
) {
    private val message = MimePart.parse(email.raw.bytes)

    /** For an event destination. */
    fun event(event: MailEvent): String =
        buildJsonObject {
            put("eventType", event.type)
            putJsonObject("mail") {
                envelope()
                headers()
                putJsonObject("tags") { tags(event) }
            }
            event.detail?.let { put(event.member, it) }
        }.toString()

    /** For an identity's topic. */
    fun notification(
        event: MailEvent,
        withHeaders: Boolean,
    ): String =
        buildJsonObject {
            put("notificationType", event.type)
            event.detail?.let { put(event.member, it) }
            putJsonObject("mail") {
                envelope()
                put("sourceIp", SOURCE_IP)
                put("callerIdentity", email.caller)
                if (withHeaders) headers()
            }
        }.toString()

    private fun JsonObjectBuilder.envelope() {
        put("timestamp", timestamp(email.sentAt))
        put("source", email.from)
        call.senderOf(MailAddress(email.from))?.let { put("sourceArn", call.arnOf(it.name)) }
        put("sendingAccountId", call.account)
        put("messageId", email.messageId)
        putJsonArray("destination") { email.recipients.forEach { add(it) } }
    }

    private fun JsonObjectBuilder.headers() {
        put("headersTruncated", false)
        putJsonArray("headers") {
            for (header in message.headers) {
                addJsonObject {
                    put("name", header.name)
                    put("value", HeaderText.decode(header.value))
                }
            }
        }
        putJsonObject("commonHeaders") {
            common("from", "From")
            message.header("Date")?.let { put("date", it) }
            common("replyTo", "Reply-To")
            common("to", "To")
            common("cc", "Cc")
            put("messageId", email.messageId)
            message.header("Subject")?.let { put("subject", it) }
        }
    }

    private fun JsonObjectBuilder.common(
        name: String,
        header: String,
    ) {
        val addresses = message.addresses(header)
        if (addresses.isNotEmpty()) putJsonArray(name) { addresses.forEach { add(it.text) } }
    }

    private fun JsonObjectBuilder.tags(event: MailEvent) {
        tag("ses:operation", email.operation)
        email.configurationSet?.let { tag("ses:configuration-set", it) }
        tag("ses:source-ip", SOURCE_IP)
        if (message.headers.isNotEmpty()) tag("ses:from-domain", MailAddress(email.from).domain)
        email.tags.forEach { (name, value) -> tag(name, value) }
        tag("ses:caller-identity", email.caller)
        if (event.type == "Delivery") tag("ses:outgoing-ip", OUTGOING_IP)
    }

    private fun JsonObjectBuilder.tag(
        name: String,
        value: String,
    ) = putJsonArray(name) { add(value) }

    companion object {
        private const val SOURCE_IP = "127.0.0.1"

        /** Of a range that is for documents. */
        private const val OUTGOING_IP = "192.0.2.1"
        fun timestamp(instant: Instant): String = instant.inMilliseconds()
    }
}

/** Something that happened to a mail. */
internal class MailEvent(
    /** `Rendering Failure` */
    val type: String,
    /** As the second API calls it: `RENDERING_FAILURE`. */
    val apiType: String,
    /** As EventBridge calls it: `Email Rendering Failed`. */
    val detailType: String,
    /** What holds the [detail]. */
    val member: String,
    val detail: JsonObject?,
)

internal fun JsonArrayBuilder.address(
    address: String,
    vararg more: Pair<String, String>,
) = addJsonObject {
    put("emailAddress", address)
    for ((name, value) in more) put(name, JsonPrimitive(value))
}
