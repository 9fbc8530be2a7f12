package io.mockaws.services.sns

import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch
import kotlinx.serialization.json.jsonObject
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.services.sns.model.MessageAttributeValue
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry

/**
 * Envelopes and refusals are those that LocalStack recorded at AWS (tests/aws/services/sns/test_sns.snapshot.json); the
 * rest is from https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
class SnsPublishTest {
    @AutoClose
    private val world = SnsWorld()
    private val sns = world.client
    private val topic = sns.topic("t")
    private val queue = world.aws.sqs.queue("q")

    @Test
    fun `a queue gets an envelope with AWS's members in AWS's order`() {
        val subscription = sns.subscribe(topic, "sqs", queue.arn)

        val id = sns.publish {
            it.topicArn(topic).message("Hi \"you\"").subject("Greeting").messageAttributes(
                mapOf(
                    "n" to number("99.12"),
                    "b" to MessageAttributeValue.builder().dataType("Binary").binaryValue(SdkBytes.fromUtf8String("x")).build()
                ),
            )
        }.messageId()

        val body = world.bodies("q").single()
        val envelope = world.envelope("q")
        envelope.keys.toList() shouldContainExactly
            listOf(
                "Type", "MessageId", "TopicArn", "Subject", "Message", "Timestamp", "SignatureVersion", "Signature",
                "SigningCertURL", "UnsubscribeURL", "MessageAttributes",
            )
        body.lines().first { "MessageId" in it } shouldBe "  \"MessageId\" : \"$id\","
        envelope.text("Message") shouldBe "Hi \"you\""
        envelope.text("Timestamp") shouldBe "2026-11-21T10:00:00.250Z"
        envelope.text("SigningCertURL")!! shouldMatch "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-[0-9a-f]{32}.pem"
        envelope.text("UnsubscribeURL") shouldBe
            "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=$subscription"
        val attributes = envelope.getValue("MessageAttributes").jsonObject
        attributes["n"].toString() shouldBe """{"Type":"Number","Value":"99.12"}"""
        attributes["b"].toString() shouldBe """{"Type":"Binary","Value":"eA=="}"""
    }

    @Test
    fun `raw delivery hands the text and the attributes on as they are`() {
        sns.subscribe(topic, "sqs", queue.arn, "RawMessageDelivery" to "true")

        sns.publish(topic, "plain", "n" to number("5"), "s" to text("x"))

        val message = queue.messages().single()
        message.body shouldBe "plain"
        message.attributes shouldBe mapOf("n" to "5", "s" to "x")
    }

    @Test
    fun `a message in JSON has a text for each protocol`() {
        sns.subscribe(topic, "sqs", queue.arn, "RawMessageDelivery" to "true")
        sns.subscribe(topic, "sms", "+15551234567")

        sns.publish { it.topicArn(topic).messageStructure("json").message("""{"default":"d","sqs":"for queues"}""") }

        queue.messages().single().body shouldBe "for queues"
        world.aws.sns.sms.single().text shouldBe "d"
        refusal { sns.publish { it.topicArn(topic).messageStructure("json").message("""{"sqs":"x"}""") } } shouldBe
            "InvalidParameter: Invalid parameter: Message Structure - No default entry in JSON message body"
        refusal { sns.publish { it.topicArn(topic).messageStructure("json").message("{") } } shouldBe
            "InvalidParameter: Invalid parameter: Message Structure - JSON message body failed to parse"
    }

    @Test
    fun `a message that AWS would not take is refused`() {
        refusal { sns.publish(topic, "") } shouldBe "InvalidParameter: Invalid parameter: Empty message"
        refusal { sns.publish { it.topicArn(topic).message("m").subject("") } } shouldBe "InvalidParameter: Invalid parameter: Subject"
        refusal { sns.publish { it.message("m") } } shouldBe
            "InvalidParameter: Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter"
        refusal { sns.publish("${topic}s", "m") } shouldBe "NotFound: Topic does not exist"
        refusal { sns.publish("randomstring:1", "m") } shouldBe
            "InvalidParameter: Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 2"
        refusal { sns.publish { it.topicArn(topic).message("m").messageDeduplicationId("d") } } shouldBe
            "InvalidParameter: Invalid parameter: MessageDeduplicationId Reason: The request includes MessageDeduplicationId " +
            "parameter that is not valid for this topic type"
        refusal { sns.publish { it.targetArn("arn:aws:sns:us-east-1:123456789012:endpoint/APNS/a/b").message("m") } } shouldBe
            "InvalidParameter: Invalid parameter: TargetArn Reason: No endpoint found for the target arn specified"
    }

    @Test
    fun `text and attributes have 256 KiB together`() {
        val most = "a".repeat(262_144 - "attr1Number1".length)

        sns.publish(topic, most, "attr1" to number("1"))

        refusal { sns.publish(topic, most + "a", "attr1" to number("1")) } shouldBe
            "InvalidParameter: Invalid parameter: Message too long"
    }

    @Test
    fun `attributes are refused in AWS's words`() {
        fun value() = MessageAttributeValue.builder()
        val cases =
            mapOf(
                value().dataType("String").stringValue("").build() to
                    "The message attribute 'attr1' must contain non-empty message attribute value for message attribute type 'String'.",
                value().dataType("String").binaryValue(SdkBytes.fromUtf8String("x")).build() to
                    "The message attribute 'attr1' with type 'String' must use field 'String'.",
                value().dataType("Binary").stringValue("x").build() to
                    "The message attribute 'attr1' with type 'Binary' must use field 'Binary'.",
                value().dataType("Strin").stringValue("x").build() to
                    "The message attribute 'attr1' has an invalid message attribute type, the set of supported type prefixes " +
                    "is Binary, Number, and String.",
            )
        for ((value, words) in cases) refusal { sns.publish(topic, "m", "attr1" to value) } shouldBe "ParameterValueInvalid: $words"
        for ((name, words) in mapOf(
            ".a" to "Invalid message attribute name starting with character '.' was found.",
            "a." to "Invalid message attribute name ending with character '.' was found.",
            "a..b" to "Message attribute name can not have successive '.' character.",
            "a^" to "Invalid non-alphanumeric character '#x5E' was found in the message attribute name. " +
                "Can only include alphanumeric characters, hyphens, underscores, or dots.",
            "a".repeat(257) to "Length of message attribute name must be less than 256 bytes.",
        )) {
            withClue(name) { refusal { sns.publish(topic, "m", name to text("x")) } shouldBe "ParameterValueInvalid: $words" }
        }
        refusal { sns.publish(topic, "m", "attr1" to value().stringValue("x").build()) } shouldBe
            "ValidationError: 1 validation error detected: Value null at 'messageAttributes.attr1.member.dataType' " +
            "failed to satisfy constraint: Member must not be null"
        sns.publish(topic, "m", "attr1" to attribute("String.json", "x"), "attr2" to attribute("Number.int", "5"))
    }

    private fun entry(
        id: String,
        message: String = "m",
    ): PublishBatchRequestEntry = PublishBatchRequestEntry.builder().id(id).message(message).build()

    @Test
    fun `a batch is published entry by entry`() {
        sns.subscribe(topic, "sqs", queue.arn, "RawMessageDelivery" to "true")

        val answer = sns.publishBatch { it.topicArn(topic).publishBatchRequestEntries(entry("1", "a"), entry("2", "b")) }

        answer.successful().map { it.id() } shouldContainExactly listOf("1", "2")
        answer.failed().size shouldBe 0
        world.bodies("q") shouldContainExactly listOf("a", "b")
    }

    @Test
    fun `a batch that is not as it may be is refused as a whole`() {
        fun batch(vararg entries: PublishBatchRequestEntry) =
            refusal { sns.publishBatch { it.topicArn(topic).publishBatchRequestEntries(*entries) } }

        batch(*(1..11).map { entry("$it") }.toTypedArray()) shouldBe
            "TooManyEntriesInBatchRequest: The batch request contains more entries than permissible."
        batch(entry("1"), entry("1")) shouldBe
            "BatchEntryIdsNotDistinct: Two or more batch entries in the request have the same Id."
        batch(entry("message.id")) shouldBe
            "InvalidBatchEntryId: The Id of a batch entry in the batch request contains an impermissible character: message.id"
        batch(entry("a".repeat(81))) shouldBe
            "InvalidBatchEntryId: The Id of a batch entry in the batch request is too long: ${"a".repeat(81)}"
        batch(entry("1", "a".repeat(131_072)), entry("2", "b".repeat(131_073))) shouldBe
            "BatchRequestTooLong: The length of all the messages put together is more than the limit."
    }
}
