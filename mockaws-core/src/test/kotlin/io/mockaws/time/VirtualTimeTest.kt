package io.mockaws.time

import aws.sdk.kotlin.services.s3.S3Client
import aws.sdk.kotlin.services.s3.listBuckets
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.longs.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.mockaws.MockClock
import io.mockaws.mockAws
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.delay
import kotlinx.coroutines.future.await
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.UnconfinedTestDispatcher
import kotlinx.coroutines.test.advanceTimeBy
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withContext
import org.junit.jupiter.api.Test
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.sqs.SqsAsyncClient
import software.amazon.awssdk.services.sqs.SqsClient
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant

/** In `runTest` the mock's time is the test's. A long poll of 20 s that took real time would fail these by runTest's own limit. */
@OptIn(ExperimentalCoroutinesApi::class)
class VirtualTimeTest {
    @Test
    fun `a blocking long poll takes twenty virtual seconds and holds up nobody`() =
        runTest {
            mockAws {
                sqs.queue("q")
                val ticks = launch { repeat(100) { delay(1.seconds) } }
                sync.receiveMessage { it.queueUrl(URL).waitTimeSeconds(20) }.messages().shouldBeEmpty()
                currentTime shouldBe 20_000
                ticks.isCompleted shouldBe false
                ticks.cancel()
            }
        }

    @Test
    fun `a blocking long poll returns as soon as another coroutine sends`() =
        runTest {
            mockAws {
                sqs.queue("q")
                launch {
                    delay(5.seconds)
                    sync.sendMessage { it.queueUrl(URL).messageBody("hello") }
                }
                sync.receiveMessage { it.queueUrl(URL).waitTimeSeconds(20) }.messages().shouldHaveSize(1)
                currentTime shouldBe 5_000
                delay(1.seconds)
                currentTime shouldBe 6_000
            }
        }

    @Test
    fun `an asynchronous long poll that is awaited takes virtual time`() =
        runTest {
            mockAws {
                sqs.queue("q")
                async.receiveMessage { it.queueUrl(URL).waitTimeSeconds(20) }.await().messages().shouldBeEmpty()
                currentTime shouldBe 20_000
            }
        }

    @Test
    fun `an asynchronous long poll that is joined takes virtual time and does not lock the test up`() =
        runTest {
            mockAws {
                sqs.queue("q")
                async.receiveMessage { it.queueUrl(URL).waitTimeSeconds(20) }.join().messages().shouldBeEmpty()
                currentTime shouldBe 20_000
            }
        }

    @Test
    fun `a blocking long poll in another thread takes virtual time`() =
        runTest {
            mockAws {
                sqs.queue("q")
                withContext(Dispatchers.IO) { sync.receiveMessage { it.queueUrl(URL).waitTimeSeconds(20) } }
                currentTime shouldBe 20_000
                runBlocking(asContextElement()) { async.receiveMessage { it.queueUrl(URL).waitTimeSeconds(20) }.await() }
                currentTime shouldBe 40_000
            }
        }

    @Test
    fun `two blocking long polls wait inside of one another`() =
        runTest {
            mockAws {
                sqs.queue("q")
                val other = sqs.queue("other")
                launch {
                    delay(2.seconds)
                    sync.receiveMessage { it.queueUrl(other.url).waitTimeSeconds(3) }
                    sync.sendMessage { it.queueUrl(URL).messageBody("hello") }
                }
                sync.receiveMessage { it.queueUrl(URL).waitTimeSeconds(20) }.messages().shouldHaveSize(1)
                currentTime shouldBe 5_000
            }
        }

    @Test
    fun `a message is invisible for twelve virtual hours`() =
        runTest {
            mockAws {
                sqs.queue("q").send("hello")
                sync.receiveMessage { it.queueUrl(URL).visibilityTimeout(12 * 3600) }.messages().shouldHaveSize(1)
                delay(12.hours - 1.seconds)
                sync.receiveMessage { it.queueUrl(URL) }.messages().shouldBeEmpty()
                delay(1.seconds)
                sync.receiveMessage { it.queueUrl(URL) }.messages().shouldHaveSize(1)
            }
        }

    @Test
    fun `time advanceBy is the scheduler's advanceTimeBy`() =
        runTest {
            mockAws(startAt = Instant.parse("2030-01-01T00:00:00Z")) {
                val woken = launch { delay(1.hours) }
                time.advanceBy(1.hours)
                woken.isCompleted shouldBe true
                currentTime shouldBe 3_600_000
                advanceTimeBy(1.hours)
                time.now() shouldBe Instant.parse("2030-01-01T02:00:00Z")
            }
        }

