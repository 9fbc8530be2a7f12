package io.mockaws.services.kinesis

import io.mockaws.engine.World
import io.mockaws.engine.context
import io.mockaws.engine.delivery.SourceRecord
import io.mockaws.engine.delivery.SourceShard
import io.mockaws.engine.delivery.StreamSource
import io.mockaws.kit.Arn
import io.mockaws.services.kinesis.state.KinesisCall
import io.mockaws.services.kinesis.state.STREAMS
import io.mockaws.services.kinesis.state.extent
import io.mockaws.services.kinesis.state.indexAt
import io.mockaws.services.kinesis.state.records
import io.mockaws.services.kinesis.state.stream
import io.mockaws.services.kinesis.stream.SequenceNumber
import io.mockaws.services.kinesis.stream.Shard
import io.mockaws.services.kinesis.stream.Stream
import io.mockaws.services.kinesis.stream.StreamedRecord
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject
import java.math.BigDecimal
import java.util.Base64
import kotlin.time.Instant

/**
 * Streams as event source mappings of Lambda read them.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
 */
internal object KinesisStreamSource : StreamSource {
    override val service: String get() = "kinesis"

    override fun has(
        arn: Arn,
        world: World,
    ): Boolean = streamAt(arn, call(arn, world)) != null

    override fun shards(
        arn: Arn,
        world: World,
    ): List<SourceShard> =
        streamAt(arn, call(arn, world))?.shards.orEmpty().map { shard ->
            SourceShard(shard.id, shard.parents.map(Shard::idOf), !shard.isOpen)
        }

    override fun arrivals(
        arn: Arn,
        shard: String,
        position: String?,
        most: Int,
        world: World,
    ): List<Instant> {
        val call = call(arn, world)
        return on(arn, shard, call) { stream, found ->
            call.state.now.records(stream, found, behind(position)).take(most).map { it.second.at }.toList()
        }.orEmpty()
    }

    override fun position(
        arn: Arn,
        shard: String,
        from: Instant?,
        world: World,
    ): String? {
        val call = call(arn, world)
        return on(arn, shard, call) { stream, found ->
            val tables = call.state.now
            val next =
                if (from == null) tables.extent(stream.name, found.number).next else tables.indexAt(stream, found, from)
            SequenceNumber.text(found, next - 1)
        }
    }

    override fun read(
        arn: Arn,
        shard: String,
        position: String?,
        most: Int,
        world: World,
    ): List<SourceRecord> {
        val call = call(arn, world)
        val name = streamAt(arn, call)?.name ?: return emptyList()
        val stream = call.stream(name).stream
        val found = Shard.numberOf(shard)?.let { stream.shard(it) } ?: return emptyList()
        return call.state.now.records(stream, found, behind(position)).take(most).map { (index, record) ->
            val number = SequenceNumber.text(found, index, record.at.epochSeconds)
            SourceRecord(shown(found, number, record, arn), number, found.id, record.at)
        }.toList()
    }

    private fun call(
        arn: Arn,
        world: World,
    ): KinesisCall = world.context(KinesisService, arn.place)

    private fun streamAt(
        arn: Arn,
        call: KinesisCall,
    ): Stream? = call.state.now[STREAMS][arn.resource.substringAfter('/').substringBefore('/')]

    private fun <R> on(
        arn: Arn,
        shard: String,
        call: KinesisCall,
        action: (Stream, Shard) -> R,
    ): R? {
        val stream = streamAt(arn, call) ?: return null
        return Shard.numberOf(shard)?.let { stream.shard(it) }?.let { action(stream, it) }
    }

    private fun behind(position: String?): Long = (position?.let { SequenceNumber.parse(it)?.index } ?: 0) + 1

    private fun shown(
        shard: Shard,
        number: String,
        record: StreamedRecord,
        arn: Arn,
    ): JsonObject =
        buildJsonObject {
            putJsonObject("kinesis") {
                put("kinesisSchemaVersion", "1.0")
                put("partitionKey", record.partitionKey)
                put("sequenceNumber", number)
                put("data", Base64.getEncoder().encodeToString(record.data.bytes))
                put("approximateArrivalTimestamp", BigDecimal.valueOf(record.at.toEpochMilliseconds(), MILLIS))
            }
            put("eventSource", "aws:kinesis")
            put("eventVersion", "1.0")
            put("eventID", "${shard.id}:$number")
            put("eventName", "aws:kinesis:record")
            put("invokeIdentityArn", "arn:${arn.partition}:iam::${arn.account}:role/lambda-role")
            put("awsRegion", arn.region)
        }

    /** Decimals of a second. */
    private const val MILLIS = 3
}
