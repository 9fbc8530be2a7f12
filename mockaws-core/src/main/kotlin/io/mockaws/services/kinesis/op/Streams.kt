package io.mockaws.services.kinesis.op

import io.mockaws.kit.arn
import io.mockaws.services.kinesis.state.KinesisCall
import io.mockaws.services.kinesis.state.STREAMS
import io.mockaws.services.kinesis.state.consumersOf
import io.mockaws.services.kinesis.state.put
import io.mockaws.services.kinesis.state.removeAll
import io.mockaws.services.kinesis.state.stream
import io.mockaws.services.kinesis.stream.KinesisFaults
import io.mockaws.services.kinesis.stream.KinesisLimits
import io.mockaws.services.kinesis.stream.Resharding
import io.mockaws.services.kinesis.stream.Stream
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class StreamModeDetails(
    val streamMode: String,
)

@Serializable
internal data class CreateStreamInput(
    val streamName: String,
    val shardCount: Int? = null,
    val streamModeDetails: StreamModeDetails? = null,
    val tags: Map<String, String> = emptyMap(),
    val warmThroughputMiBps: Int? = null,
    val maxRecordSizeInKiB: Int? = null,
)

/**
 * A stream is there and takes records as soon as this returns.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html
 */
internal fun createStream(
    request: CreateStreamInput,
    call: KinesisCall,
) {
    // Where nothing is said AWS makes four shards, as of such a stream (LocalStack's test_create_stream_without_shard_count).
    val isOnDemand =
        (request.streamModeDetails?.streamMode ?: Stream.ON_DEMAND.takeIf { request.shardCount == null }) ==
            Stream.ON_DEMAND
    if (isOnDemand && request.shardCount != null) {
        throw KinesisFaults.validation("ShardCount must not be set for a stream in On-Demand mode.")
    }
    val shards = request.shardCount ?: if (isOnDemand) KinesisLimits.ON_DEMAND_SHARDS else null
    shards ?: throw KinesisFaults.validation("ShardCount must be set for a stream in Provisioned mode.")
    checkTags(emptyMap(), request.tags)
    val size = request.maxRecordSizeInKiB ?: KinesisLimits.RECORD_KIB
    checkRecordSize(size)
    val now = call.now()
    val made =
        Stream(
            request.streamName,
            call.arn("kinesis", "stream/${request.streamName}"),
            now,
            if (isOnDemand) Stream.ON_DEMAND else Stream.PROVISIONED,
            Resharding.begin(shards, now),
            maxRecordKiB = size,
            tags = request.tags,
            warmThroughput = request.warmThroughputMiBps,
        )
    call.state.write {
        if (made.name in this[STREAMS]) throw KinesisFaults.streamExists(made.name, call.account)
        call.checkShardLimit(this[STREAMS].values, made, shards)
        put(made)
    }
}

/** Refuses [more] shards for [stream] where the account would have too many of them, or of on-demand streams. */
internal fun KinesisCall.checkShardLimit(
    all: Collection<Stream>,
    stream: Stream,
    more: Int,
) {
    if (stream.isOnDemand) {
        val others = all.count { it.isOnDemand && it.name != stream.name }
        if (others < KinesisLimits.ON_DEMAND_STREAMS) return
        throw KinesisFaults.limit(
            "Account $account has reached the limit of ${KinesisLimits.ON_DEMAND_STREAMS} On-Demand streams in " +
                "$region.",
        )
    }
    val current = all.filterNot { it.isOnDemand }.sumOf { it.open.size }
    val limit = KinesisLimits.shards(region)
    if (current + more > limit) throw KinesisFaults.shardLimit(more, current, limit, account, region)
}

internal fun checkRecordSize(kibibytes: Int) {
    if (kibibytes in KinesisLimits.recordKiB) return
    throw KinesisFaults.validation(
        "MaxRecordSizeInKiB must be between ${KinesisLimits.recordKiB.first} and ${KinesisLimits.recordKiB.last}.",
    )
}

@Serializable
internal data class DeleteStreamInput(
    val streamName: String? = null,
    val streamArn: String? = null,
    val enforceConsumerDeletion: Boolean = false,
)

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DeleteStream.html */
internal fun deleteStream(
    request: DeleteStreamInput,
    call: KinesisCall,
) {
    val found = call.stream(request.streamName, request.streamArn)
    found.call.state.write {
        val stream = found.stream
        if (!request.enforceConsumerDeletion && consumersOf(stream.name).isNotEmpty()) {
            throw KinesisFaults.hasConsumers(stream.name, found.account)
        }
        removeAll(stream)
    }
    found.call.state.arrivals.fire()
}

@Serializable
internal data class ListStreamsInput(
    val limit: Int? = null,
    val exclusiveStartStreamName: String? = null,
    val nextToken: String? = null,
)

@Serializable
internal data class StreamSummary(
    val streamName: String,
    val streamArn: String,
    val streamStatus: String,
    val streamModeDetails: StreamModeDetails,
    val streamCreationTimestamp: Instant,
)

@Serializable
internal data class ListStreamsOutput(
    val streamNames: List<String>,
    val hasMoreStreams: Boolean,
    val nextToken: String?,
    val streamSummaries: List<StreamSummary>,
)

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListStreams.html */
internal fun listStreams(
    request: ListStreamsInput,
    call: KinesisCall,
): ListStreamsOutput {
    val after = request.nextToken?.let { PageToken.parse(it, call.now()).last } ?: request.exclusiveStartStreamName
    val rest = call.state.now[STREAMS].values.sortedBy { it.name }.filter { after == null || it.name > after }
    val page = rest.take(minOf(request.limit ?: KinesisLimits.STREAM_PAGE, KinesisLimits.STREAM_PAGE))
    val hasMore = page.size < rest.size
    return ListStreamsOutput(
        page.map { it.name },
        hasMore,
        if (hasMore) PageToken(call.now(), page.last().name).text else null,
        page.map { StreamSummary(it.name, it.arn, ACTIVE, StreamModeDetails(it.mode), it.createdAt) },
    )
}

internal const val ACTIVE: String = "ACTIVE"
