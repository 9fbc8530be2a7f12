package io.mockaws.services.kinesis

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import io.mockaws.MockAws
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.CsvSource
import software.amazon.awssdk.services.kinesis.KinesisClient
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus
import software.amazon.awssdk.services.kinesis.model.EncryptionType
import software.amazon.awssdk.services.kinesis.model.MetricsName
import software.amazon.awssdk.services.kinesis.model.ScalingType
import software.amazon.awssdk.services.kinesis.model.ShardFilterType
import software.amazon.awssdk.services.kinesis.model.StreamMode
import software.amazon.awssdk.services.kinesis.model.StreamStatus
import java.math.BigInteger
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaInstant

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/Welcome.html, and moto's test_kinesis_boto3. */
class KinesisStreamsTest {
    private inline fun world(block: MockAws.(KinesisClient) -> Unit) =
        frozen().use { aws -> aws.kinesisClient().use { aws.block(it) } }

    private fun KinesisClient.shards(stream: String) = listShards { it.streamName(stream) }.shards()

    @Test
    fun `a stream is there as soon as it is made, and gone as soon as it is deleted`() =
        world { client ->
            client.createStream { it.streamName("s").shardCount(2).tags(mapOf("team" to "web")) }
            client.describeStream { it.streamName("s") }.streamDescription().run {
                streamStatus() shouldBe StreamStatus.ACTIVE
                streamARN() shouldBe "arn:aws:kinesis:us-east-1:$accountId:stream/s"
                retentionPeriodHours() shouldBe 24
                encryptionType() shouldBe EncryptionType.NONE
                shards() shouldHaveSize 2
                shards()[0].hashKeyRange().startingHashKey() shouldBe "0"
                shards()[1].hashKeyRange().endingHashKey() shouldBe "340282366920938463463374607431768211455"
                shards()[0].sequenceNumberRange().endingSequenceNumber().shouldBeNull()
            }
            client.describeStreamSummary { it.streamName("s") }.streamDescriptionSummary().openShardCount() shouldBe 2
            client.listStreams().streamNames() shouldBe listOf("s")
            client.listTagsForStream { it.streamName("s") }.tags().map { it.key() to it.value() } shouldBe listOf("team" to "web")
            client.deleteStream { it.streamName("s") }
            client.listStreams().streamNames().shouldBeEmpty()
            client.createStream { it.streamName("s").shardCount(1) }
            client.read(client.iterator("s")).texts.shouldBeEmpty()
        }

    @Test
    fun `lists go on by token`() =
        world { client ->
            (1..5).forEach { n -> client.createStream { it.streamName("s$n").shardCount(1) } }
            val first = client.listStreams { it.limit(3) }
            first.hasMoreStreams() shouldBe true
            first.streamNames() shouldBe listOf("s1", "s2", "s3")
            client.listStreams { it.nextToken(first.nextToken()) }.streamNames() shouldBe listOf("s4", "s5")
            client.createStream { it.streamName("wide").shardCount(7) }
            val shards = client.listShards { it.streamName("wide").maxResults(4) }
            shards.shards().map { it.shardId() } shouldBe (0..3).map(::shardId)
            client.listShards { it.nextToken(shards.nextToken()) }.shards().map { it.shardId() } shouldBe (4..6).map(::shardId)
            refused { client.listShards { it.streamName("wide").nextToken(shards.nextToken()) } }.second shouldBe
                "NextToken and StreamName cannot be provided together."
            time.advanceBy(301.seconds)
            refused { client.listShards { it.nextToken(shards.nextToken()) } }.first shouldBe "ExpiredNextTokenException"
        }

    @Test
    fun `a shard that is split is read to its end, and then its children are`() =
        world { client ->
            client.createStream { it.streamName("s").shardCount(1) }
            client.put("s", "before")
            val iterator = client.iterator("s")
            val half = "${BigInteger.ONE.shiftLeft(127)}"
            client.splitShard { it.streamName("s").shardToSplit(shardId(0)).newStartingHashKey(half) }
            val shards = client.shards("s")
            shards.map { it.parentShardId() } shouldBe listOf(null, shardId(0), shardId(0))
            shards[0].sequenceNumberRange().endingSequenceNumber().shouldNotBeNull()
            val after = client.put("s", "after")
            (BigInteger(after.sequenceNumber()) > BigInteger(shards[0].sequenceNumberRange().startingSequenceNumber())) shouldBe true
            val read = client.read(iterator)
            read.texts shouldBe listOf("before")
            read.nextShardIterator().shouldBeNull()
            read.childShards().map { it.shardId() } shouldBe listOf(shardId(1), shardId(2))
            read.childShards().first().parentShards() shouldBe listOf(shardId(0))
            (1..2).flatMap { client.read(client.iterator("s", it)).texts } shouldBe listOf("after")
            refused { client.splitShard { it.streamName("s").shardToSplit(shardId(0)).newStartingHashKey(half) } }.second shouldContain
                "has already been merged or split, and thus is not eligible for merging or splitting."
            refused { client.splitShard { it.streamName("s").shardToSplit(shardId(1)).newStartingHashKey("0") } }.second shouldStartWith
                "NewStartingHashKey 0 used in SplitShard() on shard ${shardId(1)} in stream s under account $accountId is not both"
            time.advanceBy(25.hours)
            client.shards("s").map { it.shardId() } shouldBe listOf(shardId(1), shardId(2))
        }

