package io.mockaws.kit

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/**
 * The paths into JSON that EventBridge takes: `$.detail.items[0].name`, `$.detail['a name']`, with `*` for all members.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
internal class JsonPath private constructor(
    private val steps: List<Step>,
) {
    private sealed interface Step

    private class Name(
        val text: String,
    ) : Step

    private class Index(
        val number: Int,
    ) : Step

    private data object All : Step

    /** What it leads to in [document]; null where there is nothing. With a `*` it is a list of all that is found. */
    fun find(document: JsonElement): JsonElement? {
        var found = listOf(document)
        for (step in steps) found = found.flatMap { one(it, step) }
        return if (All in steps) JsonArray(found) else found.firstOrNull()
    }

    private fun one(
        element: JsonElement,
        step: Step,
    ): List<JsonElement> =
        when (step) {
            is Name -> listOfNotNull((element as? JsonObject)?.get(step.text))
            is Index -> listOfNotNull((element as? JsonArray)?.getOrNull(step.number))
            All -> (element as? JsonObject)?.values?.toList() ?: (element as? JsonArray).orEmpty()
        }

    companion object {
        private val step = Regex("\\.([^.\\[\\]]+)|\\[([0-9]+)]|\\[(\\*)]|\\['([^']*)']|\\[\"([^\"]*)\"]")

        /** Null for what is none. */
        fun parse(text: String): JsonPath? {
            if (!text.startsWith("$")) return null
            val steps = ArrayList<Step>()
            var at = 1
            while (at < text.length) {
                val match = step.matchAt(text, at) ?: return null
                val (name, index, all, quoted, doubly) = match.destructured
                steps +=
                    when {
                        name == "*" || all.isNotEmpty() -> All
                        index.isNotEmpty() -> Index(index.toIntOrNull() ?: return null)
                        else -> Name(name + quoted + doubly)
                    }
                at = match.range.last + 1
            }
            return JsonPath(steps)
        }
    }
}
