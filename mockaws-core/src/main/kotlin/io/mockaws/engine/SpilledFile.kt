package io.mockaws.engine

import io.mockaws.wire.http.CHUNK
import java.io.RandomAccessFile
import java.nio.file.Files
import java.nio.file.Path
import java.util.zip.CRC32C
import kotlin.io.path.deleteIfExists
import kotlin.io.path.fileSize
import kotlin.io.path.isRegularFile

/**
 * A file that is written once, then read by many. Deleted when it is no longer reachable, while its [BodyFolder] wants that.
 * Not a FileChannel: the JDK closes that for all when one reader is interrupted.
 */
internal class SpilledFile private constructor(
    val path: Path,
    private val file: RandomAccessFile,
) {
    private val crc = CRC32C()

    /** What its content is checked by when it is opened again. */
    val checksum: Long get() = crc.value

    var length: Long = 0
        private set

    fun append(
        bytes: ByteArray,
        count: Int,
    ) {
        file.write(bytes, 0, count)
        took(bytes, count)
    }

    private fun took(
        bytes: ByteArray,
        count: Int,
    ) {
        crc.update(bytes, 0, count)
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

        fun create(
            path: Path,
            folder: BodyFolder,
        ): SpilledFile = SpilledFile(path, RandomAccessFile(Files.createFile(path).toFile(), "rw")).cleanedUp(folder)

        /** The file that was written at [path] before; null when it is not as it was. */
        fun open(
            path: Path,
            folder: BodyFolder,
            length: Long,
            checksum: Long,
        ): SpilledFile? {
            if (!path.isRegularFile() || path.fileSize() != length) return null
            val opened = SpilledFile(path, RandomAccessFile(path.toFile(), "r")).cleanedUp(folder)
            val buffer = ByteArray(CHUNK)
            while (opened.length < length) {
                val count = opened.file.read(buffer)
                if (count < 0) return null
                opened.took(buffer, count)
            }
            return opened.takeIf { it.checksum == checksum }
        }

        private fun SpilledFile.cleanedUp(folder: BodyFolder): SpilledFile {
            val file = file
            val path = path
            cleaner.register(this) {
                file.close()
                if (folder.deletes) path.deleteIfExists()
            }
            return this
        }
    }
}
