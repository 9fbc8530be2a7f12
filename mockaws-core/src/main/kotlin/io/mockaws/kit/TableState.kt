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
) {
    private val kind = EntryKind(name, serializer)

    /** What it holds, in words: `instance profile`. */
    val noun: String = name.replace(Regex("[A-Z]")) { " " + it.value.lowercase() }

    fun entry(
        key: String,
        value: V?,
    ): Entry = kind.entry(key, value = value)

    fun read(entries: StoredEntries): PersistentMap<String, V> =
        kind.allIn(entries).associate { it.key to it.value }.toPersistentHashMap()
}

/** All values of a state's tables, by table and key. */
private typealias Values = PersistentMap<Table<*>, PersistentMap<String, Any>>

/** What the tables of a state hold at one moment. */
internal open class Tables internal constructor(
    internal open val values: Values,
) {
    /** The values of [table] by key, in no order. */
    @Suppress("UNCHECKED_CAST")
    operator fun <V : Any> get(table: Table<V>): Map<String, V> = values[table].orEmpty() as Map<String, V>

    @Suppress("UNCHECKED_CAST")
    internal fun entries(): List<Entry> =
        values.flatMap { (table, all) -> all.map { (key, value) -> (table as Table<Any>).entry(key, value) } }

    internal fun things(): Sequence<Thing> =
        values.asSequence().flatMap { (table, all) ->
            all.keys.asSequence().filterNot(::isNumber).map {
                Thing(table.noun, it.substringAfterLast('/'), listOf(it))
            }
        }

    private fun isNumber(key: String) = key.all { it.isDigit() }

    companion object {
        /** Nothing. */
        val EMPTY: Tables = Tables(persistentHashMapOf())

        /** What [entries] have of [tables]. */
        fun read(
            entries: StoredEntries,
            vararg tables: Table<*>,
        ): Tables = Tables(tables.associateWith { it.read(entries) }.toPersistentHashMap())
    }
}

/** The tables as one writer sees and changes them. */
internal class TableWriter internal constructor(
    before: Tables,
) : Tables(before.values) {
    override var values: Values = before.values
        private set
    internal val changes = ArrayList<Entry>(1)

    operator fun <V : Any> set(
        table: Table<V>,
        key: String,
        value: V,
    ) {
        values = values.putting(table, (values[table] ?: persistentHashMapOf()).putting(key, value))
        changes += table.entry(key, value)
    }

    /** Puts all of [entries], which costs less than one by one. */
    fun <V : Any> putAll(
        table: Table<V>,
        entries: Map<String, V>,
    ) {
        if (entries.isEmpty()) return
        values = values.putting(table, (values[table] ?: persistentHashMapOf()).mutate { it.putAll(entries) })
        entries.mapTo(changes) { (key, value) -> table.entry(key, value) }
    }

    /** Removes what [table] has at [key], if it has anything. */
    fun remove(
        table: Table<*>,
        key: String,
    ) {
        val all = values[table] ?: return
        if (key !in all) return
        values = values.putting(table, all.removing(key))
        changes += table.entry(key, null)
    }
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
            val writer = TableWriter(now)
            val result = writer.change()
            if (writer.changes.isNotEmpty()) {
                now = Tables(writer.values)
                listener?.changed(writer.changes)
            }
            result
        }
}
