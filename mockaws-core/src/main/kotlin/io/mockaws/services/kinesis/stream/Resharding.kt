package io.mockaws.services.kinesis.stream

import java.math.BigInteger
import kotlin.time.Instant

/**
 * Shards that become others. What was split or merged is closed; its records stay in it.
 *
 * https://docs.aws.amazon.com/streams/latest/dev/kinesis-using-sdk-java-resharding.html
 */
internal object Resharding {
    /** [count] shards that have all hash keys, of a stream that was made at [now]. */
    fun begin(
        count: Int,
        now: Instant,
    ): List<Shard> =
        HashKeys.ranges(count).mapIndexed { number, (from, to) ->
            Shard(number, "$from", "$to", now, epoch = now.epochSeconds)
        }

    /** With [shard] in two, of which the upper begins with [key]. */
    fun split(
        stream: Stream,
        shard: Shard,
        key: BigInteger,
        now: Instant,
    ): Stream {
        val number = stream.nextShard
        val epoch = epochBehind(now, shard)
        val lower = Shard(number, shard.from, "${key - BigInteger.ONE}", now, shard.number, epoch = epoch)
        val upper = Shard(number + 1, "$key", shard.to, now, shard.number, epoch = epoch)
        return stream.closing(now, shard).let { it.copy(shards = it.shards + lower + upper) }
    }

    /** With [shard] and [other], whose ranges meet, in one. */
    fun merge(
        stream: Stream,
        shard: Shard,
        other: Shard,
        now: Instant,
    ): Stream {
        val merged =
            Shard(
                stream.nextShard,
                minOf(shard.first, other.first).toString(),
                maxOf(shard.last, other.last).toString(),
                now,
                shard.number,
                other.number,
                epoch = maxOf(epochBehind(now, shard), epochBehind(now, other)),
            )
        return stream.closing(now, shard, other).let { it.copy(shards = it.shards + merged) }
    }

    fun areAdjacent(
        shard: Shard,
        other: Shard,
    ): Boolean = shard.last + BigInteger.ONE == other.first || other.last + BigInteger.ONE == shard.first

    /** With [count] open shards: AWS splits each where there are to be more, and merges neighbours until there are as many. */
    fun toCount(
        stream: Stream,
        count: Int,
        now: Instant,
    ): Stream {
        var changed = stream
        if (count > stream.open.size) {
            for (shard in stream.open) {
                changed = split(changed, shard, (shard.first + shard.last).shiftRight(1) + BigInteger.ONE, now)
            }
        }
        while (changed.open.size > count) {
            val pairs = changed.open.sortedBy { it.first }.chunked(2).filter { it.size == 2 }
            for ((shard, other) in pairs.take(changed.open.size - count)) changed = merge(changed, shard, other, now)
        }
        return changed
    }

    private fun Stream.closing(
        now: Instant,
        vararg closed: Shard,
    ) = copy(
        shards = shards.map { shard ->
            if (closed.any { it.number == shard.number }) shard.copy(closedAt = now) else shard
        }
    )

    private fun epochBehind(
        now: Instant,
        parent: Shard,
    ) = maxOf(now.epochSeconds, parent.epoch + 1)
}
