package io.mockaws.derive

/** Names of AWS's operations and members, cut into words. */
internal object Words {
    private val WORD = Regex("[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
    private val VERSION = Regex("v?[0-9]+")

    /** What a noun has as its last word in the plural, too. */
    private val INVARIABLE =
        "status alias analysis access address series dns https aws sms canvas atlas lens".split(' ').toSet()

    /** `DBClusterSnapshots` as `db`, `cluster`, `snapshots`. */
    fun of(name: String): List<String> = WORD.findAll(name).map { it.value.lowercase() }.toList()

    /** The word without what makes it many. */
    fun singular(word: String): String =
        when {
            !word.endsWith("s") || word in INVARIABLE || word.endsWith("ss") || word.endsWith("sis") -> word
            word == "indices" -> "index"
            word == "analyses" -> "analysis"
            word.endsWith("ies") && word.length > SHORTEST_IES -> word.dropLast("ies".length) + "y"
            ENDINGS_WITH_E.any { word.endsWith(it) } -> word.dropLast("es".length)
            word.endsWith("us") -> word
            else -> word.dropLast(1)
        }

    /** [words] without the number of a version at their end: `distribution`, `2020`, `05`, `31`. */
    fun withoutVersion(words: List<String>): List<String> {
        val kept = words.dropLastWhile { VERSION.matches(it) }
        val cut = if (kept.size < words.size) kept.dropLastWhile { it == "v" } else kept
        return cut.ifEmpty { words }
    }

    /** That of [values] whose words are all in [name], and the longest such: `DNS_PRIVATE` in `CreatePrivateDnsNamespace`. */
    fun saidIn(
        name: String,
        values: List<String>,
    ): String? {
        val words = of(name)
        return values.map { it to of(if (it == it.uppercase()) it.lowercase() else it) }
            .filter { (_, its) -> its.isNotEmpty() && words.containsAll(its) }.maxByOrNull { it.second.size }?.first
    }

    private const val SHORTEST_IES = 4
    private val ENDINGS_WITH_E = listOf("sses", "xes", "ches", "shes", "iases", "statuses", "buses")
}

/** What an operation's name says: what it does, and to what. */
internal class OperationName private constructor(
    /** The first word, or the second where the first says only how: `create` of `BatchCreatePartition`. */
    val verb: String,
    /** The words of what it works on, the last in the singular. */
    val noun: List<String>,
    /** Whether the noun was in the plural. */
    val isPlural: Boolean,
    /** Whether it works on many at once: `BatchGetBuilds`. */
    val isBatch: Boolean,
    /** What follows on a preposition, in the singular: `resource` of `ListTagsForResource`. */
    val rest: List<String>,
) {
    /** The noun in one word, as kinds are called. */
    val subject: String = noun.joinToString("")

    companion object {
        private val MANNERS = setOf("batch", "admin", "bulk")
        private val PREPOSITIONS = setOf("by", "for", "from", "to", "with", "in", "via", "into", "of", "on", "at")

        fun of(name: String): OperationName {
            val all = Words.withoutVersion(Words.of(name))
            val isBatch = all.size > 1 && (all[0] == "batch" || all[0] == "bulk")
            val words = if (all.size > 1 && all[0] in MANNERS) all.drop(1) else all
            val target = words.drop(1)
            val cut = target.withIndex().indexOfFirst { (i, word) -> i > 0 && word in PREPOSITIONS }
            val noun = if (cut < 0) target else target.take(cut)
            val rest = if (cut < 0) emptyList() else target.drop(cut + 1)
            val singular = singular(noun)
            return OperationName(words[0], singular, singular != noun, isBatch, singular(rest))
        }

        private fun singular(words: List<String>) =
            if (words.isEmpty()) words else words.dropLast(1) + Words.singular(words.last())
    }
}
