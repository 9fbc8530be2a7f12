package io.mockaws.services.events.pattern

import com.fasterxml.jackson.core.JsonProcessingException
import io.mockaws.engine.AwsFault
import software.amazon.event.ruler.JsonRuleCompiler
import software.amazon.event.ruler.Machine
import software.amazon.event.ruler.Ruler
import java.io.IOException

/**
 * The patterns of rules, which AWS's own library compiles and matches.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
internal object EventPattern {
    /**
     * Refuses what is no pattern.
     *
     * @throws AwsFault in AWS's words
     */
    fun check(pattern: String) {
        reasonAgainst(pattern)?.let { throw invalid(it) }
    }

    /** Whether [pattern], which is one, matches [event], which is JSON. */
    fun matches(
        pattern: String,
        event: String,
    ): Boolean = Ruler.matchesRule(event, pattern)

    private fun reasonAgainst(pattern: String): String? =
        try {
            JsonRuleCompiler.compile(pattern)
            // Wildcards that are too many show when they meet a machine.
            Machine.builder().build().addRule("pattern", pattern)
            null
        } catch (refused: JsonProcessingException) {
            described(refused, pattern)
        } catch (refused: IOException) {
            refused.message.orEmpty()
        } catch (refused: RuntimeException) {
            refused.message.orEmpty()
        }

    /** With the place in the words of the Jackson that AWS runs; newer ones keep the text to themselves. */
    private fun described(
        refused: JsonProcessingException,
        pattern: String,
    ): String {
        val place = refused.location ?: return refused.originalMessage
        return "${refused.originalMessage}\n at [Source: (String)\"$pattern\"; line: ${place.lineNr}, " +
            "column: ${place.columnNr}]"
    }

    private fun invalid(reason: String) =
        AwsFault("InvalidEventPatternException", "Event pattern is not valid. Reason: $reason")
}
