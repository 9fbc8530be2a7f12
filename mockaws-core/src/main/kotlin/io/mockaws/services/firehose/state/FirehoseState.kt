package io.mockaws.services.firehose.state

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.engine.StoredEntries
import io.mockaws.engine.Thing
import io.mockaws.engine.World
import io.mockaws.kit.Agenda
import io.mockaws.kit.Arn
import io.mockaws.kit.Table
import io.mockaws.kit.TableState
import io.mockaws.kit.TableWriter
import io.mockaws.kit.Tables
import io.mockaws.kit.stream.DueReading
import io.mockaws.kit.stream.ReadingProgress
import io.mockaws.kit.stream.ReadingRules
import io.mockaws.services.firehose.stream.Buffer
import io.mockaws.services.firehose.stream.DeliveryStream
import io.mockaws.services.firehose.stream.FirehoseFaults
import io.mockaws.services.firehose.stream.FirehoseLimits
import io.mockaws.services.firehose.stream.PendingObject
import io.mockaws.services.firehose.stream.PendingPost
import io.mockaws.services.firehose.stream.TakenRecord
import kotlin.time.Instant

/** The context that works on delivery streams. */
internal typealias FirehoseCall = CallContext<FirehoseState>

/** Delivery streams by name. */
internal val STREAMS: Table<DeliveryStream> = Table("deliveryStream", DeliveryStream.serializer())

/** What waits in delivery streams, by their names. */
internal val BUFFERS: Table<Buffer> = Table("buffer", Buffer.serializer())

/** The last records that were taken, and those that wait, by number. */
internal val TAKEN: Table<TakenRecord> = Table("taken", TakenRecord.serializer())

/** Objects that S3 has not taken yet, by number. */
internal val OBJECTS: Table<PendingObject> = Table("pendingObject", PendingObject.serializer())

/** What endpoints have not taken yet, by number. */
internal val POSTS: Table<PendingPost> = Table("pendingPost", PendingPost.serializer())

/** How far streams of Kinesis are read, by [ReadingProgress.key]. */
internal val PROGRESS: Table<ReadingProgress> = Table("reading", ReadingProgress.serializer())

/** What Firehose has in one account and region. */
internal class FirehoseState private constructor(
    tables: Tables,
) : TableState<FirehoseState>(tables) {
    constructor() : this(Tables.EMPTY)

    private val agenda =
        Agenda(Agenda.Part(BUFFERS) { it.due }, Agenda.Part(OBJECTS) { it.due }, Agenda.Part(POSTS) { it.due })

    /** When a buffer is full of time, or something is to be tried again; null for never. */
    val nextDelivery: Instant? get() = agenda.first(now)

    /** The delivery stream that has something to read from Kinesis first; null where none has. */
    fun nextRead(world: World): Pair<DeliveryStream, DueReading>? {
        val tables = now
        return tables[STREAMS].values.mapNotNull { stream ->
            val arn = stream.sourceArn?.let { Arn.parse(it) } ?: return@mapNotNull null
            DueReading.first(arn, ReadingRules(FirehoseLimits.READ), world, { false }) {
                tables[PROGRESS][ReadingProgress.keyOf(stream.name, it)]
            }?.let { stream to it }
        }.minByOrNull { it.second.due }
    }

    override fun with(tables: Tables): FirehoseState = FirehoseState(tables)

    override fun things(): Sequence<Thing> =
        now[STREAMS].values.asSequence().map { Thing("delivery stream", it.name, listOf(it.arn)) }

    companion object {
        @Suppress("UNUSED_PARAMETER")
        fun create(place: Place): FirehoseState = FirehoseState()

        @Suppress("UNUSED_PARAMETER")
        fun read(
            place: Place,
            entries: StoredEntries,
        ): FirehoseState = FirehoseState(Tables.read(entries, STREAMS, BUFFERS, TAKEN, OBJECTS, POSTS, PROGRESS))
    }
}

/** @throws io.mockaws.engine.AwsFault where there is none */
internal fun FirehoseCall.stream(name: String): DeliveryStream =
    state.now[STREAMS][name] ?: throw FirehoseFaults.noStream(name, account)

/** Puts what [change] makes of the stream [name]. */
internal fun FirehoseCall.update(
    name: String,
    change: (DeliveryStream) -> DeliveryStream,
): DeliveryStream =
    state.write {
        val changed = change(this[STREAMS][name] ?: throw FirehoseFaults.noStream(name, account))
        this[STREAMS, name] = changed
        changed
    }

internal fun TableWriter.removeAll(stream: DeliveryStream) {
    remove(STREAMS, stream.name)
    remove(BUFFERS, stream.name)
    this[TAKEN].values.filter { it.stream == stream.name }.forEach { remove(TAKEN, "${it.number}") }
    this[OBJECTS].values.filter { it.stream == stream.name }.forEach { remove(OBJECTS, "${it.number}") }
    this[POSTS].values.filter { it.stream == stream.name }.forEach { remove(POSTS, "${it.number}") }
    this[PROGRESS].values.filter { it.reader == stream.name }.forEach { remove(PROGRESS, it.key) }
}
