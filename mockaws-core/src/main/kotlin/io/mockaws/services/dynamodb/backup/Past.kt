package io.mockaws.services.dynamodb.backup

import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.table.Item
import io.mockaws.services.dynamodb.table.Table
import io.mockaws.services.dynamodb.value.Attributes
import kotlinx.serialization.Serializable
import org.pcollections.TreePMap
import kotlin.time.Instant

/** What the item with [key] was until [at]; null where there was none. */
@Serializable
internal class PastItem(
    val at: Instant,
    val key: Attributes,
    val item: Attributes? = null,
)

/**
 * What a table with point-in-time recovery was: how to undo what has happened to its items, change by change; immutable.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html
 */
internal class Past(
    /** By their ordinals, which rise with time. */
    val items: TreePMap<Long, PastItem> = TreePMap.empty(),
) {
    fun with(item: PastItem): Past = Past(items.plus(if (items.isEmpty()) 1 else items.lastKey() + 1, item))

    /** Without what brings back no moment from [earliest] on. */
    fun from(earliest: Instant): Past {
        val gone = items.entries.takeWhile { it.value.at <= earliest }.map { it.key }
        return if (gone.isEmpty()) this else Past(items.minusAll(gone))
    }

    /** [table], whose past this is, as it was at [time]. */
    fun of(
        table: Table,
        time: Instant,
    ): Table =
        items.descendingMap().values.takeWhile { it.at > time }.fold(table) { later, past ->
            val key = table.keys.of(past.key)
            if (past.item == null) later.remove(key) else later.put(key, Item(past.item))
        }.settled()
}

/** Has the past of [table], which is about to be put, remember what is changed; a table that has no recovery forgets it. */
internal fun DynamoDbState.Writer.keepPast(table: Table) {
    val kept = pasts[table.name]
    val recovery = table.definition.pointInTimeRecovery
    if (recovery == null) {
        if (kept != null) put(table.name, null)
        return
    }
    val now = clock.now()
    var past = kept ?: Past()
    for (item in table.touchedSince(tables[table.name])) {
        past = past.with(PastItem(now, item.key, item.old?.attributes))
    }
    past = past.from(recovery.earliest(now))
    if (past !== kept) put(table.name, past)
}
