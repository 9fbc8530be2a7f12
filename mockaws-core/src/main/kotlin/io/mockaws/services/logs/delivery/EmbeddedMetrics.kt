package io.mockaws.services.logs.delivery

import io.mockaws.kit.StrictJson
import io.mockaws.kit.number
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.services.logs.group.LogEvent
import io.mockaws.services.logs.group.StoredEvent
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.doubleOrNull
import kotlinx.serialization.json.longOrNull
import kotlinx.serialization.json.put

/**
 * Metrics that are in messages. What does not keep to the format makes none.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
internal class EmbeddedMetrics(
    val namespace: String,
    val data: List<JsonObject>,
) {
    companion object {
        private const val MARK = "\"CloudWatchMetrics\""

        fun mayHave(events: List<LogEvent>): Boolean = events.any { MARK in it.message }

        fun of(events: List<StoredEvent>): List<EmbeddedMetrics> =
            events.filter { MARK in it.event.message }.flatMap { of(it.event.message) }

        private fun of(message: String): List<EmbeddedMetrics> {
            val root = StrictJson.parse(message) as? JsonObject ?: return emptyList()
            val metadata = root.part("_aws") ?: return emptyList()
            val time = (metadata["Timestamp"] as? JsonPrimitive)?.longOrNull ?: return emptyList()
            return (metadata["CloudWatchMetrics"] as? JsonArray).orEmpty().mapNotNull { directive ->
                if (directive !is JsonObject) return@mapNotNull null
                val namespace = directive.text("Namespace") ?: return@mapNotNull null
                EmbeddedMetrics(namespace, dataOf(directive, root, time))
            }
        }

        private fun dataOf(
            directive: JsonObject,
            root: JsonObject,
            time: Long,
        ): List<JsonObject> {
            val sets = (directive["Dimensions"] as? JsonArray).orEmpty().map { set -> dimensionsOf(set, root) }
            return (directive["Metrics"] as? JsonArray).orEmpty().filterIsInstance<JsonObject>().flatMap { metric ->
                val values = metric.text("Name")?.let { valuesOf(root[it]) }.orEmpty()
                if (values.isEmpty()) {
                    emptyList()
                } else {
                    sets.ifEmpty { listOf(emptyList()) }.map { datum(metric, values, time, it) }
                }
            }
        }

        private fun dimensionsOf(
            names: JsonElement,
            root: JsonObject,
        ): List<Pair<String, String>> =
            (names as? JsonArray).orEmpty().mapNotNull { name ->
                val text = (name as? JsonPrimitive)?.contentOrNull ?: return@mapNotNull null
                root.text(text)?.let { text to it }
            }

        private fun valuesOf(target: JsonElement?): List<Double> =
            when (target) {
                is JsonArray -> target.mapNotNull { (it as? JsonPrimitive)?.doubleOrNull }
                is JsonPrimitive -> listOfNotNull(target.doubleOrNull)
                else -> emptyList()
            }

        private fun datum(
            metric: JsonObject,
            values: List<Double>,
            time: Long,
            dimensions: List<Pair<String, String>>,
        ): JsonObject =
            buildJsonObject {
                put("MetricName", metric.text("Name"))
                put("Timestamp", seconds(time))
                put("Values", JsonArray(values.map(::JsonPrimitive)))
                put("Unit", metric.text("Unit") ?: "None")
                metric.number("StorageResolution")?.let { put("StorageResolution", it) }
                if (dimensions.isNotEmpty()) put("Dimensions", dimensionsOf(dimensions))
            }
    }
}
