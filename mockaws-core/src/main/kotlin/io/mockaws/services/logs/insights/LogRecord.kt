package io.mockaws.services.logs.insights

import io.mockaws.kit.StrictJson
import io.mockaws.services.logs.group.StoredEvent
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * The fields that CloudWatch Logs finds in events: those that all have, the members of JSON, and what Lambda writes.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html
 */
internal object LogRecord {
    const val TIMESTAMP: String = "@timestamp"
    const val MESSAGE: String = "@message"
    const val POINTER: String = "@ptr"

    /** AWS discovers no more fields of an event. */
    private const val MOST = 200
    private const val MEGABYTE = 1_000_000

    fun of(
        stored: StoredEvent,
        account: String,
        pointer: String,
    ): Row {
        val message = stored.event.message
        val fields =
            linkedMapOf<String, Any?>(
                TIMESTAMP to Time(stored.event.timestamp),
                MESSAGE to message,
                "@logStream" to stored.stream.name,
                "@log" to "$account:${stored.stream.group}",
                "@ingestionTime" to Time(stored.ingestedAt),
                POINTER to pointer,
            )
        val start = message.indexOf('{')
        if (start >= 0) (StrictJson.parse(message.substring(start)) as? JsonObject)?.let { fields.addAll(it, "") }
        if (stored.stream.group.startsWith("/aws/lambda/")) fields.addLambda(message)
        return fields
    }

    private fun MutableMap<String, Any?>.addAll(
        element: JsonElement,
        path: String,
    ) {
        if (size >= MOST) return
        when (element) {
            is JsonObject -> element.forEach { (name, value) ->
                addAll(value, if (path.isEmpty()) name else "$path.$name")
            }

            is JsonArray -> element.forEachIndexed { index, value -> addAll(value, "$path.$index") }

            is JsonNull -> Unit

            is JsonPrimitive -> putIfAbsent(path, element.content)
        }
    }

    private fun MutableMap<String, Any?>.addLambda(message: String) {
        val match = LAMBDA.find(message) ?: return
        put("@type", match.groupValues[1])
        put("@requestId", match.groupValues[2])
        if (match.groupValues[1] != "REPORT") return
        for ((label, name, factor) in REPORT) {
            val value = Regex("\\b$label: ([0-9.]+)").find(message)?.groupValues?.get(1)?.toDouble() ?: continue
            put(name, value * factor)
        }
    }

    private val LAMBDA = Regex("^(START|END|REPORT) RequestId: (\\S+)")
    private val REPORT =
        listOf(
            Triple("(?<!Billed )(?<!Init )Duration", "@duration", 1),
            Triple("Billed Duration", "@billedDuration", 1),
            Triple("Init Duration", "@initDuration", 1),
            Triple("Memory Size", "@memorySize", MEGABYTE),
            Triple("Max Memory Used", "@maxMemoryUsed", MEGABYTE),
        )
}
