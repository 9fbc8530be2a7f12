package io.mockaws.services.kinesis.state

import io.mockaws.engine.AwsFault
import io.mockaws.engine.keys.KeyRefusal
import io.mockaws.kit.TableWriter
import io.mockaws.services.kinesis.stream.KinesisFaults
import io.mockaws.services.kinesis.stream.KinesisLimits
import io.mockaws.services.kinesis.stream.Meter
import io.mockaws.services.kinesis.stream.Shard
import io.mockaws.services.kinesis.stream.Stream
import kotlin.time.Instant

/** Counts a record of [bytes] that is written to [shard]; why it is refused where that is more than AWS takes in a second. */
internal fun TableWriter.meterWrite(
    stream: Stream,
    shard: Shard,
    bytes: Int,
    now: Instant,
    account: String,
): AwsFault? {
    val meter = meter(stream, shard, now)
    val isTooFast =
        meter.writes >= KinesisLimits.WRITES || meter.writtenBytes + bytes.toLong() > KinesisLimits.WRITE_BYTES
    if (isTooFast) return KinesisFaults.tooFast(shard, stream, account)
    this[METERS, shardKey(stream.name, shard.number)] =
        meter.copy(writes = meter.writes + 1, writtenBytes = meter.writtenBytes + bytes)
    return null
}

/** Counts a read of [shard], before it is known what it gives. */
internal fun TableWriter.meterRead(
    stream: Stream,
    shard: Shard,
    now: Instant,
    account: String,
) {
    val meter = meter(stream, shard, now)
    if (meter.reads >= KinesisLimits.READS || meter.readBytes >= KinesisLimits.READ_BYTES_A_SECOND) {
        throw KinesisFaults.tooFast(shard, stream, account)
    }
    this[METERS, shardKey(stream.name, shard.number)] = meter.copy(reads = meter.reads + 1)
}

/** Counts what a read has given. */
internal fun TableWriter.meterReadBytes(
    stream: Stream,
    shard: Shard,
    bytes: Int,
    now: Instant,
) {
    val meter = meter(stream, shard, now)
    this[METERS, shardKey(stream.name, shard.number)] = meter.copy(readBytes = meter.readBytes + bytes)
}

private fun TableWriter.meter(
    stream: Stream,
    shard: Shard,
    now: Instant,
): Meter =
    this[METERS][shardKey(stream.name, shard.number)]?.takeIf { it.second == now.epochSeconds }
        ?: Meter(now.epochSeconds)

/** Refuses a stream whose records are encrypted under a key that cannot be used. */
internal fun FoundStream.checkKey() {
    stream.keyId?.let { call.usableKey(it) }
}

/**
 * Refuses a key that cannot be used now.
 *
 * @throws AwsFault in the words of KMS
 */
internal fun KinesisCall.usableKey(id: String) {
    try {
        world.keys.checkUsable(world.keys.arnOf(id, place))
    } catch (refusal: KeyRefusal) {
        throw KinesisFaults.keyRefused(refusal)
    }
}
