package io.mockaws.services.s3.page

import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.listing.ListingPage
import io.mockaws.services.s3.lock.objectLock
import io.mockaws.state.PageRequest
import io.mockaws.state.StateColumn.Kind
import io.mockaws.state.StateTable
import io.mockaws.state.StateView
import io.mockaws.state.columns
import io.mockaws.state.row
import io.mockaws.state.section

/** What is right under [prefix]; where that is empty, the bucket itself. */
internal fun folderView(
    bucket: Bucket,
    prefix: String,
    page: PageRequest,
): StateView {
    val found = ListingPage.of(bucket.objects, prefix + page.filter, "/", page.after, page.limit)
    val folders =
        found.commonPrefixes.map {
            row(listOf(bucket.name, PREFIX_STEP, it), it.removePrefix(prefix), null, null, null)
        }
    val objects =
        found.entries.map {
            val path = listOf(bucket.name, KEY_STEP, it.key)
            row(path, it.key.removePrefix(prefix), it.size, it.headers.contentType, it.lastModified)
        }
    val columns =
        columns("Name" to Kind.TEXT, "Size" to Kind.BYTES, "Type" to Kind.TEXT, "Last modified" to Kind.TIME)
    val next = found.last.takeIf { found.isTruncated }
    val hasVersions = prefix.isEmpty() && page.after == null && bucket.settings.versioning != null
    val all = listOf(row(listOf(bucket.name, VERSIONS_STEP), "All versions", null, null, null)).takeIf {
        hasVersions
    }.orEmpty()
    val about = section(
        "Bucket",
        "ARN" to bucket.arn,
        "Region" to bucket.region,
        "Objects" to bucket.objects.size,
        "Versioning" to bucket.settings.versioning?.status,
        "Object lock" to bucket.objectLock?.let { "Enabled" },
    )
    val uploads = bucket.uploads.values.associate { "${it.key} (${it.id})" to "${it.parts.size} parts" }
    val table = StateTable("Objects", columns, all + folders + objects, next, filter = "name begins with")
    if (prefix.isNotEmpty()) {
        return StateView(nameOf(prefix) + "/", "folder", trail(bucket, prefix.removeSuffix("/")), table = table)
    }
    val sections = listOf(about, section("Uploads in progress", uploads)) + settingSections(bucket)
    return StateView(bucket.name, "bucket", sections = sections, table = table)
}
