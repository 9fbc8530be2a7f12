package io.mockaws.ktor.persistence

import java.io.IOException
import java.nio.channels.FileChannel
import java.nio.channels.OverlappingFileLockException
import java.nio.file.Path
import java.nio.file.StandardOpenOption.CREATE
import java.nio.file.StandardOpenOption.WRITE

/** That this process has a folder for itself; the system takes it back when the process ends, however that happens. */
internal class FolderLock private constructor(
    private val file: FileChannel,
) : AutoCloseable {
    override fun close() = file.close()

    companion object {
        /** @throws IOException when another process has [folder] */
        fun take(folder: Path): FolderLock {
            val file = FileChannel.open(folder.resolve("lock"), CREATE, WRITE)
            val isTaken =
                try {
                    file.tryLock() != null
                } catch (_: OverlappingFileLockException) {
                    false
                }
            if (isTaken) return FolderLock(file)
            file.close()
            throw IOException("Another server uses $folder")
        }
    }
}
