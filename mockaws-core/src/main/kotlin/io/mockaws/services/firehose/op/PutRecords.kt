package io.mockaws.services.firehose.op

import io.mockaws.services.firehose.run.Incoming
import io.mockaws.services.firehose.run.take
import io.mockaws.services.firehose.state.FirehoseCall
import io.mockaws.services.firehose.state.stream
import io.mockaws.services.firehose.stream.DeliveryStream
import io.mockaws.services.firehose.stream.Destinations
import io.mockaws.services.firehose.stream.FirehoseFaults
import io.mockaws.services.firehose.stream.FirehoseLimits
import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable

@Serializable
internal data class Record(
    val data: Blob,
)

@Serializable
internal data class PutRecordInput(
    val deliveryStreamName: String,
    val record: Record,
)

@Serializable
internal data class PutRecordOutput(
    val recordId: String,
    val encrypted: Boolean,
)

@Serializable
internal data class PutRecordBatchInput(
    val deliveryStreamName: String,
    val records: List<Record>,
)

@Serializable
internal data class PutRecordBatchOutput(
    val failedPutCount: Int,
    val encrypted: Boolean,
    val requestResponses: List<Response>,
) {
    @Serializable
    data class Response(
        val recordId: String,
    )
}

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecord.html */
internal fun putRecord(
    request: PutRecordInput,
    call: FirehoseCall,
): PutRecordOutput {
    val stream = call.put(request.deliveryStreamName, listOf(request.record))
    return PutRecordOutput(call.recordId(), stream.isEncrypted)
}

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html */
internal fun putRecordBatch(
    request: PutRecordBatchInput,
    call: FirehoseCall,
): PutRecordBatchOutput {
    if (request.records.sumOf { it.data.size.toLong() } > FirehoseLimits.BATCH) {
        throw FirehoseFaults.invalid("Records size exceeds ${FirehoseLimits.BATCH / FirehoseLimits.MEBIBYTE} MB limit")
    }
    val stream = call.put(request.deliveryStreamName, request.records)
    val responses = request.records.map { PutRecordBatchOutput.Response(call.recordId()) }
    return PutRecordBatchOutput(failedPutCount = 0, stream.isEncrypted, responses)
}

private fun FirehoseCall.put(
    name: String,
    records: List<Record>,
): DeliveryStream {
    val stream = stream(name)
    if (!stream.isDirect) throw FirehoseFaults.notByPut(stream.type)
    if (Destinations.isConverted(
            stream.destination
        )
    ) {
        throw FirehoseFaults.notImplemented("convert records to Parquet or ORC")
    }
    val now = now()
    take(stream, records.map { Incoming(it.data, now) })
    return stream
}

private val DeliveryStream.isEncrypted: Boolean get() = encryption?.status == "ENABLED"

private fun FirehoseCall.recordId(): String = ids.alphanumeric(RECORD_ID)

private const val RECORD_ID = 224
