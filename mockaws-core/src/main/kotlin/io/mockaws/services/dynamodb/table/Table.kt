package io.mockaws.services.dynamodb.table

import io.mockaws.services.dynamodb.value.Attributes
import org.pcollections.ConsPStack
import kotlin.time.Duration
import kotlin.time.Instant

/** A table with all that it holds; immutable. Each change keeps its indexes in step. */
internal class Table private constructor(
    val definition: TableDefinition,
    val keys: KeyNames,
    val rows: Rows,
    val indexes: List<Index>,
    /** Null where time to live is not enabled. */
    private val expiries: Expiries?,
    /** Where items were put or removed since the table was [settled], the last first. */
    val touched: ConsPStack<Key> = ConsPStack.empty(),
) {
    constructor(definition: TableDefinition) : this(
        definition,
        definition.keysOf(definition.keySchema),
        Rows(),
        definition.indexes.map { Index(it, definition) },
        definition.timeToLiveAttribute?.let { Expiries(it) },
    )

    val name: String get() = definition.name

    fun index(name: String): Index? = indexes.firstOrNull { it.definition.name == name }

    operator fun get(key: Key): Item? = rows[key]

    /** When the first item expires, in seconds since 1970, or null. */
    val firstExpiry: Long? get() = expiries?.first

    fun put(
        key: Key,
        item: Item,
    ): Table {
        val old = rows[key]
        return changed(rows.with(key, item, old), key, old, item)
    }

    fun remove(key: Key): Table {
        val old = rows[key] ?: return this
        return changed(rows.without(key), key, old, null)
    }

    private fun changed(
        rows: Rows,
        key: Key,
        old: Item?,
        new: Item?,
    ) = Table(
        definition,
        keys,
        rows,
        indexes.map { it.replace(key, old, new) },
        expiries?.replace(key, old, new),
        touched.plus(key),
    )

    /** What has become of the items that were touched since the table was [before], the first first. */
    fun touchedSince(before: Table?): List<TouchedItem> =
        ArrayList(touched).asReversed().mapNotNull { key ->
            val old = before?.get(key)
            val new = this[key]
            (new ?: old)?.let { TouchedItem(keys.partOf(it.attributes), old, new) }
        }

    /** The same table with nothing touched. */
    fun settled(): Table = if (touched.isEmpty()) this else Table(definition, keys, rows, indexes, expiries)

    /** Without the items that have outlived their time by [delay] at [now]; the table itself when there are none. */
    fun withoutExpired(
        now: Instant,
        delay: Duration,
    ): Table =
        expiries?.goneAt(now, delay)?.fold(this) { table, key -> table.remove(key) } ?: this

    /** The same items under another definition: indexes that it does not name are dropped, new ones are filled. */
    fun redefined(changed: TableDefinition): Table {
        val kept =
            changed.indexes.map { definition ->
                index(definition.name)?.takeIf { it.definition.holdsAs(definition) }?.redefined(definition)
                    ?: rows.values.fold(Index(definition, changed)) { index, item ->
                        index.replace(keys.of(item.attributes), null, item)
                    }
            }
        return Table(changed, keys, rows, kept, expiriesBy(changed.timeToLiveAttribute), touched)
    }

    private fun expiriesBy(attribute: String?): Expiries? =
        when (attribute) {
            null -> null

            expiries?.attribute -> expiries

            else -> rows.values.fold(Expiries(attribute)) { all, item ->
                all.replace(keys.of(item.attributes), null, item)
            }
        }
}

/** An item that was put or removed: what it was and what it is; null where there was or is none. */
internal class TouchedItem(
    val key: Attributes,
    val old: Item?,
    val new: Item?,
)

/** A secondary index: its own copy of the projected attributes, in its own order. */
internal class Index private constructor(
    val definition: IndexDefinition,
    val keys: KeyNames,
    /** Null for all attributes. */
    private val projected: Set<String>?,
    val rows: Rows,
) {
    constructor(definition: IndexDefinition, table: TableDefinition) : this(
        definition,
        table.keysOf(definition.keySchema),
        projectedBy(definition, table),
        Rows(),
    )

    fun projects(attribute: String): Boolean = projected == null || attribute in projected

    val projectsAll: Boolean get() = projected == null

    /** What the index holds of [item], the table's item under [base]; null where it lacks the index's key. */
    fun entry(
        base: Key,
        item: Item,
    ): Pair<Key, Item>? {
        val key = keys.ofOrNull(item.attributes, base) ?: return null
        return key to if (projected == null) item else Item(item.attributes.filterKeys { it in projected })
    }

    fun replace(
        base: Key,
        old: Item?,
        new: Item?,
    ): Index {
        val before = old?.let { keys.ofOrNull(it.attributes, base) }
        val after = new?.let { entry(base, it) }
        if (before == null && after == null) return this
        var changed = rows
        if (before != null && (after == null || before.compareTo(after.first) != 0)) changed = changed.without(before)
        if (after != null) changed = changed.with(after.first, after.second)
        return Index(definition, keys, projected, changed)
    }

    fun redefined(changed: IndexDefinition): Index = Index(changed, keys, projected, rows)

    private companion object {
        fun projectedBy(
            definition: IndexDefinition,
            table: TableDefinition,
        ): Set<String>? {
            if (definition.projection.projectionType == "ALL") return null
            val keys = (table.keySchema + definition.keySchema).map { it.attributeName!! }
            return keys.toSet() + definition.projection.nonKeyAttributes.orEmpty()
        }
    }
}
