package io.mockaws.time

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.mockAws
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withContext
import org.junit.jupiter.api.Test
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.sqs.SqsClient
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

/** A mock that JUnit or [MockAws.start] put in scope on the thread, and `runTest` on that thread. */
@OptIn(ExperimentalCoroutinesApi::class)
class RunTestInMockTest {
    @Test
    fun `a long poll takes the test's time`() {
        MockAws.start().use { aws ->
            aws.sqs.queue("q")
            runTest {
                client.receiveMessage { it.queueUrl(URL).waitTimeSeconds(20) }.messages().shouldBeEmpty()
                currentTime shouldBe 20_000
            }
        }
    }

    @Test
    fun `a message is back when the test's time has passed`() {
        MockAws.start().use { aws ->
            aws.sqs.queue("q").send("hello")
            runTest {
                client.receiveMessage { it.queueUrl(URL).visibilityTimeout(300) }.messages().shouldHaveSize(1)
                client.receiveMessage { it.queueUrl(URL) }.messages().shouldBeEmpty()
                delay(10.minutes)
                client.receiveMessage { it.queueUrl(URL) }.messages().shouldHaveSize(1)
            }
        }
    }

    @Test
    fun `time goes on in a second test and is real again after it`() {
        MockAws.start().use { aws ->
            val before = aws.time.now()
            repeat(2) { runTest { delay(1.days) } }
            val after = aws.time.now()
            (after - before >= 2.days) shouldBe true
            (after - before < 2.days + 1.hours) shouldBe true
            runTest { delay(1.days) }
            aws.time.advanceBy(1.hours)
            (aws.time.now() - after >= 1.days + 1.hours) shouldBe true
        }
    }

    @Test
    fun `a test that fails gives the time back`() {
        MockAws.start().use { aws ->
            val before = aws.time.now()
            shouldThrow<IllegalStateException> {
                runTest {
                    delay(1.days)
                    error("no")
                }
            }
            (aws.time.now() - before >= 1.days) shouldBe true
            aws.sqs.queue("q")
            client.receiveMessage { it.queueUrl(URL) }.messages().shouldBeEmpty()
        }
    }

    @Test
    fun `a scope that was made before takes the mock in too`() {
        val scope = TestScope()
        MockAws.start().use { aws ->
            aws.sqs.queue("q")
            scope.runTest {
                withContext(Dispatchers.IO) { client.receiveMessage { it.queueUrl(URL).waitTimeSeconds(20) } }
                currentTime shouldBe 20_000
            }
        }
    }

    @Test
    fun `coroutines of the test are in the mock on every thread`() {
        MockAws.start().use { aws ->
            MockAws.start().use { other ->
                aws.runInScope {
                    runTest { launch(Dispatchers.IO) { client.listQueues() } }
                }
                runTest { launch(Dispatchers.IO) { client.listQueues() } }
                aws.calls("sqs").size shouldBe 1
                other.calls("sqs").size shouldBe 1
            }
        }
    }

    @Test
    fun `a block inside joins the mock of the thread, in runTest and in runBlocking`() {
        MockAws.start().use { aws ->
            aws.sqs.queue("q")
            runTest {
                mockAws {
                    this shouldBe aws
                    client.receiveMessage { it.queueUrl(URL).waitTimeSeconds(20) }
                    currentTime shouldBe 20_000
                }
                mockAws(isolated = true) { client.listQueues().queueUrls().shouldBeEmpty() }
            }
            runBlocking {
                mockAws { this shouldBe aws }
                mockAws(isolated = true) { client.listQueues().queueUrls().shouldBeEmpty() }
            }
            aws.calls("sqs").size shouldBe 1
        }
    }

    @Test
    fun `a block that may or may not be inside says so, and what to do`() {
        OtherClassThatStarts.started().use { aws ->
            val failure = shouldThrow<IllegalStateException> { runBlocking { mockAws { } } }
            failure.message shouldContain "RunTestInMockTest.kt"
            failure.message shouldContain "isolated = true"
            shouldThrow<IllegalStateException> { runTest { mockAws { } } }
            aws.runInScope { runTest { mockAws { this shouldBe aws } } }
            runBlocking(aws.asContextElement()) { mockAws { this shouldBe aws } }
        }
        runTest { mockAws { } }
    }

    private companion object {
        const val URL = "https://sqs.us-east-1.amazonaws.com/123456789012/q"
        val client: SqsClient = SqsClient.builder().region(Region.US_EAST_1).build()
    }
}

internal object OtherClassThatStarts {
    fun started(): MockAws = MockAws.start()
}
