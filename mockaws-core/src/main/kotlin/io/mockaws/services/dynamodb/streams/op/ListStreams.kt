package io.mockaws.services.dynamodb.streams.op

import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.streams.STREAM_ARN
import io.mockaws.services.dynamodb.streams.StreamFaults
import io.mockaws.services.dynamodb.table.tableName
import kotlinx.serialization.Serializable

@Serializable
internal data class ListStreamsRequest(
    val tableName: String? = null,
    val limit: Int? = null,
    val exclusiveStartStreamArn: String? = null,
)

@Serializable
internal data class ListStreamsResponse(
    val streams: List<StreamSummary>,
    val lastEvaluatedStreamArn: String? = null,
)

/** AWS's `Stream`. */
@Serializable
internal data class StreamSummary(
    val streamArn: String,
    val tableName: String,
    val streamLabel: String,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ListStreams.html */
internal fun listStreams(
    request: ListStreamsRequest,
    call: CallContext<DynamoDbState>,
): ListStreamsResponse {
    val constraints = Constraints()
    constraints.name("tableName", request.tableName)
    constraints.atLeast("limit", request.limit, 1)
    constraints.atMost("limit", request.limit, DynamoDbLimits.LIST_STREAMS.toLong())
    constraints.check()
    val start = request.exclusiveStartStreamArn
    if (start != null && !STREAM_ARN.matches(start)) throw StreamFaults.invalidArn()
    val table = request.tableName?.let { call.tableName(it) }
    val limit = request.limit ?: DynamoDbLimits.LIST_STREAMS
    val rest =
        call.state.streams().values
            .filter { (table == null || it.definition.tableName == table) && (start == null || it.arn > start) }
            .sortedBy { it.arn }
    val page = rest.take(limit).map { StreamSummary(it.arn, it.definition.tableName, it.definition.label) }
    return ListStreamsResponse(page, if (rest.size > limit) page.last().streamArn else null)
}
