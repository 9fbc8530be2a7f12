package io.mockaws.services.kinesis.op

import io.mockaws.services.kinesis.state.FoundStream
import io.mockaws.services.kinesis.state.KinesisCall
import io.mockaws.services.kinesis.state.STREAMS
import io.mockaws.services.kinesis.state.put
import io.mockaws.services.kinesis.state.stream
import io.mockaws.services.kinesis.stream.KinesisFaults
import io.mockaws.services.kinesis.stream.KinesisLimits
import io.mockaws.services.kinesis.stream.Resharding
import io.mockaws.services.kinesis.stream.Shard
import io.mockaws.services.kinesis.stream.Stream
import kotlinx.serialization.Serializable
import kotlin.time.Duration.Companion.days
import kotlin.time.Instant

@Serializable
internal data class SplitShardInput(
    val streamName: String? = null,
    val shardToSplit: String,
    val newStartingHashKey: String,
    val streamArn: String? = null,
)

@Serializable
internal data class MergeShardsInput(
    val streamName: String? = null,
    val shardToMerge: String,
    val adjacentShardToMerge: String,
    val streamArn: String? = null,
)

@Serializable
internal data class UpdateShardCountInput(
    val streamName: String? = null,
    val targetShardCount: Int,
    val scalingType: String,
    val streamArn: String? = null,
)

@Serializable
internal data class UpdateShardCountOutput(
    val streamName: String,
    val currentShardCount: Int,
    val targetShardCount: Int,
    val streamArn: String,
)

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SplitShard.html */
internal fun splitShard(
    request: SplitShardInput,
    call: KinesisCall,
) {
    val found = call.stream(request.streamName, request.streamArn)
    found.checkProvisioned()
    val shard = found.shard(request.shardToSplit)
    val key = request.newStartingHashKey.toBigInteger()
    if (key <= shard.first || key >= shard.last) throw KinesisFaults.badSplit(key, shard, found.stream, found.account)
    found.reshard { stream, now -> Resharding.split(stream, found.openShard(stream, shard), key, now) }
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_MergeShards.html */
internal fun mergeShards(
    request: MergeShardsInput,
    call: KinesisCall,
) {
    val found = call.stream(request.streamName, request.streamArn)
    found.checkProvisioned()
    val shard = found.shard(request.shardToMerge)
    val other = found.shard(request.adjacentShardToMerge)
    found.reshard { stream, now ->
        val first = found.openShard(stream, shard)
        val second = found.openShard(stream, other)
        if (!Resharding.areAdjacent(
                first,
                second
            )
        ) {
            throw KinesisFaults.notAdjacent(first, second, stream, found.account)
        }
        Resharding.merge(stream, first, second, now)
    }
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateShardCount.html */
internal fun updateShardCount(
    request: UpdateShardCountInput,
    call: KinesisCall,
): UpdateShardCountOutput {
    val found = call.stream(request.streamName, request.streamArn)
    found.checkProvisioned()
    val target = request.targetShardCount
    val current = found.stream.open.size
    checkTarget(current, target)
    found.reshard { stream, now ->
        val recent = stream.updates.filter { it > now - 1.days }
        if (recent.size >= KinesisLimits.UPDATES_A_DAY) {
            throw KinesisFaults.limit(
                "Limit exceeded for update shard count API calls: ${KinesisLimits.UPDATES_A_DAY} calls in 24 hours.",
            )
        }
        Resharding.toCount(stream, target, now).copy(updates = recent + now)
    }
    return UpdateShardCountOutput(found.stream.name, current, target, found.stream.arn)
}

private fun checkTarget(
    current: Int,
    target: Int,
) {
    val counts = "Current open shard count: $current Target shard count: $target"
    if (target > 2 * current) {
        throw KinesisFaults.limit("UpdateShardCount cannot scale up over double your current open shard count. $counts")
    }
    if (2 * target < current) {
        throw KinesisFaults.limit(
            "UpdateShardCount cannot scale down below half your current open shard count. $counts"
        )
    }
    if (target > KinesisLimits.STREAM_SHARDS) {
        throw KinesisFaults.limit("UpdateShardCount cannot scale to more than ${KinesisLimits.STREAM_SHARDS} shards.")
    }
}

private fun FoundStream.checkProvisioned() {
    if (stream.isOnDemand) throw KinesisFaults.onDemand(stream, account)
}

private fun FoundStream.openShard(
    stream: Stream,
    shard: Shard,
): Shard {
    val current = stream.shard(shard.number) ?: throw KinesisFaults.noShard(shard.id, stream, account)
    if (!current.isOpen) throw KinesisFaults.closedShard(current, stream, account)
    return current
}

private fun FoundStream.reshard(change: (Stream, Instant) -> Stream) {
    val now = call.now()
    call.state.write {
        val before = this[STREAMS][stream.name] ?: throw KinesisFaults.noStream(stream.name, account)
        val changed = change(before, now)
        call.checkShardLimit(this[STREAMS].values, changed, changed.open.size - before.open.size)
        put(changed)
    }
    call.state.arrivals.fire()
}
