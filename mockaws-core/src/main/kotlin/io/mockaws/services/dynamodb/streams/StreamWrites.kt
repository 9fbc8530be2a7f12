package io.mockaws.services.dynamodb.streams

import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.table.LatestStream
import io.mockaws.services.dynamodb.table.Table
import io.mockaws.services.dynamodb.table.TableDefinition
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Instant

// How streams come to be, learn of items and go, each within the write that causes it.

/** Tells the stream of [table], which is about to be put, what has become of the items that were touched. */
internal fun DynamoDbState.Writer.record(
    table: Table,
    isExpiry: Boolean,
) {
    if (table.touched.isEmpty()) return
    val now = clock.now()
    var stream = streams.getValue(table.definition.latestStreamArn!!)
    for (item in table.touchedSince(tables[table.name])) {
        stream = stream.with(StreamRecord.of(now, item, stream.definition.viewType, isExpiry) ?: continue)
    }
    put(stream)
}

/** A stream for what happens to the items of [table] from here on; the table that has it. */
internal fun DynamoDbState.Writer.openStream(
    table: TableDefinition,
    viewType: StreamViewType,
): TableDefinition {
    // While the clock stands still, streams of one table would have one label.
    val stream =
        generateSequence(clock.now()) { it + 1.milliseconds }
            .map { Stream(StreamDefinition.of(table, viewType, it)) }
            .first { it.arn !in streams }
    put(stream)
    return table.copy(latestStream = LatestStream(stream.definition.label, viewType))
}

/** From here on nothing is told to the stream of [table], which can be read for a day still; the table without it. */
internal fun DynamoDbState.Writer.closeStream(table: TableDefinition): TableDefinition {
    put(streams.getValue(table.latestStreamArn!!).disabled(clock.now()))
    return table.copy(latestStream = table.latestStream!!.copy(viewType = null))
}

internal fun DynamoDbState.Writer.trimStreams(now: Instant) {
    for (stream in streams.values) {
        val left = stream.trimmed(now)
        if (left == null) {
            remove(stream)
        } else if (left !== stream) {
            put(left)
        }
    }
}
