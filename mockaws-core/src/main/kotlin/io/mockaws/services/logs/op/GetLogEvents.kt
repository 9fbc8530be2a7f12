package io.mockaws.services.logs.op

import io.mockaws.services.logs.group.LogsFaults
import io.mockaws.services.logs.group.LogsLimits
import io.mockaws.services.logs.group.StoredEvent
import io.mockaws.services.logs.state.LogsCall
import io.mockaws.services.logs.state.eventsOf
import io.mockaws.services.logs.state.group
import io.mockaws.services.logs.state.millis
import io.mockaws.services.logs.state.sizeOf
import io.mockaws.services.logs.state.stream
import kotlinx.serialization.Serializable

@Serializable
internal data class GetLogEventsRequest(
    val logGroupName: String? = null,
    val logGroupIdentifier: String? = null,
    val logStreamName: String,
    val startTime: Long? = null,
    val endTime: Long? = null,
    val nextToken: String? = null,
    val limit: Int? = null,
    val startFromHead: Boolean? = null,
)

@Serializable
internal data class GetLogEventsResponse(
    val events: List<OutputLogEvent>,
    val nextForwardToken: String,
    val nextBackwardToken: String,
) {
    @Serializable
    data class OutputLogEvent(
        val timestamp: Long,
        val message: String,
        val ingestionTime: Long,
    )
}

/**
 * Tokens are the ids of the first and last event, so reading goes on in either direction from where it was. At an end the
 * same token comes back.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
 */
internal fun getLogEvents(
    request: GetLogEventsRequest,
    call: LogsCall,
): GetLogEventsResponse {
    val group = call.group(request.logGroupName, request.logGroupIdentifier)
    val tables = call.state.now
    val stream = tables.stream(group.name, request.logStreamName)
    val token = request.nextToken?.let { TOKEN.matchEntire(it) ?: throw LogsFaults.badToken() }
    val since = maxOf(request.startTime ?: 0, group.keptSince(call.millis()))
    val all = tables.eventsOf(stream, since).filter { request.endTime == null || it.event.timestamp < request.endTime }
    val isForward = if (token != null) token.groupValues[1] == "f" else request.startFromHead == true
    val at = token?.groupValues?.get(2)
    val ahead =
        when {
            at == null -> all
            isForward -> all.filter { it.id > at }
            else -> all.filter { it.id < at }
        }
    val limit = request.limit ?: LogsLimits.EVENTS
    val shown = if (isForward) fitting(ahead, limit) else fitting(ahead.asReversed(), limit).asReversed()
    val last = shown.lastOrNull()?.id ?: at ?: NOWHERE
    val first = shown.firstOrNull()?.id ?: at ?: NOWHERE
    val events =
        shown.map { GetLogEventsResponse.OutputLogEvent(it.event.timestamp, it.event.message, it.ingestedAt) }
    return GetLogEventsResponse(events, "f/$last/s", "b/$first/s")
}

/** The first of [events] that an answer has room for. */
internal fun fitting(
    events: List<StoredEvent>,
    limit: Int,
): List<StoredEvent> {
    var bytes = 0
    return events.take(limit).takeWhile {
        bytes += sizeOf(it.event.message)
        bytes <= LogsLimits.ANSWER
    }
}

private val TOKEN = Regex("([fb])/([0-9]{56})/s")
private val NOWHERE = "0".repeat(56)
