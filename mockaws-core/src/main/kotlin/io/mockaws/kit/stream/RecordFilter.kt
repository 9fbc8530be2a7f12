package io.mockaws.kit.stream

import io.mockaws.engine.AwsFault
import io.mockaws.kit.StrictJson
import io.mockaws.kit.pattern.EventPattern
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import java.util.Base64

/**
 * Which records of queues and streams a reader wants, by the patterns of EventBridge.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 */
internal object RecordFilter {
    /** Whether [pattern] is one. */
    fun isPattern(pattern: String?): Boolean =
        try {
            pattern != null && EventPattern.check(pattern) == Unit
        } catch (_: AwsFault) {
            false
        }

    /** Whether one of [patterns] admits [record]; where there are none, everything is admitted. */
    fun admits(
        patterns: List<String>,
        record: JsonObject,
    ): Boolean {
        if (patterns.isEmpty()) return true
        val content =
            CONTENTS.firstOrNull { it.isIn(record) } ?: return patterns.any { EventPattern.matches(it, record) }
        val readable = content.readable(record)
        return patterns.any { EventPattern.matches(it, content.withoutUnlike(readable, it)) }
    }

    /** What is looked into where it is JSON. */
    private class Content(
        val name: String,
        val text: (JsonObject) -> String?,
        val rest: (JsonObject) -> JsonObject = { it },
    ) {
        fun isIn(record: JsonObject) = text(record) != null

        fun readable(record: JsonObject): JsonObject {
            val content = text(record)!!
            return JsonObject(rest(record) + (name to (parsed(content) ?: JsonPrimitive(content))))
        }

        private fun parsed(text: String): JsonElement? =
            StrictJson.parse(text)?.takeIf { it is JsonObject || it is JsonArray }

        /** A pattern for text and a content of JSON, or the other way round, do not go together. */
        fun withoutUnlike(
            record: JsonObject,
            pattern: String,
        ): JsonObject {
            val wanted = (Json.parseToJsonElement(pattern) as? JsonObject)?.get(name) ?: return record
            val isText = wanted is JsonArray
            val hasText = record[name] is JsonPrimitive
            return if (isText == hasText) record else JsonObject(record - name)
        }
    }

    private fun text(element: JsonElement?) = (element as? JsonPrimitive)?.content

    private fun decoded(text: String) = Base64.getDecoder().decode(text).decodeToString()

    private val CONTENTS =
        listOf(
            Content("body", { text(it["body"]) }),
            // Records of Kinesis are in Base64; patterns name their members with and without `kinesis` around them.
            Content("data", { text((it["kinesis"] as? JsonObject)?.get("data"))?.let(::decoded) }) {
                JsonObject(it + (it["kinesis"] as JsonObject))
            },
            // Those of Kafka are looked at with their values as text.
            Content("value", { record -> text(record["value"])?.takeIf { "topic" in record } }),
            Content("data", { record -> text(record["data"])?.takeIf { record.isOfKinesis }?.let(::decoded) }),
        )

    private val JsonObject.isOfKinesis: Boolean get() = text(this["eventSource"]) == "aws:kinesis"
}
