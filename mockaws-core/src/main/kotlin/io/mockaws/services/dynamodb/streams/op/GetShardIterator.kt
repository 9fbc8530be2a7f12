package io.mockaws.services.dynamodb.streams.op

import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.streams.SequenceNumber
import io.mockaws.services.dynamodb.streams.ShardIterator
import io.mockaws.services.dynamodb.streams.Stream
import io.mockaws.services.dynamodb.streams.StreamFaults
import io.mockaws.services.dynamodb.streams.existing
import kotlinx.serialization.Serializable

@Serializable
internal data class GetShardIteratorRequest(
    val streamArn: String? = null,
    val shardId: String? = null,
    val shardIteratorType: String? = null,
    val sequenceNumber: String? = null,
)

@Serializable
internal data class GetShardIteratorResponse(
    val shardIterator: String,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html */
internal fun getShardIterator(
    request: GetShardIteratorRequest,
    call: CallContext<DynamoDbState>,
): GetShardIteratorResponse {
    val constraints = Constraints()
    constraints.required("streamArn", request.streamArn)
    constraints.required("shardId", request.shardId)
    constraints.required("shardIteratorType", request.shardIteratorType)
    constraints.oneOf("shardIteratorType", request.shardIteratorType, TYPES)
    constraints.check()
    val stream = call.state.streams().existing(request.streamArn!!)
    if (request.shardId != stream.shardId) throw StreamFaults.noSuchShard()
    val next = positionIn(stream, request.shardIteratorType!!, request.sequenceNumber)
    return GetShardIteratorResponse(ShardIterator(stream, next, call.now()).toString())
}

private fun positionIn(
    stream: Stream,
    type: String,
    sequenceNumber: String?,
): Long =
    when (type) {
        "AT_SEQUENCE_NUMBER" -> ordinalIn(stream, type, sequenceNumber)

        "AFTER_SEQUENCE_NUMBER" -> ordinalIn(stream, type, sequenceNumber) + 1

        else -> {
            if (sequenceNumber != null) throw StreamFaults.sequenceNumberNotAllowed(type)
            if (type == "LATEST") stream.last + 1 else stream.first
        }
    }

private fun ordinalIn(
    stream: Stream,
    type: String,
    sequenceNumber: String?,
): Long {
    if (sequenceNumber == null) throw StreamFaults.sequenceNumberMissing(type)
    val ordinal = SequenceNumber.ordinalOrNull(sequenceNumber)
    if (ordinal == null || ordinal > stream.last) throw StreamFaults.invalidSequenceNumber()
    if (ordinal < stream.first) throw StreamFaults.trimmed()
    return ordinal
}

/** In the order of AWS's refusal. */
private val TYPES = listOf("AFTER_SEQUENCE_NUMBER", "LATEST", "AT_SEQUENCE_NUMBER", "TRIM_HORIZON")
