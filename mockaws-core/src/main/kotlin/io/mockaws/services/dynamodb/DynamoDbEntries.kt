package io.mockaws.services.dynamodb

import io.mockaws.engine.Entry
import io.mockaws.engine.EntryKind
import io.mockaws.engine.StoredEntries
import io.mockaws.services.dynamodb.backup.Backup
import io.mockaws.services.dynamodb.backup.BackupDefinition
import io.mockaws.services.dynamodb.backup.Backups
import io.mockaws.services.dynamodb.backup.Past
import io.mockaws.services.dynamodb.backup.PastItem
import io.mockaws.services.dynamodb.streams.OutgoingChange
import io.mockaws.services.dynamodb.streams.Stream
import io.mockaws.services.dynamodb.streams.StreamDefinition
import io.mockaws.services.dynamodb.streams.StreamRecord
import io.mockaws.services.dynamodb.streams.Streams
import io.mockaws.services.dynamodb.table.Item
import io.mockaws.services.dynamodb.table.Key
import io.mockaws.services.dynamodb.table.Table
import io.mockaws.services.dynamodb.table.TableDefinition
import io.mockaws.services.dynamodb.value.AttributeValue
import io.mockaws.services.dynamodb.value.Attributes
import kotlinx.collections.immutable.toPersistentMap
import kotlinx.serialization.builtins.MapSerializer
import kotlinx.serialization.builtins.serializer
import org.pcollections.TreePMap
import java.util.Base64

// The state as it is written down: definitions, items and their past, streams and backups; indexes are made anew when they are read.

internal val TABLE = EntryKind("table", TableDefinition.serializer())
internal val TOKEN = EntryKind("token", TransactionToken.serializer())
internal val STREAM = EntryKind("stream", StreamDefinition.serializer())
private val RECORD = EntryKind("record", StreamRecord.serializer(), within = STREAM)
private val PAST = EntryKind("past", PastItem.serializer(), within = TABLE)
internal val OUTGOING = EntryKind("outgoing", OutgoingChange.serializer())
internal val BACKUP = EntryKind("backup", BackupDefinition.serializer())
private val attributes = MapSerializer(String.serializer(), AttributeValue.serializer())
private val ITEM = EntryKind<Attributes>("item", attributes, within = TABLE)
private val KEPT_ITEM = EntryKind<Attributes>("keptItem", attributes, within = BACKUP)

internal fun entriesOf(root: DynamoDbState.Root): List<Entry> =
    buildList {
        root.tables.values.forEach { addAll(changesOf(null, it)) }
        root.pasts.forEach { (table, past) -> addAll(changesOf(table, null, past)) }
        root.tokens.forEach { (token, transaction) -> add(TOKEN.entry(token, value = transaction)) }
        root.streams.values.forEach { addAll(changesOf(null, it)) }
        root.backups.values.forEach { addAll(entriesOf(it)) }
        root.outgoing.forEach { (number, change) -> add(OUTGOING.entry(number.toString(), value = change)) }
    }

internal fun entriesOf(backup: Backup): List<Entry> =
    buildList {
        add(BACKUP.entry(backup.arn, value = backup.definition))
        for (item in backup.table.rows.values) {
            add(KEPT_ITEM.entry(backup.arn, text(backup.table.keys.of(item.attributes)), value = item.attributes))
        }
    }

/** What is to be written down when [after] takes the place of [before]; all of it where nothing was. */
internal fun changesOf(
    before: Table?,
    after: Table,
): List<Entry> =
    buildList {
        if (before?.definition !== after.definition) add(TABLE.entry(after.name, value = after.definition))
        val keys = if (before == null) after.rows.values.map { after.keys.of(it.attributes) } else after.touched
        keys.forEach { key -> add(ITEM.entry(after.name, text(key), value = after[key]?.attributes)) }
    }

/** The same of what [table] was. */
internal fun changesOf(
    table: String,
    before: Past?,
    after: Past?,
): List<Entry> =
    buildList {
        val old = before?.items ?: TreePMap.empty()
        val new = after?.items ?: TreePMap.empty()
        val gone = if (new.isEmpty()) old else old.headMap(new.firstKey(), false)
        val added = if (old.isEmpty()) new else new.tailMap(old.lastKey(), false)
        gone.keys.forEach { add(PAST.entry(table, it.toString(), value = null)) }
        added.forEach { (ordinal, item) -> add(PAST.entry(table, ordinal.toString(), value = item)) }
    }

/** The same of a stream. */
internal fun changesOf(
    before: Stream?,
    after: Stream,
): List<Entry> =
    buildList {
        if (before?.definition !== after.definition) add(STREAM.entry(after.arn, value = after.definition))
        val trimmed = before?.records?.headMap(after.first, false).orEmpty()
        val added = if (before == null) after.records else after.records.tailMap(before.last, false)
        trimmed.keys.forEach { add(RECORD.entry(after.arn, it.toString(), value = null)) }
        added.forEach { (ordinal, record) -> add(RECORD.entry(after.arn, ordinal.toString(), value = record)) }
    }

internal fun dynamoDbStateOf(entries: StoredEntries): DynamoDbState {
    val tables =
        TABLE.allIn(entries).associate { (name, definition, below) ->
            name to tableOf(definition, ITEM.valuesIn(below))
        }
    val pasts =
        TABLE.allIn(entries).filter { it.value.pointInTimeRecovery != null }.associate { (name, _, below) ->
            name to Past(TreePMap.from(PAST.allIn(below).associate { it.key.toLong() to it.value }))
        }
    val streams =
        STREAM.allIn(entries).associate { (arn, definition, below) ->
            val records = RECORD.allIn(below).associate { it.key.toLong() to it.value }
            arn to Stream(definition, TreePMap.from(records))
        }
    val tokens = TOKEN.allIn(entries).sortedBy { it.value.at }.associate { it.key to it.value }
    val backups =
        BACKUP.allIn(entries).associate { (arn, definition, below) ->
            arn to Backup(definition, tableOf(definition.table, KEPT_ITEM.valuesIn(below)))
        }
    return DynamoDbState(
        DynamoDbState.Root(
            tables.toPersistentMap(),
            tokens.toPersistentMap(),
            Streams(streams.toPersistentMap()),
            Backups(backups.toPersistentMap()),
            pasts.toPersistentMap(),
            TreePMap.from(OUTGOING.allIn(entries).associate { it.key.toLong() to it.value }),
        )
    )
}

private fun tableOf(
    definition: TableDefinition,
    items: List<Attributes>,
): Table = items.fold(Table(definition)) { table, item -> table.put(table.keys.of(item), Item(item)) }.settled()

private fun text(key: Key) = text(key.partition) + text(key.sort)

/** One text for each value: its type, how long it is and what it is. */
private fun text(value: AttributeValue?): String {
    val content =
        when (value) {
            null -> return ""
            is AttributeValue.S -> value.value
            is AttributeValue.N -> value.value.text
            is AttributeValue.B -> Base64.getEncoder().encodeToString(value.value.bytes)
            else -> error("No key is a ${value.type}")
        }
    return "${value.type}${content.length}:$content"
}
