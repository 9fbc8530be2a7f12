package io.mockaws.services.logs

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch
import io.mockaws.MockAws
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsResponse
import java.nio.file.Path
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html, API_GetLogEvents.html */
class LogEventsTest {
    private val world = LogsWorld()
    private val client = world.client

    @AfterEach
    fun close() = world.close()

    private fun put(vararg events: InputLogEvent): PutLogEventsResponse =
        client.putLogEvents { it.logGroupName("g").logStreamName("s").logEvents(*events) }

    private fun read(
        token: String? = null,
        limit: Int? = null,
        fromHead: Boolean? = null,
    ): GetLogEventsResponse =
        client.getLogEvents {
            it.logGroupName("g").logStreamName("s").nextToken(token).limit(limit).startFromHead(fromHead)
        }

    private val GetLogEventsResponse.messages get() = events().map { it.message() }

    @Test
    fun `events of a batch are in order, and within a day`() {
        // test_put_log_events_wrong_order
        world.group("g", "s")
        refusal { put(event(world.now, "b"), event(world.now - 1, "a")) } shouldBe
            "InvalidParameterException: Log events in a single PutLogEvents request must be in chronological order."
        refusal { put(event(world.now - 24.hours.inWholeMilliseconds - 1, "a"), event(world.now, "b")) } shouldBe
            "InvalidParameterException: The batch of log events in a single PutLogEvents request cannot span more than 24 hours."
        refusal { put(event(world.now, "x".repeat(1_048_551))) } shouldBe
            "InvalidParameterException: Log event too large: 1048577 bytes exceeds limit of 1048576"
        refusal { put(event(world.now, "x".repeat(600_000)), event(world.now, "ü".repeat(300_000))) } shouldBe
            "InvalidParameterException: Upload too large: 1200052 bytes exceeds limit of 1048576"
        read().events().shouldBeEmpty()
        refusal { client.putLogEvents { it.logGroupName("g").logStreamName("t").logEvents(event(world.now, "a")) } } shouldBe
            "ResourceNotFoundException: The specified log stream does not exist."
    }

    @Test
    fun `what is too old, expired or to come is told, and the rest is taken`() {
        // test_put_log_events_too_old, test_put_log_events_too_new
        world.group("g", "s")
        val old = put(event(world.now - 14.days.inWholeMilliseconds - 1, "old"))
        old.rejectedLogEventsInfo().tooOldLogEventEndIndex() shouldBe 1
        old.nextSequenceToken() shouldMatch "[0-9]{56}"
        val new = put(event(world.now, "now"), event(world.now + 2.hours.inWholeMilliseconds + 1, "new"))
        new.rejectedLogEventsInfo().tooNewLogEventStartIndex() shouldBe 1
        client.putRetentionPolicy { it.logGroupName("g").retentionInDays(1) }
        put(event(world.now - 25.hours.inWholeMilliseconds, "gone"), event(world.now - 2.hours.inWholeMilliseconds, "kept"))
            .rejectedLogEventsInfo().expiredLogEventEndIndex() shouldBe 1
        read().messages shouldBe listOf("kept", "now")
    }

    @Test
    fun `tokens lead forward and backward, and stay where nothing follows`() {
        world.group("g", "s")
        put(*Array(5) { event(world.now + it, "$it") })
        val tail = read(limit = 2)
        tail.messages shouldBe listOf("3", "4")
        val before = read(tail.nextBackwardToken(), limit = 2)
        before.messages shouldBe listOf("1", "2")
        read(before.nextForwardToken(), limit = 2).messages shouldBe listOf("3", "4")
        val end = read(tail.nextForwardToken())
        end.events().shouldBeEmpty()
        end.nextForwardToken() shouldBe tail.nextForwardToken()
        put(event(world.now + 9, "9"))
        read(end.nextForwardToken()).messages shouldBe listOf("9")
        read(limit = 2, fromHead = true).messages shouldBe listOf("0", "1")
        // test_get_log_events_invalid_token
        refusal { read("x") } shouldBe "InvalidParameterException: The specified nextToken is invalid."
        client.getLogEvents {
            it.logGroupName("g").logStreamName("s").startTime(world.now + 1).endTime(world.now + 3)
        }.messages shouldBe listOf("1", "2")
    }

    @Test
    fun `events are forgotten by the clock when their retention is over`() {
        world.group("g", "s")
        world.put("first")
        client.putRetentionPolicy { it.logGroupName("g").retentionInDays(3) }
        world.aws.time.advanceBy(2.days)
        world.put("second")
        read().messages shouldBe listOf("first", "second")
        world.aws.time.advanceBy(1.days + 1.hours)
        read().messages shouldBe listOf("second")
        world.aws.logs.group("g").events().map { it.message } shouldBe listOf("second")
    }

    @Test
    fun `events of all streams come in the order of their times, in pages`() {
        // test_filter_log_events_pagination
        world.group("g", "a", "b")
        for (i in 0 until 12) world.put("message $i", stream = if (i % 2 == 0) "a" else "b")
        val pages = client.filterLogEventsPaginator { it.logGroupName("g").limit(5) }
        pages.events().map { it.message() } shouldBe (List(12) { "message $it" }).sortedBy { it.substringAfter(' ').toInt() % 2 }
        pages.events().map { it.eventId() }.toSet().size shouldBe 12
        client.filterLogEvents { it.logGroupName("g").logStreamNames("b").filterPattern("\"message 1\"") }.events()
            .map { it.message() } shouldBe listOf("message 1", "message 11")
        client.filterLogEvents { it.logGroupName("g").logStreamNamePrefix("a") }.events().size shouldBe 6
        refusal { client.filterLogEvents { it.logGroupName("g").nextToken("x") } } shouldBe
            "InvalidParameterException: The specified nextToken is invalid."
        refusal { client.filterLogEvents { it.logGroupName("g").filterPattern("{ $.x = }") } } shouldBe
            "InvalidParameterException: Invalid filter pattern"
    }

    @Test
    fun `a saved world has groups, streams and events`(@TempDir folder: Path) {
        val file = folder.resolve("world.zip")
        world.aws.logs.group("g").put("s", "one", "two")
        world.aws.save(file)
        MockAws.start().use { other ->
            other.load(file)
            other.logs.group("g").events().map { it.message } shouldBe listOf("one", "two")
            other.logs.group("g").streams shouldBe listOf("s")
        }
    }

    @Test
    fun `streams are exported to a bucket`() {
        // test_create_export_task_bucket_not_found
        world.group("g", "s/1")
        world.put("hello", stream = "s/1")
        refusal {
            client.createExportTask { it.logGroupName("g").destination("none").from(0).to(world.now + 1) }
        } shouldBe "InvalidParameterException: The given bucket does not exist. Please make sure the bucket is valid."
        val bucket = world.aws.s3.bucket("exports")
        val id = client.createExportTask { it.logGroupName("g").destination("exports").from(0).to(world.now + 1) }.taskId()
        bucket.keys() shouldBe listOf("aws-logs-write-test", "exportedlogs/$id/s-1/000000.gz")
        val task = client.describeExportTasks { it.taskId(id) }.exportTasks().single()
        listOf(task.status().codeAsString(), task.destinationPrefix()) shouldBe listOf("COMPLETED", "exportedlogs")
        refusal { client.cancelExportTask { it.taskId(id) } } shouldBe
            "InvalidOperationException: The specified export task has already finished"
    }
}
