package io.mockaws.kit.stream

import io.mockaws.engine.World
import io.mockaws.engine.delivery.SourceRecord
import io.mockaws.engine.delivery.SourceShard
import io.mockaws.engine.delivery.StreamSource
import io.mockaws.kit.Arn
import io.mockaws.kit.part
import io.mockaws.kit.text
import kotlin.time.Instant

/**
 * Shards that are read by several readers at once, each of which has the records of some partition keys in order: a shard is
 * as many lanes, called `shard#0` and on.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html
 */
internal class Lanes private constructor(
    private val source: StreamSource,
    private val count: Int,
) : StreamSource by source {
    override fun shards(
        arn: Arn,
        world: World,
    ): List<SourceShard> =
        source.shards(arn, world).flatMap { shard ->
            (0 until count).map { lane ->
                SourceShard("${shard.id}$MARK$lane", shard.parents.map { "$it$MARK$lane" }, shard.isClosed)
            }
        }

    override fun arrivals(
        arn: Arn,
        shard: String,
        position: String?,
        most: Int,
        world: World,
    ): List<Instant> = read(arn, shard, position, most, world).map { it.at }

    override fun position(
        arn: Arn,
        shard: String,
        from: Instant?,
        world: World,
    ): String? = source.position(arn, shardOf(shard), from, world)

    override fun read(
        arn: Arn,
        shard: String,
        position: String?,
        most: Int,
        world: World,
    ): List<SourceRecord> {
        val lane = shard.substringAfter(MARK).toInt()
        return source.read(arn, shardOf(shard), position, AHEAD, world)
            .asSequence().filter { keyOf(it).hashCode().mod(count) == lane }.take(most).toList()
    }

    /** What keeps records in order: the partition key of Kinesis, the key of an item. */
    private fun keyOf(record: SourceRecord): String =
        record.json.part("kinesis")?.text("partitionKey") ?: record.json.part("dynamodb")?.get("Keys").toString()

    companion object {
        private const val MARK = '#'

        /** How many records are looked through for those of one lane. */
        private const val AHEAD = 10_000

        /** [source] where each shard has one reader, else with [count] lanes for each. */
        fun of(
            source: StreamSource,
            count: Int,
        ): StreamSource = if (count <= 1) source else Lanes(source, count)

        /** The shard that [lane] is of; a shard is its own. */
        fun shardOf(lane: String): String = lane.substringBefore(MARK)
    }
}
