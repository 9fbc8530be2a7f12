package io.mockaws.services.events

import io.mockaws.engine.AwsFault
import io.mockaws.engine.ModelChecks
import io.mockaws.model.Violation

/** The model's checks, with too many entries shown as AWS shows them: as objects of its own. */
internal object EventsChecks : ModelChecks("ValidationException") {
    override fun fault(violations: List<Violation>): AwsFault =
        super.fault(
            violations.map {
                if (it.path ==
                    "entries"
                ) {
                    Violation(it.path, shown(it.value), it.constraint)
                } else {
                    it
                }
            }
        )

    private fun shown(entries: Any?): Any? =
        if (entries !is List<*>) entries else entries.joinToString(", ", "[", "]") { shownEntry(it as Map<*, *>) }

    private fun shownEntry(entry: Map<*, *>): String =
        members.joinToString(", ", "PutEventsRequestEntry(", ")") { (shown, name) ->
            "$shown=${entry[name].takeUnless { it is List<*> && it.isEmpty() }}"
        }

    private val members =
        listOf("Time", "Source", "Resources", "DetailType", "Detail", "EventBusName", "TraceHeader")
            .map { it.replaceFirstChar(Char::lowercase) to it } +
            listOf("kmsKeyIdentifier" to null, "internalMetadata" to null)
}
