package io.mockaws.services.dynamodb.streams.op

import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.streams.SequenceNumber
import io.mockaws.services.dynamodb.streams.Stream
import io.mockaws.services.dynamodb.streams.existing
import io.mockaws.services.dynamodb.table.KeySchemaElement
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class DescribeStreamRequest(
    val streamArn: String? = null,
    val limit: Int? = null,
    val exclusiveStartShardId: String? = null,
    val shardFilter: ShardFilter? = null,
)

@Serializable
internal data class ShardFilter(
    val type: String? = null,
    val shardId: String? = null,
)

@Serializable
internal data class DescribeStreamResponse(
    val streamDescription: StreamDescription,
)

@Serializable
internal data class StreamDescription(
    val streamArn: String,
    val streamLabel: String,
    val streamStatus: String,
    val streamViewType: String,
    val creationRequestDateTime: Instant,
    val tableName: String,
    val keySchema: List<KeySchemaElement>,
    val shards: List<Shard>,
    val lastEvaluatedShardId: String? = null,
)

@Serializable
internal data class Shard(
    val shardId: String,
    val sequenceNumberRange: SequenceNumberRange,
    val parentShardId: String? = null,
)

@Serializable
internal data class SequenceNumberRange(
    val startingSequenceNumber: String,
    val endingSequenceNumber: String? = null,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_DescribeStream.html */
internal fun describeStream(
    request: DescribeStreamRequest,
    call: CallContext<DynamoDbState>,
): DescribeStreamResponse {
    val constraints = Constraints()
    constraints.required("streamArn", request.streamArn)
    constraints.atLeast("limit", request.limit, 1)
    constraints.atMost("limit", request.limit, DynamoDbLimits.LIST_STREAMS.toLong())
    request.shardFilter?.let { filter ->
        constraints.required("shardFilter.type", filter.type)
        constraints.oneOf("shardFilter.type", filter.type, listOf("CHILD_SHARDS"))
        constraints.required("shardFilter.shardId", filter.shardId)
        constraints.length("shardFilter.shardId", filter.shardId, DynamoDbLimits.SHARD_ID_LENGTH)
    }
    constraints.check()
    val stream = call.state.streams().existing(request.streamArn!!)
    val definition = stream.definition
    val start = request.exclusiveStartShardId
    // The one shard has no children.
    val isWanted = request.shardFilter == null && (start == null || stream.shardId > start)
    return DescribeStreamResponse(
        StreamDescription(
            streamArn = stream.arn,
            streamLabel = definition.label,
            streamStatus = stream.status,
            streamViewType = definition.viewType.name,
            creationRequestDateTime = definition.createdAt,
            tableName = definition.tableName,
            keySchema = definition.keySchema,
            shards = if (isWanted) listOf(describeShard(stream)) else emptyList(),
        ),
    )
}

private fun describeShard(stream: Stream) =
    Shard(
        stream.shardId,
        SequenceNumberRange(
            SequenceNumber.text(stream.first),
            if (stream.isEnabled) null else SequenceNumber.text(stream.last),
        ),
    )
