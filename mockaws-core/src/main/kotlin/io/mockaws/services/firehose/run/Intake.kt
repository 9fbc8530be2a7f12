package io.mockaws.services.firehose.run

import io.mockaws.kit.TableWriter
import io.mockaws.kit.number
import io.mockaws.services.firehose.state.BUFFERS
import io.mockaws.services.firehose.state.FirehoseCall
import io.mockaws.services.firehose.state.TAKEN
import io.mockaws.services.firehose.stream.Buffer
import io.mockaws.services.firehose.stream.DeliveryStream
import io.mockaws.services.firehose.stream.FirehoseLimits
import io.mockaws.services.firehose.stream.KinesisMetadata
import io.mockaws.services.firehose.stream.TakenRecord
import io.mockaws.wire.Blob
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant

/** What comes in. */
internal class Incoming(
    val data: Blob,
    val at: Instant,
    val kinesis: KinesisMetadata? = null,
)

/** Has [stream] take [records], which wait for others until there are enough, or it is time. */
internal fun FirehoseCall.take(
    stream: DeliveryStream,
    records: List<Incoming>,
) {
    if (records.isEmpty()) return
    val taken = records.map { TakenRecord(ids.nextNumber(), stream.name, it.at, it.data, it.kinesis) }
    val now = now()
    state.write {
        taken.forEach { this[TAKEN, "${it.number}"] = it }
        // Destinations that nobody plays here keep what they took.
        if (stream.isToS3 || stream.kind == "HttpEndpoint") buffer(stream, taken, now)
        forget(stream)
    }
}

private fun TableWriter.buffer(
    stream: DeliveryStream,
    taken: List<TakenRecord>,
    now: Instant,
) {
    val before = this[BUFFERS][stream.name]
    val interval = stream.buffering?.number("IntervalInSeconds") ?: FirehoseLimits.INTERVAL
    val most = (stream.buffering?.number("SizeInMBs") ?: FirehoseLimits.SIZE).toLong() * FirehoseLimits.MEBIBYTE
    val bytes = (before?.bytes ?: 0) + taken.sumOf { it.data.size.toLong() }
    val due = if (bytes >= most) now else before?.due ?: (now + interval.seconds)
    this[BUFFERS, stream.name] = Buffer(stream.name, bytes, due, before?.records.orEmpty() + taken.map { it.number })
}

/** Forgets the oldest records of [stream] that wait for nothing, by hundreds, so that it costs next to nothing. */
private fun TableWriter.forget(stream: DeliveryStream) {
    if (this[TAKEN].size <= FirehoseLimits.SEEN + AT_ONCE) return
    val waiting = this[BUFFERS].values.flatMap { it.records }.toSet()
    this[TAKEN].values.filter { it.stream == stream.name && it.number !in waiting }.sortedBy { it.number }
        .take(this[TAKEN].size - FirehoseLimits.SEEN).forEach { remove(TAKEN, "${it.number}") }
}

private const val AT_ONCE = 500
