package io.mockaws.services.s3

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.s3.model.S3Exception
import software.amazon.awssdk.services.s3.model.TopicConfiguration

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html */
class S3TopicNotificationTest {
    @AutoClose
    private val world = S3World()
    private val s3 = world.client.also { s3 -> s3.createBucket { it.bucket("inbox") } }
    private val topic = world.aws.sns.topic("arrivals")

    private fun configure(
        arn: String = topic.arn,
        check: Boolean = true,
    ) = s3.putBucketNotificationConfiguration { request ->
        val target = TopicConfiguration.builder().id("watch").topicArn(arn).eventsWithStrings("s3:ObjectCreated:*").build()
        request.bucket("inbox").notificationConfiguration { it.topicConfigurations(target) }
        if (!check) request.skipDestinationValidation(true)
    }

    private fun refusal(call: () -> Any?): String =
        try {
            "answered ${call()}"
        } catch (refused: S3Exception) {
            refused.awsErrorDetails().errorMessage()
        }

    @Test
    fun `a topic is told that it is one, and then of each object`() {
        configure()
        s3.put("inbox", "a.txt", "hello")

        val (test, event) = topic.published
        test.message shouldContain "\"Event\":\"s3:TestEvent\""
        event.subject shouldBe "Amazon S3 Notification"
        event.message shouldContain "\"eventName\":\"ObjectCreated:Put\""
        s3.getBucketNotificationConfiguration { it.bucket("inbox") }.topicConfigurations().single().topicArn() shouldBe topic.arn
        world.aws.calls("sns", "Publish").map { it.calledBy } shouldContainExactly listOf("s3.amazonaws.com", "s3.amazonaws.com")
    }

    @Test
    fun `what a topic is told goes on to its subscribers`() {
        val queue = world.aws.sqs.queue("q")
        topic.subscribe(queue.arn, raw = true)
        world.aws.s3.bucket("inbox").notifyTopic(topic.arn)

        s3.put("inbox", "a.txt", "hello")

        queue.messages().single().body shouldContain "\"key\":\"a.txt\""
    }

    @Test
    fun `a topic that is not there, and one that S3 may not publish to, are refused`() {
        refusal { configure("${topic.arn}-gone") } shouldContain "Unable to validate the following destination configurations"
        configure("${topic.arn}-gone", check = false)

        world.aws.faults { error("AuthorizationErrorException").on("sns", "Publish") }
        refusal { configure() } shouldContain "Unable to validate the following destination configurations"
    }
}