    @Test
    fun `neighbours are merged, and nobody else`() =
        world { client ->
            client.createStream { it.streamName("s").shardCount(4) }
            client.mergeShards { it.streamName("s").shardToMerge(shardId(0)).adjacentShardToMerge(shardId(1)) }
            client.shards("s").last().run {
                shardId() shouldBe shardId(4)
                parentShardId() shouldBe shardId(0)
                adjacentParentShardId() shouldBe shardId(1)
            }
            refused { client.mergeShards { it.streamName("s").shardToMerge(shardId(4)).adjacentShardToMerge(shardId(3)) } } shouldBe
                (
                    "InvalidArgumentException" to "Shards ${shardId(4)} and ${shardId(3)} in stream s under account $accountId are " +
                        "not an adjacent pair of shards eligible for merging"
                    )
            kinesis.stream("s").openShards shouldBe listOf(4, 2, 3).map(::shardId)
        }

    /** How many shards there were in all, as moto has found at AWS (`test_update_shard_count`). */
    @ParameterizedTest
    @CsvSource("2,4,6", "4,5,15", "10,13,37", "4,2,6", "5,3,7")
    fun `shards are counted anew by splits and merges`(initial: Int, target: Int, total: Int) =
        world { client ->
            client.createStream { it.streamName("s").shardCount(initial) }
            client.updateShardCount { it.streamName("s").targetShardCount(target).scalingType(ScalingType.UNIFORM_SCALING) }
                .currentShardCount() shouldBe initial
            client.shards("s") shouldHaveSize total
            kinesis.stream("s").openShards shouldHaveSize target
            val ranges = client.listShards { it.streamName("s").shardFilter { f -> f.type(ShardFilterType.AT_LATEST) } }.shards()
                .map { BigInteger(it.hashKeyRange().startingHashKey()) to BigInteger(it.hashKeyRange().endingHashKey()) }
                .sortedBy { it.first }
            ranges.zipWithNext().all { (a, b) -> a.second + BigInteger.ONE == b.first } shouldBe true
        }

    @Test
    fun `shards are at most doubled or halved at a time, ten times a day, and not where AWS does it`() =
        world { client ->
            client.createStream { it.streamName("s").shardCount(4) }
            fun update(count: Int) =
                client.updateShardCount { it.streamName("s").targetShardCount(count).scalingType(ScalingType.UNIFORM_SCALING) }
            refused { update(9) }.second shouldStartWith "UpdateShardCount cannot scale up over double"
            refused { update(1) }.second shouldStartWith "UpdateShardCount cannot scale down below half"
            repeat(5) {
                update(2)
                update(4)
            }
            refused { update(2) }.first shouldBe "LimitExceededException"
            time.advanceBy(1.days + 1.seconds)
            update(2)
            client.createStream { it.streamName("free").streamModeDetails { m -> m.streamMode(StreamMode.ON_DEMAND) } }
            client.shards("free") shouldHaveSize 4
            client.createStream { it.streamName("unsaid") }
            client.shards("unsaid") shouldHaveSize 4
            client.deleteStream { it.streamName("unsaid") }
            refused {
                client.updateShardCount { it.streamName("free").targetShardCount(3).scalingType(ScalingType.UNIFORM_SCALING) }
            } shouldBe ("ValidationException" to "Request is invalid. Stream free under account $accountId is in On-Demand mode.")
            client.updateStreamMode { m ->
                m.streamARN(kinesis.stream("free").arn).streamModeDetails { it.streamMode(StreamMode.PROVISIONED) }
            }
            client.describeLimits().run {
                openShardCount() shouldBe 6
                onDemandStreamCount() shouldBe 0
                shardLimit() shouldBe 20_000
            }
        }

    @Test
    fun `shards can be looked for by when they were open`() =
        world { client ->
            client.createStream { it.streamName("s").shardCount(1) }
            time.advanceBy(1.hours)
            val before = time.now()
            time.advanceBy(1.hours)
            client.splitShard { it.streamName("s").shardToSplit(shardId(0)).newStartingHashKey("1000") }
            fun found(type: ShardFilterType) =
                client.listShards { request ->
                    request.streamName("s").shardFilter {
                        it.type(type)
                        if ("TIMESTAMP" in type.toString()) it.timestamp(before.toJavaInstant())
                        if (type == ShardFilterType.AFTER_SHARD_ID) it.shardId(shardId(1))
                    }
                }.shards().map { it.shardId() }
            found(ShardFilterType.AT_LATEST) shouldBe listOf(shardId(1), shardId(2))
            found(ShardFilterType.AT_TRIM_HORIZON) shouldBe listOf(shardId(0))
            found(ShardFilterType.FROM_TRIM_HORIZON) shouldBe (0..2).map(::shardId)
            found(ShardFilterType.AT_TIMESTAMP) shouldBe listOf(shardId(0))
            found(ShardFilterType.FROM_TIMESTAMP) shouldBe (0..2).map(::shardId)
            found(ShardFilterType.AFTER_SHARD_ID) shouldBe listOf(shardId(2))
        }

