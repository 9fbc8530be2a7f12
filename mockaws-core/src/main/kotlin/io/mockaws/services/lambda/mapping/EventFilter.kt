package io.mockaws.services.lambda.mapping

import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import software.amazon.event.ruler.JsonRuleCompiler
import software.amazon.event.ruler.Ruler
import java.io.IOException

/**
 * Which records a mapping hands to its function, by the patterns of EventBridge.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 */
internal object EventFilter {
    /** Whether [pattern] is one. */
    fun isPattern(pattern: String?): Boolean =
        pattern != null &&
            try {
                JsonRuleCompiler.compile(pattern)
                true
            } catch (_: IOException) {
                false
            } catch (_: RuntimeException) {
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
        return patterns.any { Ruler.matchesRule(withoutBody(readable, it).toString(), it) }
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
