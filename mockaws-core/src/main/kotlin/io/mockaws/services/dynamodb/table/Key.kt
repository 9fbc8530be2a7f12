package io.mockaws.services.dynamodb.table

import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.value.AttributeType
import io.mockaws.services.dynamodb.value.AttributeValue
import io.mockaws.services.dynamodb.value.Attributes
import io.mockaws.services.dynamodb.value.compareOrNull

/** A key attribute and the only type that its values may have. */
internal class KeyAttribute(
    val name: String,
    val type: AttributeType,
)

/**
 * The key attributes of a table or index. A table has one partition key and may have one sort key; a global index may
 * have up to four attributes of each.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.DesignPattern.MultiAttributeKeys.html
 */
internal class KeyNames(
    val partitions: List<KeyAttribute>,
    val sorts: List<KeyAttribute>,
) {
    val all: List<KeyAttribute> = partitions + sorts

    /** A table's partition key; an index may have more. */
    val partition: KeyAttribute = partitions[0]

    /** A table's sort key, or null. */
    val sort: KeyAttribute? = sorts.firstOrNull()

    /** The key of [attributes] in a table, which must have it. */
    fun of(
        attributes: Attributes
    ): Key = Key(attributes.getValue(partition.name), sort?.let { attributes.getValue(it.name) })

    /** Those of [attributes], which must have them, that make up the key. */
    fun partOf(attributes: Attributes): Attributes = all.associate { it.name to attributes.getValue(it.name) }

    /** The key of [attributes] in an index of a table whose key is [base]; null where a sparse index has no entry. */
    fun ofOrNull(
        attributes: Attributes,
        base: Key,
    ): Key? {
        val hash = partOrNull(partitions, attributes, DynamoDbLimits.PARTITION_KEY_BYTES) ?: return null
        if (sort == null) return Key(hash, null, base)
        return Key(hash, partOrNull(sorts, attributes, DynamoDbLimits.SORT_KEY_BYTES) ?: return null, base)
    }

    private fun partOrNull(
        part: List<KeyAttribute>,
        attributes: Attributes,
        maxBytes: Int,
    ): AttributeValue? {
        val values = part.map { valueOrNull(it, attributes) ?: return null }
        if (values.sumOf { keyBytes(it) } > maxBytes) return null
        return values.singleOrNull() ?: AttributeValue.L(values)
    }

    /** Writes refuse other values; items from before the index was there may have them. */
    private fun valueOrNull(
        key: KeyAttribute,
        attributes: Attributes,
    ): AttributeValue? = attributes[key.name]?.takeIf { it.type == key.type && !isEmpty(it, key) }
}

/**
 * Where an item stands: by the hash of its partition key, then by partition key, then by sort key; in an index, where
 * keys repeat, by the key in the table at last. A part that several attributes make up is a list of their values.
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
    /** See [spot]; 0 until somebody asks. */
    private var spot = 0

    constructor(partition: AttributeValue, sort: AttributeValue?, base: Key? = null) :
        this(PartitionHash.of(partition), partition, sort, base, 0)

    override fun compareTo(other: Key): Int {
        if (hash != other.hash) return Integer.compareUnsigned(hash, other.hash)
        if (partition == null || other.partition == null) return bound.compareTo(other.bound)
        val partitions = compareParts(partition, other.partition)
        if (partitions != 0) return partitions
        val sorts = compareSorts(other)
        if (sorts != 0) return sorts
        if (bound != other.bound) return bound.compareTo(other.bound)
        return if (base == null || other.base == null) 0 else base.compareInIndex(other.base)
    }

    /** Items with equal keys in an index stand by the hash of their whole keys in the table. */
    private fun compareInIndex(other: Key): Int {
        val spots = Integer.compareUnsigned(spot(), other.spot())
        return if (spots == 0) compareTo(other) else spots
    }

    private fun spot(): Int {
        if (spot == 0) spot = if (sort == null) hash else PartitionHash.of(partition!!, sort)
        return spot
    }

    /** Only a bound has less of a sort key than another key of its table or index; it encloses all that begin so. */
    private fun compareSorts(other: Key): Int {
        if (sort == null || other.sort == null) {
            return if (sort == other.sort) {
                0
            } else if (sort == null) {
                bound
            } else {
                -other.bound
            }
        }
        val common = compareParts(sort, other.sort)
        if (common != 0 || sort !is AttributeValue.L || other.sort !is AttributeValue.L) return common
        val longer = sort.values.size - other.sort.values.size
        return if (longer == 0) {
            0
        } else if (longer < 0) {
            bound
        } else {
            -other.bound
        }
    }

    companion object {
        /** As far as both go. */
        private fun compareParts(
            left: AttributeValue,
            right: AttributeValue,
        ): Int {
            if (left !is AttributeValue.L || right !is AttributeValue.L) {
                return compareOrNull(left, right) ?: left.type.compareTo(right.type)
            }
            for (i in 0 until minOf(left.values.size, right.values.size)) {
                val order = compareParts(left.values[i], right.values[i])
                if (order != 0) return order
            }
            return 0
        }

        /** Before or behind all keys of [partition], or those of them with [sort]. */
        fun bound(
            partition: AttributeValue,
            sort: AttributeValue?,
            side: Int,
        ): Key = Key(PartitionHash.of(partition), partition, sort, null, side)

        /** Before all keys of the hash [hash]. */
        fun bound(hash: Int): Key = Key(hash, null, null, null, -1)
    }
}
