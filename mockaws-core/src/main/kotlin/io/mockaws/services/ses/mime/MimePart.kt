package io.mockaws.services.ses.mime

import java.util.Base64

/** One line of a message's head, unfolded, as it came. */
internal class MimeHeader(
    val name: String,
    val value: String,
)

/**
 * A message, or a part of one, by [RFC 2045](https://www.rfc-editor.org/rfc/rfc2045) and
 * [RFC 2046](https://www.rfc-editor.org/rfc/rfc2046). Takes what mail programs take: bare line feeds, and a last boundary
 * that is missing.
 */
internal class MimePart private constructor(
    val headers: List<MimeHeader>,
    /** One character a byte. */
    private val body: String,
    /** Of a multipart; else none. */
    val parts: List<MimePart>,
) {
    val contentType: ContentType = ContentType.parse(raw("Content-Type") ?: "text/plain")
    private val disposition: ContentType? = raw("Content-Disposition")?.let(ContentType::parse)

    val isAttachment: Boolean get() = disposition?.type == "attachment"

    /** The name of the file that it is. */
    val fileName: String? get() = disposition?.parameter("filename") ?: contentType.parameter("name")

    val contentId: String? get() = raw("Content-ID")?.trim()?.removeSurrounding("<", ">")

    /** What it holds, decoded. */
    val content: ByteArray
        get() {
            val bytes = body.toByteArray(Charsets.ISO_8859_1)
            return when (raw("Content-Transfer-Encoding")?.trim()?.lowercase()) {
                "base64" -> Base64.getMimeDecoder().decode(wholeQuanta(bytes))
                "quoted-printable" -> QuotedPrintable.decode(bytes)
                else -> bytes
            }
        }

    val text: String get() = String(content, HeaderText.charsetOf(contentType.parameter("charset")))

    /** The first header [name], decoded; null where there is none. */
    fun header(name: String): String? = raw(name)?.let(HeaderText::decode)

    /** The addresses in all headers [name]. They are parted before they are decoded: a name may have a comma. */
    fun addresses(name: String): List<MailAddress> =
        headers
            .filter { it.name.equals(name, ignoreCase = true) }
            .flatMap { MailAddress.list(it.value) }
            .map { it.decoded }

    private fun raw(name: String): String? = headers.firstOrNull { it.name.equals(name, ignoreCase = true) }?.value

    /** The decoder refuses characters that make up no whole byte, which a cut off text ends in. */
    private fun wholeQuanta(bytes: ByteArray): ByteArray {
        val text = String(bytes, Charsets.ISO_8859_1).filter { it.isLetterOrDigit() || it == '+' || it == '/' }
        return text.dropLast(if (text.length % QUANTUM == 1) 1 else 0).toByteArray(Charsets.ISO_8859_1)
    }

    companion object {
        private const val QUANTUM = 4
        private const val DEEPEST = 20
        private val lineEnd = Regex("\r?\n")

        fun parse(message: ByteArray): MimePart = parse(String(message, Charsets.ISO_8859_1), 0)

        private fun parse(
            text: String,
            depth: Int,
        ): MimePart {
            val (headers, body) = split(text)
            val type = ContentType.parse(
                headers.firstOrNull { it.name.equals("Content-Type", ignoreCase = true) }?.value ?: "text/plain",
            )
            val boundary = type.parameter("boundary").takeIf { type.type.startsWith("multipart/") && depth < DEEPEST }
            val parts = if (boundary == null) emptyList() else cut(body, boundary).map { parse(it, depth + 1) }
            return MimePart(headers, body, parts)
        }

        private fun split(text: String): Pair<List<MimeHeader>, String> {
            val headers = ArrayList<MimeHeader>()
            var position = 0
            while (position < text.length) {
                val end = lineEnd.find(text, position)
                val line = text.substring(position, end?.range?.first ?: text.length)
                val next = end?.range?.last?.plus(1) ?: text.length
                when {
                    line.isEmpty() -> return headers to text.substring(next)

                    line[0].isWhitespace() && headers.isNotEmpty() ->
                        headers += headers.removeLast().let { MimeHeader(it.name, "${it.value} ${line.trim()}") }

                    ':' in line ->
                        headers += MimeHeader(line.substringBefore(':').trim(), line.substringAfter(':').trim())

                    // No head at all: everything is the body.
                    headers.isEmpty() -> return headers to text
                }
                position = next
            }
            return headers to ""
        }

        private fun cut(
            body: String,
            boundary: String,
        ): List<String> {
            val parts = ArrayList<String>()
            val delimiter = Regex("(?:^|\r?\n)--${Regex.escape(boundary)}(--)?[ \t]*(?=\r?\n|$)")
            var start = -1
            for (found in delimiter.findAll(body)) {
                if (start >= 0) parts += body.substring(start, found.range.first.coerceAtLeast(start))
                if (found.groupValues[1].isNotEmpty()) return parts
                start = lineEnd.find(body, found.range.last + 1)?.range?.last?.plus(1) ?: body.length
            }
            if (start in 0 until body.length) parts += body.substring(start)
            return parts
        }
    }
}

/** A media type, or a disposition, with its parameters. */
internal class ContentType private constructor(
    /** In small letters: `text/plain`. */
    val type: String,
    private val parameters: Map<String, String>,
) {
    fun parameter(name: String): String? = parameters[name]

    companion object {
        private val parameter = Regex(";\\s*([^=;\\s]+)\\s*=\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[^;]*)")

        fun parse(text: String): ContentType {
            val found = LinkedHashMap<String, String>()
            for (match in parameter.findAll(text)) {
                val (name, value) = match.destructured
                found[name.lowercase()] = unquoted(value.trim())
            }
            return ContentType(text.substringBefore(';').trim().lowercase(), joined(found))
        }

        private fun unquoted(value: String) =
            if (value.startsWith('"')) {
                value.removeSurrounding("\"").replace(Regex("\\\\(.)"), "$1")
            } else {
                value
            }.let(HeaderText::decode)

        /** Puts `filename*0`, `filename*1*` and `filename*` together, by [RFC 2231](https://www.rfc-editor.org/rfc/rfc2231). */
        private fun joined(found: Map<String, String>): Map<String, String> {
            val whole = LinkedHashMap<String, String>()
            val cut = LinkedHashMap<String, MutableList<Pair<Int, String>>>()
            for ((key, value) in found) {
                val name = key.substringBefore('*')
                if ('*' !in key) {
                    whole.putIfAbsent(name, value)
                    continue
                }
                val number = key.substringAfter('*').trimEnd('*').toIntOrNull() ?: 0
                cut.getOrPut(name) { ArrayList() } += number to value
            }
            for ((name, pieces) in cut) {
                whole[name] = extended(pieces.sortedBy { it.first }.joinToString("") { it.second })
            }
            return whole
        }

        private fun extended(text: String): String {
            val parts = text.split('\'', limit = 3)
            if (parts.size < 3) return text
            val bytes = QuotedPrintable.decode(parts[2].replace("=", "=3D").replace('%', '=').encodeToByteArray())
            return String(bytes, HeaderText.charsetOf(parts[0]))
        }
    }
}
