package io.mockaws.kotest

import io.kotest.assertions.assertSoftly
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlin.time.Duration.Companion.seconds

class MatchersTest : FunSpec({
    extension(
        MockAwsExtension {
            s3.bucket("receipts")
            sqs.queue("orders")
            dynamoDb.table("orders")
        },
    )

    test("what is there") {
        val aws = mockAws()
        Checkout.pay("42")

        aws.s3.bucket("receipts") shouldHaveObject "42.json" shouldNotHaveObject "43.json"
        aws.s3.bucket("receipts").shouldHaveObject("42.json", """{"order":"42"}""")
        aws.sqs.queue("orders") shouldHaveMessages 1 shouldHaveMessage "42"
        aws.dynamoDb.table("orders").shouldBeEmpty()

        aws shouldHaveReceived call("sqs", "SendMessage") { input["MessageBody"] shouldBe "42" }
        aws shouldNotHaveReceived call("s3", "DeleteObject")
        aws.shouldHaveReceived(call("s3", "PutObject"), times = 1)
        aws.shouldHaveReceivedInOrder(call("s3", "PutObject"), call("sqs", "SendMessage"))
    }

    test("what comes later") {
        val aws = mockAws()
        launch(Dispatchers.IO) { Checkout.pay("42") }

        eventually(5.seconds) { aws.sqs.queue("orders") shouldHaveMessages 1 }
    }

    test("of several calls one has to meet all the assertions, also in assertSoftly") {
        val aws = mockAws()
        Checkout.pay("1")
        Checkout.pay("2")
        assertSoftly {
            aws shouldHaveReceived call("sqs", "SendMessage") { input["MessageBody"] shouldBe "2" }
        }
        messageOf {
            assertSoftly {
                aws shouldHaveReceived call("sqs", "SendMessage") { input["MessageBody"] shouldBe "3" }
                aws.s3.bucket("receipts") shouldHaveObject "3.json"
            }
        }.lines().count { "should have" in it } shouldBe 2
    }

    test("an item matches by its values, whatever types they had") {
        val table = mockAws().dynamoDb.table("orders")
        table.put(mapOf("PK" to "1", "total" to 10, "bytes" to byteArrayOf(1, 2), "lines" to listOf(mapOf("n" to 1L))))
        table shouldHaveItem mapOf("total" to 10.0)
        table shouldHaveItem mapOf("bytes" to byteArrayOf(1, 2), "lines" to listOf(mapOf("n" to 1)))
        table shouldNotHaveItem mapOf("bytes" to listOf(1, 2))
        table shouldNotHaveItem mapOf("nothing" to null)
        table shouldHaveItems 1
    }

    test("a block inside of a test is the test's mock, or one of its own") {
        val aws = mockAws()
        mockAws { s3.bucket("receipts").put("1", "") }
        mockAws(isolated = true) { s3.buckets() shouldBe emptyList() }
        aws.s3.bucket("receipts") shouldHaveObject "1"
    }
})
