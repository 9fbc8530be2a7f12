package io.mockaws.ktor.persistence

import io.mockaws.ktor.persistence.RecordFile.Frame
import io.mockaws.server.KeptWorld
import java.io.RandomAccessFile
import java.nio.channels.FileChannel
import java.nio.file.OpenOption
import java.nio.file.Path
import java.nio.file.StandardOpenOption.READ
import java.nio.file.StandardOpenOption.WRITE

/**
 * Adds to a file of records. Not a FileChannel: the JDK closes that when a thread is interrupted that writes.
 */
internal class RecordWriter private constructor(
    val of: RecordFile,
    path: Path,
) : AutoCloseable {
    private val file = RandomAccessFile(path.toFile(), "rw")

    /** How long the file is. */
    var size: Long = 0
        private set

    /** Adds [batch] as one group, after the files that it names. Returns when all is on disk. */
    fun add(
        batch: KeptWorld.Batch,
        contents: Path,
    ) {
        val records = batch.records.iterator()
        while (records.hasNext()) {
            val record = records.next()
            record.files.forEach { sync(it, WRITE) }
            if (record.files.isNotEmpty()) sync(contents)
            write(if (records.hasNext()) Frame.PART else Frame.LAST, record.bytes)
        }
        file.fd.sync()
    }

    /** Says that nothing follows. */
    fun end() {
        write(Frame.END, ByteArray(0))
        file.fd.sync()
    }

    private fun write(
        frame: Frame,
        record: ByteArray,
    ) {
        val bytes = of.head(frame, record, size) + record
        file.write(bytes)
        size += bytes.size
    }

    private fun cut(end: Long) {
        file.setLength(end)
        file.seek(end)
        size = end
    }

    override fun close() = file.close()

    companion object {
        /** Begins [file] at [path]. */
        fun begin(
            file: RecordFile,
            path: Path = file.path,
        ): RecordWriter =
            RecordWriter(file, path).apply {
                cut(0)
                this.file.write(of.headline)
                size = of.headline.size.toLong()
                this.file.fd.sync()
            }

        /** Goes on at [end], and cuts off what is behind. */
        fun goOn(
            file: RecordFile,
            end: Long,
        ): RecordWriter = if (end == 0L) begin(file) else RecordWriter(file, file.path).apply { cut(end) }

        /** Has what the system holds of [path] written to disk; of a folder, the names in it. */
        fun sync(
            path: Path,
            how: OpenOption = READ,
        ) = FileChannel.open(path, how).use { it.force(true) }
    }
}
