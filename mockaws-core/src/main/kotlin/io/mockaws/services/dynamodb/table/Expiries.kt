package io.mockaws.services.dynamodb.table

import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.value.AttributeValue
import org.pcollections.TreePSet
import kotlin.time.Duration
import kotlin.time.Instant

/**
 * The items of a table in the order in which they expire: those whose [attribute] is a number, in seconds since 1970.
 * Persistent, as the table is.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html
 */
internal class Expiries private constructor(
    val attribute: String,
    private val items: TreePSet<Expiry>,
) {
    /** Without a [key] it lies before all of its second. */
    private class Expiry(
        val second: Long,
        val key: Key?,
    ) : Comparable<Expiry> {
        override fun compareTo(other: Expiry): Int = compareValuesBy(this, other, { it.second }, { it.key })
    }

    constructor(attribute: String) : this(attribute, TreePSet.empty())

    /** When the first item expires, in seconds since 1970, or null. */
    val first: Long? get() = if (items.isEmpty()) null else items.first().second

    fun replace(
        key: Key,
        old: Item?,
        new: Item?,
    ): Expiries {
        val before = old?.let { expiryOf(it) }
        val after = new?.let { expiryOf(it) }
        if (before == after) return this
        var changed = items
        if (before != null) changed = changed.minus(Expiry(before, key))
        if (after != null) changed = changed.plus(Expiry(after, key))
        return Expiries(attribute, changed)
    }

    /** The keys of what is gone at [now], where an item stays for [delay]. What expired years ago is let be: it is more likely a mistake than a date. */
    fun goneAt(
        now: Instant,
        delay: Duration,
    ): List<Key> {
        val oldest = now - DynamoDbLimits.TIME_TO_LIVE_OLDEST
        val latest = now - delay
        return items
            .tailSet(Expiry(oldest.epochSeconds, null), true)
            .takeWhile { it.second <= latest.epochSeconds }
            .map { it.key!! }
    }

    private fun expiryOf(item: Item): Long? {
        val number = (item.attributes[attribute] as? AttributeValue.N)?.value?.decimal ?: return null
        return number.toBigInteger().takeIf { it.bitLength() < Long.SIZE_BITS }?.toLong()
    }
}
