package io.mockaws.kit.pattern

import com.fasterxml.jackson.core.JsonLocation
import io.mockaws.engine.AwsFault
import kotlinx.serialization.json.JsonObject

/**
 * The pattern of a rule. It matches in the way of Event Ruler, AWS's own library, with which the tests compare it.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
internal class EventPattern private constructor(
    /** The ways to match; one is enough. */
    private val ways: List<List<Pair<String, FieldTest>>>,
) {
    /**
     * Strings of which an event has at least one where it matches, by the paths where it has them: of each way to match the field
     * that [rarity] finds to be the rarest. Null where a way has no such field.
     */
    fun keys(rarity: (String, String) -> Int): List<Pair<String, String>>? {
        val chosen =
            ways.map { fields ->
                fields.filter { (_, test) -> test.texts != null }
                    .minByOrNull { (path, test) -> test.texts!!.sumOf { rarity(path, it) } } ?: return null
            }
        return chosen.flatMap { (path, test) -> test.texts!!.map { path to it } }
    }

    /** All strings that it has, by their paths. */
    val texts: List<Pair<String, String>>
        get() = ways.flatMap { fields -> fields.flatMap { (path, test) -> test.texts.orEmpty().map { path to it } } }

    fun matches(event: FlatEvent): Boolean = ways.any { matches(it, 0, event, emptyMap()) }

    /**
     * Whether fields from [at] on can match beside those before, which have chosen the items of arrays in [chosen]: fields of
     * objects in an array have to be those of one of them.
     */
    private fun matches(
        fields: List<Pair<String, FieldTest>>,
        at: Int,
        event: FlatEvent,
        chosen: Map<Int, Int>,
    ): Boolean {
        if (at == fields.size) return true
        val (path, test) = fields[at]
        val leaves = event[path]
        if (leaves == null) return test.admitsAbsence && matches(fields, at + 1, event, chosen)
        return leaves.any { leaf ->
            test.tests.any { it.admits(leaf.value) } && leaf.agreesWith(chosen) &&
                matches(fields, at + 1, event, chosen + leaf.places)
        }
    }

    companion object {
        /**
         * @throws AwsFault for what is none, in AWS's words
         */
        fun of(text: String): EventPattern =
            try {
                EventPattern(PatternCompiler.compile(text).map { it.toList() })
            } catch (none: NoPattern) {
                throw invalid(none, text)
            }

        /**
         * Refuses what is no pattern.
         *
         * @throws AwsFault in AWS's words
         */
        fun check(text: String) {
            of(text)
        }

        /** Whether [pattern], which is one, matches [event]. */
        fun matches(
            pattern: String,
            event: JsonObject,
        ): Boolean = of(pattern).matches(FlatEvent.of(event))

        private fun invalid(
            none: NoPattern,
            text: String,
        ): AwsFault {
            val place = none.at?.let { placeIn(text, it) }.orEmpty().repeat(none.times)
            return AwsFault("InvalidEventPatternException", "Event pattern is not valid. Reason: ${none.reason}$place")
        }

        /** As AWS's reader of JSON tells it. */
        private fun placeIn(
            text: String,
            at: JsonLocation,
        ) = "\n at [Source: (String)\"$text\"; line: ${at.lineNr}, column: ${at.columnNr}]"
    }
}
