package io.mockaws.services.kinesis.op

import io.mockaws.engine.AwsFault
import io.mockaws.services.kinesis.state.Appending
import io.mockaws.services.kinesis.state.FoundStream
import io.mockaws.services.kinesis.state.KinesisCall
import io.mockaws.services.kinesis.state.STREAMS
import io.mockaws.services.kinesis.state.checkKey
import io.mockaws.services.kinesis.state.meterWrite
import io.mockaws.services.kinesis.state.stream
import io.mockaws.services.kinesis.stream.HashKeys
import io.mockaws.services.kinesis.stream.KinesisFaults
import io.mockaws.services.kinesis.stream.KinesisLimits
import io.mockaws.services.kinesis.stream.SequenceNumber
import io.mockaws.services.kinesis.stream.Shard
import io.mockaws.services.kinesis.stream.StreamedRecord
import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable
import java.math.BigInteger
import kotlin.time.Instant

@Serializable
internal data class PutRecordInput(
    val streamName: String? = null,
    val data: Blob,
    val partitionKey: String,
    val explicitHashKey: String? = null,
    val sequenceNumberForOrdering: String? = null,
    val streamArn: String? = null,
)

@Serializable
internal data class PutRecordOutput(
    val shardId: String,
    val sequenceNumber: String,
    val encryptionType: String?,
)

@Serializable
internal data class PutRecordsRequestEntry(
    val data: Blob,
    val explicitHashKey: String? = null,
    val partitionKey: String,
) {
    val size: Int get() = data.size + partitionKey.encodeToByteArray().size
}

@Serializable
internal data class PutRecordsInput(
    val records: List<PutRecordsRequestEntry>,
    val streamName: String? = null,
    val streamArn: String? = null,
)

@Serializable
internal data class PutRecordsResultEntry(
    val sequenceNumber: String? = null,
    val shardId: String? = null,
    val errorCode: String? = null,
    val errorMessage: String? = null,
)

@Serializable
internal data class PutRecordsOutput(
    val failedRecordCount: Int,
    val records: List<PutRecordsResultEntry>,
    val encryptionType: String?,
)

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html */
internal fun putRecord(
    request: PutRecordInput,
    call: KinesisCall,
): PutRecordOutput {
    val found = call.stream(request.streamName, request.streamArn)
    val entry = PutRecordsRequestEntry(request.data, request.explicitHashKey, request.partitionKey)
    found.checkSize(entry, "data")
    request.sequenceNumberForOrdering?.let {
        if (SequenceNumber.parse(it) == null) throw KinesisFaults.badOrdering(it, found.stream, found.account)
    }
    found.checkKey()
    val (shard, number) = found.put(listOf(entry)).single().getOrThrow()
    return PutRecordOutput(shard.id, number, found.shownEncryption)
}

/**
 * Each record is taken or refused by itself.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html
 */
internal fun putRecords(
    request: PutRecordsInput,
    call: KinesisCall,
): PutRecordsOutput {
    val found = call.stream(request.streamName, request.streamArn)
    val isLarge = found.stream.maxRecordKiB > KinesisLimits.RECORD_KIB
    val most = if (isLarge) KinesisLimits.LARGE_PUT else KinesisLimits.PUT
    if (request.records.sumOf { it.size.toLong() } > most) {
        throw KinesisFaults.invalid("Records size exceeds ${most / KinesisLimits.MEBIBYTE} MB limit")
    }
    request.records.forEachIndexed { i, entry -> found.checkSize(entry, "records.${i + 1}.member.data") }
    found.checkKey()
    val results =
        found.put(request.records).map { result ->
            result.fold(
                { (shard, number) -> PutRecordsResultEntry(number, shard.id) },
                { refused ->
                    val error = (refused as AwsFault).error
                    PutRecordsResultEntry(errorCode = error.code, errorMessage = error.message)
                },
            )
        }
    return PutRecordsOutput(results.count { it.errorCode != null }, results, found.shownEncryption)
}

private val FoundStream.shownEncryption: String? get() = if (stream.keyId == null) null else "KMS"

private fun FoundStream.checkSize(
    entry: PutRecordsRequestEntry,
    path: String,
) {
    val most = stream.maxRecordKiB * KinesisLimits.KIBIBYTE
    if (entry.size <= most) return
    throw KinesisFaults.validation(
        "1 validation error detected: Value at '$path' failed to satisfy constraint: Member must have length less " +
            "than or equal to $most",
    )
}

/** Writes [entries] to the shards that they belong to: of each the shard and its number there, or why it was refused. */
private fun FoundStream.put(entries: List<PutRecordsRequestEntry>): List<Result<Pair<Shard, String>>> {
    // Shards know no finer time.
    val now = Instant.fromEpochMilliseconds(call.now().toEpochMilliseconds())
    val hashes = entries.map { hashOf(it) }
    val results =
        call.state.write {
            val current = this[STREAMS][stream.name] ?: throw KinesisFaults.noStream(stream.name, account)
            val places = current.open.map { Place(it, SequenceNumber.Series(it, now.epochSeconds)) }
            val appending = Appending(this, current)
            entries.mapIndexed { i, entry ->
                val place = places.first { hashes[i] in it }
                val shard = place.shard
                val refusal = if (current.isThrottled) meterWrite(current, shard, entry.size, now, account) else null
                if (refusal != null) {
                    Result.failure(refusal)
                } else {
                    val record = StreamedRecord(now, entry.partitionKey, entry.data, current.keyId != null)
                    Result.success(shard to place.numbers.at(appending.add(shard, record)))
                }
            }.also { appending.write() }
        }
    call.state.arrivals.fire()
    return results
}

private fun hashOf(entry: PutRecordsRequestEntry): BigInteger {
    val explicit = entry.explicitHashKey ?: return HashKeys.of(entry.partitionKey)
    return explicit.toBigInteger().also { if (it > HashKeys.LAST) throw KinesisFaults.badHashKey(explicit) }
}

/** A shard with its range as numbers, and those of its records. */
private class Place(
    val shard: Shard,
    val numbers: SequenceNumber.Series,
) {
    private val first = shard.first
    private val last = shard.last

    operator fun contains(hash: BigInteger) = hash >= first && hash <= last
}
