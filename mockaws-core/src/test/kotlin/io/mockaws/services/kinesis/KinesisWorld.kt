package io.mockaws.services.kinesis

import io.kotest.assertions.throwables.shouldThrow
import io.mockaws.MockAws
import io.mockaws.MockClock
import io.mockaws.sdk.java.JavaSdk
import software.amazon.awssdk.awscore.exception.AwsServiceException
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.services.kinesis.KinesisClient
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType
import kotlin.time.Instant
import kotlin.time.toJavaInstant

/** A mock whose clock stands. */
internal fun frozen(): MockAws =
    MockAws.start { it.startAt(Instant.parse("2026-10-01T00:00:00Z").toJavaInstant()).clock(MockClock.MANUAL) }

internal fun MockAws.kinesisClient(): KinesisClient = JavaSdk(handler, region, accountId).configure(KinesisClient.builder()).build()

internal fun KinesisClient.put(stream: String, data: String, key: String = "k") =
    putRecord { it.streamName(stream).data(SdkBytes.fromUtf8String(data)).partitionKey(key) }

internal fun KinesisClient.iterator(
    stream: String,
    shard: Int = 0,
    type: ShardIteratorType = ShardIteratorType.TRIM_HORIZON,
): String = getShardIterator { it.streamName(stream).shardId(shardId(shard)).shardIteratorType(type) }.shardIterator()

internal fun KinesisClient.read(iterator: String): GetRecordsResponse = getRecords { it.shardIterator(iterator) }

internal val GetRecordsResponse.texts: List<String> get() = records().map { it.data().asUtf8String() }

internal fun shardId(number: Int) = "shardId-" + "$number".padStart(12, '0')

/** The error that [action] ends in: its code and its words. */
internal fun refused(action: () -> Unit): Pair<String, String> =
    shouldThrow<AwsServiceException> { action() }.awsErrorDetails().run { errorCode() to errorMessage() }
