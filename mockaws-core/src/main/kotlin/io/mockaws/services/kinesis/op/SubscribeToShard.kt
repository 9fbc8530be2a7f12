package io.mockaws.services.kinesis.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Arn
import io.mockaws.model.Models
import io.mockaws.services.kinesis.state.FoundStream
import io.mockaws.services.kinesis.state.KinesisCall
import io.mockaws.services.kinesis.state.STREAMS
import io.mockaws.services.kinesis.state.Subscriptions
import io.mockaws.services.kinesis.state.checkKey
import io.mockaws.services.kinesis.state.consumer
import io.mockaws.services.kinesis.state.stream
import io.mockaws.services.kinesis.stream.KinesisFaults
import io.mockaws.services.kinesis.stream.KinesisLimits
import io.mockaws.services.kinesis.stream.SequenceNumber
import io.mockaws.services.kinesis.stream.Shard
import io.mockaws.wire.eventstream.EventOutput
import io.mockaws.wire.eventstream.Streamed
import kotlinx.serialization.Serializable
import kotlinx.serialization.SerializationStrategy
import kotlinx.serialization.Transient
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant

@Serializable
internal data class StartingPosition(
    val type: String,
    val sequenceNumber: String? = null,
    val timestamp: Instant? = null,
)

@Serializable
internal data class SubscribeToShardInput(
    val consumerArn: String,
    val shardId: String,
    val startingPosition: StartingPosition,
)

@Serializable
internal data class SubscribeToShardEvent(
    val records: List<ShownRecord>,
    val continuationSequenceNumber: String?,
    val millisBehindLatest: Long,
    val childShards: List<ChildShard>?,
)

/** What comes on the stream. */
@Serializable
internal data class SubscribeToShardEvents(
    val subscribeToShardEvent: SubscribeToShardEvent,
)

/** Has nothing but the stream. */
@Serializable
internal class SubscribeToShardOutput private constructor(
    @Transient
    private val subscription: Subscription? = null,
) : EventOutput<SubscribeToShardEvents> {
    override val union: SerializationStrategy<SubscribeToShardEvents> get() = UNION

    override suspend fun next(): Streamed<SubscribeToShardEvents>? = subscription?.next()

    override fun close() {
        subscription?.close()
    }

    companion object {
        fun of(subscription: Subscription) = SubscribeToShardOutput(subscription)

        private val UNION by lazy {
            Models.service("kinesis").wed(SubscribeToShardEvents.serializer(), "SubscribeToShardEventStream")
        }
    }
}

/**
 * Has the records of a shard come by themselves for five minutes.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SubscribeToShard.html
 */
internal fun subscribeToShard(
    request: SubscribeToShardInput,
    call: KinesisCall,
): SubscribeToShardOutput {
    val consumer = call.consumer(request.consumerArn)
    val owner = call.at(Arn.parse(consumer.arn)?.place ?: call.place)
    val found = owner.stream(consumer.stream)
    val shard = found.shard(request.shardId)
    found.checkKey()
    val index = found.indexOf(shard, request.startingPosition)
    val subscriptions = Subscriptions.of(owner.world)
    val number = subscriptions.begin(consumer.arn, shard.id, owner.now(), owner.ids.nextNumber())
    owner.state.arrivals.fire()
    return SubscribeToShardOutput.of(
        Subscription(owner, consumer.arn, consumer.stream, shard, index, number, subscriptions)
    )
}

/** One subscription: the records from [next] on. */
internal class Subscription(
    private val call: KinesisCall,
    private val consumerArn: String,
    private val stream: String,
    private val shard: Shard,
    private var next: Long,
    private val number: Long,
    private val subscriptions: Subscriptions,
) {
    private val end = call.now() + KinesisLimits.subscription
    private var isDone = false

    suspend fun next(): Streamed<SubscribeToShardEvents>? {
        val quiet = minOf(call.now() + HEARTBEAT, end)
        while (!isDone && !call.world.isOver && call.now() < end) {
            val ticket = call.state.arrivals.ticket()
            if (call.state.isRetired) return null
            if (!subscriptions.isCurrent(
                    consumerArn,
                    shard.id,
                    number
                )
            ) {
                return failed(KinesisFaults.subscribed(consumerArn))
            }
            if (stream !in call.state.now[STREAMS]) return failed(KinesisFaults.noStream(stream, call.account))
            val found = call.stream(stream)
            val batch = found.read(shardNow(found), next, MOST, KinesisLimits.READ_BYTES_A_SECOND)
            if (batch.records.isNotEmpty() || batch.isEnd || call.now() >= quiet) return event(found, batch)
            call.clock.await(quiet, ticket)
        }
        return null
    }

    fun close() = subscriptions.end(consumerArn, shard.id, number)

    private fun shardNow(found: FoundStream) = found.stream.shard(shard.number) ?: shard.copy(closedAt = call.now())

    private fun event(
        found: FoundStream,
        batch: ReadBatch,
    ): Streamed<SubscribeToShardEvents> {
        next = batch.next
        isDone = batch.isEnd
        val last = batch.records.lastOrNull()?.sequenceNumber ?: SequenceNumber.text(shard, (next - 1).coerceAtLeast(0))
        val event =
            SubscribeToShardEvent(
                batch.records,
                if (batch.isEnd) null else last,
                batch.millisBehind,
                if (batch.isEnd) found.children(shard) else null,
            )
        return Streamed.Event(SubscribeToShardEvents(event))
    }

    private fun failed(fault: AwsFault): Streamed<SubscribeToShardEvents> {
        isDone = true
        return Streamed.Failure(fault.error)
    }

    private companion object {
        const val MOST = 1000

        /** How long nothing is said where there are no records. */
        val HEARTBEAT = 5.seconds
    }
}
