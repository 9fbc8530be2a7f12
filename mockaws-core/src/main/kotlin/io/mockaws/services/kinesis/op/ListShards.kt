package io.mockaws.services.kinesis.op

import io.mockaws.services.kinesis.state.FoundStream
import io.mockaws.services.kinesis.state.KinesisCall
import io.mockaws.services.kinesis.state.stream
import io.mockaws.services.kinesis.stream.KinesisFaults
import io.mockaws.services.kinesis.stream.KinesisLimits
import io.mockaws.services.kinesis.stream.Shard
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class ShardFilter(
    val type: String,
    val shardId: String? = null,
    val timestamp: Instant? = null,
)

@Serializable
internal data class ListShardsInput(
    val streamName: String? = null,
    val nextToken: String? = null,
    val exclusiveStartShardId: String? = null,
    val maxResults: Int? = null,
    val streamCreationTimestamp: Instant? = null,
    val shardFilter: ShardFilter? = null,
    val streamArn: String? = null,
)

@Serializable
internal data class ListShardsOutput(
    val shards: List<ShownShard>,
    val nextToken: String?,
)

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListShards.html */
internal fun listShards(
    request: ListShardsInput,
    call: KinesisCall,
): ListShardsOutput {
    val token = request.nextToken?.let { PageToken.parse(it, call.now()) }
    if (token != null && (request.streamName != null || request.streamCreationTimestamp != null)) {
        throw KinesisFaults.invalid("NextToken and StreamName cannot be provided together.")
    }
    val found = call.stream(token?.stream ?: request.streamName, request.streamArn)
    val stream = found.stream
    val filter = token?.filter ?: request.shardFilter
    val after = (token?.last ?: request.exclusiveStartShardId)?.let { Shard.numberOf(it) } ?: -1
    val rest = stream.shards.filter { it.number > after && found.admits(filter, it) }
    val page = rest.take(request.maxResults ?: KinesisLimits.SHARD_PAGE)
    val next = if (page.size <
        rest.size
    ) {
        PageToken(call.now(), page.last().id, stream.name, stream.createdAt, filter)
    } else {
        null
    }
    return ListShardsOutput(page.map { shown(it) }, next?.text)
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ShardFilter.html */
private fun FoundStream.admits(
    filter: ShardFilter?,
    shard: Shard,
): Boolean {
    val horizon = maxOf(call.now() - stream.retention, stream.createdAt)
    return when (filter?.type) {
        null, "FROM_TRIM_HORIZON" -> true
        "AT_TRIM_HORIZON" -> shard.isOpenAt(horizon)
        "AT_LATEST" -> shard.isOpen
        "AFTER_SHARD_ID" -> shard.number > (Shard.numberOf(needed(filter.shardId, "ShardId", filter)) ?: -1)
        "AT_TIMESTAMP" -> shard.isOpenAt(needed(filter.timestamp, "Timestamp", filter))
        else -> shard.closedAt.let { it == null || it >= needed(filter.timestamp, "Timestamp", filter) }
    }
}

private fun <T : Any> needed(
    value: T?,
    name: String,
    filter: ShardFilter,
): T = value ?: throw KinesisFaults.invalid("$name must be provided for the shard filter type ${filter.type}.")

private fun Shard.isOpenAt(instant: Instant) = openedAt <= instant && closedAt.let { it == null || it > instant }
