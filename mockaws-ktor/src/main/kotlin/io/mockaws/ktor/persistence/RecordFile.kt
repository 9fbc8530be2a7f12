package io.mockaws.ktor.persistence

import java.nio.ByteBuffer
import java.nio.file.Path
import java.util.zip.CRC32C
import kotlin.io.path.name

/**
 * How files of records look: a line that says what the file is, then frames. A frame has a head of [HEAD] bytes (its
 * kind, the length of its record, the record's CRC-32C, and that of this head and its place in the file) and the record.
 */
internal class RecordFile(
    val kind: Kind,
    val number: Int,
    folder: Path,
) {
    /** What a file is for; the first of its line says in which form. */
    enum class Kind { BASE, LOG }

    /** What a frame tells beside its record. */
    enum class Frame {
        /** More of the same group follows; it counts when the group is complete. */
        PART,

        /** The last of its group. */
        LAST,

        /** Nothing follows. Its record is empty. */
        END,
    }

    val path: Path = folder.resolve("${kind.name.lowercase()}-$number")

    val headline: ByteArray get() = "mockaws data $FORMAT, ${path.name}\n".encodeToByteArray()

    /** The frame's head; [at] is where it stands in the file. */
    fun head(
        frame: Frame,
        record: ByteArray,
        at: Long,
    ): ByteArray = head(frame.ordinal.toByte(), record.size, checksum(record), at)

    companion object {
        const val FORMAT = 3
        const val HEAD = 13

        fun head(
            frame: Byte,
            length: Int,
            checksum: Int,
            at: Long,
        ): ByteArray {
            val head = ByteBuffer.allocate(HEAD).put(frame).putInt(length).putInt(checksum)
            val placed = ByteBuffer.allocate(HEAD - Int.SIZE_BYTES + Long.SIZE_BYTES).put(
                head.array(),
                0,
                HEAD - Int.SIZE_BYTES
            )
            return head.putInt(checksum(placed.putLong(at).array())).array()
        }

        fun checksum(bytes: ByteArray): Int = CRC32C().apply { update(bytes) }.value.toInt()
    }
}
