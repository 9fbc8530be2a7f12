package io.mockaws.kotest

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.DescribeSpec
import io.kotest.matchers.shouldBe
import software.amazon.awssdk.services.sqs.SqsClient
import software.amazon.awssdk.services.sqs.model.OverLimitException
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

class NestedTest : DescribeSpec({
    describe("a container") {
        val aws = mockAws()
        val bucket = aws.s3.bucket("receipts")
        aws.sqs.queue("orders")
        Checkout.pay("0")
        val began = aws.time.now()

        it("is seen by its tests, journal and all") {
            bucket shouldHaveObject "0.json"
            aws.calls("s3").size shouldBe 1
            aws.calls().last().number shouldBe 3
        }
        it("does not see what a test did") {
            Checkout.pay("1")
            aws.faults { error("OverLimit").on("sqs") }
            aws.on("s3", "PutObject") { fail("SlowDown") }
            aws.time.freeze()
            aws.time.advanceBy(5.hours)
        }
        it("so the next test does not either") {
            bucket shouldHaveObjects 1
            aws.calls("s3").size shouldBe 1
            Checkout.pay("2")
            bucket shouldHaveObjects 2
            aws.calls().last().number shouldBe 6
            (aws.time.now() - began < 30.minutes) shouldBe true
        }
        describe("and one inside of it") {
            Checkout.pay("3")
            it("begins with what both made") { bucket.keys() shouldBe listOf("0.json", "3.json") }
        }
        it("which is gone too when that has ended") { bucket.keys() shouldBe listOf("0.json") }
    }

    describe("a container's faults and stubs") {
        val aws = mockAws()
        aws.faults { error("OverLimit").on("sqs", "ListQueues").first(1) }
        it("hold in its tests") {
            shouldThrow<OverLimitException> { SqsClient.create().use { it.listQueues() } }
        }
    }
})
