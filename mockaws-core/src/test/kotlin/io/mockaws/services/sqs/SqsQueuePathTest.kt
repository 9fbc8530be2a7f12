package io.mockaws.services.sqs

import io.kotest.matchers.shouldBe
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.readBytes
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test

class SqsQueuePathTest {
    @Test
    fun `a form that is posted to a queue's address is for that queue`() {
        val request = normalize(HttpRequest("POST", "/123456789012/orders.fifo", body = HttpBody.of("Action=SendMessage&MessageBody=1")))
        request.path shouldBe "/"
        request.form() shouldBe "QueueUrl=/123456789012/orders.fifo&Action=SendMessage&MessageBody=1"
    }

    @Test
    fun `so is a query string`() {
        val request = normalize(HttpRequest("GET", "/123456789012/orders", query = "Action=ReceiveMessage"))
        request.query shouldBe "QueueUrl=/123456789012/orders&Action=ReceiveMessage"
    }

    @Test
    fun `a queue that is named in the request, and requests in JSON, stay as they are`() {
        listOf(
            HttpRequest("POST", "/123456789012/orders", body = HttpBody.of("QueueUrl=other&Action=DeleteQueue")),
            HttpRequest("GET", "/123456789012/orders", query = "Action=DeleteQueue&QueueUrl=other"),
            HttpRequest("POST", "/123456789012/orders", headers = Headers.of("X-Amz-Target" to "AmazonSQS.SendMessage")),
            HttpRequest("POST", "/", body = HttpBody.of("Action=ListQueues")),
            HttpRequest("POST", "/123/orders", body = HttpBody.of("Action=ListQueues")),
        ).forEach { normalize(it) shouldBe it }
    }

    private fun normalize(request: HttpRequest) = SqsService.normalize(request)

    private fun HttpRequest.form() = runBlocking { body.readBytes().decodeToString() }
}
