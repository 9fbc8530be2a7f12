package io.mockaws.services.logs.state

import io.mockaws.kit.Arn
import io.mockaws.kit.TableWriter
import io.mockaws.kit.Tables
import io.mockaws.services.logs.group.LogBatch
import io.mockaws.services.logs.group.LogEvent
import io.mockaws.services.logs.group.LogGroup
import io.mockaws.services.logs.group.LogStream
import io.mockaws.services.logs.group.LogsFaults
import io.mockaws.services.logs.group.LogsLimits
import io.mockaws.services.logs.group.StoredEvent

/** The group that one of [name] and [identifier] means, which is a name or an ARN. */
internal fun LogsCall.group(
    name: String?,
    identifier: String? = null,
): LogGroup {
    if (name != null && identifier != null) throw LogsFaults.nameOrArn()
    return find(name ?: identifier ?: throw LogsFaults.noNameOrArn()) ?: throw LogsFaults.noGroup()
}

/** The group that a name or an ARN means; null where there is none. */
internal fun LogsCall.find(nameOrArn: String): LogGroup? = state.now[GROUPS][groupName(nameOrArn)]

/** The name of a group that is named or called by its ARN, with or without a star behind. */
internal fun groupName(nameOrArn: String): String {
    val arn = Arn.parse(nameOrArn) ?: return nameOrArn
    return arn.resource.removePrefix("log-group:").removeSuffix(":*")
}

internal fun Tables.stream(
    group: String,
    name: String,
): LogStream = this[STREAMS][streamKey(group, name)] ?: throw LogsFaults.noStream()

internal fun Tables.streamsOf(group: String): List<LogStream> =
    this[STREAMS].values.filter { it.group == group }.sortedBy { it.name }

/** The events of [stream] that are not before [from], in the order of their times. */
internal fun Tables.eventsOf(
    stream: LogStream,
    from: Long,
): List<StoredEvent> = eventsFrom(stream, stream.firstBatch).filter { it.event.timestamp >= from }

/** The events of [stream] in the batch of that number and those behind it, in the order of their times. */
internal fun Tables.eventsFrom(
    stream: LogStream,
    first: Int,
): List<StoredEvent> {
    val batches = this[BATCHES]
    val found = ArrayList<StoredEvent>()
    for (number in first until stream.nextBatch) {
        val batch = batches[batchKey(stream.id, number)] ?: continue
        batch.events.forEachIndexed { index, event ->
            found += StoredEvent(stream, event, batch.ingestedAt, number.toLong() * LogsLimits.BATCH + index)
        }
    }
    found.sortBy { it.event.timestamp }
    return found
}

/** Changes the group [name] and gives what it is now. */
internal fun LogsCall.changeGroup(
    name: String,
    change: (LogGroup) -> LogGroup,
): LogGroup =
    state.write {
        val group = this[GROUPS][name] ?: throw LogsFaults.noGroup()
        change(group).also { this[GROUPS, name] = it }
    }

internal fun TableWriter.newStream(
    group: String,
    name: String,
    id: Long,
    now: Long,
): LogStream = LogStream(group, name, id, now).also { put(it) }

internal fun TableWriter.put(stream: LogStream) {
    this[STREAMS, streamKey(stream.group, stream.name)] = stream
}

/**
 * Adds [events], which are in order and not empty, to [stream], and drops batches of which nothing is kept any more.
 *
 * @param most how many batches there may be; of more the oldest go
 */
internal fun TableWriter.append(
    stream: LogStream,
    events: List<LogEvent>,
    now: Long,
    keptSince: Long,
    most: Int = Int.MAX_VALUE,
) {
    this[BATCHES, batchKey(stream.id, stream.nextBatch)] = LogBatch(now, events)
    var first = stream.firstBatch
    while (first < stream.nextBatch && (stream.nextBatch - first >= most || isExpired(stream.id, first, keptSince))) {
        remove(BATCHES, batchKey(stream.id, first))
        first++
    }
    put(
        stream.copy(
            firstEventAt = minOf(stream.firstEventAt ?: Long.MAX_VALUE, events.first().timestamp),
            lastEventAt = maxOf(stream.lastEventAt ?: 0, events.last().timestamp),
            ingestedAt = now,
            bytes = stream.bytes + events.sumOf { sizeOf(it.message) },
            firstBatch = first,
            nextBatch = stream.nextBatch + 1,
        ),
    )
}

private fun Tables.isExpired(
    stream: Long,
    number: Int,
    keptSince: Long,
): Boolean = (this[BATCHES][batchKey(stream, number)]?.events?.last()?.timestamp ?: 0) < keptSince

internal fun TableWriter.removeStream(stream: LogStream) {
    for (number in stream.firstBatch until stream.nextBatch) remove(BATCHES, batchKey(stream.id, number))
    remove(STREAMS, streamKey(stream.group, stream.name))
}

/** Bytes of a message as AWS counts them. */
internal fun sizeOf(message: String): Int = utf8Size(message) + LogsLimits.EVENT_OVERHEAD

private fun utf8Size(text: String): Int {
    var size = text.length
    for (c in text) {
        size +=
            when {
                c.code < ONE_BYTE -> 0
                c.code < TWO_BYTES || c.isSurrogate() -> 1
                else -> 2
            }
    }
    return size
}

private const val ONE_BYTE = 0x80
private const val TWO_BYTES = 0x800
