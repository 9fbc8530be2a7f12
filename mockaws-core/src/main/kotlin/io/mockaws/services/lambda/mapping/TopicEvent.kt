package io.mockaws.services.lambda.mapping

import io.mockaws.engine.delivery.TopicRecord
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import kotlinx.serialization.json.putJsonObject
import java.util.Base64

/**
 * Records of Kafka as functions get them.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/with-msk.html#msk-sample-event
 */
internal object TopicEvent {
    /** @param arn that of the cluster; null where Kafka is not MSK's */
    fun of(
        records: List<TopicRecord>,
        arn: String?,
        servers: String,
    ): String =
        buildJsonObject {
            put("eventSource", if (arn == null) "SelfManagedKafka" else "aws:kafka")
            if (arn != null) put("eventSourceArn", arn)
            put("bootstrapServers", servers)
            putJsonObject("records") {
                records.groupBy { "${it.topic}-${it.partition}" }.forEach { (name, all) ->
                    putJsonArray(name) { all.forEach { add(shown(it)) } }
                }
            }
        }.toString()

    private fun shown(record: TopicRecord): JsonObject =
        buildJsonObject {
            put("topic", record.topic)
            put("partition", record.partition)
            put("offset", record.offset)
            put("timestamp", record.timestamp)
            put("timestampType", record.timestampType)
            record.key?.let { put("key", base64(it)) }
            record.value?.let { put("value", base64(it)) }
            putJsonArray("headers") {
                record.headers.forEach { (name, value) -> add(buildJsonObject { put(name, numbers(value)) }) }
            }
        }

    /** What filters look at: the key and the value as text, the latter looked into where it is JSON. */
    fun filterable(record: TopicRecord): JsonObject =
        JsonObject(
            shown(record) +
                listOfNotNull(
                    record.key?.let { "key" to JsonPrimitive(it.decodeToString()) },
                    record.value?.let { "value" to JsonPrimitive(it.decodeToString()) },
                ),
        )

    private fun base64(bytes: ByteArray) = Base64.getEncoder().encodeToString(bytes)

    private fun numbers(bytes: ByteArray?) = JsonArray(bytes?.map { JsonPrimitive(it.toInt()) }.orEmpty())
}
