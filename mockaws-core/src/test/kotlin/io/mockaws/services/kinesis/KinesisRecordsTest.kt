package io.mockaws.services.kinesis

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.sdk.java.JavaSdk
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.services.kinesis.KinesisClient
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType
import java.math.BigInteger
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaInstant

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/Welcome.html; the Java client speaks CBOR. */
class KinesisRecordsTest {
    private inline fun world(block: MockAws.(KinesisClient) -> Unit) =
        frozen().use { aws -> aws.kinesisClient().use { aws.block(it) } }

    @Test
    fun `what was put is read in order, with numbers that grow`() =
        world { client ->
            client.createStream { it.streamName("clicks").shardCount(1) }
            val numbers = (1..20).map { client.put("clicks", "$it").sequenceNumber() }
            numbers.map(::BigInteger).zipWithNext().all { (a, b) -> a < b } shouldBe true
            numbers.map { it.length }.distinct() shouldBe listOf(56)
            val read = client.read(client.iterator("clicks"))
            read.texts shouldBe (1..20).map { "$it" }
            read.records().map { it.sequenceNumber() } shouldBe numbers
            read.records().first().approximateArrivalTimestamp().toEpochMilli() shouldBe time.now().toEpochMilliseconds()
            read.millisBehindLatest() shouldBe 0
            client.read(read.nextShardIterator()).run {
                texts.shouldBeEmpty()
                nextShardIterator() shouldNotBe read.nextShardIterator()
            }
            // Validated at AWS by LocalStack (test_get_records_shard_iterator_with_surrounding_quotes).
            client.read("\"${client.iterator("clicks")}\"").texts shouldHaveSize 20
            kinesis.stream("clicks").records().map { it.data } shouldBe (1..20).map { "$it" }
        }

    @Test
    fun `every type of iterator begins where it says`() =
        world { client ->
            client.createStream { it.streamName("s").shardCount(1) }
            client.put("s", "a")
            val b = client.put("s", "b").sequenceNumber()
            time.advanceBy(10.seconds)
            val later = time.now()
            client.put("s", "c")
            fun from(type: ShardIteratorType, number: String? = null) =
                client.read(
                    client.getShardIterator {
                        it.streamName("s").shardId(shardId(0)).shardIteratorType(type).startingSequenceNumber(number)
                            .timestamp(later.toJavaInstant())
                    }.shardIterator(),
                )
            from(ShardIteratorType.TRIM_HORIZON).texts shouldBe listOf("a", "b", "c")
            from(ShardIteratorType.AT_SEQUENCE_NUMBER, b).texts shouldBe listOf("b", "c")
            from(ShardIteratorType.AFTER_SEQUENCE_NUMBER, b).texts shouldBe listOf("c")
            from(ShardIteratorType.AT_TIMESTAMP).texts shouldBe listOf("c")
            val latest = client.iterator("s", type = ShardIteratorType.LATEST)
            client.put("s", "d")
            client.read(latest).texts shouldBe listOf("d")
            refused { from(ShardIteratorType.AT_SEQUENCE_NUMBER, "1") }.second shouldContain "did not come from this stream"
            refused { client.iterator("s", shard = 7) } shouldBe
                ("ResourceNotFoundException" to "Shard ${shardId(7)} in stream s under account $accountId does not exist")
        }

    @Test
    fun `an iterator is good for five minutes`() =
        world { client ->
            client.createStream { it.streamName("s").shardCount(1) }
            val iterator = client.iterator("s")
            time.advanceBy(5.minutes)
            client.read(iterator)
            time.advanceBy(1.seconds)
            refused { client.read(iterator) }.first shouldBe "ExpiredIteratorException"
            refused { client.read("nonsense") }.first shouldBe "InvalidArgumentException"
        }

    @Test
    fun `a reader is told how far he is behind`() =
        world { client ->
            client.createStream { it.streamName("s").shardCount(1) }
            client.put("s", "a")
            client.put("s", "b")
            time.advanceBy(7.seconds)
            val first = client.getRecords { it.shardIterator(client.iterator("s")).limit(1) }
            first.texts shouldBe listOf("a")
            first.millisBehindLatest() shouldBe 7000
        }

    @Test
    fun `records are kept for as long as the stream says`() =
        world { client ->
            client.createStream { it.streamName("s").shardCount(1) }
            client.put("s", "old")
            time.advanceBy(13.hours)
            client.put("s", "new")
            time.advanceBy(12.hours)
            client.read(client.iterator("s")).texts shouldBe listOf("new")
            client.increaseStreamRetentionPeriod { it.streamName("s").retentionPeriodHours(48) }
            time.advanceBy(35.hours)
            client.read(client.iterator("s")).texts shouldBe listOf("new")
            time.advanceBy(2.hours)
            kinesis.stream("s").records().shouldBeEmpty()
            refused { client.decreaseStreamRetentionPeriod { it.streamName("s").retentionPeriodHours(23) } }.second shouldBe
                "Minimum allowed retention period is 24 hours. Requested retention period (23 hours) is too short."
        }

