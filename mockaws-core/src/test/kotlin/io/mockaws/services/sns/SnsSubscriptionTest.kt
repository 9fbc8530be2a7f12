package io.mockaws.services.sns

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import kotlin.time.Duration.Companion.days

/**
 * Answers and refusals are those that LocalStack recorded at AWS (tests/aws/services/sns/test_sns.snapshot.json); the rest
 * is from https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
 */
class SnsSubscriptionTest {
    @AutoClose
    private val world = SnsWorld()
    private val sns = world.client
    private val topic = sns.topic("t")
    private val queue = "arn:aws:sqs:us-east-1:123456789012:q"

    private fun attributes(arn: String): Map<String, String> =
        sns.getSubscriptionAttributes { it.subscriptionArn(arn) }.attributes()

    private fun set(
        arn: String,
        name: String,
        value: String,
    ) = refusal { sns.setSubscriptionAttributes { it.subscriptionArn(arn).attributeName(name).attributeValue(value) } }

    @Test
    fun `a queue of the own account is subscribed at once`() {
        val arn = sns.subscribe { it.topicArn(topic).protocol("sqs").endpoint(queue) }.subscriptionArn()

        arn shouldStartWith "$topic:"
        attributes(arn) shouldBe
            mapOf(
                "ConfirmationWasAuthenticated" to "true",
                "Endpoint" to queue,
                "Owner" to "123456789012",
                "PendingConfirmation" to "false",
                "Protocol" to "sqs",
                "RawMessageDelivery" to "false",
                "SubscriptionArn" to arn,
                "SubscriptionPrincipal" to "arn:aws:iam::123456789012:root",
                "TopicArn" to topic,
            )
        sns.listSubscriptionsByTopic { it.topicArn(topic) }.subscriptions().single().subscriptionArn() shouldBe arn
        sns.getTopicAttributes { it.topicArn(topic) }.attributes()["SubscriptionsConfirmed"] shouldBe "1"
    }

    @Test
    fun `an endpoint is subscribed once`() {
        val arn = sns.subscribe(topic, "sqs", queue, "RawMessageDelivery" to "true")

        sns.subscribe(topic, "sqs", queue) shouldBe arn
        sns.subscribe(topic, "sqs", queue, "RawMessageDelivery" to "true", "FilterPolicyScope" to "MessageAttributes") shouldBe arn
        refusal { sns.subscribe(topic, "sqs", queue, "RawMessageDelivery" to "false") } shouldBe
            "InvalidParameter: Invalid parameter: Attributes Reason: Subscription already exists with different attributes"
    }

    @Test
    fun `a mailbox is asked, and confirms by its token within two days`() {
        val answer = sns.subscribe { it.topicArn(topic).protocol("email").endpoint("ann@example.com") }.subscriptionArn()
        val token = world.aws.sns.emails.single().token!!

        answer shouldBe "pending confirmation"
        sns.listSubscriptions().subscriptions().single().subscriptionArn() shouldBe "PendingConfirmation"
        sns.publish(topic, "too early")
        refusal { sns.confirmSubscription { it.topicArn(topic).token("randomtoken") } } shouldBe "InvalidParameter: Invalid token"
        refusal { sns.confirmSubscription { it.topicArn(topic).token("abc123") } } shouldBe
            "InvalidParameter: Invalid parameter: Token"
        refusal { sns.confirmSubscription { it.topicArn("not-an-arn").token(token) } } shouldBe
            "InvalidParameter: Invalid parameter: Topic"

        val arn = sns.confirmSubscription { it.topicArn(topic).token(token) }.subscriptionArn()
        sns.confirmSubscription { it.topicArn(topic).token(token) }.subscriptionArn() shouldBe arn
        attributes(arn)["PendingConfirmation"] shouldBe "false"

        sns.publish(topic, "Hello")
        world.aws.sns.emails.map { it.text }.last() shouldBe "Hello"
        world.aws.sns.emails.size shouldBe 2
    }

    @Test
    fun `a token is good for two days`() {
        sns.subscribe(topic, "email", "ann@example.com")
        val token = world.aws.sns.emails.single().token!!

        world.aws.time.advanceBy(3.days)

        refusal { sns.confirmSubscription { it.topicArn(topic).token(token) } } shouldBe "InvalidParameter: Invalid parameter: Token"
    }

    @Test
    fun `a queue of another account is asked by a message`() {
        val queue = world.aws.sqs.queue("q")
        val other = world.clientOf("111111111111")
        val foreign = other.topic("t")

        val pending = other.subscribe(foreign, "sqs", queue.arn)

        attributesBy(other, pending)["PendingConfirmation"] shouldBe "true"
        val question = world.envelope("q")
        question.text("Type") shouldBe "SubscriptionConfirmation"
        other.confirmSubscription { it.topicArn(foreign).token(question.text("Token")) }
        queue.purge()
        other.publish(foreign, "Hello")
        world.envelope("q").text("Message") shouldBe "Hello"
    }

