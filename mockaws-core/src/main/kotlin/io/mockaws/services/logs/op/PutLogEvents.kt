package io.mockaws.services.logs.op

import io.mockaws.services.logs.delivery.append
import io.mockaws.services.logs.group.LogEvent
import io.mockaws.services.logs.group.LogGroup
import io.mockaws.services.logs.group.LogStream
import io.mockaws.services.logs.group.LogsFaults
import io.mockaws.services.logs.group.LogsLimits
import io.mockaws.services.logs.group.StoredEvent
import io.mockaws.services.logs.state.LogsCall
import io.mockaws.services.logs.state.group
import io.mockaws.services.logs.state.millis
import io.mockaws.services.logs.state.sizeOf
import io.mockaws.services.logs.state.stream
import kotlinx.serialization.Serializable

@Serializable
internal data class PutLogEventsRequest(
    val logGroupName: String,
    val logStreamName: String,
    val logEvents: List<InputLogEvent>,
    /** AWS takes any since 2023. */
    val sequenceToken: String? = null,
) {
    @Serializable
    data class InputLogEvent(
        val timestamp: Long,
        val message: String,
    )
}

@Serializable
internal data class PutLogEventsResponse(
    val nextSequenceToken: String,
    val rejectedLogEventsInfo: RejectedLogEventsInfo? = null,
) {
    @Serializable
    data class RejectedLogEventsInfo(
        val tooNewLogEventStartIndex: Int? = null,
        val tooOldLogEventEndIndex: Int? = null,
        val expiredLogEventEndIndex: Int? = null,
    )
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
internal fun putLogEvents(
    request: PutLogEventsRequest,
    call: LogsCall,
): PutLogEventsResponse {
    check(request.logEvents)
    val group = call.group(request.logGroupName)
    val stream = call.state.now.stream(group.name, request.logStreamName)
    val events = request.logEvents.map { LogEvent(it.timestamp, it.message) }
    val (taken, rejected) = judge(events, group, call.millis())
    call.append(group, stream.name, taken)
    return PutLogEventsResponse(sequenceToken(call.state.now.stream(group.name, stream.name)), rejected)
}

private fun check(events: List<PutLogEventsRequest.InputLogEvent>) {
    var size = 0
    events.forEach { event ->
        val bytes = sizeOf(event.message)
        if (bytes > LogsLimits.BATCH) throw LogsFaults.eventTooLarge(bytes)
        size += bytes
    }
    if (size > LogsLimits.BATCH) throw LogsFaults.batchTooLarge(size)
    if (events.zipWithNext().any { (one, next) -> next.timestamp < one.timestamp }) throw LogsFaults.outOfOrder()
    if (events.last().timestamp - events.first().timestamp > LogGroup.DAY) throw LogsFaults.longSpan()
}

/** Those that are taken, and which of the others are refused for what. They are in order, so each sort is at an end. */
private fun judge(
    events: List<LogEvent>,
    group: LogGroup,
    now: Long,
): Pair<List<LogEvent>, PutLogEventsResponse.RejectedLogEventsInfo?> {
    val tooOld = events.count { it.timestamp < now - LogsLimits.OLDEST }
    val expired = events.count { it.timestamp < group.keptSince(now) }
    val tooNew = events.count { it.timestamp > now + LogsLimits.NEWEST }
    val first = maxOf(tooOld, expired)
    val end = events.size - tooNew
    if (first == 0 && tooNew == 0) return events to null
    val rejected =
        PutLogEventsResponse.RejectedLogEventsInfo(
            end.takeIf { tooNew > 0 },
            tooOld.takeIf { it > 0 },
            expired.takeIf { it > tooOld },
        )
    return (if (first < end) events.subList(first, end) else emptyList()) to rejected
}

/** The token that clients once had to send back with the next events. */
internal fun sequenceToken(stream: LogStream): String =
    StoredEvent.idOf(TOKEN_PREFIX, stream.id, stream.nextBatch.toLong())

private const val TOKEN_PREFIX = 2_200_000_000_000
