package io.mockaws.engine

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.atomic.AtomicLong
import kotlin.io.path.deleteIfExists
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name

/** Where the files of long contents are: a temporary folder, or one that outlives the mock. */
internal class BodyFolder private constructor(
    private val isKept: Boolean,
    make: () -> Path,
) {
    private val lazyPath = lazy(make)
    private val files = AtomicLong()
    val path: Path get() = lazyPath.value

    /** Whether a file goes when nothing refers to it any more. */
    @Volatile
    var deletes: Boolean = !isKept

    fun create(): SpilledFile = SpilledFile.create(path.resolve("${files.incrementAndGet()}"), this)

    /** The file [name], which must be as it was written; null when it is not. */
    fun open(
        name: String,
        length: Long,
        checksum: Long,
    ): SpilledFile? = SpilledFile.open(path.resolve(name), this, length, checksum)

    /** Deletes all files but those named, and goes on with names that were not given yet. */
    fun sweep(named: Set<String>) {
        val (known, orphans) = path.listDirectoryEntries().partition { it.name in named }
        orphans.forEach { it.deleteIfExists() }
        files.set(known.mapNotNull { it.name.toLongOrNull() }.maxOrNull() ?: 0)
    }

    /** No mock needs it any more. */
    fun release() {
        deletes = !isKept
        if (!isKept && lazyPath.isInitialized()) path.toFile().deleteRecursively()
    }

    companion object {
        /** A new folder below [parent], or below the system's own for such. */
        fun temporary(parent: Path?): BodyFolder =
            BodyFolder(isKept = false) {
                if (parent ==
                    null
                ) {
                    Files.createTempDirectory("mockaws-")
                } else {
                    Files.createTempDirectory(parent, "mockaws-")
                }
            }

        /** [path] itself, whose files stay until [deletes] is set. */
        fun kept(path: Path): BodyFolder = BodyFolder(isKept = true) { Files.createDirectories(path) }
    }
}
