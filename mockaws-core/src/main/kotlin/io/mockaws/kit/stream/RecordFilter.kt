package io.mockaws.services.lambda.mapping

import io.mockaws.engine.AwsFault
import io.mockaws.kit.pattern.EventPattern
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Which records a mapping hands to its function, by the patterns of EventBridge.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 */
internal object EventFilter {
    /** Whether [pattern] is one. */
    fun isPattern(pattern: String?): Boolean =
        try {
            pattern != null && EventPattern.check(pattern) == Unit
        } catch (_: AwsFault) {
            false
        }

    /** Whether one of [criteria] admits [record]; where there are none, everything is admitted. */
    fun admits(
        criteria: FilterCriteria?,
        record: JsonObject,
    ): Boolean {
        val patterns = criteria?.filters.orEmpty().mapNotNull { it.pattern }
        if (patterns.isEmpty()) return true
        val readable = readable(record)
        return patterns.any { EventPattern.matches(it, withoutBody(readable, it)) }
    }

    /** A body that is JSON is looked into. */
    private fun readable(record: JsonObject): JsonObject {
        val body = (record["body"] as? JsonPrimitive)?.content ?: return record
        val parsed =
            try {
                Json.parseToJsonElement(body)
            } catch (_: SerializationException) {
                null
            }
        return if (parsed is JsonObject || parsed is JsonArray) JsonObject(record + ("body" to parsed)) else record
    }

    /** A pattern for text and a body of JSON, or the other way round, do not go together. */
    private fun withoutBody(
        record: JsonObject,
        pattern: String,
    ): JsonObject {
        val wanted = (Json.parseToJsonElement(pattern) as? JsonObject)?.get("body") ?: return record
        val isText = wanted is JsonArray
        val hasText = record["body"] is JsonPrimitive
        return if (isText == hasText) record else JsonObject(record - "body")
    }
}
