package io.mockaws.services.events.event

import io.mockaws.kit.JsonPath
import io.mockaws.kit.StrictJson
import io.mockaws.kit.inWholeSeconds
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonPrimitive

/**
 * Makes what a target gets of an event: the values of paths are put into a template.
 *
 * A template that begins with a quote is text: values stand in it without any quotes. Any other is JSON, where a value
 * between quotes is put in as it is, and one outside of them as JSON; what is then no JSON is not delivered.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
internal class InputTransformer(
    private val paths: Map<String, String>,
    private val template: String,
) {
    /** The first placeholder that neither a path nor AWS has a value for; null where there is none. */
    fun unknownPlaceholder(): String? =
        placeholder.findAll(template).map { it.groupValues[1] }.firstOrNull { it !in paths && it !in RESERVED }

    /** What [event] becomes for [rule]; null where it is no JSON. */
    fun apply(
        event: Event,
        rule: RuleName,
    ): String? {
        val isText = template.trimStart().startsWith('"')
        var isQuoted = false
        var at = 0
        val result =
            buildString {
                for (match in placeholder.findAll(template)) {
                    val value = valueOf(match.groupValues[1], event, rule) ?: continue
                    val before = template.substring(at, match.range.first)
                    isQuoted = quotedAfter(before, isQuoted)
                    append(before)
                    append(shown(value, isQuoted, isText))
                    at = match.range.last + 1
                }
                append(template, at, template.length)
            }
        return result.takeIf { isText || StrictJson.parse(it) != null }
    }

    /** Null for what is no placeholder. Where a path leads nowhere the value is an empty text. */
    private fun valueOf(
        name: String,
        event: Event,
        rule: RuleName,
    ): JsonElement? {
        paths[name]?.let { path ->
            val found = JsonPath.parse(path)?.find(event.json)
            return if (found == null || found is JsonNull) JsonPrimitive("") else found
        }
        return when (name) {
            RULE_ARN -> JsonPrimitive(rule.arn)
            RULE_NAME -> JsonPrimitive(rule.name)
            INGESTION_TIME -> JsonPrimitive(event.ingestedAt.inWholeSeconds())
            EVENT -> event.withoutDetail()
            EVENT_JSON -> event.json
            else -> null
        }
    }

    private fun shown(
        value: JsonElement,
        isQuoted: Boolean,
        isText: Boolean,
    ): String {
        val json = value.toString()
        return when {
            !isQuoted -> json
            value is JsonPrimitive && value.isString -> json.substring(1, json.length - 1)
            isText -> json.replace("\"", "")
            else -> json
        }
    }

    private fun quotedAfter(
        text: String,
        before: Boolean,
    ): Boolean {
        var isQuoted = before
        var isEscaped = false
        for (char in text) {
            when {
                isEscaped -> isEscaped = false
                char == '\\' -> isEscaped = true
                char == '"' -> isQuoted = !isQuoted
            }
        }
        return isQuoted
    }

    private companion object {
        val placeholder = Regex("<([A-Za-z0-9_.-]+)>")
        const val RULE_ARN = "aws.events.rule-arn"
        const val RULE_NAME = "aws.events.rule-name"
        const val INGESTION_TIME = "aws.events.event.ingestion-time"
        const val EVENT = "aws.events.event"
        const val EVENT_JSON = "aws.events.event.json"
        val RESERVED = setOf(RULE_ARN, RULE_NAME, INGESTION_TIME, EVENT, EVENT_JSON)
    }
}

/** What a template knows of the rule that it belongs to. */
internal class RuleName(
    val name: String,
    val arn: String,
)
