package io.mockaws.services.logs

import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsAsyncClient
import software.amazon.awssdk.services.cloudwatchlogs.model.LiveTailSessionStart
import software.amazon.awssdk.services.cloudwatchlogs.model.LiveTailSessionUpdate
import software.amazon.awssdk.services.cloudwatchlogs.model.StartLiveTailResponseHandler
import software.amazon.awssdk.services.cloudwatchlogs.model.StartLiveTailResponseStream
import java.util.concurrent.LinkedBlockingQueue

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartLiveTail.html */
@Timeout(60)
class LiveTailTest {
    private val world = LogsWorld()

    @AfterEach
    fun close() = world.close()

    @Test
    fun `events come as they are put`() {
        world.group("g", "s")
        world.put("before")
        val group = world.client.describeLogGroups { }.logGroups().single().logGroupArn()
        val seen = LinkedBlockingQueue<StartLiveTailResponseStream>()
        val handler = StartLiveTailResponseHandler.builder().subscriber { event -> seen.add(event) }.build()
        world.aws.javaSdk.configure(CloudWatchLogsAsyncClient.builder()).build().use { client ->
            val running = client.startLiveTail({ it.logGroupIdentifiers(group).logEventFilterPattern("ERROR") }, handler)
            (seen.take() as LiveTailSessionStart).logEventFilterPattern() shouldBe "ERROR"
            world.put("INFO fine", "ERROR one")
            (seen.take() as LiveTailSessionUpdate).sessionResults().map { it.message() } shouldBe listOf("ERROR one")
            running.cancel(true)
        }
    }

    @Test
    fun `what cannot be tailed is refused`() {
        world.group("g")
        world.aws.javaSdk.configure(CloudWatchLogsAsyncClient.builder()).build().use { client ->
            val handler = StartLiveTailResponseHandler.builder().subscriber { _ -> }.build()
            val failed =
                client.startLiveTail({ it.logGroupIdentifiers("g").logStreamNames("a").logStreamNamePrefixes("b") }, handler)
                    .handle { _, thrown -> thrown }.get()
            failed.cause!!.message shouldStartWith "Only one of logStreamNames or logStreamNamePrefixes can be provided."
        }
    }
}
