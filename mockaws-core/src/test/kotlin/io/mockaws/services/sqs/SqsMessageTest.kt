package io.mockaws.services.sqs

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.maps.shouldContainAll
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.services.sqs.model.InvalidMessageContentsException
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue
import software.amazon.awssdk.services.sqs.model.MessageNotInflightException
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException
import software.amazon.awssdk.services.sqs.model.SqsException
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

class SqsMessageTest {
    private val aws = SqsWorld()
    private val sqs = aws.client
    private val url = sqs.make("orders")

    @Test
    fun `a message comes back as it was sent`() {
        val sent = sqs.sendMessage { it.queueUrl(url).messageBody("hällo \uD83D\uDE00") }
        val message = sqs.receive(url).single()
        message.messageId() shouldBe sent.messageId()
        message.body() shouldBe "hällo \uD83D\uDE00"
        message.md5OfBody() shouldBe sent.md5OfMessageBody()
        message.attributesAsStrings() shouldBe
            mapOf(
                "SenderId" to "123456789012",
                "SentTimestamp" to "1795255200000",
                "ApproximateReceiveCount" to "1",
                "ApproximateFirstReceiveTimestamp" to "1795255200000",
            )
    }

    @Test
    fun `message attributes have the digest that AWS gives them`() {
        val sent =
            sqs.sendMessage {
                it.queueUrl(url).messageBody("msg").messageAttributes(
                    mapOf("Hello" to text("There"), "General" to text("Kenobi"), "Help.Me" to text("Me")),
                )
            }
        sent.md5OfMessageAttributes() shouldBe "4c360f3fdafd970e05fae2f149d997f5"
        seen("All") shouldBe setOf("Hello", "General", "Help.Me")
        seen(".*") shouldBe setOf("Hello", "General", "Help.Me")
        seen("Hel.*") shouldBe setOf("Hello", "Help.Me")
        seen("Hello", "Nothing") shouldBe setOf("Hello")
        seen() shouldBe emptySet()
        val some = sqs.receive(url) { it.visibilityTimeout(0).messageAttributeNames("Hel.*") }.single()
        some.md5OfMessageAttributes() shouldBe "83fee93c1bcd8b9a5a923ffacdc636c7"
    }

    @Test
    fun `binary and number attributes and the trace header travel along`() {
        val bytes = SdkBytes.fromByteArray(byteArrayOf(0, -1, 7))
        val trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"
        val sent =
            sqs.sendMessage {
                it
                    .queueUrl(url)
                    .messageBody("1")
                    .messageAttributes(
                        mapOf(
                            "raw" to MessageAttributeValue.builder().dataType("Binary.gif").binaryValue(bytes).build(),
                            "count" to MessageAttributeValue.builder().dataType("Number.int").stringValue("42").build(),
                        ),
                    ).messageSystemAttributes(
                        mapOf(
                            MessageSystemAttributeNameForSends.AWS_TRACE_HEADER to
                                MessageSystemAttributeValue.builder().dataType("String").stringValue(trace).build(),
                        ),
                    )
            }
        sent.md5OfMessageSystemAttributes() shouldBe "5ae4d5d7636402d80f4eb6d213245a88"
        val message = sqs.receive(url) { it.messageAttributeNames("All") }.single()
        message.messageAttributes().getValue("raw").binaryValue() shouldBe bytes
        message.messageAttributes().getValue("count").dataType() shouldBe "Number.int"
        message.attributes()[MessageSystemAttributeName.AWS_TRACE_HEADER] shouldBe trace
    }

