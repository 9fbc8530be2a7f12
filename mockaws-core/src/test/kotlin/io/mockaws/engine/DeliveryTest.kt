package io.mockaws.engine

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.shouldBe
import io.mockaws.LocalMock
import io.mockaws.MockAws
import io.mockaws.engine.delivery.isRetryable
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.services.sqs.SqsService
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonObject
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.sqs.SqsClient
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName

class DeliveryTest {
    @AutoClose
    private val aws = MockAws.start()
    private val s3 = aws.javaSdk.configure(S3Client.builder()).build()
    private val sqs = aws.javaSdk.configure(SqsClient.builder()).build()
    private val queue = aws.sqs.queue("arrivals")

    init {
        aws.s3.bucket("inbox").notifyQueue(queue.arn)
        queue.purge()
    }

    private fun put() = s3.putObject({ it.bucket("inbox").key("a") }, RequestBody.fromString("x"))

    @Test
    fun `a delivery is in the journal behind the call that caused it, and says who called`() {
        put()
        val (cause, delivery) = aws.calls().takeLast(2)
        cause.operation shouldBe "PutObject"
        cause.calledBy shouldBe null
        delivery.operation shouldBe "SendMessage"
        delivery.calledBy shouldBe "s3.amazonaws.com"
        delivery.causedBy shouldBe cause.requestId
        delivery.input["MessageBody"] shouldBe queue.messages().single().body
    }

    @Test
    fun `a fault of the test hits deliveries too, and does not break the sender`() {
        aws.faults { error("QueueDoesNotExist").on("sqs", "SendMessage") }
        put().sdkHttpResponse().statusCode() shouldBe 200
        queue.messages().shouldBeEmpty()
        aws.calls("sqs", "SendMessage").last().errorCode shouldBe "QueueDoesNotExist"
    }

    @Test
    fun `queues name the service as the sender, as AWS was seen to`() {
        put()
        val message =
            sqs.receiveMessage {
                it.queueUrl(queue.url).messageSystemAttributeNames(MessageSystemAttributeName.SENDER_ID)
            }.messages().single()
        message.attributes()[MessageSystemAttributeName.SENDER_ID] shouldBe "AIDAJHIPRHEMV73VRJEBU"
    }

    @Test
    fun `any operation of any service can be called by the members of its model, written or derived`() {
        val call = (aws.core as LocalMock).world.context(SqsService)
        val sent =
            call.serviceCall("sqs", "SendMessage", members("""{"QueueUrl": "${queue.url}", "MessageBody": "hello"}"""), SCHEDULER)
        sent.keys shouldContain "MessageId"
        queue.messages().single().body shouldBe "hello"
        call.serviceCall("glue", "CreateDatabase", members("""{"DatabaseInput": {"Name": "sales"}}"""), SCHEDULER)
        aws.service("glue").resources("Database").all().single()["Name"] shouldBe "sales"
        aws.calls("glue").single().calledBy shouldBe SCHEDULER
    }

    @Test
    fun `a call of a service gets the errors of who is called`() {
        val call = (aws.core as LocalMock).world.context(SqsService)
        val fault =
            shouldThrow<AwsFault> {
                call.serviceCall("sqs", "SendMessage", members("""{"QueueUrl": "gone", "MessageBody": "hello"}"""), SCHEDULER)
            }
        fault.error.code shouldBe "QueueDoesNotExist"
        fault.isRetryable shouldBe false
    }

    private fun members(json: String) = Json.parseToJsonElement(json).jsonObject

    private companion object {
        const val SCHEDULER = "scheduler.amazonaws.com"
    }
}
