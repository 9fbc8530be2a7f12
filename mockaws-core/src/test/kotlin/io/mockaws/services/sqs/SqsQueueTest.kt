package io.mockaws.services.sqs

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.maps.shouldContainAll
import io.kotest.matchers.maps.shouldNotContainKey
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.sqs.model.InvalidAttributeNameException
import software.amazon.awssdk.services.sqs.model.InvalidAttributeValueException
import software.amazon.awssdk.services.sqs.model.PurgeQueueInProgressException
import software.amazon.awssdk.services.sqs.model.QueueDeletedRecentlyException
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException
import software.amazon.awssdk.services.sqs.model.QueueNameExistsException
import software.amazon.awssdk.services.sqs.model.SqsException
import kotlin.time.Duration.Companion.seconds

class SqsQueueTest {
    private val aws = SqsWorld()
    private val sqs = aws.client

    @Test
    fun `a queue is named by a URL of the client's own endpoint`() {
        val url = sqs.make("orders")
        url shouldBe "https://sqs.us-east-1.amazonaws.com/123456789012/orders"
        sqs.getQueueUrl { it.queueName("orders") }.queueUrl() shouldBe url
    }

    @Test
    fun `a new queue has AWS's defaults`() {
        sqs.attributes(sqs.make("orders")) shouldBe
            mapOf(
                "QueueArn" to "arn:aws:sqs:us-east-1:123456789012:orders",
                "ApproximateNumberOfMessages" to "0",
                "ApproximateNumberOfMessagesNotVisible" to "0",
                "ApproximateNumberOfMessagesDelayed" to "0",
                "CreatedTimestamp" to "1795255200",
                "LastModifiedTimestamp" to "1795255200",
                "VisibilityTimeout" to "30",
                "MaximumMessageSize" to "1048576",
                "MessageRetentionPeriod" to "345600",
                "DelaySeconds" to "0",
                "ReceiveMessageWaitTimeSeconds" to "0",
                "SqsManagedSseEnabled" to "true",
            )
    }

    @Test
    fun `a FIFO queue shows its own attributes too`() {
        sqs.attributes(sqs.make("orders.fifo", "FifoQueue" to "true")) shouldContainAll
            mapOf(
                "FifoQueue" to "true",
                "ContentBasedDeduplication" to "false",
                "DeduplicationScope" to "queue",
                "FifoThroughputLimit" to "perQueue",
            )
    }

    @Test
    fun `creating a queue again succeeds with equal attributes and fails with others`() {
        val url = sqs.make("orders", "DelaySeconds" to "5")
        sqs.make("orders") shouldBe url
        sqs.make("orders", "DelaySeconds" to "5") shouldBe url
        val error = shouldThrow<QueueNameExistsException> { sqs.make("orders", "DelaySeconds" to "6") }
        error.awsErrorDetails().errorCode() shouldBe "QueueAlreadyExists"
        error.awsErrorDetails().errorMessage() shouldBe
            "A queue already exists with the same name and a different value for attribute DelaySeconds"
        error.statusCode() shouldBe 400
    }

    @Test
    fun `names follow AWS's rules`() {
        listOf("", "a".repeat(81), "a/b", "a b", "orders.fifo").forEach { name ->
            shouldThrow<SqsException> { sqs.make(name) }.awsErrorDetails().errorMessage() shouldBe
                "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"
        }
        shouldThrow<SqsException> { sqs.make("orders", "FifoQueue" to "true") }
            .awsErrorDetails()
            .errorMessage() shouldContain "must end with .fifo suffix"
        sqs.make("a".repeat(80))
        sqs.make("a".repeat(75) + ".fifo", "FifoQueue" to "true")
        shouldThrow<SqsException> { sqs.make("a".repeat(76) + ".fifo", "FifoQueue" to "true") }
    }

    @Test
    fun `a deleted queue is gone, and its name is free after 60 seconds`() {
        val url = sqs.make("orders")
        sqs.deleteQueue { it.queueUrl(url) }
        val gone = shouldThrow<QueueDoesNotExistException> { sqs.send(url, "1") }
        gone.awsErrorDetails().errorCode() shouldBe "AWS.SimpleQueueService.NonExistentQueue"
        gone.awsErrorDetails().errorMessage() shouldBe "The specified queue does not exist."
        aws.advance(59.seconds)
        shouldThrow<QueueDeletedRecentlyException> { sqs.make("orders") }
        aws.advance(1.seconds)
        sqs.make("orders") shouldBe url
    }

    @Test
    fun `queues are listed by prefix and in pages`() {
        val urls = (1..5).map { sqs.make("orders-$it") }
        sqs.make("other")
        sqs.listQueues { it.queueNamePrefix("orders-") }.queueUrls() shouldContainExactly urls
        sqs.listQueuesPaginator { it.queueNamePrefix("orders-").maxResults(2) }.queueUrls().toList() shouldContainExactly urls
        sqs.listQueues { it.queueNamePrefix("nothing") }.hasQueueUrls() shouldBe false
    }

    @Test
    fun `attributes are set within their limits`() {
        val url = sqs.make("orders")
        set(url, "VisibilityTimeout" to "43200", "MaximumMessageSize" to "2048")
        sqs.attributes(url) shouldContainAll mapOf("VisibilityTimeout" to "43200", "MaximumMessageSize" to "2048")
        listOf(
            "VisibilityTimeout" to "43201",
            "DelaySeconds" to "901",
            "MaximumMessageSize" to "1023",
            "MessageRetentionPeriod" to "59",
            "ReceiveMessageWaitTimeSeconds" to "21",
            "ReceiveMessageWaitTimeSeconds" to "many",
            "Policy" to "no JSON",
        ).forEach { attribute ->
            shouldThrow<InvalidAttributeValueException> { set(url, attribute) }.awsErrorDetails().errorMessage() shouldBe
                "Invalid value for the parameter ${attribute.first}."
        }
        shouldThrow<InvalidAttributeNameException> { set(url, "Colour" to "red") }
            .awsErrorDetails()
            .errorMessage() shouldBe "Unknown Attribute Colour."
    }

