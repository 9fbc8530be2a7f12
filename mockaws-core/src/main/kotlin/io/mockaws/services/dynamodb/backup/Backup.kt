package io.mockaws.services.dynamodb.backup

import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.table.Table
import io.mockaws.services.dynamodb.table.TableDefinition
import kotlinx.collections.immutable.PersistentMap
import kotlinx.collections.immutable.persistentMapOf
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** What a backup is; what it holds is in [Backup]. */
@Serializable
internal data class BackupDefinition(
    val arn: String,
    val name: String,
    val type: BackupType,
    val createdAt: Instant,
    /** The table as it was. */
    val table: TableDefinition,
) {
    /** When it goes by itself; null for one that a user made. */
    val expiresAt: Instant? get() = if (type ==
        BackupType.SYSTEM
    ) {
        createdAt + DynamoDbLimits.SYSTEM_BACKUP_LIFE
    } else {
        null
    }
}

/** `USER` for what CreateBackup made, `SYSTEM` for what is left of a table that could be restored to any second. */
internal enum class BackupType { USER, SYSTEM }

/**
 * A table at one moment, with all that it held; immutable, as the table is.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/backuprestore_HowItWorks.html
 */
internal class Backup(
    val definition: BackupDefinition,
    val table: Table,
) {
    val arn: String get() = definition.arn
}

/** The backups of one account and region by ARN; immutable. */
internal class Backups(
    private val backups: PersistentMap<String, Backup> = persistentMapOf(),
) : Map<String, Backup> by backups {
    /** When the first of them expires, or null. */
    val firstExpiry: Instant? by lazy(LazyThreadSafetyMode.PUBLICATION) {
        backups.values.mapNotNull { it.definition.expiresAt }.minOrNull()
    }

    fun with(backup: Backup): Backups = Backups(backups.putting(backup.arn, backup))

    fun without(backup: Backup): Backups = Backups(backups.removing(backup.arn))
}
