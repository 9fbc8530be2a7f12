package io.mockaws.services.kinesis.state

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.engine.StoredEntries
import io.mockaws.engine.Thing
import io.mockaws.engine.Wakeup
import io.mockaws.kit.RowTable
import io.mockaws.kit.Table
import io.mockaws.kit.TableState
import io.mockaws.kit.TableWriter
import io.mockaws.kit.Tables
import io.mockaws.services.kinesis.stream.Consumer
import io.mockaws.services.kinesis.stream.Extent
import io.mockaws.services.kinesis.stream.Meter
import io.mockaws.services.kinesis.stream.Stream
import io.mockaws.services.kinesis.stream.StreamedRecord
import kotlinx.serialization.builtins.serializer

/** The context that works on streams. */
internal typealias KinesisCall = CallContext<KinesisState>

/** Streams by name. */
internal val STREAMS: Table<Stream> = Table("stream", Stream.serializer())

/** Where the records of shards begin and end, by [shardKey]; none for a shard that never had any. */
internal val EXTENTS: Table<Extent> = Table("extent", Extent.serializer())

/** The records of shards, by [shardKey]. */
internal val RECORDS: RowTable<StreamedRecord> = RowTable("record", StreamedRecord.serializer())

/** Consumers by [consumerKey]. */
internal val CONSUMERS: Table<Consumer> = Table("consumer", Consumer.serializer())

/** Policies of streams and consumers by ARN. */
internal val POLICIES: Table<String> = Table("policy", String.serializer())

/** What shards of throttled streams have done in this second, by [shardKey]. */
internal val METERS: Table<Meter> = Table("meter", Meter.serializer())

/** The commitment of the account to a minimum of throughput, by [ONLY]. */
internal val COMMITMENT: Table<Commitment> = Table("commitment", Commitment.serializer())

/** The key in a table of one. */
internal const val ONLY: String = "-"

/** What Kinesis Data Streams has in one account and region. */
internal class KinesisState private constructor(
    tables: Tables,
) : TableState<KinesisState>(tables) {
    constructor() : this(Tables.EMPTY)

    /** Fires when there are records or shards that were not there before. */
    val arrivals: Wakeup = Wakeup()

    override fun with(tables: Tables): KinesisState = KinesisState(tables)

    /** Whether another state stands in its place. */
    @Volatile
    var isRetired: Boolean = false
        private set

    override fun retire() {
        isRetired = true
        arrivals.end()
    }

    override fun things(): Sequence<Thing> =
        now[STREAMS].values.asSequence().map { Thing("stream", it.name, listOf(it.arn)) }

    companion object {
        @Suppress("UNUSED_PARAMETER")
        fun create(place: Place): KinesisState = KinesisState()

        @Suppress("UNUSED_PARAMETER")
        fun read(
            place: Place,
            entries: StoredEntries,
        ): KinesisState =
            KinesisState(
                Tables.read(entries, STREAMS, EXTENTS, RECORDS, CONSUMERS, POLICIES, METERS, COMMITMENT),
            )
    }
}

/** What extents, records and meters of the shard [number] of [stream] are kept under; names have no slash. */
internal fun shardKey(
    stream: String,
    number: Int,
): String = "$stream/$number"

internal fun consumerKey(
    stream: String,
    name: String,
): String = "$stream/$name"

internal fun Tables.extent(
    stream: String,
    shard: Int,
): Extent = this[EXTENTS][shardKey(stream, shard)] ?: Extent()

internal fun Tables.record(
    stream: String,
    shard: Int,
    index: Long,
): StreamedRecord? = rows(RECORDS, shardKey(stream, shard))[index]

internal fun Tables.consumersOf(stream: String): List<Consumer> =
    this[CONSUMERS].values.filter { it.stream == stream }.sortedWith(compareBy({ it.createdAt }, { it.name }))

internal fun TableWriter.put(stream: Stream) {
    this[STREAMS, stream.name] = stream
}

/** Removes [stream] with all that is in it. */
internal fun TableWriter.removeAll(stream: Stream) {
    for (shard in stream.shards) removeRecords(stream.name, shard.number)
    consumersOf(stream.name).forEach { removeConsumer(it) }
    remove(POLICIES, stream.arn)
    remove(STREAMS, stream.name)
}

internal fun TableWriter.removeRecords(
    stream: String,
    shard: Int,
) {
    removeRows(RECORDS, shardKey(stream, shard))
    remove(EXTENTS, shardKey(stream, shard))
    remove(METERS, shardKey(stream, shard))
}

internal fun TableWriter.removeConsumer(consumer: Consumer) {
    remove(CONSUMERS, consumerKey(consumer.stream, consumer.name))
    remove(POLICIES, consumer.arn)
}
