package io.mockaws.services.pipes.pipe

import io.mockaws.kit.JsonPath
import io.mockaws.kit.StrictJson
import io.mockaws.kit.inWholeSeconds
import io.mockaws.kit.text
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import java.util.Base64
import kotlin.time.Instant

/**
 * What a pipe makes of an event by a template: `{"order": <$.body.order>, "of": "<aws.pipes.pipe-name>"}`.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-input-transformation.html
 */
internal class PipeTemplate(
    private val pipe: Pipe,
    private val now: Instant,
) {
    /** What [template] makes of [event]: JSON, or a text. */
    fun apply(
        template: String,
        event: JsonElement,
    ): String {
        val readable = readable(event)
        var isQuoted = false
        var at = 0
        return buildString {
            for (match in placeholder.findAll(template)) {
                val before = template.substring(at, match.range.first)
                isQuoted = quotedAfter(before, isQuoted)
                append(before)
                append(shown(valueOf(match.groupValues[1], readable, event), isQuoted))
                at = match.range.last + 1
            }
            append(template, at, template.length)
        }
    }

    /** [text] itself, or what it leads to in [event] where it is a path; null where that is nothing. */
    fun value(
        text: String?,
        event: JsonElement,
    ): String? {
        if (text == null || !text.startsWith("$")) return text
        val found = JsonPath.parse(text)?.find(readable(event)) ?: return null
        return if (found is JsonPrimitive) found.content else found.toString()
    }

    private fun valueOf(
        name: String,
        readable: JsonElement,
        event: JsonElement,
    ): JsonElement =
        when (name) {
            "aws.pipes.pipe-arn" -> JsonPrimitive(pipe.arn)
            "aws.pipes.pipe-name" -> JsonPrimitive(pipe.name)
            "aws.pipes.source-arn" -> JsonPrimitive(pipe.source)
            "aws.pipes.target-arn" -> JsonPrimitive(pipe.target)
            "aws.pipes.event.ingestion-time" -> JsonPrimitive(now.inWholeSeconds())
            "aws.pipes.event", "aws.pipes.event.json" -> event
            else -> JsonPath.parse(name)?.find(readable) ?: JsonPrimitive("")
        }

    private fun shown(
        value: JsonElement,
        isQuoted: Boolean,
    ): String =
        when {
            !isQuoted -> value.toString()
            value is JsonNull -> ""
            value is JsonPrimitive && value.isString -> value.toString().drop(1).dropLast(1)
            value is JsonPrimitive -> value.content
            else -> JsonPrimitive(value.toString()).toString().drop(1).dropLast(1)
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
        val placeholder = Regex("<((?:\\$|aws\\.pipes\\.)[^<>]*)>")

        /** With the content of messages and records looked into, where it is JSON. */
        fun readable(event: JsonElement): JsonElement {
            if (event !is JsonObject) return event
            val body = event.text("body")
            val data = event.text("data")?.takeIf { event.text("eventSource") == "aws:kinesis" }
            return when {
                body != null -> with(event, "body", body)
                data != null -> with(event, "data", Base64.getDecoder().decode(data).decodeToString())
                else -> event
            }
        }

        private fun with(
            event: JsonObject,
            name: String,
            text: String,
        ): JsonObject {
            val parsed = StrictJson.parse(text)?.takeIf { it is JsonObject || it is JsonArray } ?: JsonPrimitive(text)
            return JsonObject(event + (name to parsed))
        }
    }
}
