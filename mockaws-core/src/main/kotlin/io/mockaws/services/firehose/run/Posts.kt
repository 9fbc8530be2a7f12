package io.mockaws.services.firehose.run

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.LocalHttp
import io.mockaws.kit.StrictJson
import io.mockaws.kit.gzip
import io.mockaws.kit.number
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.services.firehose.state.FirehoseCall
import io.mockaws.services.firehose.state.POSTS
import io.mockaws.services.firehose.state.STREAMS
import io.mockaws.services.firehose.stream.DeliveryStream
import io.mockaws.services.firehose.stream.FirehoseLimits
import io.mockaws.services.firehose.stream.PendingPost
import io.mockaws.services.firehose.stream.TakenRecord
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import java.io.IOException
import java.net.URI
import java.time.Duration
import java.util.Base64
import kotlin.time.Duration.Companion.seconds

/** Brings [pending] to its endpoint, or has it tried again; what it never takes goes to S3. */
internal fun FirehoseCall.attempt(pending: PendingPost) {
    val stream = state.now[STREAMS][pending.stream] ?: return
    val now = now()
    val again = pending.copy(
        due = now + minOf(LONGEST, 1 shl minOf(pending.attempts, DOUBLINGS)).seconds,
        attempts =
        pending.attempts + 1
    )
    // It is put off before anybody is called, so that nobody comes upon it twice.
    state.write { this[POSTS, "${pending.number}"] = again }
    val refused =
        try {
            post(stream, pending.records)
            null
        } catch (fault: AwsFault) {
            fault
        }
    val most = stream.destination.part("RetryOptions")?.number("DurationInSeconds") ?: FirehoseLimits.HTTP_RETRY
    if (refused != null && again.due - pending.since <= most.seconds) return
    state.write { remove(POSTS, "${pending.number}") }
    val s3 = stream.s3
    if (refused != null && s3 != null) {
        val failed = pending.records.map {
            Failed(it, refused.error.code, refused.error.message.orEmpty(), again.attempts)
        }
        storeFailed(stream, s3, failed, "http-endpoint-failed")
    }
}

/**
 * https://docs.aws.amazon.com/firehose/latest/dev/httpdeliveryrequestresponse.html
 *
 * @throws AwsFault where the endpoint does not take them
 */
private fun FirehoseCall.post(
    stream: DeliveryStream,
    records: List<TakenRecord>,
) {
    val id = ids.uuid()
    val body =
        buildJsonObject {
            put("requestId", id)
            put("timestamp", now().toEpochMilliseconds())
            putJsonArray("records") {
                records.forEach {
                    add(buildJsonObject { put("data", Base64.getEncoder().encodeToString(it.data.bytes)) })
                }
            }
        }
    val endpoint = stream.destination.part("EndpointConfiguration")?.text("Url").orEmpty()
    val uri = URI.create(endpoint)
    if (!LocalHttp.isHere(uri)) {
        throw AwsFault(
            "HttpEndpoint.DestinationException",
            "mockaws calls endpoints on this machine only, and so not $uri."
        )
    }
    val isZipped = stream.destination.part("RequestConfiguration")?.text("ContentEncoding") == "GZIP"
    val headers =
        listOfNotNull(
            "Content-Type" to "application/json",
            "X-Amz-Firehose-Protocol-Version" to "1.0",
            "X-Amz-Firehose-Request-Id" to id,
            "X-Amz-Firehose-Source-Arn" to stream.arn,
            ("Content-Encoding" to "gzip").takeIf { isZipped },
            stream.accessKey?.let { "X-Amz-Firehose-Access-Key" to it },
            attributesOf(stream)?.let { "X-Amz-Firehose-Common-Attributes" to it },
        )
    val answer =
        try {
            val content = body.toString().toByteArray()
            LocalHttp.call("POST", uri, headers, if (isZipped) gzip(content) else content, timeout)
        } catch (failure: IOException) {
            throw AwsFault("HttpEndpoint.ConnectionFailure", "Nobody answered at $uri: ${failure.message}")
        }
    val answered = (StrictJson.parse(answer.body) as? JsonObject)?.text("requestId")
    if (answer.status == OK && answered == id) return
    throw AwsFault("HttpEndpoint.InvalidStatusCode", "The endpoint answered ${answer.status}: ${answer.body}")
}

private fun attributesOf(stream: DeliveryStream): String? {
    val said = stream.destination.part("RequestConfiguration")?.get("CommonAttributes") as? JsonArray ?: return null
    val attributes =
        said.filterIsInstance<JsonObject>().associate {
            it.text("AttributeName").orEmpty() to
                JsonPrimitive(it.text("AttributeValue"))
        }
    return if (attributes.isEmpty()) {
        null
    } else {
        buildJsonObject {
            put("commonAttributes", JsonObject(attributes))
        }.toString()
    }
}

/** Whether [action] ends without an error of the called service. */
internal fun isTaken(action: () -> Unit): Boolean =
    try {
        action()
        true
    } catch (_: AwsFault) {
        // The journal says so.
        false
    }

private val timeout = Duration.ofSeconds(180)
private const val OK = 200
private const val LONGEST = 120
private const val DOUBLINGS = 7
