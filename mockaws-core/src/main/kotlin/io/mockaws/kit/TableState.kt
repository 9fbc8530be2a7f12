package io.mockaws.kit

import io.mockaws.engine.ChangeListener
import io.mockaws.engine.Entry
import io.mockaws.engine.EntryKind
import io.mockaws.engine.ServiceState
import io.mockaws.engine.StoredEntries
import io.mockaws.engine.Thing
import kotlinx.collections.immutable.PersistentMap
import kotlinx.collections.immutable.mutate
import kotlinx.collections.immutable.persistentHashMapOf
import kotlinx.collections.immutable.toPersistentHashMap
import kotlinx.serialization.KSerializer

/**
 * One sort of things that a state has many of, by a key: secrets by name, say. A value is immutable, and is written to
 * disk as it is.
 */
internal class Table<V : Any>(
    name: String,
    serializer: KSerializer<V>,
) : AnyTable {
    private val kind = EntryKind(name, serializer)

    /** What it holds, in words: `instance profile`. */
    val noun: String = name.replace(Regex("[A-Z]")) { " " + it.value.lowercase() }

    fun entry(
        key: String,
        value: V?,
    ): Entry = kind.entry(key, value = value)

    @Suppress("UNCHECKED_CAST")
    override fun entriesOf(
        values: Map<String, Any>
    ): List<Entry> = values.map { (key, value) -> entry(key, value as V) }

    override fun read(entries: StoredEntries): PersistentMap<String, V> =
        kind.allIn(entries).associate { it.key to it.value }.toPersistentHashMap()

    override fun thingsOf(values: Map<String, Any>): Sequence<Thing> =
        values.keys.asSequence().filterNot(::isNumber).map { Thing(noun, it.substringAfterLast('/'), listOf(it)) }

    private fun isNumber(key: String) = key.all { it.isDigit() }
}

/** What a state keeps of one sort: a [Table] or a [RowTable]. */
internal interface AnyTable {
    /** [values], which it has by key in memory, as they are kept on disk. */
    fun entriesOf(values: Map<String, Any>): List<Entry>

    /** What [entries] have of it, by key as in memory. */
    fun read(entries: StoredEntries): PersistentMap<String, Any>

    /** What of [values] has a name. */
    fun thingsOf(values: Map<String, Any>): Sequence<Thing>
}

/** All values of a state's tables, by table and key. */
private typealias Values = PersistentMap<AnyTable, PersistentMap<String, Any>>

/** What the tables of a state hold at one moment. */
internal open class Tables internal constructor(
    internal open val values: Values,
) {
    /** The values of [table] by key, in no order. */
    @Suppress("UNCHECKED_CAST")
    operator fun <V : Any> get(table: Table<V>): Map<String, V> = values[table].orEmpty() as Map<String, V>

    /** The rows that [table] has of [owner], none where there never were any. */
    @Suppress("UNCHECKED_CAST")
    fun <V : Any> rows(
        table: RowTable<V>,
        owner: String,
    ): Rows<V> = values[table]?.get(owner) as Rows<V>? ?: Rows.none()

    internal fun entries(): List<Entry> = values.flatMap { (table, all) -> table.entriesOf(all) }

    internal fun things(): Sequence<Thing> = values.asSequence().flatMap { (table, all) -> table.thingsOf(all) }

    companion object {
        /** Nothing. */
        val EMPTY: Tables = Tables(persistentHashMapOf())

        /** What [entries] have of [tables]. */
        fun read(
            entries: StoredEntries,
            vararg tables: AnyTable,
        ): Tables = Tables(tables.associateWith { it.read(entries) }.toPersistentHashMap())
    }
}

/** The tables as one writer sees and changes them. */
internal class TableWriter internal constructor(
    before: Tables,
    isWatched: Boolean,
) : Tables(before.values) {
    override var values: Values = before.values
        private set

    /** What was written; null where nobody wants to hear of it. */
    internal val changes: MutableList<Entry>? = if (isWatched) ArrayList(1) else null

    operator fun <V : Any> set(
        table: Table<V>,
        key: String,
        value: V,
    ) {
        values = values.putting(table, all(table).putting(key, value))
        changes?.add(table.entry(key, value))
    }

    /** Removes what [table] has at [key], if it has anything. */
    fun remove(
        table: Table<*>,
        key: String,
    ) {
        val all = values[table] ?: return
        if (key !in all) return
        values = values.putting(table, all.removing(key))
        changes?.add(table.entry(key, null))
    }

    /** Removes what [table] has at [keys], which costs less than one by one. */
    fun removeAll(
        table: Table<*>,
        keys: Collection<String>,
    ) {
        val before = values[table] ?: return
        val there = keys.filter { it in before }
        if (there.isEmpty()) return
        values = values.putting(table, before.mutate { all -> there.forEach(all::remove) })
        if (changes != null) there.mapTo(changes) { table.entry(it, null) }
    }

    /** Puts [added] behind the rows that [table] has of [owner]; where it has none, they begin at [index]. */
    fun <V : Any> append(
        table: RowTable<V>,
        owner: String,
        index: Long,
        added: List<V>,
    ) {
        if (added.isEmpty()) return
        val before = rows(table, owner)
        val rows = if (before.isEmpty()) Rows(index, added) else before + added
        values = values.putting(table, all(table).putting(owner, rows))
        val start = rows.next - added.size
        if (changes != null) added.mapIndexedTo(changes) { i, row -> table.entry(owner, start + i, row) }
    }

    /** Removes the rows of [owner] that stand before the index [until]. */
    fun <V : Any> removeRows(
        table: RowTable<V>,
        owner: String,
        until: Long = Long.MAX_VALUE,
    ) {
        val rows = rows(table, owner)
        val left = rows.from(until)
        if (left === rows) return
        val others = all(table)
        values = values.putting(table, if (left.isEmpty()) others.removing(owner) else others.putting(owner, left))
        if (changes != null) (rows.first until left.first).mapTo(changes) { table.entry(owner, it, null) }
    }

    private fun all(table: AnyTable): PersistentMap<String, Any> = values[table] ?: persistentHashMapOf()
}

/**
 * A state that is some [Table]s of immutable values, which is enough for most services. A reader takes [now] and sees one
 * moment of everything; a writer changes all or nothing.
 */
internal abstract class TableState<S : TableState<S>>(
    tables: Tables,
) : ServiceState<S> {
    private val lock = Any()
    private var listener: ChangeListener? = null

    /** The tables at this moment. */
    @Volatile
    var now: Tables = tables
        private set

    /** Another state with [tables]. */
    protected abstract fun with(tables: Tables): S

    override fun fork(): S = with(now)

    override fun entries(): List<Entry> = now.entries()

    /** Each table holds things of its name, called by their keys or by what these end in, unless a state knows better. */
    override fun things(): Sequence<Thing> = now.things()

    override fun tell(listener: ChangeListener) = synchronized(lock) { this.listener = listener }

    /** Runs [change], one writer at a time. What it writes is seen all at once when it returns, and never when it throws. */
    fun <R> write(change: TableWriter.() -> R): R =
        synchronized(lock) {
            val listener = listener
            val writer = TableWriter(now, listener != null)
            val result = writer.change()
            if (writer.values !== now.values) now = Tables(writer.values)
            val changes = writer.changes
            if (listener != null && !changes.isNullOrEmpty()) listener.changed(changes)
            result
        }
}
