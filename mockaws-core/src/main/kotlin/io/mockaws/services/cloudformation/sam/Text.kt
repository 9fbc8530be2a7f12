package io.mockaws.services.cloudformation.sam

import kotlinx.serialization.json.JsonPrimitive
import java.security.MessageDigest

/** The ways in which a value becomes the text that SAM makes ids from, and that its messages show. */
internal object Text {
    private const val ID_LENGTH = 10

    /** The suffix of a logical id: the first ten digits of the SHA-1 of a string, or of the JSON of anything else. */
    fun idHash(
        data: Any?,
        length: Int = ID_LENGTH,
    ): String {
        if (!present(data)) return ""
        val text = data as? String ?: json(data, compact = true, sorted = true)
        return MessageDigest
            .getInstance("SHA-1")
            .digest(text.toByteArray())
            .joinToString("") { "%02x".format(it) }
            .take(length)
    }

    /** [value] as JSON in ASCII; with [indent], a line for each member. */
    fun json(
        value: Any?,
        compact: Boolean = false,
        sorted: Boolean = false,
        indent: Int? = null,
    ): String = StringBuilder().also {
        JsonWriter(it, if (compact) "," else ", ", if (compact) ":" else ": ", sorted, indent).write(value, 0)
    }.toString()

    private class JsonWriter(
        private val out: StringBuilder,
        comma: String,
        private val colon: String,
        private val sorted: Boolean,
        private val indent: Int?,
    ) {
        private val comma = if (indent == null) comma else ","

        fun write(
            value: Any?,
            depth: Int,
        ) {
            when (value) {
                null -> out.append("null")

                is Fields -> {
                    val keys = if (sorted) value.keys.sorted() else value.ordered()
                    all("{", "}", keys, depth) {
                        quoted(it)
                        out.append(colon)
                        write(value[it], depth + 1)
                    }
                }

                is List<*> -> all("[", "]", value, depth) { write(it, depth + 1) }

                is String -> quoted(value)

                else -> out.append(value.toString())
            }
        }

        private fun <T> all(
            open: String,
            close: String,
            items: List<T>,
            depth: Int,
            each: (T) -> Unit,
        ) {
            out.append(open)
            items.forEachIndexed { index, item ->
                if (index > 0) out.append(comma)
                line(depth + 1)
                each(item)
            }
            if (items.isNotEmpty()) line(depth)
            out.append(close)
        }

        private fun line(depth: Int) {
            if (indent != null) out.append("\n").append(" ".repeat(indent * depth))
        }

        private fun quoted(text: String) {
            out.append('"')
            text.forEach {
                when {
                    it == '"' -> out.append("\\\"")
                    it == '\\' -> out.append("\\\\")
                    it == '\n' -> out.append("\\n")
                    it == '\r' -> out.append("\\r")
                    it == '\t' -> out.append("\\t")
                    it == '\b' -> out.append("\\b")
                    it == '\u000c' -> out.append("\\f")
                    it < ' ' || it > '~' -> out.append("\\u%04x".format(it.code))
                    else -> out.append(it)
                }
            }
            out.append('"')
        }
    }

    /** [value] as Python shows it: in messages, and, with [origins], in what ids of deployments are made from. */
    fun python(
        value: Any?,
        origins: Origins? = null,
    ): String =
        when (value) {
            null -> "None"

            true -> "True"

            false -> "False"

            is Fields -> value.ordered().joinToString(", ", "{", "}") {
                python(it, origins) + ": " +
                    python(value[it], origins)
            }

            is List<*> -> value.joinToString(", ", "[", "]") { python(it, origins) }

            is String -> if (origins?.isTemplate(value) == true) "u" + unicode(value) else literal(value)

            is JsonPrimitive -> value.content

            else -> value.toString()
        }

    /** A value inside of a sentence: a string is shown bare. */
    fun shown(value: Any?): String = value as? String ?: python(value)

    private fun unicode(text: String): String = literal(escaped(text)).replace("\\\\", "\\")

    private fun escaped(text: String): String =
        text.toList().joinToString("") {
            when {
                it == '\\' -> "\\\\"
                it == '\n' -> "\\n"
                it == '\r' -> "\\r"
                it == '\t' -> "\\t"
                it < ' ' || it in '\u007f'..'\u00ff' -> "\\x%02x".format(it.code)
                it > '\u00ff' -> "\\u%04x".format(it.code)
                else -> it.toString()
            }
        }

    private fun literal(text: String): String {
        val quote = if ('\'' in text && '"' !in text) '"' else '\''
        val body =
            text.toList().joinToString("") {
                when {
                    it == quote || it == '\\' -> "\\" + it
                    it == '\n' -> "\\n"
                    it == '\r' -> "\\r"
                    it == '\t' -> "\\t"
                    it < ' ' || it == '\u007f' -> "\\x%02x".format(it.code)
                    else -> it.toString()
                }
            }
        return "$quote$body$quote"
    }
}