    @Test
    fun `keys decide about shards, and explicit hash keys overrule them`() =
        world { client ->
            client.createStream { it.streamName("s").shardCount(2) }
            val half = BigInteger.ONE.shiftLeft(127)
            fun put(hash: String) =
                client.putRecord {
                    it.streamName("s").data(SdkBytes.fromUtf8String("x")).partitionKey("k").explicitHashKey(hash)
                }.shardId()
            put("0") shouldBe shardId(0)
            put("${half - BigInteger.ONE}") shouldBe shardId(0)
            put("$half") shouldBe shardId(1)
            put("340282366920938463463374607431768211455") shouldBe shardId(1)
            refused { put("340282366920938463463374607431768211456") } shouldBe
                (
                    "InvalidArgumentException" to "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. " +
                        "Specified value was 340282366920938463463374607431768211456"
                    )
            (1..50).map { client.put("s", "x", "key$it").shardId() }.toSet() shouldHaveSize 2
            (1..5).map { client.put("s", "x", "same").shardId() }.toSet() shouldHaveSize 1
        }

    @Test
    fun `sizes are limited, and nothing of what is refused is there`() =
        world { client ->
            client.createStream { it.streamName("s").shardCount(1) }
            fun put(size: Int) = client.putRecord { it.streamName("s").data(SdkBytes.fromByteArray(ByteArray(size))).partitionKey("key") }
            put(1_048_576 - 3)
            refused { put(1_048_576 - 2) }.first shouldBe "ValidationException"
            val entry = PutRecordsRequestEntry.builder().data(SdkBytes.fromByteArray(ByteArray(1_048_576 - 3))).partitionKey("key").build()
            refused {
                client.putRecords {
                    it.streamName("s").records(List(5) { entry } + entry.toBuilder().data(SdkBytes.fromUtf8String("")).build())
                }
            } shouldBe
                ("InvalidArgumentException" to "Records size exceeds 5 MB limit")
            client.updateMaxRecordSize { it.streamARN(kinesis.stream("s").arn).maxRecordSizeInKiB(2048) }
            put(2_000_000)
            kinesis.stream("s").records() shouldHaveSize 2
        }

    @Test
    fun `a shard refuses what is too fast where the test wants it, each record by itself`() =
        world { client ->
            client.createStream { it.streamName("s").shardCount(1) }
            kinesis.stream("s").isThrottled = true
            val entries = List(500) { PutRecordsRequestEntry.builder().data(SdkBytes.fromUtf8String("$it")).partitionKey("k").build() }
            client.putRecords { it.streamName("s").records(entries) }.failedRecordCount() shouldBe 0
            client.putRecords { it.streamName("s").records(entries) }.failedRecordCount() shouldBe 0
            val third = client.putRecords { it.streamName("s").records(entries) }
            third.failedRecordCount() shouldBe 500
            third.records().first().run {
                errorCode() shouldBe "ProvisionedThroughputExceededException"
                errorMessage() shouldBe "Rate exceeded for shard ${shardId(0)} in stream s under account $accountId."
                sequenceNumber().shouldBeNull()
            }
            time.advanceBy(1.seconds)
            client.putRecords { it.streamName("s").records(entries) }.failedRecordCount() shouldBe 0
            kinesis.stream("s").records() shouldHaveSize 1500
        }

    @Test
    fun `a shard is read five times a second where the test wants it`() =
        world { client ->
            client.createStream { it.streamName("s").shardCount(1) }
            kinesis.stream("s").isThrottled = true
            JavaSdk(handler, region, accountId).configure(KinesisClient.builder()).overrideConfiguration {
                it.retryStrategy { r -> r.maxAttempts(1) }
            }.build().use { once ->
                val iterator = once.iterator("s")
                repeat(5) { once.read(iterator) }
                refused { once.read(iterator) }.first shouldBe "ProvisionedThroughputExceededException"
                time.advanceBy(1.seconds)
                once.read(iterator)
            }
        }

    @Test
    fun `what is not there is said in AWS's words`() =
        world { client ->
            refused { client.put("none", "x") } shouldBe
                ("ResourceNotFoundException" to "Stream none under account $accountId not found.")
            client.createStream { it.streamName("s").shardCount(1) }
            refused { client.createStream { it.streamName("s").shardCount(1) } } shouldBe
                ("ResourceInUseException" to "Stream s under account $accountId already exists.")
            refused { client.createStream { it.streamName("a b").shardCount(1) } }.first shouldBe "ValidationException"
        }
}