    @Test
    fun `a frozen clock stands while the test's time goes on`() =
        runTest {
            mockAws(startAt = Instant.parse("2030-01-01T00:00:00Z")) {
                time.freeze()
                delay(1.hours)
                time.now() shouldBe Instant.parse("2030-01-01T00:00:00Z")
                time.advanceBy(1.seconds)
                time.now() shouldBe Instant.parse("2030-01-01T00:00:01Z")
                time.unfreeze()
                delay(1.seconds)
                time.now() shouldBe Instant.parse("2030-01-01T00:00:02Z")
            }
        }

    @Test
    fun `an unconfined test has virtual time too`() =
        runTest(UnconfinedTestDispatcher()) {
            mockAws {
                sqs.queue("q")
                sync.receiveMessage { it.queueUrl(URL).waitTimeSeconds(20) }
                async.receiveMessage { it.queueUrl(URL).waitTimeSeconds(20) }.await()
                currentTime shouldBe 40_000
            }
        }

    @Test
    fun `a clock that is asked for is kept in runTest`() =
        runTest {
            mockAws(clock = MockClock.MANUAL, startAt = Instant.parse("2030-01-01T00:00:00Z")) {
                delay(1.hours)
                time.now() shouldBe Instant.parse("2030-01-01T00:00:00Z")
                time.advanceBy(1.hours)
                currentTime shouldBe 3_600_000
            }
        }

    @Test
    fun `five retries of a blocking client wait in virtual time`() =
        runTest {
            mockAws {
                faults { throttle().on("sqs").first(5) }
                sync.listQueues()
                calls("sqs").map { it.attempt } shouldBe listOf(1, 2, 3, 4, 5, 6)
                currentTime shouldBeGreaterThan 0
            }
        }

    @Test
    fun `five retries of an asynchronous client wait in virtual time`() =
        runTest {
            mockAws {
                faults { throttle().on("sqs").first(5) }
                async.listQueues().await()
                calls("sqs").map { it.attempt } shouldBe listOf(1, 2, 3, 4, 5, 6)
                faults { throttle().on("sqs").first(5) }
                async.listQueues().join()
                calls("sqs").size shouldBe 12
                currentTime shouldBeGreaterThan 0
            }
        }

    @Test
    fun `five retries of a Kotlin client wait in virtual time`() =
        runTest {
            mockAws {
                faults { throttle().on("s3").first(5) }
                kotlin.listBuckets()
                calls("s3").map { it.attempt } shouldBe listOf(1, 2, 3, 4, 5, 6)
                currentTime shouldBeGreaterThan 0
            }
        }

    @Test
    fun `polls, a timeout and retries of all three clients take no real time`() =
        runTest(timeout = 10.seconds) {
            mockAws {
                sqs.queue("q").send("hello")
                faults { throttle().on("sqs", "ListQueues").first(5) }
                faults { throttle().on("s3").first(5) }
                sync.receiveMessage { it.queueUrl(URL).visibilityTimeout(12 * 3600) }.messages().shouldHaveSize(1)
                sync.receiveMessage { it.queueUrl(URL).waitTimeSeconds(20) }.messages().shouldBeEmpty()
                async.receiveMessage { it.queueUrl(URL).waitTimeSeconds(20) }.await().messages().shouldBeEmpty()
                async.receiveMessage { it.queueUrl(URL).waitTimeSeconds(20) }.join().messages().shouldBeEmpty()
                sync.listQueues()
                faults { throttle().on("sqs", "ListQueues").first(5) }
                async.listQueues().await()
                kotlin.listBuckets()
                delay(12.hours)
                async.receiveMessage { it.queueUrl(URL) }.await().messages().shouldHaveSize(1)
            }
        }

    private companion object {
        const val URL = "https://sqs.us-east-1.amazonaws.com/123456789012/q"
        val sync: SqsClient =
            SqsClient.builder().region(Region.US_EAST_1).overrideConfiguration { it.retryStrategy(sixAttempts()) }.build()
        val async: SqsAsyncClient =
            SqsAsyncClient.builder().region(Region.US_EAST_1).overrideConfiguration { it.retryStrategy(sixAttempts()) }
                .build()
        val kotlin =
            S3Client {
                region = "us-east-1"
                retryStrategy { maxAttempts = 6 }
            }

        private fun sixAttempts() = AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(6).build()
    }
}
