package io.mockaws.services.kinesis

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.sdk.java.JavaSdk
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.future.await
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler
import java.util.concurrent.CompletableFuture
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SubscribeToShard.html */
@Timeout(60)
class KinesisFanOutTest {
    private class Seen {
        val events = Channel<SubscribeToShardEvent>(Channel.UNLIMITED)
        lateinit var done: CompletableFuture<Void>

        /** The next event that is no sign of life alone. */
        suspend fun next(): SubscribeToShardEvent {
            while (true) events.receive().let { if (it.records().isNotEmpty() || it.hasChildShards()) return it }
        }

        suspend fun texts() = next().records().map { it.data().asUtf8String() }
    }

    /** Goes on when the answer has begun, or is a refusal. */
    private suspend fun KinesisAsyncClient.subscribe(consumer: String, type: ShardIteratorType, number: String? = null): Seen {
        val seen = Seen()
        val begun = CompletableDeferred<Unit>()
        val visitor =
            SubscribeToShardResponseHandler.Visitor.builder()
                .onSubscribeToShardEvent { event: SubscribeToShardEvent -> seen.events.trySend(event) }.build()
        seen.done =
            subscribeToShard(
                { it.consumerARN(consumer).shardId(shardId(0)).startingPosition { at -> at.type(type).sequenceNumber(number) } },
                SubscribeToShardResponseHandler.builder().subscriber(visitor).onResponse { begun.complete(Unit) }.build(),
            )
        seen.done.whenComplete { _, _ -> begun.complete(Unit) }
        begun.await()
        return seen
    }

    private fun MockAws.consumer() =
        kinesisClient().use { client ->
            client.registerStreamConsumer { it.streamARN(kinesis.stream("s").arn).consumerName("reader") }.consumer().consumerARN()
        }

    private fun world(block: suspend MockAws.(KinesisAsyncClient) -> Unit) =
        frozen().use { aws ->
            aws.kinesis.stream("s")
            JavaSdk(aws.handler, aws.region, aws.accountId).configure(KinesisAsyncClient.builder()).build().use { client ->
                runBlocking { withTimeout(30.seconds) { aws.block(client) } }
            }
        }

    @Test
    fun `records come by themselves for five minutes`() =
        world { client ->
            kinesis.stream("s").put("old")
            val seen = client.subscribe(consumer(), ShardIteratorType.TRIM_HORIZON)
            seen.texts() shouldContainExactly listOf("old")
            client.putRecord { it.streamName("s").data(SdkBytes.fromUtf8String("new")).partitionKey("k") }.await()
            val event = seen.next()
            event.records().map { it.data().asUtf8String() } shouldBe listOf("new")
            event.millisBehindLatest() shouldBe 0
            event.continuationSequenceNumber() shouldBe event.records().single().sequenceNumber()
            time.advanceBy(5.minutes)
            seen.done.await()
        }

    @Test
    fun `a reader goes on where it was, and learns of the shards that come next`() =
        world { client ->
            val stream = kinesis.stream("s")
            val first = stream.put("1")
            stream.put("2")
            val seen = client.subscribe(consumer(), ShardIteratorType.AFTER_SEQUENCE_NUMBER, first)
            seen.texts() shouldBe listOf("2")
            client.splitShard { it.streamName("s").shardToSplit(shardId(0)).newStartingHashKey("1000") }.await()
            val end = seen.next()
            end.records().shouldBeEmpty()
            end.continuationSequenceNumber() shouldBe null
            end.childShards().map { it.shardId() } shouldBe listOf(shardId(1), shardId(2))
            seen.done.await()
        }

    @Test
    fun `a consumer has one subscription of a shard, the one that came last`() =
        world { client ->
            val arn = consumer()
            val first = client.subscribe(arn, ShardIteratorType.LATEST)
            time.advanceBy(1.seconds)
            runCatching { client.subscribe(arn, ShardIteratorType.LATEST).done.await() }.exceptionOrNull()!!.message!! shouldContain
                "Another active subscription exists for this consumer"
            time.advanceBy(5.seconds)
            val second = client.subscribe(arn, ShardIteratorType.LATEST)
            runCatching { first.done.await() }.exceptionOrNull()!!.message!! shouldContain "Another active subscription"
            kinesis.stream("s").put("x")
            second.texts() shouldBe listOf("x")
        }

    @Test
    fun `who reads a stream that is deleted is told`() =
        world { client ->
            val seen = client.subscribe(consumer(), ShardIteratorType.LATEST)
            seen.events.tryReceive()
            kinesis.stream("s").delete()
            runCatching { seen.done.await() }.exceptionOrNull()!!.message!! shouldContain "not found"
        }
}
