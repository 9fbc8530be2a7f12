@file:OptIn(ExperimentalCoroutinesApi::class)

package io.mockaws.kotest

import io.kotest.core.spec.style.FunSpec
import io.kotest.core.test.testCoroutineScheduler
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.longs.shouldBeGreaterThanOrEqual
import io.kotest.matchers.longs.shouldBeLessThan
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import software.amazon.awssdk.services.sqs.SqsClient
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds
import kotlin.time.TimeSource

class VirtualTimeTest : FunSpec({
    coroutineTestScope = true

    test("a message comes back after twelve hours") {
        val queue = mockAws().sqs.queue("orders") { visibilityTimeout = 12.hours }
        val sqs = SqsClient.create()
        queue.send("42")
        sqs.receiveMessage { it.queueUrl(queue.url) }.messages().size shouldBe 1

        delay(12.hours)

        sqs.receiveMessage { it.queueUrl(queue.url) }.messages().single().body() shouldBe "42"
    }

    test("a blocking long poll takes no real time") {
        val began = TimeSource.Monotonic.markNow()
        val queue = mockAws().sqs.queue("orders")
        val messages = SqsClient.create().receiveMessage { it.queueUrl(queue.url).waitTimeSeconds(20) }.messages()
        messages.shouldBeEmpty()
        testCoroutineScheduler.currentTime shouldBeGreaterThanOrEqual 20_000
        began.elapsedNow().inWholeSeconds shouldBeLessThan 10
    }

    test("what beforeTest would have made is there, and time only goes on") {
        val began = mockAws().time.now()
        delay(5.seconds)
        (mockAws().time.now() - began).inWholeSeconds shouldBe 5
    }

    test("the mock is in scope in what the test launches, on any thread") {
        mockAws().s3.bucket("receipts")
        launch { Checkout.payLater("1") }.join()
        withContext(Dispatchers.IO) { Checkout.payLater("2") }
        mockAws().s3.bucket("receipts") shouldHaveObjects 2
    }

    context("a container") {
        mockAws().s3.bucket("receipts")
        test("has nested tests in the same virtual time") {
            mockAws().s3.buckets().size shouldBe 1
            val before = mockAws().time.now()
            delay(12.hours)
            (mockAws().time.now() - before).inWholeHours shouldBe 12
        }
    }
})
