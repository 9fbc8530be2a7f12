package io.mockaws.services.dynamodb.streams.op

import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.streams.SequenceNumber
import io.mockaws.services.dynamodb.streams.ShardIterator
import io.mockaws.services.dynamodb.streams.Stream
import io.mockaws.services.dynamodb.streams.StreamFaults
import io.mockaws.services.dynamodb.streams.StreamRecord
import io.mockaws.services.dynamodb.streams.existing
import io.mockaws.services.dynamodb.value.Attributes
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class GetRecordsRequest(
    val shardIterator: String? = null,
    val limit: Int? = null,
)

@Serializable
internal data class GetRecordsResponse(
    val records: List<Record>,
    val nextShardIterator: String? = null,
)

@Serializable
internal data class Record(
    val eventId: String,
    val eventName: String,
    val eventVersion: String,
    val eventSource: String,
    val awsRegion: String,
    @SerialName("=dynamodb") val change: Change,
    val userIdentity: Identity? = null,
)

/** AWS's `StreamRecord`. */
@Serializable
internal data class Change(
    val approximateCreationDateTime: Instant,
    val keys: Attributes,
    val newImage: Attributes? = null,
    val oldImage: Attributes? = null,
    val sequenceNumber: String,
    val sizeBytes: Long,
    val streamViewType: String,
)

@Serializable
internal data class Identity(
    val principalId: String,
    val type: String,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html */
internal fun getRecords(
    request: GetRecordsRequest,
    call: CallContext<DynamoDbState>,
): GetRecordsResponse {
    val constraints = Constraints()
    constraints.required("shardIterator", request.shardIterator)
    constraints.atLeast("limit", request.limit, 1)
    constraints.atMost("limit", request.limit, DynamoDbLimits.GET_RECORDS.toLong())
    constraints.check()
    val now = call.now()
    val iterator = ShardIterator.parseOrNull(request.shardIterator!!) ?: throw StreamFaults.invalidIterator()
    if (iterator.isExpired(now)) throw StreamFaults.expiredIterator()
    val stream = call.state.streams().existing(iterator.streamArn)
    if (iterator.isTrimmed(stream)) throw StreamFaults.trimmed()
    val page = page(stream, iterator.next, request.limit ?: DynamoDbLimits.GET_RECORDS)
    val next = page.lastOrNull()?.let { it.key + 1 } ?: iterator.next
    val isAtEnd = !stream.isEnabled && stream.records.tailMap(next, true).isEmpty()
    return GetRecordsResponse(
        page.map { (ordinal, record) -> describe(stream, ordinal, record, call.region) },
        if (isAtEnd) null else ShardIterator(stream, next, now).toString(),
    )
}

/** As many records as an answer holds. */
private fun page(
    stream: Stream,
    from: Long,
    limit: Int,
): List<Map.Entry<Long, StreamRecord>> {
    var bytes = 0L
    return stream.records.tailMap(from, true).entries.asSequence().take(limit).takeWhile { (_, record) ->
        bytes += record.size
        bytes <= DynamoDbLimits.GET_RECORDS_BYTES
    }.toList()
}

private fun describe(
    stream: Stream,
    ordinal: Long,
    record: StreamRecord,
    region: String,
) = Record(
    eventId = stream.eventId(ordinal),
    eventName = record.eventName.name,
    eventVersion = "1.1",
    eventSource = "aws:dynamodb",
    awsRegion = region,
    change =
    Change(
        approximateCreationDateTime = Instant.fromEpochSeconds(record.at.epochSeconds),
        keys = record.keys,
        newImage = record.newImage,
        oldImage = record.oldImage,
        sequenceNumber = SequenceNumber.text(ordinal),
        sizeBytes = record.size.toLong(),
        streamViewType = stream.definition.viewType.name,
    ),
    userIdentity = if (record.isExpiry) Identity("dynamodb.amazonaws.com", "Service") else null,
)
