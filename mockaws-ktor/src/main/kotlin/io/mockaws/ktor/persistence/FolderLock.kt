package io.mockaws.ktor.persistence

import java.io.IOException
import java.nio.ByteBuffer
import java.nio.channels.FileChannel
import java.nio.channels.OverlappingFileLockException
import java.nio.file.Path
import java.nio.file.StandardOpenOption.CREATE
import java.nio.file.StandardOpenOption.WRITE
import kotlin.io.path.readText

/** That this process has a folder for itself; the system takes it back when the process ends, however that happens. */
internal class FolderLock private constructor(
    private val file: FileChannel,
) : AutoCloseable {
    override fun close() = file.close()

    companion object {
        /** @throws IOException when another process has [folder] */
        fun take(folder: Path): FolderLock {
            val file = FileChannel.open(folder.resolve(FILE), CREATE, WRITE)
            val isTaken =
                try {
                    file.tryLock() != null
                } catch (_: OverlappingFileLockException) {
                    false
                }
            if (isTaken) {
                file.truncate(0)
                file.write(ByteBuffer.wrap("${ProcessHandle.current().pid()}".toByteArray()))
                return FolderLock(file)
            }
            file.close()
            throw IOException("Another server${ownerOf(folder)} uses $folder")
        }

        /** The process that has [folder], as it says itself; nothing where it cannot be read, as on Windows. */
        private fun ownerOf(folder: Path): String =
            try {
                folder.resolve(FILE).readText().toLongOrNull()?.let { ", process $it," }.orEmpty()
            } catch (_: IOException) {
                ""
            }

        private const val FILE = "lock"
    }
}
