package io.mockaws.services.kinesis

import io.mockaws.engine.World
import io.mockaws.services.kinesis.state.KinesisCall
import io.mockaws.services.kinesis.state.KinesisState
import io.mockaws.services.kinesis.state.STREAMS
import io.mockaws.services.kinesis.state.consumersOf
import io.mockaws.services.kinesis.state.extent
import io.mockaws.services.kinesis.state.records
import io.mockaws.services.kinesis.stream.SequenceNumber
import io.mockaws.services.kinesis.stream.Stream
import io.mockaws.services.kinesis.stream.StreamedRecord
import io.mockaws.state.PageRequest
import io.mockaws.state.ServicePage
import io.mockaws.state.StateColumn.Kind
import io.mockaws.state.StateLink
import io.mockaws.state.StateTable
import io.mockaws.state.StateView
import io.mockaws.state.columns
import io.mockaws.state.row
import io.mockaws.state.section

/** Streams and their records. Paths: account, region, stream, the record's sequence number. */
internal object KinesisPage : ServicePage<KinesisState>(KinesisService, "Amazon Kinesis Data Streams") {
    private const val STREAM_PATH = 3
    private const val RECORD_PATH = 4

    override fun counts(world: World): Map<String, Long> {
        val streams = everywhere(world).flatMap { call -> call.state.now[STREAMS].values.map { call to it } }
        return mapOf(
            "streams" to streams.size.toLong(),
            "records" to streams.sumOf { (call, stream) -> call.count(stream) },
        )
    }

    override fun look(
        world: World,
        path: List<String>,
        page: PageRequest,
    ): StateView? {
        if (path.isEmpty()) return service(world, page)
        val call = at(world, path) ?: return null
        val stream = path.getOrNull(2)?.let { call.state.now[STREAMS][it] } ?: return null
        return when (path.size) {
            STREAM_PATH -> call.view(stream, path, page)
            RECORD_PATH -> call.record(stream, path)
            else -> null
        }
    }

    private fun service(
        world: World,
        page: PageRequest,
    ): StateView {
        val all = everywhere(world).flatMap { call ->
            call.state.now[STREAMS].values.sortedBy { it.name }.map {
                call to
                    it
            }
        }
        val slice =
            page.slice(all.filter { page.admits(it.second.name) }) { (call, stream) ->
                listOf(call.account, call.region, stream.name)
            }
        val rows =
            slice.entries.map { (call, stream) ->
                row(
                    listOf(call.account, call.region, stream.name),
                    stream.name,
                    stream.mode,
                    stream.open.size,
                    call.count(stream),
                    stream.retentionHours,
                    call.region,
                    call.account,
                )
            }
        val columns =
            columns(
                "Name" to Kind.TEXT,
                "Mode" to Kind.TEXT,
                "Open shards" to Kind.NUMBER,
                "Records" to Kind.NUMBER,
                "Hours kept" to Kind.NUMBER,
                "Region" to Kind.TEXT,
                "Account" to Kind.TEXT,
            )
        val table = StateTable("Streams", columns, rows, slice.next, all.size.toLong(), "name contains")
        return StateView(title, "service", table = table)
    }

    private fun KinesisCall.view(
        stream: Stream,
        path: List<String>,
        page: PageRequest,
    ): StateView {
        val about =
            section(
                "Stream",
                "ARN" to stream.arn,
                "Mode" to stream.mode,
                "Created" to stream.createdAt,
                "Hours kept" to stream.retentionHours,
                "Key" to stream.keyId,
                "Consumers" to state.now.consumersOf(stream.name).joinToString { it.name },
            )
        val shards =
            section(
                "Shards",
                stream.shards.associate { shard ->
                    val extent = state.now.extent(stream.name, shard.number)
                    shard.id to "${extent.next - extent.first} records, ${if (shard.isOpen) "open" else "closed"}"
                },
            )
        val all = numbered(stream)
        val rest = if (page.after == null) all else all.drop(all.indexOfFirst { it.first == page.after } + 1)
        val slice = page.slice(rest.asSequence().filter { page.admits(it.second.partitionKey) }) { it.first }
        val rows =
            slice.entries.map { (number, record) ->
                row(path + number, number, record.partitionKey, record.data.size, record.at)
            }
        val columns =
            columns(
                "Sequence number" to Kind.TEXT,
                "Partition key" to Kind.TEXT,
                "Bytes" to Kind.NUMBER,
                "Time" to Kind.TIME,
            )
        return StateView(
            title = stream.name,
            kind = "stream",
            sections = listOf(about, shards),
            table = StateTable("Records", columns, rows, slice.next, all.size.toLong(), "partition key contains"),
        )
    }

    private fun KinesisCall.record(
        stream: Stream,
        path: List<String>,
    ): StateView? {
        val (number, record) = numbered(stream).firstOrNull { it.first == path.last() } ?: return null
        val about =
            section(
                "Record",
                "Shard" to stream.shards.first { SequenceNumber.parse(number)?.isOf(it) ?: false }.id,
                "Partition key" to record.partitionKey,
                "Time" to record.at,
                "Bytes" to record.data.size,
                "Encrypted" to record.isEncrypted,
            )
        return StateView(
            title = number,
            kind = "record",
            trail = listOf(StateLink(stream.name, path.dropLast(1))),
            sections = listOf(about),
            text = record.data.bytes.decodeToString(),
        )
    }

    private fun KinesisCall.numbered(stream: Stream): List<Pair<String, StreamedRecord>> =
        stream.shards.flatMap { shard ->
            state.now.records(stream, shard).map { (index, record) ->
                SequenceNumber.text(shard, index, record.at.epochSeconds) to record
            }
        }

    private fun KinesisCall.count(stream: Stream): Long =
        stream.shards.sumOf { shard -> state.now.extent(stream.name, shard.number).let { it.next - it.first } }
}
