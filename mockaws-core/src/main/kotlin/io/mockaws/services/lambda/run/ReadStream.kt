package io.mockaws.services.lambda.run

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.EventParts
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.SourceRecord
import io.mockaws.engine.delivery.deliver
import io.mockaws.kit.Arn
import io.mockaws.kit.StrictJson
import io.mockaws.kit.stream.BatchOutcome
import io.mockaws.kit.stream.GivenUp
import io.mockaws.kit.stream.Lanes
import io.mockaws.kit.stream.ReadingProgress
import io.mockaws.kit.stream.StreamReader
import io.mockaws.kit.stream.TooManyReadersAtOnce
import io.mockaws.kit.stream.TumblingWindow
import io.mockaws.services.lambda.async.DestinationRecord
import io.mockaws.services.lambda.mapping.EventSourceMapping
import io.mockaws.services.lambda.state.LambdaCall
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import kotlinx.serialization.json.putJsonObject

/**
 * Reads a shard for [mapping], and has its function handle the batches.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
internal class MappedStream(
    private val call: LambdaCall,
    private val mapping: EventSourceMapping,
    private val arn: Arn,
    private val shard: String,
) : StreamReader(call, arn, shard, mapping.rules) {
    override val progress: ReadingProgress get() = call.progressOf(mapping, shard)

    override fun note(
        isOk: Boolean?,
        change: (ReadingProgress) -> ReadingProgress,
    ) = call.note(mapping, shard, isOk?.let { if (it) "OK" else PROBLEM }, change)

    override suspend fun handle(
        records: List<SourceRecord>,
        requestId: String,
        window: TumblingWindow?,
        isEnd: Boolean,
    ): BatchOutcome? {
        val event =
            buildJsonObject {
                putJsonArray("Records") {
                    records.forEach { add(JsonObject(it.json + ("eventSourceARN" to JsonPrimitive(arn.toString())))) }
                }
                if (window != null) {
                    putJsonObject("window") {
                        put("start", "${window.start}")
                        put("end", "${window.end}")
                    }
                    put("state", StrictJson.parse(window.state) ?: JsonObject(emptyMap()))
                    put("shardId", Lanes.shardOf(shard))
                    put("eventSourceARN", arn.toString())
                    put("isFinalInvokeForWindow", isEnd)
                    put("isWindowTerminatedEarly", window.isEarly)
                }
            }
        try {
            return call.invokeMapped(mapping, event.toString(), requestId)?.let {
                BatchOutcome(it.payload, it.isFailed)
            }
        } catch (refused: AwsFault) {
            if (refused.error.code == "TooManyRequestsException") throw TooManyReadersAtOnce(refused)
            throw refused
        }
    }

    /** https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html#services-dynamodb-failure-destination */
    override fun giveUp(what: GivenUp) {
        val destination = mapping.destinations?.onFailure?.destination?.let { Arn.parse(it) } ?: return
        val record =
            buildJsonObject {
                putJsonObject("requestContext") {
                    put("requestId", what.requestId)
                    put("functionArn", call.functionArnOf(mapping))
                    put("condition", what.condition)
                    put("approximateInvokeCount", what.attempts)
                }
                what.outcome?.let {
                    putJsonObject("responseContext") {
                        put("statusCode", OK)
                        put("executedVersion", nameOf(mapping.functionArn).second ?: "\$LATEST")
                        put("functionError", if (it.isFailed) "Unhandled" else null)
                    }
                }
                put("version", "1.0")
                put("timestamp", DestinationRecord.shown(call.clock.now()))
                putJsonObject(if (arn.service == "kinesis") "KinesisBatchInfo" else "DDBStreamBatchInfo") {
                    val records = what.records
                    put("shardId", records.first().shardId)
                    put("startSequenceNumber", records.first().sequenceNumber)
                    put("endSequenceNumber", records.last().sequenceNumber)
                    put("approximateArrivalOfFirstRecord", records.first().at.toString())
                    put("approximateArrivalOfLastRecord", records.last().at.toString())
                    put("batchSize", records.size)
                    put("streamArn", arn.toString())
                }
            }
        val event = EventParts("lambda", "Lambda Function Invocation Result - Failure", listOf(mapping.functionArn))
        call.deliver(Parcel(record.toString(), PRINCIPAL, mapping.functionArn, event = event), destination)
    }

    private companion object {
        const val PROBLEM = "PROBLEM: Function call failed"
        const val OK = 200
    }
}
