package io.mockaws.services.ses.mime

/** An address as it stands in a header: `a@example.com`, or `Ann <a@example.com>`. */
internal class MailAddress(
    /** As it was given. */
    val text: String,
) {
    /** What mail is sent to: `a@example.com`. */
    val address: String = bare(text)

    val localPart: String get() = address.substringBeforeLast('@')

    /** In small letters; empty for none. */
    val domain: String get() = address.substringAfterLast('@', "").lowercase()

    /** As a header may have it: its name is encoded where it has to be, its address never is. */
    val encoded: String
        get() =
            when (val start = indexOutsideQuotes(text, '<')) {
                -1 -> text
                else -> "${HeaderText.encode(text.substring(0, start).trim())} ${text.substring(start)}".trim()
            }

    /** The same with a name that can be read; in quotes where it has what parts addresses. */
    val decoded: MailAddress
        get() {
            val start = indexOutsideQuotes(text, '<')
            val name = if (start < 0) "" else text.substring(0, start).trim()
            val said = HeaderText.decode(name)
            if (said == name) return this
            val isPlain = said.startsWith('"') || said.none { it in SPECIALS }
            val shown = if (isPlain) said else "\"${said.replace(Regex("[\"\\\\]"), "\\\\$0")}\""
            return MailAddress("$shown ${text.substring(start)}")
        }

    /** Why mail cannot be sent to it, as SES words it; null where it can. */
    fun problem(): String? =
        when {
            address.isEmpty() -> "Illegal address"

            domain.isEmpty() || '@' !in address -> "Missing final '@domain'"

            localPart.isEmpty() || localPart.any { it.isWhitespace() || it.isISOControl() || it.code > ASCII } ->
                "Local address contains control or whitespace"

            !domain.all { it in 'a'..'z' || it in '0'..'9' || it == '-' || it == '.' } ->
                "Domain contains illegal character"

            domain.startsWith('.') -> "Domain starts with dot"

            domain.endsWith('.') -> "Domain ends with dot"

            ".." in domain -> "Domain contains dot-dot"

            else -> null
        }

    override fun toString(): String = text

    companion object {
        private const val ASCII = 127

        /** What names have in quotes only, by RFC 5322. */
        private const val SPECIALS = "()<>[]:;@\\,\""

        private fun bare(text: String): String {
            val start = indexOutsideQuotes(text, '<')
            if (start < 0) return text.trim()
            return text.substring(start + 1).substringBefore('>').trim()
        }

        private fun indexOutsideQuotes(
            text: String,
            char: Char,
        ): Int {
            var quoted = false
            text.forEachIndexed { index, c ->
                if (c == '"' && (index == 0 || text[index - 1] != '\\')) quoted = !quoted
                if (c == char && !quoted) return index
            }
            return -1
        }

        /** Those of a header such as To, which commas part. */
        fun list(header: String): List<MailAddress> {
            val found = ArrayList<MailAddress>()
            var rest = header
            while (rest.isNotEmpty()) {
                val end = comma(rest)
                val one = if (end < 0) rest else rest.substring(0, end)
                if (one.isNotBlank()) found += MailAddress(one.trim())
                rest = if (end < 0) "" else rest.substring(end + 1)
            }
            return found
        }

        /** The first comma that parts addresses: neither in quotes nor in brackets. */
        private fun comma(text: String): Int {
            var quoted = false
            var depth = 0
            text.forEachIndexed { index, c ->
                when {
                    c == '"' && (index == 0 || text[index - 1] != '\\') -> quoted = !quoted
                    quoted -> Unit
                    c == '<' || c == '(' -> depth++
                    c == '>' || c == ')' -> depth--
                    c == ',' && depth <= 0 -> return index
                }
            }
            return -1
        }
    }
}