    @Test
    fun `what AWS refuses to send is refused`() {
        refusal { it.messageBody("") } shouldBe "The request must contain the parameter MessageBody."
        refusal { it.messageBody("1").delaySeconds(901) } shouldBe
            "Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900."
        refusal { it.messageBody("a".repeat(1_048_577)) } shouldBe
            "One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes."
        refusal { it.messageBody("1").messageGroupId("group 123") } shouldBe
            "Value group 123 for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include " +
            "alphanumeric and punctuation characters. 1 to 128 in length."
        refusal { it.messageBody("1").messageAttributes(mapOf("ErrorDetails" to text(""))) } shouldBe
            "Message (user) attribute 'ErrorDetails' must contain a non-empty value of type 'String'."
        refusal { it.messageBody("1").messageAttributes((1..11).associate { n -> "a$n" to text("x") }) } shouldBe
            "Number of message attributes [11] exceeds the allowed maximum [10]."
        listOf("aWs.x", "AMAZON.x", ".x", "x.", "x..y", "a!", "L".repeat(257)).forEach { name ->
            shouldThrow<SqsException> {
                sqs.sendMessage { it.queueUrl(url).messageBody("1").messageAttributes(mapOf(name to text("x"))) }
            }.awsErrorDetails().errorCode() shouldBe "InvalidParameterValue"
        }
        shouldThrow<InvalidMessageContentsException> { sqs.send(url, "bell \u0007") }
        shouldThrow<InvalidMessageContentsException> { sqs.send(url, "end \uFFFF") }
        sqs.receive(url).shouldBeEmpty()
    }

    @Test
    fun `a received message is hidden until its timeout`() {
        sqs.send(url, "1")
        val first = sqs.receive(url).single()
        aws.advance(29.seconds)
        sqs.receive(url).shouldBeEmpty()
        aws.advance(1.seconds)
        val second = sqs.receive(url).single()
        second.receiptHandle() shouldNotBe first.receiptHandle()
        second.attributesAsStrings().getValue("ApproximateReceiveCount") shouldBe "2"
        second.attributesAsStrings().getValue("ApproximateFirstReceiveTimestamp") shouldBe
            first.attributesAsStrings().getValue("ApproximateFirstReceiveTimestamp")
    }

    @Test
    fun `messages come in the order in which they were sent, also when they come again`() {
        (1..12).forEach { sqs.send(url, "$it") }
        sqs.bodies(url, 3) shouldContainExactly listOf("1", "2", "3")
        aws.advance(30.seconds)
        sqs.bodies(url) shouldContainExactly (1..10).map { "$it" }
    }

    @Test
    fun `a delayed message comes when its delay is over`() {
        val delayed = sqs.make("delayed", "DelaySeconds" to "60", "VisibilityTimeout" to "3600")
        sqs.send(delayed, "queue's delay")
        sqs.sendMessage { it.queueUrl(delayed).messageBody("own delay").delaySeconds(5) }
        sqs.sendMessage { it.queueUrl(delayed).messageBody("none").delaySeconds(0) }
        sqs.attributes(delayed) shouldContainAll mapOf("ApproximateNumberOfMessagesDelayed" to "2", "ApproximateNumberOfMessages" to "1")
        sqs.bodies(delayed) shouldBe listOf("none")
        aws.advance(5.seconds)
        sqs.bodies(delayed) shouldBe listOf("own delay")
        aws.advance(55.seconds)
        sqs.bodies(delayed) shouldBe listOf("queue's delay")
    }

    @Test
    fun `a deleted message does not come again, and may be deleted again`() {
        sqs.send(url, "1")
        val handle = sqs.receive(url).single().receiptHandle()
        repeat(2) { sqs.deleteMessage { it.queueUrl(url).receiptHandle(handle) } }
        aws.advance(1.hours)
        sqs.receive(url).shouldBeEmpty()
    }

    @Test
    fun `an old receipt handle deletes nothing once the message was received again`() {
        sqs.send(url, "1")
        val old = sqs.receive(url).single().receiptHandle()
        aws.advance(30.seconds)
        val new = sqs.receive(url).single().receiptHandle()
        sqs.deleteMessage { it.queueUrl(url).receiptHandle(old) }
        aws.fixture.queue("orders").count shouldBe 1
        sqs.deleteMessage { it.queueUrl(url).receiptHandle(new) }
        aws.fixture.queue("orders").count shouldBe 0
    }

