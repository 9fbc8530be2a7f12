package io.mockaws.services.s3.page

import io.mockaws.engine.World
import io.mockaws.services.s3.S3Service
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.lifecycle.runLifecycles
import io.mockaws.services.s3.objects.S3Object
import io.mockaws.services.s3.versions.Version
import io.mockaws.services.s3.versions.asVersion
import io.mockaws.state.PageRequest
import io.mockaws.state.ServicePage
import io.mockaws.state.StateAction
import io.mockaws.state.StateColumn.Kind
import io.mockaws.state.StateContent
import io.mockaws.state.StateTable
import io.mockaws.state.StateView
import io.mockaws.state.columns
import io.mockaws.state.row

/**
 * Buckets and objects, by folders as S3's own console shows them. Paths: bucket; bucket, `prefix`, prefix; bucket,
 * `key`, key; bucket, `versions`; bucket, `version`, id, key.
 */
internal object S3Page : ServicePage<S3State>(S3Service, "Amazon S3") {
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
            path.size == 1 -> folderView(bucket, "", page)
            path.size == 3 && path[1] == PREFIX_STEP -> folderView(bucket, path[2], page)
            path.size == 2 && path[1] == VERSIONS_STEP -> versionsView(bucket, page)
            else -> version(bucket, path)?.let { versionView(bucket, it) }
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

    override fun actions(
        world: World,
        path: List<String>,
    ): List<StateAction> =
        when {
            path.isEmpty() -> listOf(makeBucket(world))
            path.size == 1 -> listOf(putObject(world, path[0], prefix = ""))
            path[1] == PREFIX_STEP -> listOf(putObject(world, path[0], path[2]))
            path[1] == KEY_STEP -> objectActions(world, path[0], path[2])
            else -> emptyList()
        }

    private fun version(
        bucket: Bucket,
        path: List<String>,
    ): Version? =
        when {
            path.size == 3 && path[1] == KEY_STEP -> bucket.objects[path[2]]?.asVersion()

            path.size == 4 && path[1] == VERSION_STEP -> bucket.versionsOf(path[3]).firstOrNull {
                it.shownId == path[2]
            }

            else -> null
        }

    private fun buckets(world: World): Collection<Bucket> = everywhere(world).flatMap { call ->
        call.runLifecycles()
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
}
