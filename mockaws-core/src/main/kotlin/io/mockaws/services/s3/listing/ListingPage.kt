package io.mockaws.services.s3.listing

import io.mockaws.services.s3.bucket.Utf8Order
import org.pcollections.TreePMap

/**
 * One page of a listing by key. Keys that have the delimiter behind the prefix are rolled up to what they share, and
 * each such common prefix counts as one entry of the page.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html
 */
internal class ListingPage<V>(
    val entries: List<V>,
    val commonPrefixes: List<String>,
    val isTruncated: Boolean,
    /** The last key or common prefix of the page: the next one begins behind it. Null when the page is empty. */
    val last: String?,
) {
    companion object {
        /**
         * @param after the page begins behind this key; if it is a common prefix, behind all that it stands for
         */
        fun <V> of(
            sorted: TreePMap<String, V>,
            prefix: String,
            delimiter: String?,
            after: String?,
            limit: Int,
        ): ListingPage<V> {
            val entries = ArrayList<V>()
            val prefixes = ArrayList<String>()
            var last: String? = null
            val walk = Walk(sorted, prefix, after)
            // S3 says that a page of nothing is complete.
            if (limit == 0) return ListingPage(entries, prefixes, false, null)
            while (true) {
                val (key, value) = walk.next() ?: return ListingPage(entries, prefixes, false, last)
                val common = commonPrefix(key, prefix, delimiter)
                if (common != null && common == after) {
                    walk.skip(common)
                    continue
                }
                if (entries.size + prefixes.size == limit) return ListingPage(entries, prefixes, true, last)
                if (common == null) {
                    entries += value
                    last = key
                } else {
                    prefixes += common
                    last = common
                    walk.skip(common)
                }
            }
        }
    }
}

/** The entries with a prefix in order, with leaps over those that share another. */
private class Walk<V>(
    private val sorted: TreePMap<String, V>,
    private val prefix: String,
    after: String?,
) {
    private var rest: Iterator<Map.Entry<String, V>> =
        if (after != null && Utf8Order.compare(after, prefix) >= 0) from(after, false) else from(prefix, true)

    fun next(): Map.Entry<String, V>? {
        if (!rest.hasNext()) return null
        return rest.next().takeIf { it.key.startsWith(prefix) }
    }

    fun skip(common: String) {
        rest = from(common + Utf8Order.LAST, false)
    }

    private fun from(
        key: String,
        inclusive: Boolean,
    ) = sorted.tailMap(key, inclusive).entries.iterator()
}