    @Test
    fun `records are encrypted under a key that has to be there and enabled`() =
        world { client ->
            client.createStream { it.streamName("s").shardCount(1) }
            client.put("s", "plain")
            val key = kms.key("k")
            client.startStreamEncryption { it.streamName("s").encryptionType(EncryptionType.KMS).keyId(key.arn) }
            client.put("s", "secret").encryptionType() shouldBe EncryptionType.KMS
            client.describeStream { it.streamName("s") }.streamDescription().keyId() shouldBe key.arn
            client.read(client.iterator("s")).records().map { it.encryptionType() } shouldBe listOf(null, EncryptionType.KMS)
            refused {
                client.startStreamEncryption { it.streamName("s").encryptionType(EncryptionType.KMS).keyId("alias/none") }
            }.first shouldBe "KMSNotFoundException"
            client.stopStreamEncryption { it.streamName("s").encryptionType(EncryptionType.KMS).keyId(key.arn) }
            client.put("s", "plain again").encryptionType().shouldBeNull()
        }

    @Test
    fun `consumers are registered once, and keep a stream from being deleted`() =
        world { client ->
            client.createStream { it.streamName("s").shardCount(1) }
            val arn = kinesis.stream("s").arn
            val made = client.registerStreamConsumer { it.streamARN(arn).consumerName("reader") }.consumer()
            made.consumerStatus() shouldBe ConsumerStatus.CREATING
            made.consumerARN() shouldBe "$arn/consumer/reader:${time.now().epochSeconds}"
            client.describeStreamConsumer { it.consumerARN(made.consumerARN()) }.consumerDescription().run {
                consumerStatus() shouldBe ConsumerStatus.ACTIVE
                streamARN() shouldBe arn
            }
            refused { client.registerStreamConsumer { it.streamARN(arn).consumerName("reader") } }.first shouldBe "ResourceInUseException"
            refused { client.deleteStream { it.streamName("s") } }.first shouldBe "ResourceInUseException"
            client.tagResource { it.resourceARN(made.consumerARN()).tags(mapOf("a" to "b")) }
            client.listTagsForResource { it.resourceARN(made.consumerARN()) }.tags().single().value() shouldBe "b"
            client.deregisterStreamConsumer { it.streamARN(arn).consumerName("reader") }
            client.listStreamConsumers { it.streamARN(arn) }.consumers().shouldBeEmpty()
            client.deleteStream { it.streamName("s") }
        }

    @Test
    fun `metrics, tags and policies are what was said of them`() =
        world { client ->
            client.createStream { it.streamName("s").shardCount(1) }
            val arn = kinesis.stream("s").arn
            client.enableEnhancedMonitoring { it.streamName("s").shardLevelMetrics(MetricsName.INCOMING_BYTES) }
                .desiredShardLevelMetrics() shouldBe listOf(MetricsName.INCOMING_BYTES)
            client.disableEnhancedMonitoring { it.streamName("s").shardLevelMetrics(MetricsName.ALL) }
                .currentShardLevelMetrics() shouldBe listOf(MetricsName.INCOMING_BYTES)
            client.addTagsToStream { it.streamName("s").tags(mapOf("a" to "1", "b" to "2")) }
            client.removeTagsFromStream { it.streamName("s").tagKeys("a") }
            client.listTagsForResource { it.resourceARN(arn) }.tags().map { it.key() } shouldBe listOf("b")
            client.getResourcePolicy { it.resourceARN(arn) }.policy() shouldBe "{}"
            client.putResourcePolicy { it.resourceARN(arn).policy("""{"Version":"2012-10-17","Statement":[]}""") }
            client.getResourcePolicy { it.resourceARN(arn) }.policy() shouldContain "2012-10-17"
            client.deleteResourcePolicy { it.resourceARN(arn) }
            refused { client.deleteResourcePolicy { it.resourceARN(arn) } } shouldBe
                ("ResourceNotFoundException" to "No resource policy found for resource ARN $arn.")
            refused { client.addTagsToStream { it.streamName("s").tags((1..50).associate { n -> "k$n" to "v" }) } }.first shouldBe
                "InvalidArgumentException"
            refused { client.createStream { it.streamName("huge").shardCount(20_001) } }.second shouldStartWith
                "This request would exceed the shard limit for the account $accountId in us-east-1."
        }
}
