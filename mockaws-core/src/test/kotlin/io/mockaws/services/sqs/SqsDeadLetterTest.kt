package io.mockaws.services.sqs

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.sqs.model.QueueAttributeName
import software.amazon.awssdk.services.sqs.model.ResourceNotFoundException
import software.amazon.awssdk.services.sqs.model.SqsException
import kotlin.time.Duration.Companion.seconds

class SqsDeadLetterTest {
    private val aws = SqsWorld()
    private val sqs = aws.client
    private val dead = sqs.make("dead")
    private val deadArn = sqs.arn(dead)
    private val url = sqs.make("orders", "RedrivePolicy" to redrive(deadArn, 2))

    @Test
    fun `a message that was received too often goes to the dead-letter queue`() {
        val id = sqs.send(url, "poison")
        repeat(2) { sqs.receive(url) { it.visibilityTimeout(0) }.size shouldBe 1 }
        sqs.receive(url).shouldBeEmpty()
        val message = sqs.receive(dead).single()
        message.messageId() shouldBe id
        message.attributesAsStrings()["DeadLetterQueueSourceArn"] shouldBe "arn:aws:sqs:us-east-1:123456789012:orders"
        message.attributesAsStrings()["ApproximateReceiveCount"] shouldBe "3"
        message.attributesAsStrings()["SentTimestamp"] shouldBe "1795255200000"
    }

    @Test
    fun `the dead-letter queue keeps a message for the rest of its life`() {
        sqs.setQueueAttributes { it.queueUrl(dead).attributes(mapOf(QueueAttributeName.MESSAGE_RETENTION_PERIOD to "60")) }
        sqs.send(url, "poison")
        aws.advance(50.seconds)
        repeat(3) { sqs.receive(url) { it.visibilityTimeout(0) } }
        aws.fixture.queue("dead").count shouldBe 1
        aws.advance(10.seconds)
        aws.fixture.queue("dead").count shouldBe 0
    }

    @Test
    fun `a redrive policy is checked`() {
        reason("""{"deadLetterTargetArn": "dummy", "maxReceiveCount": 42}""") shouldBe
            "Value {\"deadLetterTargetArn\": \"dummy\", \"maxReceiveCount\": 42} for parameter RedrivePolicy is invalid. " +
            "Reason: Invalid value for deadLetterTargetArn."
        reason("""{"deadLetterTargetArn": "$deadArn"}""") shouldContain "maxReceiveCount"
        reason("""{"maxReceiveCount": 3}""") shouldContain "deadLetterTargetArn"
        reason(redrive(deadArn, 1001)) shouldContain "valid values are from 1 to 1000"
        reason(redrive(deadArn.replace("dead", "nobody"), 3)) shouldContain "does not exist"
        reason("nonsense") shouldContain "not a valid JSON map"
        val fifo = sqs.make("dead.fifo", "FifoQueue" to "true")
        reason(redrive(sqs.arn(fifo), 3)) shouldContain "same type"
        setRedrive(url, "")
        sqs.attributes(url).containsKey("RedrivePolicy") shouldBe false
    }

    @Test
    fun `a dead-letter queue says who may use it`() {
        allow("""{"redrivePermission":"denyAll"}""")
        reason(redrive(deadArn, 3)) shouldContain "not allowed"
        allow("""{"redrivePermission":"byQueue","sourceQueueArns":["${sqs.arn(url)}"]}""")
        setRedrive(url, redrive(deadArn, 3))
        shouldThrow<SqsException> { allow("""{"redrivePermission":"sometimes"}""") }
        shouldThrow<SqsException> { allow("""{"redrivePermission":"byQueue"}""") }
    }

    @Test
    fun `the sources of a dead-letter queue are listed`() {
        val other = sqs.make("other", "RedrivePolicy" to redrive(deadArn, 1))
        sqs.listDeadLetterSourceQueues { it.queueUrl(dead) }.queueUrls() shouldContainExactlyInAnyOrder listOf(url, other)
        sqs.listDeadLetterSourceQueuesPaginator { it.queueUrl(dead).maxResults(1) }.queueUrls().toList().size shouldBe 2
    }

