package io.mockaws.services.kinesis.state

import io.mockaws.kit.TableWriter
import io.mockaws.kit.Tables
import io.mockaws.services.kinesis.stream.Extent
import io.mockaws.services.kinesis.stream.Shard
import io.mockaws.services.kinesis.stream.Stream
import io.mockaws.services.kinesis.stream.StreamedRecord
import kotlin.time.Instant

/** Puts records of [stream] behind those that its shards have, and writes them all at once. */
internal class Appending(
    private val writer: TableWriter,
    private val stream: Stream,
) {
    private val parts = HashMap<Int, Part>()

    /** The index that [record] has in [shard]. */
    fun add(
        shard: Shard,
        record: StreamedRecord,
    ): Long {
        val part = parts.getOrPut(shard.number) { Part(writer.extent(stream.name, shard.number)) }
        part.records += record
        return part.extent.next + part.records.lastIndex
    }

    fun write() {
        for ((number, part) in parts) {
            val key = shardKey(stream.name, number)
            val extent = part.extent
            writer.append(RECORDS, key, extent.next, part.records)
            writer[EXTENTS, key] = extent.copy(next = extent.next + part.records.size)
        }
    }

    /** What is added to a shard that has [extent]. */
    private class Part(
        val extent: Extent,
    ) {
        val records = ArrayList<StreamedRecord>()
    }
}

/** The records of [shard] from [index] on with their indices, the oldest first. */
internal fun Tables.records(
    stream: Stream,
    shard: Shard,
    index: Long = 0,
): Sequence<Pair<Long, StreamedRecord>> = rows(RECORDS, shardKey(stream.name, shard.number)).indexed(index)

/** The index of the first record of [shard] that came at [instant] or later; that of the next where none did. */
internal fun Tables.indexAt(
    stream: Stream,
    shard: Shard,
    instant: Instant,
): Long {
    val extent = extent(stream.name, shard.number)
    var low = extent.first
    var high = extent.next
    while (low < high) {
        val middle = (low + high) ushr 1
        val record = record(stream.name, shard.number, middle)
        if (record != null && record.at < instant) low = middle + 1 else high = middle
    }
    return low
}

/** [stream] without what is older than it keeps: records, and shards that closed before. */
internal fun KinesisCall.expired(stream: Stream): Stream {
    val oldest = now() - stream.retention
    val tables = state.now
    val isOld =
        stream.shards.any { shard ->
            val first = tables.extent(stream.name, shard.number).first
            (tables.record(stream.name, shard.number, first)?.let { it.at <= oldest } ?: false) || shard.isGone(oldest)
        }
    if (!isOld) return stream
    return state.write {
        val current = this[STREAMS][stream.name] ?: return@write stream
        for (shard in current.shards) expire(current, shard, oldest)
        val (gone, kept) = current.shards.partition { it.isGone(oldest) }
        if (gone.isEmpty()) return@write current
        gone.forEach { removeRecords(current.name, it.number) }
        current.copy(shards = kept).also { put(it) }
    }
}

private fun Shard.isGone(oldest: Instant) = closedAt.let { it != null && it <= oldest }

private fun TableWriter.expire(
    stream: Stream,
    shard: Shard,
    oldest: Instant,
) {
    val key = shardKey(stream.name, shard.number)
    val extent = extent(stream.name, shard.number)
    val first = records(stream, shard).firstOrNull { (_, record) -> record.at > oldest }?.first ?: extent.next
    if (first == extent.first) return
    removeRows(RECORDS, key, first)
    this[EXTENTS, key] = extent.copy(first = first)
}
