package io.mockaws.services.dynamodb.table

import io.mockaws.services.dynamodb.value.Attributes
import io.mockaws.services.dynamodb.value.sizeOf
import org.pcollections.TreePMap

/** An item, or what an index holds of one. */
internal class Item(
    val attributes: Attributes,
) {
    /** In bytes, as limits and capacity count it. */
    val size: Int = sizeOf(attributes)
}

/** Items in the order of their keys. Persistent: a change makes another value that shares almost all of this one. */
internal class Rows private constructor(
    private val items: TreePMap<Key, Item>,
    /** The size of all items. */
    val bytes: Long,
) {
    constructor() : this(TreePMap.empty(), 0)

    val size: Int get() = items.size

    operator fun get(key: Key): Item? = items[key]

    /** All items in order. */
    val values: Collection<Item> get() = items.values

    fun with(
        key: Key,
        item: Item,
        old: Item? = items[key],
    ): Rows = Rows(items.plus(key, item), bytes + item.size - (old?.size ?: 0))

    fun without(key: Key): Rows {
        val old = items[key] ?: return this
        return Rows(items.minus(key), bytes - old.size)
    }

    /** Items between [from] and [to], both ends out unless they are bounds; null is the end of the table. */
    fun between(
        from: Key?,
        to: Key?,
        forward: Boolean = true,
    ): Iterator<Map.Entry<Key, Item>> {
        if (from != null && to != null && from >= to) return emptyMap<Key, Item>().iterator()
        var cut = items
        if (from != null) cut = cut.tailMap(from, false)
        if (to != null) cut = cut.headMap(to, false)
        return (if (forward) cut else cut.descendingMap()).entries.iterator()
    }
}
