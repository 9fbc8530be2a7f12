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

    /**
     * Whether one of [criteria] admits [record]; where there are none, everything is admitted.
     *
     * @param content the member of a record that holds what its sender has written: `body` of a queue, `value` of Kafka
     */
    fun admits(
        criteria: FilterCriteria?,
        record: JsonObject,
        content: String = "body",
    ): Boolean {
        val patterns = criteria?.filters.orEmpty().mapNotNull { it.pattern }
        if (patterns.isEmpty()) return true
        val readable = readable(record, content)
        return patterns.any { EventPattern.matches(it, withoutContent(readable, it, content)) }
    }

    /** A body that is JSON is looked into. */
    private fun readable(
        record: JsonObject,
        content: String,
    ): JsonObject {
        val body = (record[content] as? JsonPrimitive)?.content ?: return record
        val parsed =
            try {
                Json.parseToJsonElement(body)
            } catch (_: SerializationException) {
                null
            }
        return if (parsed is JsonObject || parsed is JsonArray) JsonObject(record + (content to parsed)) else record
    }

    /** A pattern for text and a body of JSON, or the other way round, do not go together. */
    private fun withoutContent(
        record: JsonObject,
        pattern: String,
        content: String,
    ): JsonObject {
        val wanted = (Json.parseToJsonElement(pattern) as? JsonObject)?.get(content) ?: return record
        val isText = wanted is JsonArray
        val hasText = record[content] is JsonPrimitive
        return if (isText == hasText) record else JsonObject(record - content)
    }
}
