package io.mockaws.services.dynamodb.streams

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.deliver
import io.mockaws.engine.delivery.isRetryable
import io.mockaws.kit.Arn
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.table.Table
import java.security.MessageDigest
import java.util.HexFormat
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

/** Has the streams of Kinesis that [table] tells, which is about to be put, hear of the items that were touched. */
internal fun DynamoDbState.Writer.tellKinesis(
    table: Table,
    isExpiry: Boolean,
) {
    val destinations = table.definition.kinesis.filter { it.isActive }
    if (destinations.isEmpty() || table.touched.isEmpty()) return
    val now = clock.now()
    for (item in table.touchedSince(tables[table.name])) {
        val record = StreamRecord.of(now, item, StreamViewType.NEW_AND_OLD_IMAGES, isExpiry) ?: continue
        for (to in destinations) put(OutgoingChange(nextOutgoing, table.name, to.streamArn, to.precision, record, now))
    }
}

/**
 * Brings the change that is due first to its stream, in order. What the stream cannot take now is tried again for a day; what
 * it never will is lost, as at AWS.
 */
internal fun CallContext<DynamoDbState>.sendChange() {
    val change = state.outgoing().firstEntry()?.value ?: return
    val arn = Arn.parse(change.streamArn)
    val refused = if (arn == null) null else send(change, arn)
    val now = now()
    state.write(clock) {
        if (refused == null || !refused.isWorthRetrying || now - change.record.at > 24.hours) {
            remove(change)
        } else {
            put(
                change.copy(
                    due = now + minOf(60, 1 shl minOf(change.attempts, DOUBLINGS)).seconds,
                    attempts =
                    change.attempts + 1
                )
            )
        }
    }
}

private val AwsFault.isWorthRetrying get() = isRetryable || error.code == "ProvisionedThroughputExceededException"

private fun CallContext<DynamoDbState>.send(
    change: OutgoingChange,
    arn: Arn,
): AwsFault? {
    val table = Arn.of("dynamodb", place, "table/${change.table}").toString()
    // The same for all changes of an item, so that they stay in order.
    val key = MessageDigest.getInstance("MD5").digest("$table ${change.record.keys}".encodeToByteArray())
    val text = change.json(region, ids.uuid())
    return deliver(Parcel(text, SENDER, table, partitionKey = HexFormat.of().formatHex(key)), arn)
}

private const val SENDER = "dynamodb.amazonaws.com"
private const val DOUBLINGS = 6
