package io.mockaws.services.s3

import io.mockaws.engine.World
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.encryption.Encryption
import io.mockaws.services.s3.encryption.shownAlgorithm
import io.mockaws.services.s3.listing.ListingPage
import io.mockaws.services.s3.lock.objectLock
import io.mockaws.services.s3.objects.S3Object
import io.mockaws.services.s3.versions.Version
import io.mockaws.services.s3.versions.asVersion
import io.mockaws.state.ContentFacts
import io.mockaws.state.PageRequest
import io.mockaws.state.ServicePage
import io.mockaws.state.StateColumn.Kind
import io.mockaws.state.StateContent
import io.mockaws.state.StateLink
import io.mockaws.state.StateSection
import io.mockaws.state.StateTable
import io.mockaws.state.StateView
import io.mockaws.state.columns
import io.mockaws.state.row
import io.mockaws.state.section

/**
 * Buckets and objects, by folders as S3's own console shows them. Paths: bucket; bucket, `prefix`, prefix; bucket,
 * `key`, key; bucket, `versions`; bucket, `version`, id, key.
 */
internal object S3Page : ServicePage<S3State>(S3Service, "Amazon S3") {
    private const val PREFIX = "prefix"
    private const val KEY = "key"
    private const val VERSIONS = "versions"

    override fun counts(world: World): Map<String, Long> {
        val buckets = buckets(world)
        return mapOf("buckets" to buckets.size.toLong(), "objects" to buckets.sumOf { it.objects.size.toLong() })
    }

    override fun look(
        world: World,
        path: List<String>,
        page: PageRequest,
    ): StateView? {
        if (path.isEmpty()) return service(world, page)
        val bucket = buckets(world).firstOrNull { it.name == path.first() } ?: return null
        return when {
            path.size == 1 -> folder(bucket, "", page)
            path.size == 3 && path[1] == PREFIX -> folder(bucket, path[2], page)
            path.size == 2 && path[1] == VERSIONS -> versionsView(bucket, page)
            else -> version(bucket, path)?.let { view(bucket, it) }
        }
    }

    override fun content(
        world: World,
        path: List<String>,
    ): StateContent? {
        val bucket = buckets(world).firstOrNull { it.name == path.firstOrNull() } ?: return null
        val found = version(bucket, path)?.content ?: return null
        return StateContent(nameOf(found.key), found.headers.contentType, found.body.range())
    }

    private fun version(
        bucket: Bucket,
        path: List<String>,
    ): Version? =
        when {
            path.size == 3 && path[1] == KEY -> bucket.objects[path[2]]?.asVersion()

            path.size == 4 && path[1] == VERSION_STEP -> bucket.versionsOf(path[3]).firstOrNull {
                it.shownId == path[2]
            }

            else -> null
        }

    private fun buckets(world: World): Collection<Bucket> = everywhere(world).flatMap { call ->
        call.state.runLifecycles(call)
        call.state.buckets()
    }

    private fun service(
        world: World,
        page: PageRequest,
    ): StateView {
        val all = buckets(world)
        val slice = page.slice(all.filter { page.admits(it.name) }) { listOf(it.name) }
        val rows =
            slice.entries.map {
                val bytes = it.objects.values.sumOf(S3Object::size)
                row(listOf(it.name), it.name, it.objects.size, bytes, it.region, it.owner, it.created)
            }
        val columns =
            columns(
                "Name" to Kind.TEXT,
                "Objects" to Kind.NUMBER,
                "Size" to Kind.BYTES,
                "Region" to Kind.TEXT,
                "Account" to Kind.TEXT,
                "Created" to Kind.TIME,
            )
        val table = StateTable("Buckets", columns, rows, slice.next, all.size.toLong(), "name contains")
        return StateView(title, "service", table = table)
    }

