package io.mockaws.services.logs.op

import io.mockaws.services.logs.group.LogStream
import io.mockaws.services.logs.group.LogsFaults
import io.mockaws.services.logs.state.LogsCall
import io.mockaws.services.logs.state.STREAMS
import io.mockaws.services.logs.state.group
import io.mockaws.services.logs.state.millis
import io.mockaws.services.logs.state.newStream
import io.mockaws.services.logs.state.removeStream
import io.mockaws.services.logs.state.stream
import io.mockaws.services.logs.state.streamArn
import io.mockaws.services.logs.state.streamKey
import io.mockaws.services.logs.state.streamsOf
import kotlinx.serialization.Serializable

@Serializable
internal data class LogStreamRequest(
    val logGroupName: String,
    val logStreamName: String,
)

@Serializable
internal data class DescribeLogStreamsRequest(
    val logGroupName: String? = null,
    val logGroupIdentifier: String? = null,
    val logStreamNamePrefix: String? = null,
    val orderBy: String? = null,
    val descending: Boolean? = null,
    val nextToken: String? = null,
    val limit: Int? = null,
)

@Serializable
internal data class DescribeLogStreamsResponse(
    val logStreams: List<ShownStream>,
    val nextToken: String? = null,
) {
    @Serializable
    data class ShownStream(
        val logStreamName: String,
        val creationTime: Long,
        val firstEventTimestamp: Long? = null,
        val lastEventTimestamp: Long? = null,
        val lastIngestionTime: Long? = null,
        val uploadSequenceToken: String? = null,
        val arn: String,
        /** AWS says 0 since 2019. */
        val storedBytes: Long = 0,
    )
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html */
internal fun createLogStream(
    request: LogStreamRequest,
    call: LogsCall,
) {
    val group = call.group(request.logGroupName)
    call.state.write {
        if (streamKey(group.name, request.logStreamName) in this[STREAMS]) throw LogsFaults.streamExists()
        newStream(group.name, request.logStreamName, call.ids.nextNumber(), call.millis())
    }
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogStream.html */
internal fun deleteLogStream(
    request: LogStreamRequest,
    call: LogsCall,
) {
    val group = call.group(request.logGroupName)
    call.state.write { removeStream(stream(group.name, request.logStreamName)) }
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html */
internal fun describeLogStreams(
    request: DescribeLogStreamsRequest,
    call: LogsCall,
): DescribeLogStreamsResponse {
    val group = call.group(request.logGroupName, request.logGroupIdentifier)
    val prefix = request.logStreamNamePrefix
    val isByTime = request.orderBy == "LastEventTime"
    if (isByTime && prefix != null) throw LogsFaults.timeOrderWithPrefix()
    val all = call.state.now.streamsOf(group.name).filter { it.name.startsWith(prefix.orEmpty()) }
    val ordered = if (isByTime) all.sortedBy { it.lastEventAt ?: 0 } else all
    val found = if (request.descending == true) ordered.reversed() else ordered
    val query = request.copy(nextToken = null, limit = null)
    val page = page(found, query, request.limit, request.nextToken) { it.name }
    return DescribeLogStreamsResponse(page.items.map { call.shown(it) }, page.nextToken)
}

private fun LogsCall.shown(stream: LogStream) =
    DescribeLogStreamsResponse.ShownStream(
        stream.name,
        stream.createdAt,
        stream.firstEventAt,
        stream.lastEventAt,
        stream.ingestedAt,
        stream.ingestedAt?.let { sequenceToken(stream) },
        streamArn(stream),
    )
