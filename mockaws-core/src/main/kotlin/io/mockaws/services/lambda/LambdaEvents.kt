package io.mockaws.services.lambda

import io.mockaws.kit.Arn
import io.mockaws.services.lambda.async.DestinationRecord
import io.mockaws.services.lambda.state.LambdaCall
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import kotlinx.serialization.json.putJsonObject
import java.security.MessageDigest
import java.util.HexFormat

/**
 * Events as services of AWS send them, to invoke a function with: `aws.lambda.invoke("f", aws.lambda.events.sqs("orders", "42"))`.
 * What really happens in the mock needs none of them.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html">Events of other services</a>
 */
public class LambdaEvents internal constructor(
    private val context: () -> LambdaCall,
) {
    /** Messages with these [bodies] of the queue [queue]. */
    public fun sqs(
        queue: String,
        vararg bodies: String,
    ): String =
        records(bodies.toList()) { call, body ->
            put("messageId", call.ids.uuid())
            put("receiptHandle", call.ids.alphanumeric(HANDLE))
            put("body", body)
            putJsonObject("attributes") {
                val at = "${call.now().toEpochMilliseconds()}"
                put("ApproximateReceiveCount", "1")
                put("SentTimestamp", at)
                put("SenderId", call.account)
                put("ApproximateFirstReceiveTimestamp", at)
            }
            putJsonObject("messageAttributes") {}
            put("md5OfBody", md5(body))
            put("eventSource", "aws:sqs")
            put("eventSourceARN", Arn.of("sqs", call.place, queue).toString())
            put("awsRegion", call.region)
        }

    /** The message [message] to the topic [topic]. */
    @JvmOverloads
    public fun sns(
        topic: String,
        message: String,
        subject: String? = null,
    ): String =
        records(listOf(message)) { call, text ->
            val arn = Arn.of("sns", call.place, topic).toString()
            put("EventSource", "aws:sns")
            put("EventVersion", "1.0")
            put("EventSubscriptionArn", "$arn:${call.ids.uuid()}")
            putJsonObject("Sns") {
                put("Type", "Notification")
                put("MessageId", call.ids.uuid())
                put("TopicArn", arn)
                put("Subject", subject)
                put("Message", text)
                put("Timestamp", DestinationRecord.shown(call.now()))
                putJsonObject("MessageAttributes") {}
            }
        }

    /** That the object [key] was put into the bucket [bucket]; other [eventName]s as S3 has them: `ObjectRemoved:Delete`. */
    @JvmOverloads
    public fun s3(
        bucket: String,
        key: String,
        eventName: String = "ObjectCreated:Put",
    ): String =
        records(listOf(key)) { call, name ->
            put("eventVersion", "2.1")
            put("eventSource", "aws:s3")
            put("awsRegion", call.region)
            put("eventTime", DestinationRecord.shown(call.now()))
            put("eventName", eventName)
            putJsonObject("s3") {
                put("s3SchemaVersion", "1.0")
                put("configurationId", "test")
                putJsonObject("bucket") {
                    put("name", bucket)
                    put("arn", "arn:aws:s3:::$bucket")
                }
                putJsonObject("object") {
                    put("key", java.net.URLEncoder.encode(name, Charsets.UTF_8).replace("%2F", "/"))
                }
            }
        }

    /** A schedule of EventBridge. */
    public fun scheduled(): String {
        val call = context()
        return buildJsonObject {
            put("version", "0")
            put("id", call.ids.uuid())
            put("detail-type", "Scheduled Event")
            put("source", "aws.events")
            put("account", call.account)
            put("time", DestinationRecord.shown(call.now()).replace(".000", ""))
            put("region", call.region)
            putJsonArray("resources") { add(JsonPrimitive(Arn.of("events", call.place, "rule/test").toString())) }
            putJsonObject("detail") {}
        }.toString()
    }

    /** A request to an HTTP API of API Gateway, or to a function's URL: payload format 2.0. */
    @JvmOverloads
    public fun http(
        method: String,
        path: String,
        body: String? = null,
        headers: Map<String, String> = emptyMap(),
    ): String {
        val call = context()
        return buildJsonObject {
            put("version", "2.0")
            put("routeKey", "\$default")
            put("rawPath", path.substringBefore('?'))
            put("rawQueryString", path.substringAfter('?', ""))
            put("headers", JsonObject(headers.entries.associate { it.key.lowercase() to JsonPrimitive(it.value) }))
            putJsonObject("requestContext") {
                put("accountId", call.account)
                put("stage", "\$default")
                put("requestId", call.ids.uuid())
                putJsonObject("http") {
                    put("method", method)
                    put("path", path.substringBefore('?'))
                    put("protocol", "HTTP/1.1")
                    put("sourceIp", "127.0.0.1")
                }
                put("timeEpoch", call.now().toEpochMilliseconds())
            }
            body?.let { put("body", it) }
            put("isBase64Encoded", false)
        }.toString()
    }

    private fun records(
        of: List<String>,
        record: JsonObjectBuilder.(LambdaCall, String) -> Unit,
    ): String {
        val call = context()
        return buildJsonObject {
            putJsonArray("Records") { of.forEach { add(buildJsonObject { record(call, it) }) } }
        }.toString()
    }

    private fun md5(text: String): String =
        HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.encodeToByteArray()))

    override fun toString(): String = "LambdaEvents"

    private companion object {
        const val HANDLE = 40
    }
}
