package io.mockaws.services.lambda.run

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.EventParts
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.SourceRecord
import io.mockaws.engine.delivery.StreamSource
import io.mockaws.engine.delivery.deliver
import io.mockaws.kit.Arn
import io.mockaws.services.lambda.async.DestinationRecord
import io.mockaws.services.lambda.mapping.BatchResponse
import io.mockaws.services.lambda.mapping.EventFilter
import io.mockaws.services.lambda.mapping.EventSourceMapping
import io.mockaws.services.lambda.mapping.MappingProgress
import io.mockaws.services.lambda.state.LambdaCall
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import kotlinx.serialization.json.putJsonObject
import kotlin.time.Duration.Companion.seconds

/**
 * Reads the next batch of a stream and has the function handle it, again and again until it succeeds, the records are too
 * old, or there are no attempts left.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
internal suspend fun LambdaCall.readStream(mapping: EventSourceMapping) {
    val arn = Arn.parse(mapping.eventSourceArn!!)!!
    val source = world.links.deliveries.source(arn) as? StreamSource ?: return
    val progress = progressOf(mapping)
    val most = progress.limit ?: mapping.batchSize
    val read = source.read(arn, progress.position, most, world).upTo(progress.until)
    if (read.isEmpty()) return note(mapping, null) { it.copy(limit = null, until = null) }
    val batch = StreamBatch(mapping, arn, read)
    if (mapping.maximumRecordAge.let { it != null && it > 0 && clock.now() - read.first().at > it.seconds }) {
        return dropOld(batch)
    }
    val wanted = read.filter { EventFilter.admits(mapping.filters, it.json) }
    if (wanted.isEmpty()) return note(mapping, null) { it.past(read.last()) }
    val requestId = ids.uuid()
    val outcome =
        try {
            invokeMapped(mapping, batch.event(wanted), requestId) ?: return
        } catch (throttled: AwsFault) {
            if (throttled.error.code != "TooManyRequestsException") throw throttled
            val later = clock.now() + backoff(progress.delays)
            return note(mapping, null) { it.copy(notBefore = later, delays = it.delays + 1) }
        }
    val failedFrom = batch.failedFrom(outcome, wanted)
    if (failedFrom == null) {
        note(mapping, "OK") { it.past(read.last()) }
    } else {
        failed(batch, failedFrom, requestId, outcome)
    }
}

private fun List<SourceRecord>.upTo(until: String?): List<SourceRecord> {
    val end = indexOfFirst { it.sequenceNumber == until }
    return if (end < 0) this else subList(0, end + 1)
}

private fun MappingProgress.past(record: SourceRecord): MappingProgress {
    val isEnd = until == null || until == record.sequenceNumber
    return MappingProgress(uuid, record.sequenceNumber, until = if (isEnd) null else until)
}

private class StreamBatch(
    val mapping: EventSourceMapping,
    val arn: Arn,
    val records: List<SourceRecord>,
) {
    fun event(wanted: List<SourceRecord>): String =
        buildJsonObject {
            putJsonArray("Records") {
                wanted.forEach { add(JsonObject(it.json + ("eventSourceARN" to JsonPrimitive(arn.toString())))) }
            }
        }.toString()

    /** The first record that is to be tried again; null where all are done. */
    fun failedFrom(
        outcome: InvocationOutcome,
        wanted: List<SourceRecord>,
    ): SourceRecord? {
        if (outcome.isFailed) return records.first()
        if ("ReportBatchItemFailures" !in mapping.responseTypes) return null
        val known = wanted.mapTo(HashSet()) { it.sequenceNumber }
        val failures = BatchResponse.failures(outcome.payload, known) ?: return records.first()
        return wanted.firstOrNull { it.sequenceNumber in failures }
    }
}

/** What comes of [batch] when the function has failed from the record [from] on. */
private fun LambdaCall.failed(
    batch: StreamBatch,
    from: SourceRecord,
    requestId: String,
    outcome: InvocationOutcome,
) {
    val mapping = batch.mapping
    val rest = batch.records.dropWhile { it !== from }
    val before = batch.records.takeWhile { it !== from }.lastOrNull()?.sequenceNumber
    val isCut = mapping.bisects == true && rest.size > 1
    val attempts = progressOf(mapping).attempts + 1
    val retries = mapping.maximumRetries ?: -1
    if (!isCut && retries >= 0 && attempts > retries) {
        note(mapping, PROBLEM) { it.past(batch.records.last()) }
        return giveUp(batch.mapping, batch.arn, rest, "RetryAttemptsExhausted", requestId, attempts, outcome)
    }
    val later = clock.now() + backoff(attempts - 1)
    note(mapping, PROBLEM) { progress ->
        progress.copy(
            position = before ?: progress.position,
            notBefore = later,
            attempts = if (isCut) progress.attempts else attempts,
            limit = if (isCut) (rest.size + 1) / 2 else rest.size,
            until = if (isCut) progress.until ?: batch.records.last().sequenceNumber else progress.until,
            delays = 0,
        )
    }
}

/** Drops the records of [batch] that are older than the mapping wants them. */
private fun LambdaCall.dropOld(batch: StreamBatch) {
    val most = batch.mapping.maximumRecordAge!!.seconds
    val old = batch.records.takeWhile { clock.now() - it.at > most }
    val attempts = progressOf(batch.mapping).attempts
    note(batch.mapping, PROBLEM) { it.past(old.last()) }
    giveUp(batch.mapping, batch.arn, old, "RecordAgeExceeded", ids.uuid(), attempts, null)
}

/** https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html#services-dynamodb-failure-destination */
private fun LambdaCall.giveUp(
    mapping: EventSourceMapping,
    arn: Arn,
    records: List<SourceRecord>,
    condition: String,
    requestId: String,
    attempts: Int,
    outcome: InvocationOutcome?,
) {
    val destination = mapping.destinations?.onFailure?.destination?.let { Arn.parse(it) } ?: return
    val record =
        buildJsonObject {
            putJsonObject("requestContext") {
                put("requestId", requestId)
                put("functionArn", functionArnOf(mapping))
                put("condition", condition)
                put("approximateInvokeCount", attempts)
            }
            if (outcome != null) {
                putJsonObject("responseContext") {
                    put("statusCode", OK)
                    put("executedVersion", nameOf(mapping.functionArn).second ?: "\$LATEST")
                    put("functionError", if (outcome.isFailed) "Unhandled" else null)
                }
            }
            put("version", "1.0")
            put("timestamp", DestinationRecord.shown(clock.now()))
            putJsonObject(if (arn.service == "kinesis") "KinesisBatchInfo" else "DDBStreamBatchInfo") {
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
    deliver(Parcel(record.toString(), PRINCIPAL, mapping.functionArn, event = event), destination)
}

private const val PROBLEM = "PROBLEM: Function call failed"
private const val OK = 200
