package io.mockaws.services.dynamodb.table

import io.mockaws.services.dynamodb.DynamoDbFaults
import kotlin.time.Instant

internal fun ProvisionedThroughput?.toThroughput(): Throughput =
    Throughput(this?.readCapacityUnits ?: 0, this?.writeCapacityUnits ?: 0)

/**
 * This throughput after an update to [wanted] at [now].
 *
 * @param index whose throughput it is; null for the table's
 * @throws io.mockaws.engine.AwsFault when it [mustDiffer] and does not
 */
internal fun Throughput.changed(
    wanted: ProvisionedThroughput,
    now: Instant,
    mustDiffer: Boolean,
    index: String? = null,
): Throughput {
    val newRead = wanted.readCapacityUnits!!
    val newWrite = wanted.writeCapacityUnits!!
    if (mustDiffer && newRead == read && newWrite == write) throw unchanged(index)
    val decreased = newRead < read || newWrite < write
    return Throughput(
        newRead,
        newWrite,
        if (newRead > read || newWrite > write) now else lastIncrease,
        if (decreased) now else lastDecrease,
        decreasesToday + (if (decreased) 1 else 0),
    )
}

private fun Throughput.unchanged(index: String?): Exception {
    val owner = if (index == null) "table" else "index"
    return DynamoDbFaults.validation(
        "The provisioned throughput for the ${listOfNotNull(owner, index).joinToString(" ")} will not change. " +
            "The requested value equals the current value. " +
            "Current ReadCapacityUnits provisioned for the $owner: $read. Requested ReadCapacityUnits: $read. " +
            "Current WriteCapacityUnits provisioned for the $owner: $write. Requested WriteCapacityUnits: $write. " +
            "Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.",
    )
}