    private fun attributesBy(
        client: software.amazon.awssdk.services.sns.SnsClient,
        arn: String,
    ) = client.getSubscriptionAttributes { it.subscriptionArn(arn) }.attributes()

    @Test
    fun `endpoints are what their protocols want`() {
        for ((protocol, endpoint, words) in listOf(
            Triple("test-protocol", "x", "Invalid parameter: Amazon SNS does not support this protocol string: test-protocol"),
            Triple("sqs", "https://sqs.us-east-1.amazonaws.com/1/q", "Invalid parameter: SQS endpoint ARN"),
            Triple("http", "https://example.com", "Invalid parameter: Endpoint must match the specified protocol"),
            Triple("sms", "NAA+15551234567", "Invalid SMS endpoint: NAA+15551234567"),
            Triple("sms", "+15--551234567", "Invalid SMS endpoint: +15--551234567"),
            Triple("sms", "+15551234567.", "Invalid SMS endpoint: +15551234567."),
            Triple(
                "sqs",
                "$queue.fifo",
                "Invalid parameter: Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics"
            ),
        )) {
            refusal { sns.subscribe(topic, protocol, endpoint) } shouldBe "InvalidParameter: $words"
        }
        sns.subscribe(topic, "sms", "+15/55-123.4567")
    }

    @Test
    fun `attributes are refused in AWS's words`() {
        val arn = sns.subscribe(topic, "sqs", queue)

        set(arn, "Colour", "red") shouldBe "InvalidParameter: Invalid parameter: AttributeName"
        set(arn, "RawMessageDelivery", "test-ValUe") shouldBe
            "InvalidParameter: Invalid parameter: RawMessageDelivery: Invalid value [test-ValUe]. Must be true or false."
        set(arn, "RawMessageDelivery", "") shouldBe
            "InvalidParameter: Invalid parameter: RawMessageDelivery: Invalid value []. Must be true or false."
        set(arn, "RedrivePolicy", """{"deadLetterTargetArn":"fake-arn"}""") shouldBe
            "InvalidParameter: Invalid parameter: RedrivePolicy: deadLetterTargetArn is an invalid arn"
        set(arn, "RedrivePolicy", "{invalid") shouldBe
            "InvalidParameter: Invalid parameter: RedrivePolicy: failed to parse JSON. Unexpected character ('i' (code 105)): was " +
            "expecting double-quote to start field name\n at [Source: REDACTED " +
            "(`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 2]"
        set("$topic:00000000-0000-0000-0000-123456789012", "RawMessageDelivery", "true") shouldBe
            "NotFound: Subscription does not exist"
    }

    @Test
    fun `unsubscribing again does nothing, and what is no subscription is refused`() {
        val arn = sns.subscribe(topic, "sqs", queue)

        fun unsubscribe(text: String) = refusal { sns.unsubscribe { it.subscriptionArn(text) } }

        sns.unsubscribe { it.subscriptionArn(arn) }
        sns.unsubscribe { it.subscriptionArn(arn) }

        sns.getTopicAttributes { it.topicArn(topic) }.attributes()["SubscriptionsDeleted"] shouldBe "1"
        unsubscribe("randomstring") shouldBe
            "InvalidParameter: Invalid parameter: SubscriptionArn Reason: An ARN must have at least 6 elements, not 1"
        unsubscribe("arn:aws:sns:us-east-1:random") shouldBe
            "InvalidParameter: Invalid parameter: SubscriptionArn Reason: An ARN must have at least 6 elements, not 5"
        unsubscribe("arn:aws:sns:us-east-1:111111111111:random") shouldBe "InvalidParameter: Invalid parameter: SubscriptionId"
        unsubscribe("") shouldBe
            "InvalidParameter: Invalid parameter: SubscriptionArn Reason: no value for required parameter"
    }

    @Test
    fun `subscriptions outlive their topic, and do not come back with another of its name`() {
        val arn = sns.subscribe(topic, "sqs", queue)
        sns.deleteTopic { it.topicArn(topic) }

        attributes(arn)["Endpoint"] shouldBe queue
        sns.topic("t")

        sns.listSubscriptionsByTopic { it.topicArn(topic) }.subscriptions() shouldContainExactly emptyList()
        sns.listSubscriptions().subscriptions().single().subscriptionArn() shouldBe arn
    }
}
