package io.mockaws.kit.stream

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.kit.Arn
import io.mockaws.wire.Blob
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonArray
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import java.util.Base64

/** A message that was received, as functions get it. */
internal class QueueRecord(
    val json: JsonObject,
    val id: String,
    val handle: String,
)

/**
 * Receives a batch of messages, has it handled, and deletes what was. The rest comes back when its visibility timeout is over,
 * and goes to the dead-letter queue when the queue says so.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
internal abstract class QueueReader(
    private val call: CallContext<*>,
    arn: Arn,
    private val rules: ReadingRules,
    sender: String,
) {
    private val queue = SourceQueue(call, arn, sender)

    protected abstract val progress: ReadingProgress

    /** Notes how far it has come. */
    protected abstract fun note(change: (ReadingProgress) -> ReadingProgress)

    /**
     * Handles [records].
     *
     * @return null where there is nobody any more to handle them
     * @throws TooManyReadersAtOnce where nobody can now
     */
    protected abstract suspend fun handle(records: List<QueueRecord>): BatchOutcome?

    suspend fun read() {
        val later = call.clock.now() + ReadingProgress.backoff(progress.delays)
        note { it.copy(notBefore = later, delays = it.delays + 1) }
        val received = queue.receive(rules.batchSize)
        if (received.isEmpty()) return
        note { it.copy(notBefore = null, delays = 0) }
        val (wanted, others) = received.partition { RecordFilter.admits(rules.patterns, it.json) }
        queue.delete(others)
        if (wanted.isEmpty()) return
        val outcome =
            try {
                handle(wanted) ?: return
            } catch (_: TooManyReadersAtOnce) {
                return
            }
        if (outcome.isFailed) return
        val failed =
            if (rules.reportsItems && outcome.payload != null) {
                BatchResponse.failures(outcome.payload, wanted.mapTo(HashSet()) { it.id }) ?: return
            } else {
                emptySet()
            }
        queue.delete(wanted.filter { it.id !in failed })
    }
}

/** A queue as its consumer calls it. */
private class SourceQueue(
    private val call: CallContext<*>,
    private val arn: Arn,
    private val sender: String,
) {
    private val url = "https://sqs.${arn.region}.amazonaws.com/${arn.account}/${arn.resource}"

    fun receive(most: Int): List<QueueRecord> {
        val received = ArrayList<QueueRecord>()
        while (received.size < most) {
            val input =
                buildJsonObject {
                    put("QueueUrl", url)
                    put("MaxNumberOfMessages", minOf(AT_ONCE, most - received.size))
                    put("WaitTimeSeconds", 0)
                    putJsonArray("AttributeNames") { add(JsonPrimitive("All")) }
                    putJsonArray("MessageAttributeNames") { add(JsonPrimitive("All")) }
                }
            val messages = send("ReceiveMessage", input)?.get("Messages") as List<*>?
            if (messages.isNullOrEmpty()) break
            messages.mapTo(received) { recordOf(it as Map<*, *>) }
        }
        return received
    }

    fun delete(records: List<QueueRecord>) {
        for (some in records.chunked(AT_ONCE)) {
            val input =
                buildJsonObject {
                    put("QueueUrl", url)
                    put(
                        "Entries",
                        buildJsonArray {
                            some.forEachIndexed { i, record ->
                                add(
                                    buildJsonObject {
                                        put("Id", "$i")
                                        put("ReceiptHandle", record.handle)
                                    },
                                )
                            }
                        },
                    )
                }
            send("DeleteMessageBatch", input)
        }
    }

    /** Null where the queue refuses it: the journal says so, and what was not deleted comes back. */
    private fun send(
        operation: String,
        input: JsonObject,
    ): Map<String, Any?>? =
        try {
            call.serviceCall("sqs", operation, input, sender, place = arn.place)
        } catch (_: AwsFault) {
            null
        }

    private fun recordOf(message: Map<*, *>): QueueRecord {
        val id = message["MessageId"] as String
        val handle = message["ReceiptHandle"] as String
        val json =
            buildJsonObject {
                put("messageId", id)
                put("receiptHandle", handle)
                put("body", message["Body"] as String)
                put("attributes", texts(message["Attributes"]))
                put("messageAttributes", attributes(message["MessageAttributes"]))
                (message["MD5OfMessageAttributes"] as String?)?.let { put("md5OfMessageAttributes", it) }
                put("md5OfBody", message["MD5OfBody"] as String)
                put("eventSource", "aws:sqs")
                put("eventSourceARN", arn.toString())
                put("awsRegion", arn.region)
            }
        return QueueRecord(json, id, handle)
    }

    private fun texts(attributes: Any?): JsonObject =
        JsonObject(
            (attributes as Map<*, *>?).orEmpty().entries.associate {
                "${it.key}" to JsonPrimitive("${it.value}")
            }
        )

    private fun attributes(all: Any?): JsonObject =
        JsonObject(
            (all as Map<*, *>?).orEmpty().entries.associate { (name, value) ->
                "$name" to attribute(value as Map<*, *>)
            },
        )

    private fun attribute(value: Map<*, *>): JsonElement =
        buildJsonObject {
            (value["StringValue"] as String?)?.let { put("stringValue", it) }
            (value["BinaryValue"] as Blob?)?.let { put("binaryValue", Base64.getEncoder().encodeToString(it.bytes)) }
            put("stringListValues", JsonArray(emptyList()))
            put("binaryListValues", JsonArray(emptyList()))
            put("dataType", (value["DataType"] as String?)?.let(::JsonPrimitive) ?: JsonNull)
        }

    private companion object {
        const val AT_ONCE = 10
    }
}