    @Test
    fun `a queue keeps its type`() {
        val standard = sqs.make("orders")
        val fifo = sqs.make("orders.fifo", "FifoQueue" to "true")
        set(fifo, "FifoQueue" to "true")
        shouldThrow<InvalidAttributeValueException> { set(fifo, "FifoQueue" to "false") }
        shouldThrow<InvalidAttributeNameException> { set(standard, "FifoQueue" to "true") }
        shouldThrow<InvalidAttributeNameException> { set(standard, "ContentBasedDeduplication" to "true") }
        shouldThrow<InvalidAttributeNameException> { set(standard, "DeduplicationScope" to "queue") }
        shouldThrow<InvalidAttributeValueException> { set(fifo, "FifoThroughputLimit" to "perMessageGroupId") }
        set(fifo, "FifoThroughputLimit" to "perMessageGroupId", "DeduplicationScope" to "messageGroup")
    }

    @Test
    fun `one kind of encryption excludes the other`() {
        val url = sqs.make("orders", "KmsMasterKeyId" to "alias/orders")
        sqs.attributes(url) shouldContainAll
            mapOf("KmsMasterKeyId" to "alias/orders", "KmsDataKeyReusePeriodSeconds" to "300", "SqsManagedSseEnabled" to "false")
        shouldThrow<InvalidAttributeNameException> { set(url, "KmsMasterKeyId" to "a", "SqsManagedSseEnabled" to "true") }
        set(url, "SqsManagedSseEnabled" to "true")
        sqs.attributes(url) shouldNotContainKey "KmsMasterKeyId"
    }

    @Test
    fun `a queue is purged of all messages, once in 60 seconds`() {
        val url = sqs.make("orders")
        repeat(3) { sqs.send(url, "$it") }
        sqs.receive(url, 1)
        sqs.purgeQueue { it.queueUrl(url) }
        aws.fixture.queue("orders").count shouldBe 0
        val again = shouldThrow<PurgeQueueInProgressException> { sqs.purgeQueue { it.queueUrl(url) } }
        again.statusCode() shouldBe 403
        again.awsErrorDetails().errorMessage() shouldBe "Only one PurgeQueue operation on orders is allowed every 60 seconds."
        aws.advance(60.seconds)
        sqs.purgeQueue { it.queueUrl(url) }
    }

    @Test
    fun `tags are added, overwritten and removed`() {
        val url = sqs.createQueue { it.queueName("orders").tags(mapOf("team" to "blue")) }.queueUrl()
        sqs.tagQueue { it.queueUrl(url).tags(mapOf("team" to "red", "stage" to "test")) }
        tags(url) shouldBe mapOf("team" to "red", "stage" to "test")
        sqs.untagQueue { it.queueUrl(url).tagKeys("team", "never") }
        tags(url) shouldBe mapOf("stage" to "test")
    }

    @Test
    fun `permissions become statements of the policy`() {
        val url = sqs.make("orders")
        sqs.addPermission { it.queueUrl(url).label("share").awsAccountIds("111122223333").actions("SendMessage") }
        sqs.attributes(url).getValue("Policy") shouldBe
            """{"Version":"2008-10-17","Id":"arn:aws:sqs:us-east-1:123456789012:orders/SQSDefaultPolicy","Statement":[""" +
            """{"Sid":"share","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},""" +
            """"Action":"SQS:SendMessage","Resource":"arn:aws:sqs:us-east-1:123456789012:orders"}]}"""
        shouldThrow<SqsException> {
            sqs.addPermission { it.queueUrl(url).label("share").awsAccountIds("111122223333").actions("SendMessage") }
        }.awsErrorDetails().errorMessage() shouldBe "Value share for parameter Label is invalid. Reason: Already exists."
        sqs.removePermission { it.queueUrl(url).label("share") }
        sqs.attributes(url) shouldNotContainKey "Policy"
        shouldThrow<SqsException> { sqs.removePermission { it.queueUrl(url).label("share") } }
    }

    @Test
    fun `a URL reaches the queue of the account that it names`() {
        val theirs = aws.client("111122223333")
        val url = theirs.make("orders")
        url shouldBe "https://sqs.us-east-1.amazonaws.com/111122223333/orders"
        shouldThrow<QueueDoesNotExistException> { sqs.getQueueUrl { it.queueName("orders") } }
        sqs.getQueueUrl { it.queueName("orders").queueOwnerAWSAccountId("111122223333") }.queueUrl() shouldBe url
        sqs.send(url, "hello")
        theirs.bodies("http://localhost:4566/111122223333/orders") shouldBe listOf("hello")
    }

    private fun tags(url: String) = sqs.listQueueTags { it.queueUrl(url) }.tags()

    private fun set(
        url: String,
        vararg attributes: Pair<String, String>,
    ) {
        sqs.setQueueAttributes(
            software.amazon.awssdk.services.sqs.model.SetQueueAttributesRequest
                .builder()
                .queueUrl(url)
                .attributesWithStrings(attributes.toMap())
                .build(),
        )
    }
}
