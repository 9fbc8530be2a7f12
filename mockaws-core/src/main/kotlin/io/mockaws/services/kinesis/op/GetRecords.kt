package io.mockaws.services.kinesis.op

import io.mockaws.services.kinesis.state.FoundStream
import io.mockaws.services.kinesis.state.KinesisCall
import io.mockaws.services.kinesis.state.checkKey
import io.mockaws.services.kinesis.state.extent
import io.mockaws.services.kinesis.state.indexAt
import io.mockaws.services.kinesis.state.meterRead
import io.mockaws.services.kinesis.state.meterReadBytes
import io.mockaws.services.kinesis.state.record
import io.mockaws.services.kinesis.state.records
import io.mockaws.services.kinesis.state.stream
import io.mockaws.services.kinesis.stream.KinesisFaults
import io.mockaws.services.kinesis.stream.KinesisLimits
import io.mockaws.services.kinesis.stream.SequenceNumber
import io.mockaws.services.kinesis.stream.Shard
import io.mockaws.services.kinesis.stream.ShardPosition
import io.mockaws.services.kinesis.stream.StreamedRecord
import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter
import java.util.Locale
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Instant
import kotlin.time.toJavaInstant

@Serializable
internal data class GetShardIteratorInput(
    val streamName: String? = null,
    val shardId: String,
    val shardIteratorType: String,
    val startingSequenceNumber: String? = null,
    val timestamp: Instant? = null,
    val streamArn: String? = null,
)

@Serializable
internal data class GetShardIteratorOutput(
    val shardIterator: String,
)

@Serializable
internal data class GetRecordsInput(
    val shardIterator: String,
    val limit: Int? = null,
    val streamArn: String? = null,
)

@Serializable
internal data class ShownRecord(
    val sequenceNumber: String,
    val approximateArrivalTimestamp: Instant,
    val data: Blob,
    val partitionKey: String,
    val encryptionType: String?,
)

@Serializable
internal data class ChildShard(
    val shardId: String,
    val parentShards: List<String>,
    val hashKeyRange: HashKeyRange,
)

@Serializable
internal data class GetRecordsOutput(
    val records: List<ShownRecord>,
    val nextShardIterator: String?,
    val millisBehindLatest: Long,
    val childShards: List<ChildShard>?,
)

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetShardIterator.html */
internal fun getShardIterator(
    request: GetShardIteratorInput,
    call: KinesisCall,
): GetShardIteratorOutput {
    val found = call.stream(request.streamName, request.streamArn)
    val stream = found.stream
    val shard =
        Shard.numberOf(request.shardId)?.let { stream.shard(it) }
            ?: throw KinesisFaults.noShardToRead(request.shardId, stream, found.account)
    val start = StartingPosition(request.shardIteratorType, request.startingSequenceNumber, request.timestamp)
    return GetShardIteratorOutput(found.iterator(shard, found.indexOf(shard, start)))
}

/** The index of the record that is read first from [position] of [shard]; 0 for the first that is there. */
internal fun FoundStream.indexOf(
    shard: Shard,
    position: StartingPosition,
): Long =
    when (position.type) {
        "TRIM_HORIZON" -> 0

        "LATEST" -> call.state.now.extent(stream.name, shard.number).next

        "AT_TIMESTAMP" -> {
            val instant = position.timestamp ?: throw missing("a timestamp", position)
            call.state.now.indexAt(stream, shard, instant)
        }

        else -> {
            val text = position.sequenceNumber ?: throw missing("a sequence number", position)
            val number = SequenceNumber.parse(text)?.takeIf { it.isOf(shard) }
            number ?: throw KinesisFaults.foreignNumber(text, shard, stream, account)
            if (position.type == "AFTER_SEQUENCE_NUMBER") number.index + 1 else number.index
        }
    }

private fun missing(
    what: String,
    position: StartingPosition,
) = KinesisFaults.invalid("Must specify $what for the shard iterator type ${position.type}.")

private fun FoundStream.iterator(
    shard: Shard,
    index: Long,
): String = ShardPosition(stream.name, stream.createdAt, shard.number, index, call.now(), call.ids.nextNumber()).text

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html */
internal fun getRecords(
    request: GetRecordsInput,
    call: KinesisCall,
): GetRecordsOutput {
    val position = ShardPosition.parse(request.shardIterator)
    val found = call.stream(position.stream, request.streamArn)
    if (!position.isOf(found.stream)) throw KinesisFaults.badIterator()
    val now = found.call.now()
    if (now - position.issuedAt >= KinesisLimits.iteratorAge + 1.milliseconds) {
        throw KinesisFaults.expiredIterator(shownTime(position.issuedAt), shownTime(now))
    }
    val shard = found.stream.shard(position.shard) ?: return GetRecordsOutput(emptyList(), null, 0, null)
    found.checkKey()
    if (found.stream.isThrottled) found.call.state.write { meterRead(found.stream, shard, now, found.account) }
    val batch = found.read(shard, position.index, request.limit ?: KinesisLimits.READ_RECORDS, KinesisLimits.READ_BYTES)
    if (found.stream.isThrottled) {
        found.call.state.write { meterReadBytes(found.stream, shard, batch.records.sumOf { it.data.size }, now) }
    }
    val next = if (batch.isEnd) null else found.iterator(shard, batch.next)
    return GetRecordsOutput(batch.records, next, batch.millisBehind, if (batch.isEnd) found.children(shard) else null)
}

/** Records that are read at once. */
internal class ReadBatch(
    val records: List<ShownRecord>,
    /** The index of the record behind them. */
    val next: Long,
    /** Whether the shard is closed and there is nothing behind them. */
    val isEnd: Boolean,
    /** How far they are from the newest record that the shard has, by the clock. */
    val millisBehind: Long,
)

/** At most [most] records of [shard] from [index] on, of at most [bytes] unless the first alone has more. */
internal fun FoundStream.read(
    shard: Shard,
    index: Long,
    most: Int,
    bytes: Int,
): ReadBatch {
    val tables = call.state.now
    val extent = tables.extent(stream.name, shard.number)
    val records = ArrayList<ShownRecord>()
    var next = maxOf(index, extent.first)
    var size = 0L
    for ((at, record) in tables.records(stream, shard, index)) {
        size += record.size
        if (records.size == most || (records.isNotEmpty() && size > bytes)) break
        records += shown(shard, at, record)
        next = at + 1
    }
    val waiting = tables.record(stream.name, shard.number, next)
    val behind = if (waiting == null) 0 else (call.now() - waiting.at).inWholeMilliseconds.coerceAtLeast(0)
    return ReadBatch(records, next, !shard.isOpen && next >= extent.next, behind)
}

internal fun shown(
    shard: Shard,
    index: Long,
    record: StreamedRecord,
): ShownRecord =
    ShownRecord(
        SequenceNumber.text(shard, index, record.at.epochSeconds),
        record.at,
        record.data,
        record.partitionKey,
        if (record.isEncrypted) "KMS" else null,
    )

/** Whoever has read [shard] to its end reads on in these. */
internal fun FoundStream.children(shard: Shard): List<ChildShard> =
    stream.children(shard).map {
        ChildShard(it.id, it.parents.map(Shard::idOf), HashKeyRange(it.from, it.to))
    }

private fun shownTime(instant: Instant) = time.format(instant.toJavaInstant())

private val time = DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss 'UTC' uuuu", Locale.ROOT).withZone(ZoneOffset.UTC)
