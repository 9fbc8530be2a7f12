package io.mockaws.ktor.persistence

import io.mockaws.ktor.persistence.RecordFile.Frame
import java.io.BufferedInputStream
import java.io.DataInputStream
import java.io.IOException
import java.nio.ByteBuffer
import java.nio.file.Path
import kotlin.io.path.fileSize
import kotlin.io.path.inputStream

/**
 * Reads a file of records from its beginning to its end. A group that breaks off with the file is what a process leaves
 * that was killed while it wrote, and is no damage in a file that [mayBreakOff]; everything else is.
 */
internal class RecordReader(
    private val of: RecordFile,
    private val mayBreakOff: Boolean,
) {
    private val path: Path = of.path
    private val size = path.fileSize()

    /** Where the last complete group ends, or 0 when not even the first line is there; once [records] are read. */
    var end: Long = 0
        private set

    /** Whether the file says that nothing follows; once [records] are read. */
    var isEnded: Boolean = false
        private set

    private class Read(
        val frame: Frame,
        val record: ByteArray,
    )

    /**
     * The records of complete groups.
     *
     * @throws IOException (while they are read) when the file is damaged or none of ours
     */
    fun records(): Sequence<ByteArray> =
        sequence {
            DataInputStream(BufferedInputStream(path.inputStream())).use { input ->
                if (!readHeadline(input)) return@sequence
                val group = ArrayList<ByteArray>()
                var at = end
                while (!isEnded) {
                    val read = input.frame(at) ?: break
                    at += RecordFile.HEAD + read.record.size
                    when (read.frame) {
                        Frame.PART -> group += read.record

                        Frame.LAST -> {
                            yieldAll(group)
                            yield(read.record)
                            group.clear()
                            end = at
                        }

                        Frame.END -> {
                            if (group.isNotEmpty() || at != size) throw damaged(end, "it ends and yet goes on")
                            isEnded = true
                            end = at
                        }
                    }
                }
                if (!isEnded && !mayBreakOff) throw damaged(end, "the rest is missing")
            }
        }

    /** False when the file breaks off in it. */
    private fun readHeadline(input: DataInputStream): Boolean {
        val expected = of.headline
        val found = ByteArray(minOf(expected.size.toLong(), size).toInt()).also(input::readFully)
        if (mayBreakOff && found.size < expected.size && expected.take(found.size) == found.asList()) return false
        if (!found.contentEquals(expected)) {
            val wanted = expected.decodeToString().trim()
            throw IOException(
                "$path does not begin with \"$wanted\". It is damaged, or of another version of mockaws. $CURE"
            )
        }
        end = expected.size.toLong()
        return true
    }

    /** The frame at [at]; null when the file breaks off there. */
    private fun DataInputStream.frame(at: Long): Read? {
        val left = size - at
        if (left < RecordFile.HEAD) return null
        val head = ByteArray(RecordFile.HEAD).also(::readFully)
        val fields = ByteBuffer.wrap(head)
        val frame = fields.get()
        val length = fields.getInt()
        val checksum = fields.getInt()
        val isWhole = head.contentEquals(RecordFile.head(frame, length, checksum, at))
        if (!isWhole || frame !in Frame.entries.indices || length < 0) throw damaged(at, "there is no head of a record")
        if (left - RecordFile.HEAD < length) return null
        val record = ByteArray(length).also(::readFully)
        if (RecordFile.checksum(record) != checksum) throw damaged(at, "the record there has another checksum")
        return Read(Frame.entries[frame.toInt()], record)
    }

    private fun damaged(
        at: Long,
        what: String,
    ) = IOException(
        "$path is damaged at byte $at of $size: $what. $CURE" +
            if (mayBreakOff) " Or give up what was written last: truncate -s $end '$path'" else "",
    )

    companion object {
        /** What to do about damage. */
        const val CURE = "Nothing was loaded. Put back a copy of the folder, or move the folder away to begin anew."
    }
}