    @Test
    fun `a move task takes messages back to where they came from, as new ones`() {
        val id = sqs.send(url, "poison")
        repeat(3) { sqs.receive(url) { it.visibilityTimeout(0) } }
        sqs.startMessageMoveTask { it.sourceArn(deadArn) }
        val task = sqs.listMessageMoveTasks { it.sourceArn(deadArn) }.results().single()
        task.status() shouldBe "COMPLETED"
        task.approximateNumberOfMessagesMoved() shouldBe 1
        task.taskHandle() shouldBe null
        val message = sqs.receive(url).single()
        message.messageId() shouldNotBe id
        message.attributesAsStrings()["ApproximateReceiveCount"] shouldBe "1"
    }

    @Test
    fun `a move task with a rate runs by the clock and can be cancelled`() {
        repeat(5) { sqs.send(dead, "$it") }
        val handle =
            sqs.startMessageMoveTask { it.sourceArn(deadArn).destinationArn(sqs.arn(url)).maxNumberOfMessagesPerSecond(1) }.taskHandle()
        shouldThrow<SqsException> { sqs.startMessageMoveTask { it.sourceArn(deadArn) } }
            .awsErrorDetails()
            .errorMessage() shouldContain "There is already a task running."
        aws.advance(2.seconds)
        sqs.bodies(url) shouldBe listOf("0", "1")
        sqs.listMessageMoveTasks { it.sourceArn(deadArn) }.results().single().taskHandle() shouldBe handle
        sqs.cancelMessageMoveTask { it.taskHandle(handle) }.approximateNumberOfMessagesMoved() shouldBe 2
        aws.advance(10.seconds)
        sqs.listMessageMoveTasks { it.sourceArn(deadArn) }.results().single().status() shouldBe "CANCELLED"
        aws.fixture.queue("dead").count shouldBe 3
        shouldThrow<ResourceNotFoundException> { sqs.cancelMessageMoveTask { it.taskHandle(handle) } }
        shouldThrow<SqsException> { sqs.cancelMessageMoveTask { it.taskHandle("garbage") } }
            .awsErrorDetails()
            .errorMessage() shouldBe "Value for parameter TaskHandle is invalid."
    }

    @Test
    fun `a move task says why it failed, and what it cannot start with`() {
        sqs.send(dead, "sent here directly")
        sqs.startMessageMoveTask { it.sourceArn(deadArn) }
        val task = sqs.listMessageMoveTasks { it.sourceArn(deadArn) }.results().single()
        task.status() shouldBe "FAILED"
        task.failureReason() shouldBe "CouldNotDetermineMessageSource"
        shouldThrow<SqsException> { sqs.startMessageMoveTask { it.sourceArn(sqs.arn(url)) } }
            .awsErrorDetails()
            .errorMessage() shouldBe "Source queue must be configured as a Dead Letter Queue."
        val missing = shouldThrow<ResourceNotFoundException> { sqs.startMessageMoveTask { it.sourceArn(deadArn + "x") } }
        missing.statusCode() shouldBe 404
        missing.awsErrorDetails().errorMessage() shouldBe "The resource that you specified for the SourceArn parameter doesn't exist."
    }

    private fun redrive(
        arn: String,
        count: Int,
    ) = """{"deadLetterTargetArn":"$arn","maxReceiveCount":$count}"""

    private fun setRedrive(
        queue: String,
        policy: String,
    ) {
        sqs.setQueueAttributes { it.queueUrl(queue).attributes(mapOf(QueueAttributeName.REDRIVE_POLICY to policy)) }
    }

    private fun reason(policy: String): String =
        shouldThrow<SqsException> { setRedrive(url, policy) }.awsErrorDetails().errorMessage()

    private fun allow(policy: String) {
        sqs.setQueueAttributes { it.queueUrl(dead).attributes(mapOf(QueueAttributeName.REDRIVE_ALLOW_POLICY to policy)) }
    }
}
