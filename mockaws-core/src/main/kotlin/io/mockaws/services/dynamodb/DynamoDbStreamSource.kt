package io.mockaws.services.dynamodb

import io.mockaws.engine.World
import io.mockaws.engine.context
import io.mockaws.engine.delivery.SourceRecord
import io.mockaws.engine.delivery.SourceShard
import io.mockaws.engine.delivery.StreamSource
import io.mockaws.kit.Arn
import io.mockaws.services.dynamodb.streams.SequenceNumber
import io.mockaws.services.dynamodb.streams.Stream
import io.mockaws.services.dynamodb.streams.StreamRecord
import io.mockaws.services.dynamodb.value.DynamoDbJson
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject
import java.util.SortedMap
import kotlin.time.Instant

/**
 * Streams of tables as event source mappings of Lambda read them.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
internal object DynamoDbStreamSource : StreamSource {
    override val service: String get() = "dynamodb"

    override fun has(
        arn: Arn,
        world: World,
    ): Boolean = stream(arn, world) != null

    override fun shards(
        arn: Arn,
        world: World,
    ): List<SourceShard> = listOfNotNull(stream(arn, world)?.let { SourceShard(it.shardId, isClosed = !it.isEnabled) })

    override fun arrivals(
        arn: Arn,
        shard: String,
        position: String?,
        most: Int,
        world: World,
    ): List<Instant> =
        stream(arn, world)?.let {
            behind(it, position).values.asSequence().take(most).map { r -> r.at }.toList()
        }.orEmpty()

    override fun position(
        arn: Arn,
        shard: String,
        from: Instant?,
        world: World,
    ): String? {
        val records = stream(arn, world)?.records.orEmpty()
        val before = if (from ==
            null
        ) {
            records.keys.lastOrNull()
        } else {
            records.entries.lastOrNull { it.value.at < from }?.key
        }
        return before?.let { SequenceNumber.text(it) }
    }

    override fun read(
        arn: Arn,
        shard: String,
        position: String?,
        most: Int,
        world: World,
    ): List<SourceRecord> {
        val stream = stream(arn, world) ?: return emptyList()
        return behind(stream, position).entries.asSequence().take(most).map { (ordinal, record) ->
            SourceRecord(
                shown(stream, ordinal, record, arn.region),
                SequenceNumber.text(ordinal),
                stream.shardId,
                record.at
            )
        }.toList()
    }

    private fun stream(
        arn: Arn,
        world: World,
    ): Stream? = world.context(DynamoDbService, arn.place).state.streams()[arn.toString()]

    private fun behind(
        stream: Stream,
        position: String?,
    ): SortedMap<Long, StreamRecord> =
        stream.records.tailMap(position?.let { SequenceNumber.ordinalOrNull(it) } ?: 0, false)

    private fun shown(
        stream: Stream,
        ordinal: Long,
        record: StreamRecord,
        region: String,
    ): JsonObject =
        buildJsonObject {
            put("eventID", stream.eventId(ordinal))
            put("eventName", record.eventName.name)
            put("eventVersion", "1.1")
            put("eventSource", "aws:dynamodb")
            put("awsRegion", region)
            putJsonObject("dynamodb") {
                put("ApproximateCreationDateTime", record.at.epochSeconds)
                item("Keys", DynamoDbJson.text(record.keys))
                record.newImage?.let { item("NewImage", DynamoDbJson.text(it)) }
                record.oldImage?.let { item("OldImage", DynamoDbJson.text(it)) }
                put("SequenceNumber", SequenceNumber.text(ordinal))
                put("SizeBytes", record.size)
                put("StreamViewType", stream.definition.viewType.name)
            }
            if (record.isExpiry) {
                putJsonObject("userIdentity") {
                    put("principalId", "dynamodb.amazonaws.com")
                    put("type", "Service")
                }
            }
        }

    private fun JsonObjectBuilder.item(
        name: String,
        json: String,
    ) {
        put(name, Json.parseToJsonElement(json))
    }
}
