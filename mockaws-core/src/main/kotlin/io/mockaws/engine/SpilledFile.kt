package io.mockaws.engine

import java.nio.ByteBuffer
import java.nio.channels.FileChannel
import java.nio.file.Path
import java.nio.file.StandardOpenOption.CREATE_NEW
import java.nio.file.StandardOpenOption.READ
import java.nio.file.StandardOpenOption.WRITE
import kotlin.io.path.deleteIfExists

/** A temporary file that is written once, then read by many. Deleted when it is no longer reachable. */
internal class SpilledFile private constructor(
    private val path: Path,
    private val channel: FileChannel,
) {
    var length: Long = 0
        private set

    fun append(
        bytes: ByteArray,
        count: Int,
    ) {
        val buffer = ByteBuffer.wrap(bytes, 0, count)
        while (buffer.hasRemaining()) length += channel.write(buffer, length)
    }

    fun read(
        position: Long,
        buffer: ByteArray,
        offset: Int,
        count: Int,
    ): Int = channel.read(ByteBuffer.wrap(buffer, offset, count), position)

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
        channel.close()
        path.deleteIfExists()
    }

    companion object {
        private val cleaner = java.lang.ref.Cleaner.create()

        fun create(path: Path): SpilledFile {
            val channel = FileChannel.open(path, CREATE_NEW, READ, WRITE)
            return SpilledFile(path, channel).also {
                cleaner.register(it) {
                    channel.close()
                    path.deleteIfExists()
                }
            }
        }
    }
}
