package io.mockaws.wire.binding

/** Comma-separated values in one header, as https://smithy.io/2.0/spec/http-bindings.html#httpheader-trait has them. */
internal object HeaderLists {
    /** A value that would be read as two is quoted. */
    fun join(values: List<String>): String = values.joinToString(", ")

    fun quote(value: String): String =
        if (value.any { it == ',' || it == '"' }) {
            "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\""
        } else {
            value
        }

    /** HTTP dates hold a comma each. */
    fun splitDates(text: String): List<String> {
        val pieces = text.split(',')
        return (pieces.indices step 2).map { i ->
            pieces.subList(i, minOf(i + 2, pieces.size)).joinToString(",").trim()
        }
    }

    fun split(text: String): List<String> {
        if (text.isBlank()) return emptyList()
        val values = ArrayList<String>(4)
        var at = 0
        while (at <= text.length) {
            while (at < text.length && text[at] == ' ') at++
            if (at < text.length && text[at] == '"') {
                val value = StringBuilder()
                at = unquote(text, at + 1, value)
                values.add(value.toString())
                at = comma(text, at) + 1
            } else {
                val end = comma(text, at)
                values.add(text.substring(at, end).trim())
                at = end + 1
            }
        }
        return values
    }

    private fun comma(
        text: String,
        from: Int,
    ): Int = text.indexOf(',', from).let { if (it < 0) text.length else it }

    /** Returns where the text goes on behind the closing quote. */
    private fun unquote(
        text: String,
        from: Int,
        into: StringBuilder,
    ): Int {
        var at = from
        while (at < text.length && text[at] != '"') {
            if (text[at] == '\\' && at + 1 < text.length) at++
            into.append(text[at++])
        }
        return at + 1
    }
}
