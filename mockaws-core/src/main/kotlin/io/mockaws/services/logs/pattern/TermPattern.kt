package io.mockaws.services.logs.pattern

/** Words that are in a message: all of them, or with `?` one of them; with `-` none. An empty pattern matches everything. */
internal class TermPattern private constructor(
    private val all: List<(String) -> Boolean>,
    private val some: List<(String) -> Boolean>,
    private val none: List<(String) -> Boolean>,
) : FilterPattern {
    override fun match(message: String): Map<String, String>? =
        if (isMatch(message)) emptyMap() else null

    /** Words with `?` count only where there are no others. */
    private fun isMatch(message: String): Boolean =
        none.none { it(message) } && all.all { it(message) } &&
            (some.isEmpty() || all.isNotEmpty() || none.isNotEmpty() || some.any { it(message) })

    companion object {
        fun parse(text: String): TermPattern {
            val all = ArrayList<(String) -> Boolean>()
            val some = ArrayList<(String) -> Boolean>()
            val none = ArrayList<(String) -> Boolean>()
            val scanner = PatternScanner(text)
            while (true) {
                scanner.skipSpace()
                if (scanner.isAtEnd) return TermPattern(all, some, none)
                val kind =
                    when {
                        scanner.take("?") -> some
                        scanner.take("-") -> none
                        else -> all
                    }
                kind += term(scanner)
            }
        }

        private fun term(scanner: PatternScanner): (String) -> Boolean {
            if (scanner.take("\"")) {
                val phrase = scanner.upTo('"')
                // Quotes around nothing but space ask for nothing.
                return if (phrase.isBlank()) { _ -> true } else { message -> phrase in message }
            }
            if (scanner.take("%")) {
                val regex = regexOf(scanner.upTo('%'))
                return { message -> regex.containsMatchIn(message) }
            }
            val word = scanner.whileIn { !it.isWhitespace() && it != '"' }
            if (word.isEmpty()) throw BadPattern()
            return { message -> word in message }
        }
    }
}
