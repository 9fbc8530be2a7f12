package io.mockaws.compat.libraries

import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.mockaws.MockAws
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient
import software.amazon.kinesis.common.ConfigsBuilder
import software.amazon.kinesis.common.InitialPositionInStream
import software.amazon.kinesis.common.InitialPositionInStreamExtended
import software.amazon.kinesis.coordinator.Scheduler
import software.amazon.kinesis.lifecycle.events.InitializationInput
import software.amazon.kinesis.lifecycle.events.LeaseLostInput
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput
import software.amazon.kinesis.lifecycle.events.ShardEndedInput
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput
import software.amazon.kinesis.metrics.MetricsLevel
import software.amazon.kinesis.processor.ShardRecordProcessor
import software.amazon.kinesis.processor.SingleStreamTracker
import software.amazon.kinesis.retrieval.RetrievalSpecificConfig
import software.amazon.kinesis.retrieval.fanout.FanOutConfig
import software.amazon.kinesis.retrieval.polling.PollingConfig
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread

/** The Kinesis Client Library as it comes, on streams and tables of the mock. Its leases take seconds of the real clock. */
@Timeout(120)
class KinesisClientLibraryTest {
    private val seen = LinkedBlockingQueue<String>()

    @Test
    fun `records are polled, also of the shards that a shard becomes`() = reads {
        PollingConfig(STREAM, it).idleTimeBetweenReadsInMillis(200)
    }

    @Test
    fun `records come by enhanced fan-out, also of the shards that a shard becomes`() =
        reads { FanOutConfig(it).streamName(STREAM).applicationName("$STREAM-reader") }

    private fun reads(retrieval: (KinesisAsyncClient) -> RetrievalSpecificConfig) {
        MockAws.start { it.intercept(false) }.use { aws ->
            val stream = aws.kinesis.stream(STREAM, 2)
            (1..10).forEach { stream.put("$it", "key$it") }
            val kinesis = aws.javaSdk.configure(KinesisAsyncClient.builder()).build()
            val scheduler = scheduler(aws, kinesis, retrieval(kinesis))
            thread(isDaemon = true) { scheduler.run() }
            next(10) shouldContainExactlyInAnyOrder (1..10).map { "$it" }
            kinesis.splitShard { it.streamName(STREAM).shardToSplit(stream.openShards.first()).newStartingHashKey("1000") }.join()
            (11..20).forEach { stream.put("$it", "key$it") }
            next(10) shouldContainExactlyInAnyOrder (11..20).map { "$it" }
            scheduler.startGracefulShutdown().get(60, TimeUnit.SECONDS)
        }
    }

    private fun next(count: Int): List<String> = List(count) { seen.poll(60, TimeUnit.SECONDS) ?: error("No record came for a minute") }

    private fun scheduler(aws: MockAws, kinesis: KinesisAsyncClient, retrieval: RetrievalSpecificConfig): Scheduler {
        val tables = aws.javaSdk.configure(DynamoDbAsyncClient.builder()).build()
        val metrics = aws.javaSdk.configure(CloudWatchAsyncClient.builder()).build()
        val start = InitialPositionInStreamExtended.newInitialPosition(InitialPositionInStream.TRIM_HORIZON)
        val configs =
            ConfigsBuilder(SingleStreamTracker(STREAM, start), "$STREAM-reader", kinesis, tables, metrics, "worker") { Processor() }
        return Scheduler(
            configs.checkpointConfig(),
            configs.coordinatorConfig().parentShardPollIntervalMillis(200).shardConsumerDispatchPollIntervalMillis(100),
            configs.leaseManagementConfig().failoverTimeMillis(1000).shardSyncIntervalMillis(1000),
            configs.lifecycleConfig(),
            configs.metricsConfig().metricsLevel(MetricsLevel.NONE),
            configs.processorConfig(),
            configs.retrievalConfig().retrievalSpecificConfig(retrieval),
        )
    }

    private inner class Processor : ShardRecordProcessor {
        override fun initialize(input: InitializationInput) = Unit

        override fun processRecords(input: ProcessRecordsInput) {
            input.records().forEach { record -> seen += Charsets.UTF_8.decode(record.data()).toString() }
            if (input.records().isNotEmpty()) input.checkpointer().checkpoint()
        }

        override fun leaseLost(input: LeaseLostInput) = Unit

        override fun shardEnded(input: ShardEndedInput) = input.checkpointer().checkpoint()

        override fun shutdownRequested(input: ShutdownRequestedInput) = input.checkpointer().checkpoint()
    }

    private companion object {
        const val STREAM = "clicks"
    }
}
