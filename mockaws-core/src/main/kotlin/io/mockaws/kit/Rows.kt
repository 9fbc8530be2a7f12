package io.mockaws.kit

import io.mockaws.engine.DamagedEntries
import io.mockaws.engine.Entry
import io.mockaws.engine.EntryKind
import io.mockaws.engine.StoredEntries
import io.mockaws.engine.Thing
import kotlinx.collections.immutable.PersistentList
import kotlinx.collections.immutable.PersistentMap
import kotlinx.collections.immutable.mutate
import kotlinx.collections.immutable.persistentListOf
import kotlinx.collections.immutable.toPersistentHashMap
import kotlinx.collections.immutable.toPersistentList
import kotlinx.serialization.KSerializer

/**
 * What many owners have in an order, and lose from its beginning: the records of shards, say. In memory the rows of an owner
 * are one list; on disk each is an entry of its own, under its owner and its index, so that a row is written once.
 */
internal class RowTable<V : Any>(
    private val name: String,
    serializer: KSerializer<V>,
) : AnyTable {
    private val kind = EntryKind(name, serializer)

    fun entry(
        owner: String,
        index: Long,
        value: V?,
    ): Entry = kind.entry("$owner/$index", value = value)

    @Suppress("UNCHECKED_CAST")
    override fun entriesOf(values: Map<String, Any>): List<Entry> =
        values.flatMap { (owner, rows) -> (rows as Rows<V>).indexed().map { (index, row) -> entry(owner, index, row) } }

    override fun read(entries: StoredEntries): PersistentMap<String, Any> =
        kind.allIn(entries).groupBy({ it.key.substringBeforeLast('/') }) { indexOf(it.key) to it.value }
            .mapValues { (_, rows) ->
                val inOrder = rows.sortedBy { it.first }
                Rows(inOrder.first().first, inOrder.map { it.second })
            }.toPersistentHashMap()

    /** Rows have no names. */
    override fun thingsOf(values: Map<String, Any>): Sequence<Thing> = emptySequence()

    private fun indexOf(key: String): Long =
        key.substringAfterLast('/').toLongOrNull() ?: throw DamagedEntries("There is no index in $name \"$key\"")
}

/** Rows of one owner, immutable: those from the index [first] up to [next], which is not there yet. */
internal class Rows<V : Any> private constructor(
    val first: Long,
    /** The rows, behind some that are gone. */
    private val kept: PersistentList<V>,
    /** How many of [kept] are gone: a list gives away its first ones slowly. */
    private val gone: Int,
) {
    constructor(first: Long, rows: List<V>) : this(first, rows.toPersistentList(), 0)

    val size: Int get() = kept.size - gone
    val next: Long get() = first + size

    fun isEmpty(): Boolean = size == 0

    operator fun get(index: Long): V? = if (index in first until next) kept[gone + (index - first).toInt()] else null

    operator fun plus(added: List<V>): Rows<V> = Rows(first, kept.mutate { it.addAll(added) }, gone)

    /** Those that stand at [index] and behind it. */
    fun from(index: Long): Rows<V> {
        if (index <= first) return this
        val left = minOf(index, next)
        val without = gone + (left - first).toInt()
        if (without <= kept.size / 2) return Rows(left, kept, without)
        return Rows(left, kept.subList(without, kept.size).toPersistentList(), 0)
    }

    /** The rows from [index] on, each with its own. */
    fun indexed(index: Long = first): Sequence<Pair<Long, V>> {
        val start = maxOf(index, first)
        return (start until next).asSequence().map { it to kept[gone + (it - first).toInt()] }
    }

    companion object {
        private val NONE = Rows<Nothing>(0, persistentListOf(), 0)

        /** Of an owner that has none. */
        @Suppress("UNCHECKED_CAST")
        fun <V : Any> none(): Rows<V> = NONE as Rows<V>
    }
}
