package io.mockaws.samples.shop

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.mockaws.kotest.call
import io.mockaws.kotest.mockAws
import io.mockaws.kotest.shouldBeEmpty
import io.mockaws.kotest.shouldHaveMessage
import io.mockaws.kotest.shouldHaveObject
import io.mockaws.kotest.shouldHaveReceived
import io.mockaws.kotest.shouldHaveReceivedInOrder
import kotlinx.coroutines.delay
import kotlin.time.Duration.Companion.seconds

class ShopTest : FunSpec({
    test("an order waits in the queue") {
        Shop().order("42")

        mockAws().sqs.queue("orders") shouldHaveMessage "42"
        mockAws() shouldHaveReceived call("sqs", "SendMessage") { input["MessageBody"] shouldBe "42" }
    }

    test("an order that was worked on leaves a receipt and nothing else") {
        val shop = Shop()
        shop.order("42")
        shop.work()

        val aws = mockAws()
        aws.s3.bucket("receipts") shouldHaveObject "42.json"
        aws.sqs.queue("orders").shouldBeEmpty()
        aws.shouldHaveReceivedInOrder(call("s3", "PutObject"), call("sqs", "DeleteMessage"))
    }

    test("an order whose receipt fails comes back after thirty seconds").config(coroutineTestScope = true) {
        val aws = mockAws()
        val shop = Shop()
        shop.order("42")
        aws.faults { error("AccessDenied").on("s3", "PutObject").first(1) }

        runCatching { shop.work() }
        aws.s3.bucket("receipts").shouldBeEmpty()
        delay(31.seconds)
        shop.work()

        aws.s3.bucket("receipts") shouldHaveObject "42.json"
    }
})
