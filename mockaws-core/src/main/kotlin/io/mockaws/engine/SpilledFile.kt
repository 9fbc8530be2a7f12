package io.mockaws.engine

import java.io.RandomAccessFile
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.deleteIfExists

/**
 * A temporary file that is written once, then read by many. Deleted when it is no longer reachable. Not a FileChannel:
 * the JDK closes that for all when one reader is interrupted.
 */
internal class SpilledFile private constructor(
    private val path: Path,
    private val file: RandomAccessFile,
) {
    var length: Long = 0
        private set

    fun append(
        bytes: ByteArray,
        count: Int,
    ) {
        file.write(bytes, 0, count)
        length += count
    }

    fun read(
        position: Long,
        buffer: ByteArray,
        offset: Int,
        count: Int,
    ): Int =
        synchronized(file) {
            file.seek(position)
            file.read(buffer, offset, count)
        }

    /** The first [count] bytes. */
    fun readFully(
        buffer: ByteArray,
        offset: Int,
        count: Int,
    ) {
        var done = 0
        while (done < count) {
            val n = read(done.toLong(), buffer, offset + done, count - done)
            check(n > 0) { "The file is shorter than it was" }
            done += n
        }
    }

    fun delete() {
        file.close()
        path.deleteIfExists()
    }

    companion object {
        private val cleaner = java.lang.ref.Cleaner.create()

        fun create(path: Path): SpilledFile {
            val file = RandomAccessFile(Files.createFile(path).toFile(), "rw")
            return SpilledFile(path, file).also {
                cleaner.register(it) {
                    file.close()
                    path.deleteIfExists()
                }
            }
        }
    }
}
