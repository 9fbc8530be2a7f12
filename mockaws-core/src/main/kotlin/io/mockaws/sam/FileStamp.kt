package io.mockaws.sam

import java.nio.file.Path
import kotlin.io.path.absolutePathString

/** What files and folders look like at a time: who is there, how large and how new. */
internal object FileStamp {
    fun of(paths: Collection<Path>): List<Triple<String, Long, Long>> =
        paths.flatMap { path ->
            path.toFile().walkTopDown().filter {
                it.isFile
            }.map { Triple(it.absolutePath, it.length(), it.lastModified()) }
                .sortedBy { it.first }.toList()
                .ifEmpty { listOf(Triple(path.absolutePathString(), -1L, -1L)) }
        }
}
