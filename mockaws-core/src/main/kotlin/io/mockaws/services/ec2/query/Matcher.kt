package io.mockaws.services.ec2.query

/** Values of a filter, in which `*` stands for any characters and `?` for one, unless a backslash is before it. */
internal class Matcher(
    values: List<String>,
) {
    private val exact = values.filterNot(::isPattern).mapTo(HashSet()) { unescaped(it) }
    private val patterns = values.filter(::isPattern).map(::regex)

    /** The values that an index can be asked for; null where it cannot. */
    val plain: Set<String>? get() = exact.takeIf { patterns.isEmpty() }

    fun admits(text: String): Boolean =
        text in exact || patterns.any { it.matches(text) } ||
            ((text == "true" || text == "false") && exact.any { it.equals(text, ignoreCase = true) })

    private fun isPattern(value: String): Boolean {
        value.forEachIndexed { i, it -> if ((it == '*' || it == '?') && (i == 0 || value[i - 1] != '\\')) return true }
        return false
    }

    private fun unescaped(value: String) = value.replace("\\*", "*").replace("\\?", "?").replace("\\\\", "\\")

    private fun regex(value: String): Regex {
        val text = StringBuilder()
        var i = 0
        while (i < value.length) {
            val it = value[i++]
            when {
                it == '\\' && i < value.length -> text.append(Regex.escape(value[i++].toString()))
                it == '*' -> text.append(".*")
                it == '?' -> text.append('.')
                else -> text.append(Regex.escape(it.toString()))
            }
        }
        return Regex(text.toString(), RegexOption.DOT_MATCHES_ALL)
    }
}
