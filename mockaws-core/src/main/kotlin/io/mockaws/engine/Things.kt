package io.mockaws.engine

import io.mockaws.wire.listed

/** Something in a service's state that calls name: a table, a queue. */
internal class Thing(
    /** What it is one of, in the service's own word: `table`. */
    val noun: String,
    val name: String,
    /** What calls may name it by, too: its id, its ARN. */
    val otherNames: Collection<String> = emptyList(),
) {
    fun isCalled(text: String): Boolean = text == name || text in otherNames
}

/**
 * Says where the thing is that a call did not find: most likely in the region of the mock, while the client has one of its
 * own. It is for the journal only; AWS's answer knows nothing of it.
 */
internal class Whereabouts<S : ServiceState<S>>(
    private val service: Service<S>,
    private val world: World,
    private val place: Place,
) {
    private val here by lazy { thingsAt(place) }

    private val elsewhere: List<Pair<Place, Thing>> by lazy {
        val own = world.states.key(service, place)
        world.states.places(service).filter { world.states.key(service, it) != own }
            .flatMap { other -> thingsAt(other).map { other to it } }
    }

    /** A line for who was answered [fault] to [input]; null where there is nothing to say. */
    fun hint(
        fault: AwsFault,
        input: Map<String, Any?>,
    ): String? {
        service.hint(fault, input, world.states.of(service, place), place)?.let { return it }
        if (!NOT_FOUND.containsMatchIn(fault.error.code)) return null
        val (there, asked) = textsOf(input).partition { text -> here.any { thing -> text.names.any(thing::isCalled) } }
        asked.firstNotNullOfOrNull { found(it) }?.let { return it }
        // Where something that was named is here, it is no misspelling that something in it is missing.
        return if (there.isEmpty()) missing(asked) else null
    }

    private fun thingsAt(place: Place): List<Thing> =
        service.things(world.states.of(service, place)).sortedBy { it.name }.toList()

    /** `there is a table orders in us-east-1; there are [stock] here, in eu-west-1`. */
    private fun found(asked: Asked): String? {
        val (where, thing) = elsewhere.firstOrNull { (_, thing) -> asked.names.any(thing::isCalled) } ?: return null
        return "there is ${article(thing.noun)} ${thing.noun} ${thing.name} ${differenceOf(where, place)}; " +
            "${listed(thing.noun) ?: "there is none"} here, ${differenceOf(place, where)}"
    }

    /** `there is no table oders; there are [orders] here, in us-east-1`. */
    private fun missing(asked: List<Asked>): String? {
        if (asked.isEmpty()) return null
        val nouns = here.map { it.noun }.distinct()
        val (noun, text) =
            asked.firstNotNullOfOrNull { text -> nouns.firstOrNull { text.isFor(it, nouns) }?.let { it to text } }
                ?: return null
        return "there is no $noun ${text.names.last()}; ${listed(noun)} here, in ${place.region}"
    }

    private fun listed(noun: String): String? {
        val names = here.filter { it.noun == noun }.map { it.name }
        return if (names.isEmpty()) null else listed(names)
    }

    /** A text of an input, with the names that it may stand for: the whole, and what an ARN or a URL ends in. */
    private class Asked(
        private val member: String,
        text: String,
    ) {
        val names: List<String> =
            if (text.startsWith("arn:") || text.startsWith("http:") || text.startsWith("https:")) {
                listOf(text, text.substringAfterLast(':'), text.substringAfterLast(':').substringAfterLast('/'))
            } else {
                listOf(text)
            }

        /** Whether the member names such things: `TableName` a `table`, and `Name` where there are no others. */
        fun isFor(
            noun: String,
            nouns: List<String>,
        ): Boolean =
            member.contains(noun.replace(" ", ""), ignoreCase = true) ||
                (nouns.size == 1 && member.lowercase() in PLAIN)
    }

    companion object {
        private val NOT_FOUND = Regex("NotFound|NoSuch|NonExist|NotExist")

        /** Members that name whatever the service is about. */
        private val PLAIN = setOf("name", "names", "id", "ids")

        /** Texts that are looked at: an input may hold an item of thousands. */
        private const val TEXTS = 100

        /** How a journal tells that a call was made in another place than the mock's own: `in eu-west-1`; null where not. */
        fun away(
            place: Place,
            home: Place,
        ): String? = if (place == home) null else differenceOf(place, home)

        private fun differenceOf(
            place: Place,
            other: Place,
        ): String {
            val region = "in ${place.region}".takeIf { place.region != other.region && place.region.isNotEmpty() }
            val account = "of account ${place.account}".takeIf { place.account != other.account }
            return listOfNotNull(region, account).joinToString(" ")
        }

        private fun article(noun: String) = if (noun.first() in "aeiou") "an" else "a"

        /** Those of the input itself before those that are deeper in it. */
        private fun textsOf(input: Map<String, Any?>): List<Asked> {
            val all = input.entries.asSequence().flatMap { (member, value) -> textsIn(member, value, 0) }
            return all.take(TEXTS).sortedBy { it.first }.map { it.second }.toList()
        }

        private fun textsIn(
            member: String,
            value: Any?,
            depth: Int,
        ): Sequence<Pair<Int, Asked>> =
            when (value) {
                is String -> sequenceOf(depth to Asked(member, value))

                is Map<*, *> -> value.entries.asSequence().flatMap { (name, inner) ->
                    sequenceOf(depth + 1 to Asked(member, "$name")) + textsIn("$name", inner, depth + 1)
                }

                is List<*> -> value.asSequence().flatMap { textsIn(member, it, depth + 1) }

                else -> emptySequence()
            }
    }
}
