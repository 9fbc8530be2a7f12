package io.mockaws.services.s3.page

import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.versions.Version
import io.mockaws.state.PageRequest
import io.mockaws.state.StateColumn.Kind
import io.mockaws.state.StateLink
import io.mockaws.state.StateTable
import io.mockaws.state.StateView
import io.mockaws.state.columns
import io.mockaws.state.row

/** All versions of a bucket, delete markers too, in the order of ListObjectVersions. */
internal fun versionsView(
    bucket: Bucket,
    page: PageRequest,
): StateView {
    val slice = page.slice(behind(bucket, page), ::tokenOf)
    val rows =
        slice.entries.map {
            val path = listOf(bucket.name, VERSION_STEP, it.shownId, it.key)
            row(path, it.key, it.shownId, it.content?.size, typeOf(it), it.lastModified)
        }
    val columns =
        columns(
            "Key" to Kind.TEXT,
            "Version" to Kind.TEXT,
            "Size" to Kind.BYTES,
            "Type" to Kind.TEXT,
            "Last modified" to Kind.TIME,
        )
    val table = StateTable("Versions", columns, rows, slice.next, filter = "key begins with")
    return StateView("Versions", "versions", listOf(StateLink(bucket.name, listOf(bucket.name))), table = table)
}

private fun behind(
    bucket: Bucket,
    page: PageRequest,
): Sequence<Version> {
    val from = page.after?.substringAfter('/') ?: page.filter
    val all =
        generateSequence(bucket.keyFrom(from)) { bucket.keyBehind(it) }
            .takeWhile { it.startsWith(page.filter) }
            .flatMap { bucket.versionsOf(it) }
    return if (page.after == null) all else all.dropWhile { tokenOf(it) != page.after }.drop(1)
}

/** An id has no slash. */
private fun tokenOf(version: Version) = "${version.shownId}/${version.key}"

private fun typeOf(version: Version) = version.content?.headers?.contentType ?: "delete marker"
