package io.mockaws.kit

/**
 * What AWS asks of tags, the same for most services; each has its own words for what is wrong.
 *
 * https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 */
internal object TagRules {
    /** How many tags a thing may have. */
    const val MOST: Int = 50
    private val keyLength = 1..128
    private val valueLength = 0..256
    private val text = Regex("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*")

    /** What is wrong with a tag, or with all of a thing's. */
    enum class Problem { KEY, VALUE, RESERVED, REPEATED, TOO_MANY }

    /** The first thing that is wrong, and the key that it is wrong with. */
    class Violation(
        val problem: Problem,
        val key: String,
    )

    /**
     * What keeps a thing with [existing] tags from getting [added] ones; null when nothing does.
     *
     * @param most how many it may have
     */
    fun violation(
        existing: Map<String, String>,
        added: List<Pair<String?, String?>>,
        most: Int = MOST,
    ): Violation? {
        val seen = HashSet<String>()
        for ((key, value) in added) {
            val problem =
                when {
                    key == null || !isKey(key) -> Problem.KEY
                    value == null || !isValue(value) -> Problem.VALUE
                    key.startsWith("aws:", ignoreCase = true) -> Problem.RESERVED
                    !seen.add(key) -> Problem.REPEATED
                    else -> continue
                }
            return Violation(problem, key.orEmpty())
        }
        return if ((existing.keys + seen).size > most) Violation(Problem.TOO_MANY, "") else null
    }

    /** Whether [text] can be a tag's key. */
    fun isKey(text: String): Boolean = isText(text, keyLength)

    /** Whether [text] can be a tag's value. */
    fun isValue(text: String): Boolean = isText(text, valueLength)

    /** Characters beyond 16 bits count once. */
    private fun isText(
        value: String,
        length: IntRange,
    ): Boolean = value.codePointCount(0, value.length) in length && text.matches(value)
}
