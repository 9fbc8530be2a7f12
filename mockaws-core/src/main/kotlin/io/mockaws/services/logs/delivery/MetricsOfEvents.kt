package io.mockaws.services.logs.delivery

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.services.logs.group.MetricFilter
import io.mockaws.services.logs.group.StoredEvent
import io.mockaws.services.logs.pattern.FilterPattern
import io.mockaws.services.logs.state.LogsCall
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import java.math.BigDecimal
import java.math.RoundingMode

/** Puts what [filter] makes of [events]: a value for each that matches, its default where none does. */
internal fun LogsCall.putMetrics(
    filter: MetricFilter,
    events: List<StoredEvent>,
) {
    val pattern = FilterPattern.parse(filter.pattern) ?: return
    val transformation = filter.transformation
    val data =
        events.mapNotNull { stored ->
            val found = pattern.match(stored.event.message) ?: return@mapNotNull null
            val value = valueOf(transformation.metricValue, found) ?: return@mapNotNull null
            val dimensions =
                transformation.dimensions.orEmpty().mapNotNull { (name, field) -> found[field]?.let { name to it } }
            datum(transformation.metricName, value, stored.event.timestamp, transformation.unit, dimensions)
        }.ifEmpty {
            val default = transformation.defaultValue ?: return
            listOf(datum(transformation.metricName, default, events.last().event.timestamp, transformation.unit))
        }
    putMetrics(transformation.metricNamespace, data)
}

private fun valueOf(
    value: String,
    found: Map<String, String>,
): Double? = if (value.startsWith("$")) found[value]?.toDoubleOrNull() else value.toDoubleOrNull()

private fun datum(
    name: String,
    value: Double,
    timestamp: Long,
    unit: String?,
    dimensions: List<Pair<String, String>> = emptyList(),
): JsonObject =
    buildJsonObject {
        put("MetricName", name)
        put("Value", value)
        put("Timestamp", seconds(timestamp))
        put("Unit", unit ?: "None")
        if (dimensions.isNotEmpty()) put("Dimensions", dimensionsOf(dimensions))
    }

internal fun dimensionsOf(dimensions: List<Pair<String, String>>): JsonArray =
    JsonArray(
        dimensions.map { (name, value) ->
            buildJsonObject {
                put("Name", name)
                put("Value", value)
            }
        },
    )

/** Timestamps are seconds in JSON. */
internal fun seconds(millis: Long): JsonPrimitive =
    JsonPrimitive(BigDecimal(millis).divide(BigDecimal(THOUSAND), MILLIS, RoundingMode.UNNECESSARY))

/** A mock without CloudWatch has nobody who takes them; the journal tells what CloudWatch refuses. */
internal fun LogsCall.putMetrics(
    namespace: String,
    data: List<JsonObject>,
) {
    for (part in data.chunked(MOST)) {
        val input =
            buildJsonObject {
                put("Namespace", namespace)
                put("MetricData", JsonArray(part))
            }
        try {
            serviceCall("cloudwatch", "PutMetricData", input, SENDER)
        } catch (_: AwsFault) {
            return
        }
    }
}

internal const val SENDER = "logs.amazonaws.com"
private const val MOST = 1000
private const val THOUSAND = 1000
private const val MILLIS = 3
