package io.mockaws.services.logs.op

import io.mockaws.services.logs.group.LogsFaults
import io.mockaws.services.logs.group.LogsLimits
import io.mockaws.services.logs.group.StoredEvent
import io.mockaws.services.logs.pattern.FilterPattern
import io.mockaws.services.logs.state.LogsCall
import io.mockaws.services.logs.state.eventsOf
import io.mockaws.services.logs.state.group
import io.mockaws.services.logs.state.millis
import io.mockaws.services.logs.state.stream
import io.mockaws.services.logs.state.streamsOf
import kotlinx.serialization.Serializable

@Serializable
internal data class FilterLogEventsRequest(
    val logGroupName: String? = null,
    val logGroupIdentifier: String? = null,
    val logStreamNames: List<String>? = null,
    val logStreamNamePrefix: String? = null,
    val startTime: Long? = null,
    val endTime: Long? = null,
    val filterPattern: String? = null,
    val nextToken: String? = null,
    val limit: Int? = null,
    /** Events of all streams are always in the order of their times. */
    val interleaved: Boolean? = null,
)

@Serializable
internal data class FilterLogEventsResponse(
    val events: List<FilteredLogEvent>,
    /** AWS says nothing here since 2020. */
    val searchedLogStreams: List<SearchedLogStream> = emptyList(),
    val nextToken: String? = null,
) {
    @Serializable
    data class FilteredLogEvent(
        val logStreamName: String,
        val timestamp: Long,
        val message: String,
        val ingestionTime: Long,
        val eventId: String,
    )

    @Serializable
    data class SearchedLogStream(
        val logStreamName: String,
    )
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
internal fun filterLogEvents(
    request: FilterLogEventsRequest,
    call: LogsCall,
): FilterLogEventsResponse {
    val prefix = request.logStreamNamePrefix
    if (request.logStreamNames != null && prefix != null) throw LogsFaults.namesAndPrefix()
    val group = call.group(request.logGroupName, request.logGroupIdentifier)
    val pattern = FilterPattern.parse(request.filterPattern.orEmpty()) ?: throw LogsFaults.badPattern()
    val tables = call.state.now
    val streams =
        if (request.logStreamNames == null) {
            tables.streamsOf(group.name).filter { it.name.startsWith(prefix.orEmpty()) }
        } else {
            request.logStreamNames.map { tables.stream(group.name, it) }
        }
    val since = maxOf(request.startTime ?: 0, group.keptSince(call.millis()))
    val found =
        streams.flatMap { tables.eventsOf(it, since) }
            .filter { request.endTime == null || it.event.timestamp <= request.endTime }
            .filter { pattern.match(it.event.message) != null }
            .sortedWith(compareBy({ it.event.timestamp }, { it.id }))
    val query = request.copy(nextToken = null, limit = null)
    fun pageOf(limit: Int) = page(found, query, limit, request.nextToken) { it.id }
    val whole = pageOf(request.limit ?: LogsLimits.EVENTS)
    val fits = fitting(whole.items, whole.items.size).size
    val page = if (fits < whole.items.size) pageOf(fits) else whole
    return FilterLogEventsResponse(page.items.map(::shown), nextToken = page.nextToken)
}

private fun shown(event: StoredEvent) =
    FilterLogEventsResponse.FilteredLogEvent(
        event.stream.name,
        event.event.timestamp,
        event.event.message,
        event.ingestedAt,
        event.id,
    )
