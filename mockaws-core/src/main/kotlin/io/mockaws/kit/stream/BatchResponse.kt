package io.mockaws.kit.stream

import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Which records of a batch a function says to have failed at.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
internal object BatchResponse {
    /**
     * The identifiers of those that failed, of [known] ones; null where the answer is malformed, which is to say that the
     * whole batch failed.
     */
    fun failures(
        payload: String,
        known: Set<String>,
    ): Set<String>? {
        val answer =
            try {
                Json.parseToJsonElement(payload)
            } catch (_: SerializationException) {
                return null
            }
        if (answer is JsonNull) return emptySet()
        val members =
            answer as? JsonObject
                ?: return if (answer is JsonPrimitive && answer.content.isEmpty()) emptySet() else null
        val items = members["batchItemFailures"] ?: return emptySet()
        if (items is JsonNull) return emptySet()
        val failed = items as? JsonArray ?: return null
        return failed.mapTo(LinkedHashSet()) { item ->
            val id = (item as? JsonObject)?.get("itemIdentifier") as? JsonPrimitive ?: return null
            if (!id.isString || id.content.isEmpty() || id.content !in known) return null
            id.content
        }
    }
}
