package io.mockaws.services.sqs

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.string.shouldStartWith
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import io.mockaws.wire.http.readBytes
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import java.net.URLEncoder

/**
 * The protocol of SQS before 2023, which old clients still speak:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-xml.html
 */
class SqsQueryTest {
    private val aws = SqsWorld()

    @Test
    fun `a queue is made with attributes and tags`() {
        val answer =
            query(
                "CreateQueue",
                "QueueName" to "orders",
                "Attribute.1.Name" to "VisibilityTimeout",
                "Attribute.1.Value" to "40",
                "Attribute.2.Name" to "DelaySeconds",
                "Attribute.2.Value" to "1",
                "Tag.1.Key" to "team",
                "Tag.1.Value" to "blue",
            )
        answer.text("QueueUrl") shouldContainExactly listOf("https://sqs.us-east-1.amazonaws.com/123456789012/orders")
        answer.body() shouldContain "<CreateQueueResponse xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\"><CreateQueueResult>"
        aws.client.attributes(url)["VisibilityTimeout"] shouldBe "40"
        query("ListQueueTags", "QueueUrl" to url).body() shouldContain "<Tag><Key>team</Key><Value>blue</Value></Tag>"
        query("GetQueueAttributes", "QueueUrl" to url, "AttributeName.1" to "VisibilityTimeout", "AttributeName.2" to "DelaySeconds")
            .body() shouldContain "<Attribute><Name>VisibilityTimeout</Name><Value>40</Value></Attribute>"
    }

    @Test
    fun `a message is sent to the address of its queue, received and deleted`() {
        aws.client.make("orders")
        val sent =
            query(
                "SendMessage",
                "MessageBody" to "5 < 6 & ü",
                "MessageAttribute.1.Name" to "colour",
                "MessageAttribute.1.Value.StringValue" to "red",
                "MessageAttribute.1.Value.DataType" to "String",
                path = "/123456789012/orders",
            )
        sent.status shouldBe 200
        val received =
            query(
                "ReceiveMessage",
                "QueueUrl" to url,
                "MaxNumberOfMessages" to "5",
                "AttributeName.1" to "ApproximateReceiveCount",
                "MessageAttributeName.1" to "All",
            )
        received.text("MessageId") shouldBe sent.text("MessageId")
        received.text("MD5OfBody") shouldBe sent.text("MD5OfMessageBody")
        received.text("MD5OfMessageAttributes") shouldBe sent.text("MD5OfMessageAttributes")
        received.body() shouldContain "<Body>5 &lt; 6 &amp; ü</Body>"
        received.body() shouldContain "<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>"
        received.body() shouldContain "<MessageAttribute><Name>colour</Name><Value>"
        query("DeleteMessage", "QueueUrl" to url, "ReceiptHandle" to received.text("ReceiptHandle").single()).status shouldBe 200
        aws.fixture.queue("orders").count shouldBe 0
        query("ReceiveMessage", "QueueUrl" to url).body() shouldNotContain "<Message>"
    }

    @Test
    fun `a batch has flattened entries`() {
        aws.client.make("orders")
        val answer =
            query(
                "SendMessageBatch",
                "QueueUrl" to url,
                "SendMessageBatchRequestEntry.1.Id" to "a",
                "SendMessageBatchRequestEntry.1.MessageBody" to "1",
                "SendMessageBatchRequestEntry.2.Id" to "b",
                "SendMessageBatchRequestEntry.2.MessageBody" to "bell \u0007",
            )
        answer.body() shouldContain "<SendMessageBatchResultEntry><Id>a</Id>"
        answer.body() shouldContain "<BatchResultErrorEntry><Id>b</Id><SenderFault>true</SenderFault><Code>InvalidMessageContents</Code>"
    }

    @Test
    fun `lists are flattened`() {
        aws.client.make("a")
        aws.client.make("b")
        query("ListQueues").text("QueueUrl").map { it.substringAfterLast('/') } shouldBe listOf("a", "b")
    }

    @Test
    fun `errors have the codes of their time`() {
        val missing = query("SendMessage", "QueueUrl" to url, "MessageBody" to "1")
        missing.status shouldBe 400
        missing.text("Code") shouldBe listOf("AWS.SimpleQueueService.NonExistentQueue")
        missing.text("Type") shouldBe listOf("Sender")
        missing.body() shouldStartWith "<ErrorResponse"
        query("SendMessage").text("Code") shouldBe listOf("MissingParameter")
    }

    private val url = "https://sqs.us-east-1.amazonaws.com/123456789012/orders"

    private fun query(
        action: String,
        vararg parameters: Pair<String, String>,
        path: String = "/",
    ): HttpResponse {
        val all = listOf("Action" to action, *parameters, "Version" to "2012-11-05")
        val form = all.joinToString("&") { (name, value) -> "$name=" + URLEncoder.encode(value, Charsets.UTF_8) }
        val headers =
            Headers.of(
                "Host" to "sqs.us-east-1.amazonaws.com",
                "Content-Type" to "application/x-www-form-urlencoded; charset=utf-8",
            )
        return aws.call(HttpRequest("POST", path, headers = headers, body = HttpBody.of(form)))
    }

    private fun HttpResponse.body(): String = runBlocking { body.readBytes().decodeToString() }.substringAfter("?>").trim()

    private fun HttpResponse.text(element: String): List<String> =
        Regex("<$element>([^<]*)</$element>").findAll(body()).map { it.groupValues[1] }.toList()
}
