package io.mockaws.services.dynamodb.table

import io.mockaws.services.dynamodb.value.AttributeType
import io.mockaws.services.dynamodb.value.AttributeValue
import io.mockaws.services.dynamodb.value.Attributes
import io.mockaws.services.dynamodb.value.compareOrNull

/** A key attribute and the only type that its values may have. */
internal class KeyAttribute(
    val name: String,
    val type: AttributeType,
)

/** The key attributes of a table or index. */
internal class KeyNames(
    val partition: KeyAttribute,
    val sort: KeyAttribute?,
) {
    val all: List<KeyAttribute> = listOfNotNull(partition, sort)

    /** The key of [attributes], which must have it. */
    fun of(
        attributes: Attributes
    ): Key = Key(attributes.getValue(partition.name), sort?.let { attributes.getValue(it.name) })

    /** The key of [attributes] in an index of a table whose key is [base]; null where a sparse index has no entry. */
    fun ofOrNull(
        attributes: Attributes,
        base: Key,
    ): Key? {
        val hash = attributes[partition.name]?.takeIf { it.type == partition.type } ?: return null
        if (sort == null) return Key(hash, null, base)
        val range = attributes[sort.name]?.takeIf { it.type == sort.type } ?: return null
        return Key(hash, range, base)
    }
}

/**
 * Where an item stands: by the hash of its partition key, as partitions of the real thing are spread, then by
 * partition key, then by sort key; in an index, where keys repeat, by the key in the table at last.
 *
 * A [bound] is no item's key but lies before (-1) or behind (1) all keys that begin as it does.
 */
internal class Key private constructor(
    val hash: Int,
    val partition: AttributeValue?,
    val sort: AttributeValue?,
    private val base: Key?,
    private val bound: Int,
) : Comparable<Key> {
    constructor(partition: AttributeValue, sort: AttributeValue?, base: Key? = null) :
        this(spread(partition), partition, sort, base, 0)

    override fun compareTo(other: Key): Int {
        if (hash != other.hash) return Integer.compareUnsigned(hash, other.hash)
        if (partition == null || other.partition == null) return bound.compareTo(other.bound)
        val partitions = compareOrNull(partition, other.partition) ?: partition.type.compareTo(other.partition.type)
        if (partitions != 0) return partitions
        // Only a bound lacks the sort key that another key of the same table has; it encloses all of the partition.
        if (sort == null && other.sort != null) return bound
        if (sort != null && other.sort == null) return -other.bound
        val sorts = if (sort == null || other.sort == null) 0 else compareOrNull(sort, other.sort) ?: 0
        if (sorts != 0) return sorts
        if (bound != other.bound) return bound.compareTo(other.bound)
        return if (base == null || other.base == null) 0 else base.compareTo(other.base)
    }

    companion object {
        /** Before or behind all keys of [partition], or those of them with [sort]. */
        fun bound(
            partition: AttributeValue,
            sort: AttributeValue?,
            side: Int,
        ): Key = Key(spread(partition), partition, sort, null, side)

        /** Before all keys of the hash [hash]. */
        fun bound(hash: Int): Key = Key(hash, null, null, null, -1)

        /** Spreads `hashCode`, whose near values are near, over all of [Int]; the same in every JVM. */
        private fun spread(partition: AttributeValue): Int {
            val raw =
                when (partition) {
                    is AttributeValue.S -> partition.value.hashCode()
                    is AttributeValue.N -> partition.value.hashCode()
                    is AttributeValue.B -> partition.value.hashCode()
                    else -> error("No key is a ${partition.type}")
                }
            var h = raw * -0x61c88647
            h = (h xor (h ushr 16)) * -0x7a143595
            return h xor (h ushr 13)
        }
    }
}
