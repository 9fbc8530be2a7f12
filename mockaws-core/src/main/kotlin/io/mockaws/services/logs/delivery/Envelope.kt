package io.mockaws.services.logs.delivery

import io.mockaws.kit.gzip
import io.mockaws.services.logs.group.LogStream
import io.mockaws.services.logs.group.StoredEvent
import io.mockaws.wire.Blob
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/**
 * What subscribers get: JSON, compressed by gzip.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 */
internal object Envelope {
    /** Events with the fields that a pattern has taken out of them. */
    fun data(
        account: String,
        stream: LogStream,
        filter: String,
        events: List<Pair<StoredEvent, Map<String, String>?>>,
    ): Blob =
        zipped(
            buildJsonObject {
                put("messageType", "DATA_MESSAGE")
                put("owner", account)
                put("logGroup", stream.group)
                put("logStream", stream.name)
                put("subscriptionFilters", JsonArray(listOf(JsonPrimitive(filter))))
                put("logEvents", JsonArray(events.map { (event, fields) -> eventOf(event, fields) }))
            },
        )

    private fun eventOf(
        stored: StoredEvent,
        fields: Map<String, String>?,
    ): JsonElement =
        buildJsonObject {
            put("id", stored.id)
            put("timestamp", stored.event.timestamp)
            put("message", stored.event.message)
            if (fields != null) {
                val named = fields.entries.associate { (name, value) -> name.removePrefix("$") to JsonPrimitive(value) }
                put("extractedFields", JsonObject(named))
            }
        }

    /** What comes first, to see whether the subscriber is there. */
    fun control(
        destination: String,
        now: Long,
    ): Blob {
        val event =
            buildJsonObject {
                put("id", "")
                put("timestamp", now)
                put("message", "CWL CONTROL MESSAGE: Checking health of destination $destination.")
            }
        return zipped(
            buildJsonObject {
                put("messageType", "CONTROL_MESSAGE")
                put("owner", "CloudwatchLogs")
                put("logGroup", "")
                put("logStream", "")
                put("subscriptionFilters", JsonArray(emptyList()))
                put("logEvents", JsonArray(listOf(event)))
            },
        )
    }

    private fun zipped(document: JsonObject): Blob = zip(document.toString())

    fun zip(text: String): Blob = Blob(gzip(text.encodeToByteArray()))
}
