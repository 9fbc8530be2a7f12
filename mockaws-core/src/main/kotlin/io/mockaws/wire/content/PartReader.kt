package io.mockaws.wire.content

import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.http.ByteSource

/** Takes the parts of a `multipart/form-data` body apart as they come in: [next], then [read] to the part's end. */
internal class PartReader(
    private val source: ByteSource,
    boundary: String,
) : ByteSource {
    class Part(
        val name: String,
        val fileName: String?,
    )

    private val delimiter = "\r\n--$boundary".encodeToByteArray()

    /** What was read of [source] and not of this yet. A line's end before the first delimiter is nobody's. */
    private var buffer = ByteArray(SIZE)
    private var position = 0
    private var limit = 2

    /** Before which no delimiter begins. */
    private var searched = 0

    /** Whether [position] is behind the delimiter at the end of a part, or of what stands before the first. */
    private var isBetween = false
    private var isEnded = false

    init {
        buffer[0] = '\r'.code.toByte()
        buffer[1] = '\n'.code.toByte()
    }

    /** The head of the part that follows; null when there is none. Skips what was not read of the one before. */
    suspend fun next(): Part? {
        val rest = ByteArray(SKIPPED)
        while (!isBetween && !isEnded) read(rest, 0, rest.size)
        if (isEnded) return null
        isBetween = false
        val end = line()
        if (end.startsWith("--")) {
            isEnded = true
            return null
        }
        if (end.isNotBlank()) throw malformed()
        var disposition: String? = null
        var size = 0
        while (true) {
            val line = line()
            if (line.isEmpty()) break
            size += line.length
            if (size > MAX_HEAD) throw malformed()
            if (line.startsWith(DISPOSITION, ignoreCase = true)) disposition = line.substring(DISPOSITION.length)
        }
        val name = disposition?.let { parameter(it, "name") } ?: throw malformed()
        return Part(name, parameter(disposition, "filename"))
    }

    /** The whole part as UTF-8; null when it is longer than [max] bytes. */
    suspend fun text(max: Int): String? {
        val bytes = ByteArray(max + 1)
        var size = 0
        while (size < bytes.size) {
            val n = read(bytes, size, bytes.size - size)
            if (n < 0) return String(bytes, 0, size, Charsets.UTF_8)
            size += n
        }
        return null
    }

    override suspend fun read(
        buffer: ByteArray,
        offset: Int,
        length: Int,
    ): Int {
        while (true) {
            if (isBetween || isEnded) return -1
            val at = indexOfDelimiter()
            if (at == position) {
                position += delimiter.size
                isBetween = true
                return -1
            }
            // Without a delimiter, what could be the beginning of one has to wait.
            val end = if (at >= 0) at else limit - delimiter.size + 1
            if (end > position) {
                val n = minOf(length, end - position)
                this.buffer.copyInto(buffer, offset, position, position + n)
                position += n
                return n
            }
            fill()
        }
    }

    override fun close() = source.close()

    /** The next delimiter as far as can be seen, or -1. */
    private fun indexOfDelimiter(): Int {
        searched = maxOf(searched, position)
        while (searched <= limit - delimiter.size) {
            if (isDelimiterAt(searched)) return searched
            searched++
        }
        return -1
    }

    private fun isDelimiterAt(start: Int): Boolean {
        for (i in delimiter.indices) if (buffer[start + i] != delimiter[i]) return false
        return true
    }

    private suspend fun line(): String {
        while (true) {
            for (at in position until limit - 1) {
                if (buffer[at] == delimiter[0] && buffer[at + 1] == delimiter[1]) {
                    return String(buffer, position, at - position, Charsets.UTF_8).also { position = at + 2 }
                }
            }
            // Nothing needs to stand behind the last delimiter.
            if (limit - position >= 2 && buffer[position] == DASH && buffer[position + 1] == DASH) return "--"
            if (limit - position > MAX_HEAD) throw malformed()
            fill()
        }
    }

    private suspend fun fill() {
        if (position > 0) {
            buffer.copyInto(buffer, 0, position, limit)
            limit -= position
            searched = maxOf(0, searched - position)
            position = 0
        }
        val n = source.read(buffer, limit, buffer.size - limit)
        if (n < 0) throw malformed()
        limit += n
    }

    /** The value of a parameter of a header field: `"a.txt"`, in which browsers write a quote as `%22`, others as `\"`. */
    private fun parameter(
        field: String,
        name: String,
    ): String? {
        val match = Regex(""";\s*$name=(?:"((?:[^"\\]|\\.)*)"|([^\s;]+))""", RegexOption.IGNORE_CASE).find(field)
        val (quoted, bare) = match?.destructured ?: return null
        return quoted.replace(ESCAPE, "$1").replace("%22", "\"") + bare
    }

    companion object {
        private const val DISPOSITION = "Content-Disposition:"
        private const val SIZE = 64 * 1024
        private const val SKIPPED = 8 * 1024
        private const val MAX_HEAD = 8 * 1024
        private const val DASH = '-'.code.toByte()
        private val ESCAPE = Regex("""\\(["\\])""")

        fun malformed() =
            MalformedRequest(
                "The body of your POST request is not well-formed multipart/form-data.",
                code = "MalformedPOSTRequest",
            )
    }
}
