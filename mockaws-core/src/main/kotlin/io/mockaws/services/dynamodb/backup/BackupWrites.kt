package io.mockaws.services.dynamodb.backup

import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.table.Table
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Instant

// How backups come to be and go, each within the write that causes it.

/** Keeps [table] as it is now under an id that ends in [suffix]. */
internal fun DynamoDbState.Writer.backUp(
    table: Table,
    name: String,
    type: BackupType,
    suffix: String,
): Backup {
    // While the clock stands still, nothing would tell which of several is the older one.
    val taken = backups.values.mapTo(HashSet()) { it.definition.createdAt }
    val createdAt =
        generateSequence(Instant.fromEpochMilliseconds(clock.now().toEpochMilliseconds())) { it + 1.milliseconds }
            .first { it !in taken }
    val id = "${createdAt.toEpochMilliseconds().toString().padStart(TIME_DIGITS, '0')}-$suffix"
    val definition = BackupDefinition("${table.definition.arn}/backup/$id", name, type, createdAt, table.definition)
    return Backup(definition, table.settled()).also { put(it) }
}

/**
 * What AWS keeps of a table that is deleted while it could be restored to any second.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BackupDetails.html
 */
internal fun DynamoDbState.Writer.backUpDeleted(table: Table) {
    if (table.definition.pointInTimeRecovery == null) return
    backUp(table, "${table.name}\$DeletedTableBackup", BackupType.SYSTEM, suffix = "00000000")
}

internal fun DynamoDbState.Writer.expireBackups(now: Instant) {
    backups.values.filter { backup -> backup.definition.expiresAt?.let { it <= now } == true }.forEach { remove(it) }
}

private const val TIME_DIGITS = 14
