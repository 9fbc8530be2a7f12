package io.mockaws.engine

import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.builtins.ByteArraySerializer
import kotlinx.serialization.builtins.serializer
import kotlinx.serialization.cbor.Cbor

/** Where an entry stands, from the outside in: kinds and keys in turn, as `bucket`, `photos`, `object`, `a.jpg`. */
internal typealias EntryPath = List<String>

/**
 * One of the immutable things that a state is made of, as it is kept on disk. Without a [value] there is nothing at
 * [path] any more, nor below it.
 */
@OptIn(ExperimentalSerializationApi::class)
internal class Entry(
    val path: EntryPath,
    val value: Any?,
    private val kind: EntryKind<*>,
) {
    /** Files that have a part of it. */
    val files: List<SpilledFile> get() = value?.let { kind.filesOf(it) }.orEmpty()

    fun encode(cbor: Cbor): ByteArray? = value?.let { kind.encode(cbor, it) }

    /** The same entry in a larger world, [above] its state. */
    fun below(above: EntryPath): Entry = Entry(above + path, value, kind)

    companion object {
        /** Nothing at [path] any more. */
        fun gone(path: EntryPath): Entry = Entry(path, null, NOTHING)

        /** One that is bytes already. */
        fun encoded(
            path: EntryPath,
            bytes: ByteArray,
        ): Entry = Entry(path, bytes, ENCODED)

        private val NOTHING = EntryKind("", Unit.serializer())
        private val ENCODED =
            object : EntryKind<ByteArray>("", ByteArraySerializer()) {
                override fun encode(
                    cbor: Cbor,
                    value: Any,
                ): ByteArray = value as ByteArray
            }
    }
}

/** What a state has many of: tables, and the items of a table. */
@OptIn(ExperimentalSerializationApi::class)
internal open class EntryKind<V : Any>(
    private val name: String,
    private val serializer: KSerializer<V>,
    private val within: EntryKind<*>? = null,
    /** The long content of one, if it has any. */
    private val body: (V) -> StoredBody? = { null },
) {
    /**
     * [value] as what stands at a key; null for nothing any more. [keys] has the keys of those around it, too, the
     * outermost first.
     */
    fun entry(
        vararg keys: String,
        value: V?,
    ): Entry = Entry(path(keys.asList()), value, this)

    private fun path(keys: List<String>): EntryPath =
        if (within == null) listOf(name, keys.single()) else within.path(keys.dropLast(1)) + name + keys.last()

    /** Those that stand directly in [entries]. */
    fun allIn(entries: StoredEntries): List<StoredEntry<V>> =
        entries.tree.child(name)?.children.orEmpty().map { (key, below) ->
            val bytes = below.value ?: throw DamagedEntries("There is something of $name \"$key\", but not itself")
            StoredEntry(key, entries.cbor.decodeFromByteArray(serializer, bytes), StoredEntries(below, entries.cbor))
        }

    /** Those values. */
    fun valuesIn(entries: StoredEntries): List<V> = allIn(entries).map { it.value }

    @Suppress("UNCHECKED_CAST")
    open fun encode(
        cbor: Cbor,
        value: Any,
    ): ByteArray = cbor.encodeToByteArray(serializer, value as V)

    @Suppress("UNCHECKED_CAST")
    fun filesOf(value: Any): List<SpilledFile> =
        body(value as V)?.pieces.orEmpty().filterIsInstance<Piece.Spilled>().map { it.file }
}

/** An entry that was read, and what stands below it. */
internal data class StoredEntry<V>(
    val key: String,
    val value: V,
    val below: StoredEntries,
)

/** Entries as they come from disk, for a state to be made from. */
@OptIn(ExperimentalSerializationApi::class)
internal class StoredEntries(
    val tree: EntryTree<ByteArray>,
    val cbor: Cbor,
)

/** Entries that cannot have been written so. */
internal class DamagedEntries(message: String) : IllegalArgumentException(message)

/** Values by path. A value may have others below it, which go with it. */
internal class EntryTree<V : Any> {
    var value: V? = null
        private set

    private val below = LinkedHashMap<String, EntryTree<V>>(0)

    val children: Map<String, EntryTree<V>> get() = below

    fun child(step: String): EntryTree<V>? = below[step]

    fun put(
        path: EntryPath,
        value: V,
    ) {
        path.fold(this) { tree, step -> tree.below.getOrPut(step) { EntryTree() } }.value = value
    }

    /** Takes away the value at [path], and nothing of what is below it. */
    fun unset(path: EntryPath) {
        path.fold(this) { tree, step -> tree.below[step] ?: return }.value = null
    }

    /** Removes what stands at [path] and below. */
    fun remove(path: EntryPath) {
        if (path.isEmpty()) {
            value = null
            below.clear()
            return
        }
        val parent = path.dropLast(1).fold(this) { tree, step -> tree.below[step] ?: return }
        parent.below.remove(path.last())
    }
}
