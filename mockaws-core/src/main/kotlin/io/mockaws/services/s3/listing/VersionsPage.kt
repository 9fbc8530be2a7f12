package io.mockaws.services.s3.listing

import io.mockaws.services.s3.S3Faults
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.bucket.Utf8Order
import io.mockaws.services.s3.versions.Version

/** One page of the versions of all keys, by key, the latest version of a key first. */
internal class VersionsPage(
    private val bucket: Bucket,
    private val prefix: String,
    private val delimiter: String?,
    private val marker: Marker,
    private val limit: Int,
) {
    /** A version and whether it is the latest of its key. */
    class Entry(
        val version: Version,
        val isLatest: Boolean,
    )

    /** Where a page begins: behind all versions of [key], or behind the one with [id] among them. */
    class Marker(
        key: String?,
        val id: String?,
    ) {
        val key: String? = key?.ifEmpty { null }

        init {
            if (id != null && id.isEmpty()) {
                throw S3Faults.invalidArgument("A version-id marker cannot be empty.", "version-id-marker", id)
            }
            if (id != null && this.key == null) {
                throw S3Faults.invalidArgument(
                    "A version-id marker cannot be specified without a key marker.",
                    "version-id-marker",
                    id,
                )
            }
        }
    }

    private val found = ArrayList<Entry>()
    private val prefixes = ArrayList<String>()

    val entries: List<Entry> get() = found
    val commonPrefixes: List<String> get() = prefixes

    /** The key or common prefix that the page ends with. */
    var lastKey: String? = null
        private set

    /** The id of the version that the page ends with; null when it ends with a common prefix. */
    var lastId: String? = null
        private set

    val isTruncated: Boolean = limit > 0 && !fill()

    /** Whether all fitted. */
    private fun fill(): Boolean {
        var key = first()
        while (key != null && key.startsWith(prefix)) {
            val common = commonPrefix(key, prefix, delimiter)
            if (common == null) {
                if (!add(key)) return false
                key = bucket.keyBehind(key)
            } else {
                if (marker.key?.startsWith(common) != true && !add(common, null) { prefixes += common }) return false
                key = bucket.keyBehind(common + Utf8Order.LAST)
            }
        }
        return true
    }

    private fun first(): String? {
        val key = marker.key
        return when {
            key == null || Utf8Order.compare(key, prefix) < 0 -> bucket.keyFrom(prefix)
            marker.id != null -> bucket.keyFrom(key)
            else -> bucket.keyBehind(key)
        }
    }

    private fun add(key: String): Boolean {
        val all = bucket.versionsOf(key)
        val begin = if (key == marker.key) all.indexOfFirst { it.shownId == marker.id } + 1 else 0
        for (i in begin until all.size) {
            if (!add(key, all[i].shownId) { found += Entry(all[i], i == 0) }) return false
        }
        return true
    }

    private fun add(
        key: String,
        id: String?,
        one: () -> Unit,
    ): Boolean {
        if (found.size + prefixes.size == limit) return false
        one()
        lastKey = key
        lastId = id
        return true
    }
}
