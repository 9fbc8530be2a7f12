package io.mockaws.services.dynamodb.streams

import io.mockaws.services.dynamodb.value.DynamoDbJson
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject
import kotlin.time.Instant

/** A stream of Kinesis that hears of what happens to the items of a table. */
@Serializable
internal data class KinesisDestination(
    val streamArn: String,
    /** `ACTIVE` or `DISABLED`. */
    val status: String = ACTIVE,
    /** `MILLISECOND` or `MICROSECOND`; null where nobody has said. */
    val precision: String? = null,
) {
    val isActive: Boolean get() = status == ACTIVE

    companion object {
        const val ACTIVE: String = "ACTIVE"
        const val DISABLED: String = "DISABLED"
    }
}

/** A change that is on its way to a stream of Kinesis. */
@Serializable
internal data class OutgoingChange(
    val number: Long,
    val table: String,
    val streamArn: String,
    val precision: String?,
    val record: StreamRecord,
    val due: Instant,
    /** How often it was tried in vain. */
    val attempts: Int = 0,
) {
    /**
     * The record as the stream gets it.
     *
     * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/kds_using-shards-and-metrics.html
     */
    fun json(
        region: String,
        id: String,
    ): String =
        buildJsonObject {
            put("awsRegion", region)
            put("eventID", id)
            put("eventName", record.eventName.name)
            if (record.isExpiry) {
                putJsonObject("userIdentity") {
                    put("principalId", "dynamodb.amazonaws.com")
                    put("type", "Service")
                }
            } else {
                put("userIdentity", JsonNull)
            }
            put("recordFormat", "application/json")
            put("tableName", table)
            putJsonObject("dynamodb") {
                put("ApproximateCreationDateTime", time())
                item("Keys", DynamoDbJson.text(record.keys))
                record.newImage?.let { item("NewImage", DynamoDbJson.text(it)) }
                record.oldImage?.let { item("OldImage", DynamoDbJson.text(it)) }
                put("SizeBytes", record.size)
                precision?.let { put("ApproximateCreationDateTimePrecision", it) }
            }
            put("eventSource", "aws:dynamodb")
        }.toString()

    private fun time(): Long =
        if (precision == MICROSECOND) {
            record.at.epochSeconds * MICROS + record.at.nanosecondsOfSecond / NANOS
        } else {
            record.at.toEpochMilliseconds()
        }

    private fun JsonObjectBuilder.item(
        name: String,
        json: String,
    ) {
        put(name, Json.parseToJsonElement(json))
    }
}

private const val MICROSECOND = "MICROSECOND"
private const val MICROS = 1_000_000
private const val NANOS = 1000
