package io.mockaws.services.s3.listing

import io.mockaws.services.s3.bucket.Utf8Order
import io.mockaws.services.s3.multipart.MultipartUpload

/** One page of the uploads in progress, by key and then by the time they were begun. */
internal class UploadsPage(
    val uploads: List<MultipartUpload>,
    val commonPrefixes: List<String>,
    val isTruncated: Boolean,
    /** The upload that the page ends with; null when it ends with a common prefix. */
    val last: MultipartUpload?,
) {
    /** Where a page begins: behind all uploads of [key], or behind the one with [uploadId] among them. */
    class Marker(
        val key: String?,
        val uploadId: String?,
    )

    companion object {
        private val ORDER =
            compareBy<MultipartUpload, String>(Utf8Order) { it.key }.thenBy { it.initiated }.thenBy { it.id }

        fun of(
            all: Collection<MultipartUpload>,
            prefix: String,
            delimiter: String?,
            marker: Marker,
            limit: Int,
        ): UploadsPage {
            val uploads = ArrayList<MultipartUpload>()
            val prefixes = LinkedHashSet<String>()
            var last: MultipartUpload? = null
            for (upload in behind(marker, all.filter { it.key.startsWith(prefix) }.sortedWith(ORDER))) {
                val common = commonPrefix(upload.key, prefix, delimiter)
                if (common != null && (marker.key?.startsWith(common) == true || common in prefixes)) continue
                if (uploads.size + prefixes.size == limit) {
                    return UploadsPage(uploads, prefixes.toList(), limit > 0, last)
                }
                if (common == null) uploads += upload else prefixes += common
                last = upload.takeIf { common == null }
            }
            return UploadsPage(uploads, prefixes.toList(), false, last)
        }

        private fun behind(
            marker: Marker,
            sorted: List<MultipartUpload>,
        ): List<MultipartUpload> {
            val key = marker.key ?: return sorted
            val begun = sorted.indexOfFirst { it.key == key && it.id == marker.uploadId }
            if (begun >= 0) return sorted.drop(begun + 1)
            return sorted.dropWhile { Utf8Order.compare(it.key, key) <= 0 }
        }
    }
}

/** What [key] is rolled up to: all up to the first [delimiter] behind [prefix]; null when there is none. */
internal fun commonPrefix(
    key: String,
    prefix: String,
    delimiter: String?,
): String? {
    if (delimiter.isNullOrEmpty()) return null
    val at = key.indexOf(delimiter, prefix.length)
    return if (at < 0) null else key.substring(0, at + delimiter.length)
}

/**
 * Where a page begins behind [marker]: a key that is rolled up to a common prefix stands for all of that, as recordings
 * of ListObjects at AWS show it.
 */
internal fun pastCommonPrefix(
    marker: String,
    prefix: String,
    delimiter: String?,
): String = if (marker.startsWith(prefix)) commonPrefix(marker, prefix, delimiter) ?: marker else marker
