package io.mockaws.services.firehose.run

import io.mockaws.engine.delivery.StreamSource
import io.mockaws.kit.Arn
import io.mockaws.kit.part
import io.mockaws.kit.stream.ReadingProgress
import io.mockaws.kit.text
import io.mockaws.services.firehose.state.BUFFERS
import io.mockaws.services.firehose.state.FirehoseCall
import io.mockaws.services.firehose.state.OBJECTS
import io.mockaws.services.firehose.state.POSTS
import io.mockaws.services.firehose.state.PROGRESS
import io.mockaws.services.firehose.state.STREAMS
import io.mockaws.services.firehose.state.TAKEN
import io.mockaws.services.firehose.stream.DeliveryStream
import io.mockaws.services.firehose.stream.FirehoseLimits
import io.mockaws.services.firehose.stream.KinesisMetadata
import io.mockaws.services.firehose.stream.PendingPost
import io.mockaws.services.firehose.stream.TakenRecord
import io.mockaws.wire.Blob
import java.util.Base64

/** Does what is due first: a source to read, a buffer to deliver, a delivery to try again. */
internal fun FirehoseCall.work() {
    val read = state.nextRead(world)
    val delivery = state.nextDelivery
    if (read != null &&
        (delivery == null || read.second.due <= delivery)
    ) {
        return readSource(read.first, read.second.shard)
    }
    val tables = state.now
    val buffer = tables[BUFFERS].values.firstOrNull { it.due == delivery }
    val pending = tables[OBJECTS].values.filter { it.due == delivery }.minByOrNull { it.number }
    val post = tables[POSTS].values.filter { it.due == delivery }.minByOrNull { it.number }
    when {
        buffer != null -> flush(buffer.stream)
        pending != null -> attempt(pending)
        post != null -> attempt(post)
    }
}

/** Delivers what waits in the stream [name]. */
internal fun FirehoseCall.flush(name: String) {
    val records =
        state.write {
            val buffer = this[BUFFERS][name] ?: return@write emptyList()
            remove(BUFFERS, name)
            buffer.records.mapNotNull { this[TAKEN]["$it"] }
        }
    val stream = state.now[STREAMS][name]
    if (stream == null || records.isEmpty()) return
    if (stream.kind == "HttpEndpoint") deliverByPost(stream, records) else deliverToS3(stream, records)
}

private fun FirehoseCall.deliverToS3(
    stream: DeliveryStream,
    records: List<TakenRecord>,
) {
    val s3 = stream.destination
    if (s3.text("S3BackupMode") ==
        "Enabled"
    ) {
        s3.part("S3BackupDescription")?.let { storeReady(stream, it, plain(records)) }
    }
    val processed = process(stream, records)
    storeReady(stream, s3, processed.ready)
    storeFailed(stream, s3, processed.failed, PROCESSING_FAILED)
}

private fun FirehoseCall.deliverByPost(
    stream: DeliveryStream,
    records: List<TakenRecord>,
) {
    val s3 = stream.s3
    if (s3 != null && stream.destination.text("S3BackupMode") == "AllData") storeReady(stream, s3, plain(records))
    val processed = process(stream, records)
    if (s3 != null) storeFailed(stream, s3, processed.failed, PROCESSING_FAILED)
    if (processed.ready.isEmpty()) return
    val now = now()
    attempt(
        PendingPost(
            ids.nextNumber(),
            stream.name,
            processed.ready.map {
                it.record.copy(data = Blob(it.data))
            },
            now,
            now
        )
    )
}

private fun plain(records: List<TakenRecord>) = records.map { Ready(it, it.data.bytes, emptyMap(), emptyMap()) }

/** Reads the next records of [shard] for [stream]. */
private fun FirehoseCall.readSource(
    stream: DeliveryStream,
    shard: String,
) {
    val arn = stream.sourceArn?.let { Arn.parse(it) } ?: return
    val source = world.links.deliveries.source(arn) as? StreamSource ?: return
    val key = ReadingProgress.keyOf(stream.name, shard)
    val read = source.read(arn, shard, state.now[PROGRESS][key]?.position, FirehoseLimits.READ, world)
    if (read.isEmpty()) return
    state.write { this[PROGRESS, key] = ReadingProgress(stream.name, shard, read.last().sequenceNumber) }
    take(
        stream,
        read.map { record ->
            val kinesis = record.json.part("kinesis")
            val data = Base64.getDecoder().decode(kinesis?.text("data").orEmpty())
            val metadata =
                KinesisMetadata(record.shardId, kinesis?.text("partitionKey").orEmpty(), record.sequenceNumber)
            Incoming(Blob(data), record.at, metadata)
        },
    )
}

private const val PROCESSING_FAILED = "processing-failed"
