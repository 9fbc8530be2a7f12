package io.mockaws.services.dynamodb

import io.mockaws.engine.CallContext
import io.mockaws.engine.World
import io.mockaws.services.dynamodb.streams.SequenceNumber
import io.mockaws.services.dynamodb.streams.Stream
import io.mockaws.services.dynamodb.streams.StreamRecord
import io.mockaws.services.dynamodb.value.DynamoDbJson
import io.mockaws.state.PageRequest
import io.mockaws.state.ServicePage
import io.mockaws.state.StateColumn.Kind
import io.mockaws.state.StateLink
import io.mockaws.state.StateTable
import io.mockaws.state.StateView
import io.mockaws.state.columns
import io.mockaws.state.row
import io.mockaws.state.section

/** Streams and their records. Paths: account, region, the stream's ARN, the record's sequence number. */
internal object DynamoDbStreamsPage : ServicePage<DynamoDbState>(DynamoDbStreamsService, "Amazon DynamoDB Streams") {
    private const val STREAM_PATH = 3
    private const val RECORD_PATH = 4

    override fun counts(world: World): Map<String, Long> {
        val streams = everywhere(world).flatMap { streamsOf(it).values }
        return mapOf("streams" to streams.size.toLong(), "records" to streams.sumOf { it.records.size.toLong() })
    }

    override fun look(
        world: World,
        path: List<String>,
        page: PageRequest,
    ): StateView? =
        when (path.size) {
            0 -> service(world, page)
            STREAM_PATH -> stream(world, path)?.let { view(it, path, page) }
            RECORD_PATH -> stream(world, path)?.let { record(it, path) }
            else -> null
        }

    private fun streamsOf(call: CallContext<DynamoDbState>): Map<String, Stream> {
        call.state.expire(call.clock)
        return call.state.streams()
    }

    private fun stream(
        world: World,
        path: List<String>,
    ): Stream? = at(world, path)?.let { streamsOf(it)[path[2]] }

    private fun service(
        world: World,
        page: PageRequest,
    ): StateView {
        val all = everywhere(world).flatMap { call -> streamsOf(call).values.map { call to it } }
        val slice =
            page.slice(all.filter { page.admits(it.second.definition.tableName) }) { (call, stream) ->
                listOf(call.account, call.region, stream.arn)
            }
        val rows =
            slice.entries.map { (call, stream) ->
                val definition = stream.definition
                val path = listOf(call.account, call.region, stream.arn)
                row(
                    path,
                    definition.tableName,
                    definition.label,
                    stream.status,
                    definition.viewType,
                    stream.records.size,
                    call.region,
                    call.account,
                )
            }
        val columns =
            columns(
                "Table" to Kind.TEXT,
                "Label" to Kind.TEXT,
                "Status" to Kind.TEXT,
                "View type" to Kind.TEXT,
                "Records" to Kind.NUMBER,
                "Region" to Kind.TEXT,
                "Account" to Kind.TEXT,
            )
        val table = StateTable("Streams", columns, rows, slice.next, all.size.toLong(), "table contains")
        return StateView(title, "service", table = table)
    }

    private fun view(
        stream: Stream,
        path: List<String>,
        page: PageRequest,
    ): StateView {
        val definition = stream.definition
        val about =
            section(
                "Stream",
                "Table" to definition.tableName,
                "ARN" to stream.arn,
                "Status" to stream.status,
                "View type" to definition.viewType,
                "Created" to definition.createdAt,
                "Disabled" to definition.disabledAt,
                "Shard" to stream.shardId,
            )
        val rest = stream.records.tailMap(page.after?.let { ordinalOf(it) } ?: 0, false).entries.asSequence()
        val slice = page.slice(rest.filter { page.admits(keyOf(it.value)) }) { SequenceNumber.text(it.key) }
        val rows =
            slice.entries.map { (ordinal, record) ->
                val number = SequenceNumber.text(ordinal)
                row(path + number, number, record.eventName, keyOf(record), record.at)
            }
        val columns =
            columns("Sequence number" to Kind.TEXT, "Event" to Kind.TEXT, "Key" to Kind.TEXT, "Time" to Kind.TIME)
        val total = stream.records.size.toLong()
        return StateView(
            title = definition.tableName,
            kind = "stream",
            sections = listOf(about),
            table = StateTable("Records", columns, rows, slice.next, total, "key contains"),
        )
    }

    private fun record(
        stream: Stream,
        path: List<String>,
    ): StateView? {
        val ordinal = SequenceNumber.ordinalOrNull(path.last()) ?: return null
        val record = stream.records[ordinal] ?: return null
        val about =
            section(
                "Record",
                "Event" to record.eventName,
                "Event id" to stream.eventId(ordinal),
                "Time" to record.at,
                "Size in bytes" to record.size,
                "By time to live" to record.isExpiry,
                "Key" to DynamoDbJson.text(record.keys),
                "Old image" to record.oldImage?.let { DynamoDbJson.text(it) },
                "New image" to record.newImage?.let { DynamoDbJson.text(it) },
            )
        return StateView(
            title = path.last(),
            kind = "record",
            trail = listOf(StateLink(stream.definition.tableName, path.dropLast(1))),
            sections = listOf(about),
        )
    }

    private fun ordinalOf(sequenceNumber: String) =
        requireNotNull(SequenceNumber.ordinalOrNull(sequenceNumber)) { "No page begins after $sequenceNumber" }

    private fun keyOf(record: StreamRecord) = record.keys.values.joinToString(" · ") { DynamoDbJson.plain(it) }
}