    @Test
    fun `a handle that never was one is refused, and so is one of another queue`() {
        val other = sqs.make("other")
        sqs.send(other, "1")
        val theirs = sqs.receive(other).single().receiptHandle()
        listOf("garbage", "", theirs).forEach { handle ->
            shouldThrow<ReceiptHandleIsInvalidException> { sqs.deleteMessage { it.queueUrl(url).receiptHandle(handle) } }
                .awsErrorDetails()
                .errorMessage() shouldBe "The input receipt handle \"$handle\" is not a valid receipt handle."
        }
    }

    @Test
    fun `visibility is extended, ended and limited to 12 hours`() {
        sqs.send(url, "1")
        val handle = sqs.receive(url).single().receiptHandle()
        hide(handle, 60)
        aws.advance(59.seconds)
        sqs.receive(url).shouldBeEmpty()
        shouldThrow<SqsException> { hide(handle, 43_200) }.awsErrorDetails().errorMessage() shouldBe
            "Value 43200 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message " +
            "is beyond the limit [43200 seconds]"
        hide(handle, 0)
        sqs.receive(url).size shouldBe 1
        shouldThrow<SqsException> { hide(handle, 43_201) }.awsErrorDetails().errorMessage() shouldBe
            "Value 43201 for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200, if provided."
    }

    @Test
    fun `the last handle of a message that came back still hides it, an older one does not`() {
        sqs.send(url, "1")
        val handle = sqs.receive(url).single().receiptHandle()
        aws.advance(30.seconds)
        hide(handle, 5)
        sqs.receive(url).shouldBeEmpty()
        aws.advance(5.seconds)
        val later = sqs.receive(url).single().receiptHandle()
        aws.advance(30.seconds)
        shouldThrow<MessageNotInflightException> { hide(handle, 5) }
        sqs.deleteMessage { it.queueUrl(url).receiptHandle(later) }
        shouldThrow<SqsException> { hide(handle, 5) }.awsErrorDetails().errorMessage() shouldBe
            "Value $handle for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available " +
            "for visibility timeout change."
    }

    @Test
    fun `messages go when their retention is over, in flight or not`() {
        val short = sqs.make("short", "MessageRetentionPeriod" to "60")
        sqs.send(short, "1")
        sqs.send(short, "2")
        aws.advance(59.seconds)
        val handle = sqs.receive(short, 1).single().receiptHandle()
        aws.advance(1.seconds)
        sqs.attributes(short) shouldContainAll
            mapOf("ApproximateNumberOfMessages" to "0", "ApproximateNumberOfMessagesNotVisible" to "0")
        sqs.deleteMessage { it.queueUrl(short).receiptHandle(handle) }
    }

    @Test
    fun `receive takes its limits seriously`() {
        fun message(configure: (software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest.Builder) -> Unit) =
            shouldThrow<SqsException> { sqs.receive(url, 1, configure) }.awsErrorDetails().errorMessage()
        message { it.maxNumberOfMessages(11) } shouldBe
            "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided."
        message { it.waitTimeSeconds(21) } shouldBe
            "Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided."
        message { it.visibilityTimeout(-1) } shouldBe
            "Value -1 for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200, if provided."
    }

    private fun seen(vararg names: String): Set<String> =
        sqs
            .receive(url) { it.visibilityTimeout(0).messageAttributeNames(*names) }
            .single()
            .messageAttributes()
            .keys

    private fun text(value: String): MessageAttributeValue =
        MessageAttributeValue.builder().dataType("String").stringValue(value).build()

    private fun hide(
        handle: String,
        seconds: Int,
    ) {
        sqs.changeMessageVisibility { it.queueUrl(url).receiptHandle(handle).visibilityTimeout(seconds) }
    }

    private fun refusal(configure: (software.amazon.awssdk.services.sqs.model.SendMessageRequest.Builder) -> Unit): String =
        shouldThrow<SqsException> {
            sqs.sendMessage {
                it.queueUrl(url)
                configure(it)
            }
        }.awsErrorDetails().errorMessage()
}