    private fun folder(
        bucket: Bucket,
        prefix: String,
        page: PageRequest,
    ): StateView {
        val found = ListingPage.of(bucket.objects, prefix + page.filter, "/", page.after, page.limit)
        val folders =
            found.commonPrefixes.map { row(listOf(bucket.name, PREFIX, it), it.removePrefix(prefix), null, null, null) }
        val objects =
            found.entries.map {
                val path = listOf(bucket.name, KEY, it.key)
                row(path, it.key.removePrefix(prefix), it.size, it.headers.contentType, it.lastModified)
            }
        val columns =
            columns("Name" to Kind.TEXT, "Size" to Kind.BYTES, "Type" to Kind.TEXT, "Last modified" to Kind.TIME)
        val next = found.last.takeIf { found.isTruncated }
        val hasVersions = prefix.isEmpty() && page.after == null && bucket.settings.versioning != null
        val versions = if (hasVersions) {
            listOf(
                row(listOf(bucket.name, VERSIONS), "All versions", null, null, null)
            )
        } else {
            emptyList()
        }
        val about = section(
            "Bucket",
            "ARN" to bucket.arn,
            "Region" to bucket.region,
            "Objects" to bucket.objects.size,
            "Versioning" to bucket.settings.versioning?.status,
            "Object lock" to bucket.objectLock?.let { "Enabled" },
        )
        val uploads = bucket.uploads.values.associate { "${it.key} (${it.id})" to "${it.parts.size} parts" }
        return StateView(
            title = if (prefix.isEmpty()) bucket.name else nameOf(prefix) + "/",
            kind = if (prefix.isEmpty()) "bucket" else "folder",
            trail = if (prefix.isEmpty()) emptyList() else trail(bucket, prefix.removeSuffix("/")),
            sections = if (prefix.isEmpty()) listOf(about, section("Uploads in progress", uploads)) else emptyList(),
            table = StateTable("Objects", columns, versions + folders + objects, next, filter = "name begins with"),
        )
    }

    private fun view(
        bucket: Bucket,
        version: Version,
    ): StateView {
        val about = section(
            "Version",
            "Version id" to version.shownId,
            "Versions of the key" to bucket.versionsOf(version.key).size
        )
        val versions = listOf(about).takeIf { bucket.settings.versioning != null }.orEmpty()
        val target = version.content ?: return marker(bucket, version, versions)
        return view(bucket, target, versions)
    }

    private fun marker(
        bucket: Bucket,
        marker: Version,
        versions: List<StateSection>,
    ): StateView {
        val about = section("Delete marker", "Key" to marker.key, "Last modified" to marker.lastModified)
        return StateView(nameOf(marker.key), "delete marker", trail(bucket, marker.key), listOf(about) + versions)
    }

    private fun view(
        bucket: Bucket,
        target: S3Object,
        versions: List<StateSection>,
    ): StateView {
        val headers = target.headers
        val about =
            section(
                "Object",
                "Key" to target.key,
                "Size in bytes" to target.size,
                "ETag" to target.eTag,
                "Last modified" to target.lastModified,
                "Storage class" to headers.storageClass,
                "Encryption" to (target.encryption.shownAlgorithm ?: "a key of the client's own"),
                "KMS key" to (target.encryption as? Encryption.ByKms)?.keyArn,
                "Retention" to target.lock.retention?.let { "${it.mode} until ${it.until}" },
                "Legal hold" to target.lock.legalHold,
                (target.checksum?.algorithm?.name ?: "Checksum") to target.checksum?.let { "${it.value} (${it.type})" },
                "Parts" to target.parts.size.takeIf { it > 0 },
            )
        val sent =
            section(
                "Headers",
                "Content-Type" to headers.contentType,
                "Content-Encoding" to headers.contentEncoding,
                "Content-Language" to headers.contentLanguage,
                "Content-Disposition" to headers.contentDisposition,
                "Cache-Control" to headers.cacheControl,
                "Expires" to headers.expires,
                "x-amz-website-redirect-location" to headers.websiteRedirectLocation,
            )
        return StateView(
            title = nameOf(target.key),
            kind = "object",
            trail = trail(bucket, target.key),
            sections =
            versions + listOf(about, sent, section("Metadata", headers.metadata), section("Tags", headers.tags)),
            content = ContentFacts(headers.contentType, target.size),
        )
    }

    /** The bucket and the folders around [key]. */
    private fun trail(
        bucket: Bucket,
        key: String,
    ): List<StateLink> {
        val folders =
            key.indices.filter { key[it] == '/' && it < key.lastIndex }.map { slash ->
                val prefix = key.take(slash + 1)
                StateLink(nameOf(prefix), listOf(bucket.name, PREFIX, prefix))
            }
        return listOf(StateLink(bucket.name, listOf(bucket.name))) + folders
    }

    /** What stands behind the last slash that has something behind it. */
    private fun nameOf(key: String): String = key.trimEnd('/').substringAfterLast('/').ifEmpty { key }
}
