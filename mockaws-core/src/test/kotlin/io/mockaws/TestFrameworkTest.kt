@file:OptIn(TestFrameworkApi::class, ExperimentalCoroutinesApi::class)

package io.mockaws

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.sqs.SqsClient
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Instant

/** What extensions of test frameworks build on. */
class TestFrameworkTest {
    @Test
    fun `a block that joins a mock inside of runTest lends it the virtual time`() =
        runBlocking<Unit> {
            mockAws {
                val outer = this
                val element = asContextElement()
                val before = time.now()
                runTest(element) {
                    mockAws {
                        val queue = sqs.queue("orders") { visibilityTimeout = 12.hours }
                        queue.send("42")
                        val client = javaSdk.configure(SqsClient.builder()).build()
                        client.receiveMessage { it.queueUrl(queue.url) }.messages().size shouldBe 1
                        delay(12.hours)
                        client.receiveMessage { it.queueUrl(queue.url).waitTimeSeconds(20) }.messages().size shouldBe 1
                        (outer.time.now() - before >= 12.hours) shouldBe true
                    }
                }
                val after = time.now()
                (after - before >= 12.hours) shouldBe true
                (after - before < 12.hours + 5.minutes) shouldBe true
            }
        }

    @Test
    fun `a checkpoint puts back state, journal, rules and clock, as often as asked`() {
        MockAws.start().use { aws ->
            val client = aws.javaSdk.configure(SqsClient.builder()).build()
            aws.sqs.queue("orders")
            client.listQueues()
            val checkpoint = Checkpoint(aws)
            val began = aws.time.now()
            repeat(2) {
                client.listQueues()
                aws.calls().map { it.number } shouldContainExactly listOf(1, 2)
                aws.sqs.queue("others")
                aws.on("sqs", "ListQueues") { fail("OverLimit") }
                aws.faults { throttle().on("sqs") }
                aws.time.freeze()
                aws.time.advanceBy(12.hours)
                checkpoint.restore()
                aws.sqs.queues().map { it.name } shouldContainExactly listOf("orders")
                aws.calls().size shouldBe 1
                (aws.time.now() - began < 1.hours) shouldBe true
                client.listQueues().queueUrls().size shouldBe 1
                checkpoint.restore()
            }
        }
    }

    @Test
    fun `stubs of before a checkpoint stay, and those of after it are told when they were left over`() {
        MockAws.start().use { aws ->
            val client = aws.javaSdk.configure(SqsClient.builder()).build()
            aws.stub { respond("sqs", "ListQueues") }
            val checkpoint = Checkpoint(aws)
            checkpoint.restore()
            aws.stub { respond("sqs", "PurgeQueue") }
            shouldThrow<AssertionError> { checkpoint.restore() }.message shouldContain "stub 2 of 2: sqs:PurgeQueue"
            client.listQueues()
        }
    }

    @Test
    fun `every fork of a template begins with its world, at its time, and with an empty journal`() {
        val began = Instant.parse("2026-02-03T04:05:06Z")
        val options = MockAwsOptions.builder().clock(MockClock.MANUAL).startAt(java.time.Instant.parse(began.toString())).build()
        MockAwsTemplate(options).use { template ->
            runBlocking {
                template.seed {
                    s3.bucket("receipts")
                    SqsClient.create().use { it.createQueue { queue -> queue.queueName("orders") } }
                }
            }
            repeat(2) {
                template.fork().use { aws ->
                    aws.time.now() shouldBe began
                    aws.calls().shouldBeEmpty()
                    aws.sqs.queues().map { it.name } shouldContainExactly listOf("orders")
                    aws.s3.bucket("receipts").put("1", "")
                    aws.s3.bucket("receipts").keys() shouldContainExactly listOf("1")
                    aws.time.advanceBy(1.hours)
                }
            }
        }
    }

    @Test
    fun `a failure gets the journal, unless nothing was called`() {
        MockAws.start().use { aws ->
            val failure = AssertionError("no")
            aws.showCallsIn(failure)
            failure.suppressed.size shouldBe 0
            aws.javaSdk.configure(SqsClient.builder()).build().listQueues()
            repeat(2) { aws.showCallsIn(failure) }
            failure.suppressed.single().message shouldContain "sqs:ListQueues"
        }
    }
}
