package io.mockaws.services.ses.receiving

import io.mockaws.services.ses.mime.MimePart
import io.mockaws.services.ses.sending.EventJson
import io.mockaws.services.ses.state.LambdaAction
import io.mockaws.services.ses.state.ReceivedEmail
import io.mockaws.services.ses.state.SesCall
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.add
import kotlinx.serialization.json.addJsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import kotlinx.serialization.json.putJsonObject
import java.util.Base64

/**
 * What SES tells of mail that came in.
 *
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html
 */
internal class ReceivedJson(
    private val call: SesCall,
    private val mail: ReceivedEmail,
    private val recipients: List<String>,
) {
    private val message = MimePart.parse(mail.raw.bytes)
    private val now = EventJson.timestamp(call.now())

    /** @param content how the mail itself is told: `UTF-8` or `Base64`; null for not at all */
    fun notification(
        action: String,
        topic: String,
        bucket: String? = null,
        key: String? = null,
        content: String? = null,
    ): String =
        buildJsonObject {
            put("notificationType", "Received")
            mail()
            receipt {
                put("type", action)
                put("topicArn", topic)
                bucket?.let { put("bucketName", it) }
                key?.let { put("objectKey", it) }
                content?.let { put("encoding", it.uppercase()) }
            }
            when (content) {
                null -> Unit
                "Base64" -> put("content", Base64.getEncoder().encodeToString(mail.raw.bytes))
                else -> put("content", mail.raw.bytes.decodeToString())
            }
        }.toString()

    fun lambda(action: LambdaAction): String =
        buildJsonObject {
            putJsonArray("Records") {
                addJsonObject {
                    put("eventSource", "aws:ses")
                    put("eventVersion", "1.0")
                    putJsonObject("ses") {
                        mail()
                        receipt {
                            put("type", "Lambda")
                            put("functionArn", action.functionArn)
                            put("invocationType", action.invocationType ?: "Event")
                        }
                    }
                }
            }
        }.toString()

    private fun JsonObjectBuilder.mail() =
        putJsonObject("mail") {
            put("timestamp", EventJson.timestamp(mail.at))
            put("source", mail.source)
            put("messageId", mail.messageId)
            putJsonArray("destination") { mail.recipients.forEach { add(it) } }
            put("headersTruncated", false)
            putJsonArray("headers") {
                for (header in message.headers) {
                    addJsonObject {
                        put("name", header.name)
                        put("value", header.value)
                    }
                }
            }
            putJsonObject("commonHeaders") {
                message.header("Return-Path")?.let { put("returnPath", it) }
                addresses("from", "From")
                message.header("Date")?.let { put("date", it) }
                addresses("to", "To")
                addresses("cc", "Cc")
                message.header("Message-ID")?.let { put("messageId", it) }
                message.header("Subject")?.let { put("subject", it) }
            }
        }

    private fun JsonObjectBuilder.addresses(
        name: String,
        header: String,
    ) {
        val all = message.addresses(header)
        if (all.isNotEmpty()) putJsonArray(name) { all.forEach { add(it.text) } }
    }

    private fun JsonObjectBuilder.receipt(action: JsonObjectBuilder.() -> Unit) =
        putJsonObject("receipt") {
            put("timestamp", now)
            put("processingTimeMillis", 0)
            putJsonArray("recipients") { recipients.forEach { add(it) } }
            for (verdict in listOf("spamVerdict", "virusVerdict", "spfVerdict", "dkimVerdict", "dmarcVerdict")) {
                putJsonObject(verdict) { put("status", "PASS") }
            }
            putJsonObject("action", action)
        }
}
