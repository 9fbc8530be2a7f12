package io.mockaws.services.kinesis.op

import io.mockaws.services.kinesis.state.FoundStream
import io.mockaws.services.kinesis.state.KinesisCall
import io.mockaws.services.kinesis.state.consumersOf
import io.mockaws.services.kinesis.state.stream
import io.mockaws.services.kinesis.stream.KinesisLimits
import io.mockaws.services.kinesis.stream.SequenceNumber
import io.mockaws.services.kinesis.stream.Shard
import io.mockaws.services.kinesis.stream.Stream
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class StreamInput(
    val streamName: String? = null,
    val streamArn: String? = null,
)

@Serializable
internal data class DescribeStreamInput(
    val streamName: String? = null,
    val limit: Int? = null,
    val exclusiveStartShardId: String? = null,
    val streamArn: String? = null,
)

@Serializable
internal data class HashKeyRange(
    val startingHashKey: String,
    val endingHashKey: String,
)

@Serializable
internal data class SequenceNumberRange(
    val startingSequenceNumber: String,
    val endingSequenceNumber: String?,
)

@Serializable
internal data class ShownShard(
    val shardId: String,
    val parentShardId: String?,
    val adjacentParentShardId: String?,
    val hashKeyRange: HashKeyRange,
    val sequenceNumberRange: SequenceNumberRange,
)

@Serializable
internal data class EnhancedMetrics(
    val shardLevelMetrics: List<String>,
)

@Serializable
internal data class StreamDescription(
    val streamName: String,
    val streamArn: String,
    val streamStatus: String,
    val streamModeDetails: StreamModeDetails,
    val shards: List<ShownShard>,
    val hasMoreShards: Boolean,
    val retentionPeriodHours: Int,
    val streamCreationTimestamp: Instant,
    val enhancedMonitoring: List<EnhancedMetrics>,
    val encryptionType: String,
    val keyId: String?,
)

@Serializable
internal data class DescribeStreamOutput(
    val streamDescription: StreamDescription,
)

@Serializable
internal data class WarmThroughput(
    val targetMiBps: Int,
    val currentMiBps: Int,
)

@Serializable
internal data class StreamDescriptionSummary(
    val streamName: String,
    val streamArn: String,
    val streamStatus: String,
    val streamModeDetails: StreamModeDetails,
    val retentionPeriodHours: Int,
    val streamCreationTimestamp: Instant,
    val enhancedMonitoring: List<EnhancedMetrics>,
    val encryptionType: String,
    val keyId: String?,
    val openShardCount: Int,
    val consumerCount: Int,
    val warmThroughput: WarmThroughput?,
    val maxRecordSizeInKiB: Int,
)

@Serializable
internal data class DescribeStreamSummaryOutput(
    val streamDescriptionSummary: StreamDescriptionSummary,
)

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStream.html */
internal fun describeStream(
    request: DescribeStreamInput,
    call: KinesisCall,
): DescribeStreamOutput {
    val stream = call.stream(request.streamName, request.streamArn).stream
    val after = request.exclusiveStartShardId?.let { Shard.numberOf(it) } ?: -1
    val rest = stream.shards.filter { it.number > after }
    val page = rest.take(request.limit ?: KinesisLimits.STREAM_PAGE)
    return DescribeStreamOutput(
        StreamDescription(
            stream.name,
            stream.arn,
            ACTIVE,
            StreamModeDetails(stream.mode),
            page.map { shown(it) },
            page.size < rest.size,
            stream.retentionHours,
            stream.createdAt,
            listOf(EnhancedMetrics(stream.metrics)),
            stream.encryption,
            stream.keyId,
        ),
    )
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStreamSummary.html */
internal fun describeStreamSummary(
    request: StreamInput,
    call: KinesisCall,
): DescribeStreamSummaryOutput = DescribeStreamSummaryOutput(
    call.stream(request.streamName, request.streamArn).summary()
)

private fun FoundStream.summary() =
    StreamDescriptionSummary(
        stream.name,
        stream.arn,
        ACTIVE,
        StreamModeDetails(stream.mode),
        stream.retentionHours,
        stream.createdAt,
        listOf(EnhancedMetrics(stream.metrics)),
        stream.encryption,
        stream.keyId,
        stream.open.size,
        call.state.now.consumersOf(stream.name).size,
        warmThroughput(stream),
        stream.maxRecordKiB,
    )

internal fun warmThroughput(stream: Stream): WarmThroughput? = stream.warmThroughput?.let { WarmThroughput(it, it) }

internal fun shown(shard: Shard): ShownShard =
    ShownShard(
        shard.id,
        shard.parent?.let { Shard.idOf(it) },
        shard.adjacentParent?.let { Shard.idOf(it) },
        HashKeyRange(shard.from, shard.to),
        SequenceNumberRange(
            SequenceNumber.text(shard, index = 0),
            if (shard.isOpen) null else SequenceNumber.end(shard),
        ),
    )
