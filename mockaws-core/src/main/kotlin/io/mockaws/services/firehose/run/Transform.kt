package io.mockaws.services.firehose.run

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.isRetryable
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.kit.Arn
import io.mockaws.kit.StrictJson
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.services.firehose.state.FirehoseCall
import io.mockaws.services.firehose.stream.DeliveryStream
import io.mockaws.services.firehose.stream.Destinations
import io.mockaws.services.firehose.stream.FirehoseLimits
import io.mockaws.services.firehose.stream.TakenRecord
import io.mockaws.wire.Blob
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import kotlinx.serialization.json.putJsonObject
import java.util.Base64

/** A record that a function has changed. */
internal class Transformed(
    val record: TakenRecord,
    val data: ByteArray,
    val partitionKeys: Map<String, String> = emptyMap(),
)

/** Why a record could not be processed. */
internal class Failed(
    val record: TakenRecord,
    val code: String,
    val message: String,
    val attempts: Int,
    val lambdaArn: String? = null,
)

/**
 * Has the function that [processor] names change [records].
 *
 * https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html
 */
internal fun FirehoseCall.transform(
    stream: DeliveryStream,
    processor: JsonObject,
    records: List<TakenRecord>,
    onFailure: (Failed) -> Unit,
): List<Transformed> {
    val arn = Destinations.parameter(processor, "LambdaArn").orEmpty()
    val retries = Destinations.parameter(processor, "NumberOfRetries")?.toIntOrNull() ?: FirehoseLimits.RETRIES
    val answers =
        try {
            answersOf(invoke(arn, eventOf(stream, records), retries))
        } catch (refused: AwsFault) {
            records.forEach {
                onFailure(Failed(it, refused.error.code, refused.error.message.orEmpty(), retries + 1, arn))
            }
            return emptyList()
        }
    return records.mapNotNull { record ->
        val answer = answers[id(record)]
        val data = answer?.text("data")?.let { decoded(it) }
        when {
            answer == null ->
                null.also {
                    onFailure(
                        Failed(record, "Lambda.MissingRecordId", "The function did not return the record.", 1, arn)
                    )
                }

            answer.text("result") == "Dropped" -> null

            answer.text("result") == "Ok" && data != null -> Transformed(record, data, keysOf(answer))

            answer.text("result") == "ProcessingFailed" ->
                null.also {
                    onFailure(
                        Failed(
                            record,
                            "Lambda.ProcessingFailedStatus",
                            "ProcessingFailed status set for record",
                            1,
                            arn
                        )
                    )
                }

            else -> null.also {
                onFailure(Failed(record, "Lambda.JsonProcessingException", "The result is not valid.", 1, arn))
            }
        }
    }
}

private fun FirehoseCall.invoke(
    arn: String,
    event: String,
    retries: Int,
): String {
    val place = Arn.parse(arn)?.place ?: place
    val input =
        buildJsonObject {
            put("FunctionName", arn)
            put("Payload", Base64.getEncoder().encodeToString(event.encodeToByteArray()))
        }
    var tries = 0
    while (true) {
        try {
            val answer = serviceCall("lambda", "Invoke", input, SENDER, place = place)
            val payload = (answer["Payload"] as? Blob)?.bytes?.decodeToString().orEmpty()
            if (answer["FunctionError"] == null) return payload
            throw AwsFault(
                "Lambda.FunctionError",
                "The Lambda function was successfully invoked but it returned an error result."
            )
        } catch (refused: AwsFault) {
            if (!refused.isRetryable || refused.error.code == "NotImplemented" || tries++ >= retries) throw refused
        }
    }
}

/** @throws AwsFault where it is none of the answers that functions give */
private fun answersOf(payload: String): Map<String, JsonObject> {
    val records = (StrictJson.parse(payload) as? JsonObject)?.get("records") as? JsonArray
    records ?: throw AwsFault("Lambda.JsonProcessingException", "The response of the function has no records.")
    return records.filterIsInstance<JsonObject>().associateBy { it.text("recordId").orEmpty() }
}

private fun keysOf(answer: JsonObject): Map<String, String> =
    answer.part("metadata")?.part("partitionKeys").orEmpty().mapValues { (_, value) ->
        (value as? JsonPrimitive)?.content.orEmpty()
    }

private fun decoded(text: String): ByteArray? =
    try {
        Base64.getDecoder().decode(text)
    } catch (_: IllegalArgumentException) {
        null
    }

private fun FirehoseCall.eventOf(
    stream: DeliveryStream,
    records: List<TakenRecord>,
): String =
    buildJsonObject {
        put("invocationId", ids.uuid())
        put("deliveryStreamArn", stream.arn)
        stream.sourceArn?.let { put("sourceKinesisStreamArn", it) }
        put("region", region)
        putJsonArray("records") {
            records.forEach { record ->
                add(
                    buildJsonObject {
                        put("recordId", id(record))
                        put("approximateArrivalTimestamp", record.at.toEpochMilliseconds())
                        put("data", Base64.getEncoder().encodeToString(record.data.bytes))
                        record.kinesis?.let {
                            putJsonObject("kinesisRecordMetadata") {
                                put("sequenceNumber", it.sequenceNumber)
                                put("subsequenceNumber", 0)
                                put("partitionKey", it.partitionKey)
                                put("shardId", it.shardId)
                                put("approximateArrivalTimestamp", record.at.toEpochMilliseconds())
                            }
                        }
                    },
                )
            }
        }
    }.toString()

/** As Kinesis's numbers look, with which AWS's begin. */
private fun id(record: TakenRecord) = "4954698648307" + "${record.number}".padStart(43, '0')

/** Whom functions, buckets and endpoints see as the caller. */
internal const val SENDER: String = "firehose.amazonaws.com"
