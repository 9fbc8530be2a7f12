package io.mockaws.services.logs.delivery

import io.mockaws.services.logs.group.LogEvent
import io.mockaws.services.logs.group.LogGroup
import io.mockaws.services.logs.group.LogStream
import io.mockaws.services.logs.group.LogsLimits
import io.mockaws.services.logs.group.StoredEvent
import io.mockaws.services.logs.state.GROUPS
import io.mockaws.services.logs.state.LogsCall
import io.mockaws.services.logs.state.STREAMS
import io.mockaws.services.logs.state.append
import io.mockaws.services.logs.state.millis
import io.mockaws.services.logs.state.newStream
import io.mockaws.services.logs.state.stream
import io.mockaws.services.logs.state.streamKey

/** Adds [events], which are in order, to the stream, and does what hangs on the group. Gives the last one's id. */
internal fun LogsCall.append(
    group: LogGroup,
    streamName: String,
    events: List<LogEvent>,
): String? {
    if (events.isEmpty()) return null
    val now = millis()
    val stream =
        state.write { stream(group.name, streamName).also { append(it, events, now, group.keptSince(now)) } }
    state.arrivals.fire()
    val stored = stored(stream, events, now)
    observe(group, stored)
    return stored.last().id
}

/** The same where group and stream are made when they are not there, as AWS's own services do. */
internal fun LogsCall.appendMaking(
    groupName: String,
    streamName: String,
    events: List<LogEvent>,
) {
    if (events.isEmpty()) return
    val now = millis()
    var isNewGroup = false
    val (group, stream) =
        state.write {
            val group =
                this[GROUPS][groupName] ?: LogGroup(groupName, now).also {
                    isNewGroup = true
                    this[GROUPS, groupName] = it
                }
            val stream =
                this[STREAMS][streamKey(groupName, streamName)]
                    ?: newStream(groupName, streamName, ids.nextNumber(), now)
            append(stream, events, now, group.keptSince(now), LogsLimits.BATCHES_OF_SERVICES)
            group to stream
        }
    state.arrivals.fire()
    if (!isNewGroup || EmbeddedMetrics.mayHave(events)) observe(group, stored(stream, events, now))
}

private fun stored(
    stream: LogStream,
    events: List<LogEvent>,
    now: Long,
): List<StoredEvent> {
    val first = stream.nextBatch.toLong() * LogsLimits.BATCH
    return events.mapIndexed { index, event -> StoredEvent(stream, event, now, first + index) }
}

private fun LogsCall.observe(
    group: LogGroup,
    events: List<StoredEvent>,
) {
    EmbeddedMetrics.of(events).forEach { putMetrics(it.namespace, it.data) }
    if (!group.isWatched) return
    group.metricFilters.values.sortedBy { it.name }.forEach { putMetrics(it, events) }
    group.subscriptions.values.sortedBy { it.name }.forEach { send(group, it, events) }
}
