package io.mockaws.edges

import aws.sdk.kotlin.services.s3.putObject
import aws.smithy.kotlin.runtime.content.ByteStream
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldNotBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.mockaws.MockAws
import io.mockaws.MockAwsScope
import io.mockaws.mockAws
import io.mockaws.services.events.bodies
import io.mockaws.services.events.get
import io.mockaws.services.events.json
import io.mockaws.services.sqs.QueueFixture
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.eventbridge.EventBridgeClient
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.scheduler.SchedulerClient
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode
import software.amazon.awssdk.services.sns.SnsClient
import software.amazon.awssdk.services.sqs.SqsClient
import software.amazon.awssdk.services.sqs.model.Message
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant
import aws.sdk.kotlin.services.s3.S3Client as KotlinS3Client

/** One story through all that services do to each other, in virtual time. */
class SagaTest {
    private class Story(
        val reminders: List<String>,
        val journal: List<String>,
    )

    @Test
    fun `an upload that is handled at the third attempt is asked after three weeks later`() {
        val reminder = json(saga(seed = 7).reminders.single())
        reminder["ask"].toString() shouldBe "\"a.pdf\""
        reminder["at"].toString() shouldBe "\"2026-11-22T10:00:00Z\""
    }

    @Test
    fun `the same seed makes the same journal, another seed another one`() {
        val first = saga(seed = 7).journal
        first.shouldNotBeEmpty()
        saga(seed = 7).journal shouldContainExactly first
        saga(seed = 8).journal shouldNotBe first
    }

    private fun saga(seed: Long): Story {
        lateinit var story: Story
        runTest {
            mockAws(seed = seed, startAt = Instant.parse("2026-11-01T10:00:00Z")) {
                val dead = sqs.queue("dead")
                val orders =
                    sqs.queue("orders") {
                        visibilityTimeout = 30.seconds
                        deadLetterQueue(dead, maxReceiveCount = 2)
                    }
                val reminders = sqs.queue("reminders") { retention = 14.days }
                wire(orders)
                upload("skip.txt")
                upload("a.pdf")
                sns.topic("arrivals").published.size shouldBe 2

                SqsClient.create().use { client ->
                    repeat(2) { receive(client, orders) shouldNotBe null }
                    receive(client, orders) shouldBe null
                    dead.messages().size shouldBe 1
                    client.startMessageMoveTask { it.sourceArn(dead.arn) }
                    delay(1.minutes)
                    dead.messages().shouldBeEmpty()
                    val message = receive(client, orders)!!
                    askLater(keyOf(message), reminders)
                    client.deleteMessage { it.queueUrl(orders.url).receiptHandle(message.receiptHandle()) }
                }
                orders.messages().shouldBeEmpty()
                delay(21.days)
                story = Story(reminders.bodies, journal())
            }
        }
        return story
    }

    /** Bucket, rule, topic and queue; the topic sends on what is paper. */
    private fun MockAws.wire(orders: QueueFixture) {
        S3Client.create().use { client ->
            client.createBucket { it.bucket("inbox") }
            client.putBucketNotificationConfiguration {
                it.bucket("inbox").notificationConfiguration { c -> c.eventBridgeConfiguration { } }
            }
        }
        val topic =
            SnsClient.create().use { client ->
                client.createTopic { it.name("arrivals") }.topicArn().also { topic ->
                    val filter = """{"detail":{"object":{"key":[{"suffix":".pdf"}]}}}"""
                    val attributes =
                        mapOf("RawMessageDelivery" to "true", "FilterPolicy" to filter, "FilterPolicyScope" to "MessageBody")
                    client.subscribe { it.topicArn(topic).protocol("sqs").endpoint(orders.arn).attributes(attributes) }
                }
            }
        EventBridgeClient.create().use { client ->
            client.putRule { it.name("uploads").eventPattern("""{"source":["aws.s3"],"detail-type":["Object Created"]}""") }
            client.putTargets { it.rule("uploads").targets({ t -> t.id("topic").arn(topic) }) }
        }
    }

    private suspend fun upload(key: String) {
        KotlinS3Client.fromEnvironment().use { client ->
            client.putObject {
                bucket = "inbox"
                this.key = key
                body = ByteStream.fromString("paper")
            }
        }
    }

    /** Waits as long as a message is hidden, and does not delete it. */
    private suspend fun MockAwsScope.receive(
        client: SqsClient,
        orders: QueueFixture,
    ): Message? {
        delay(30.seconds)
        return client.receiveMessage { it.queueUrl(orders.url).waitTimeSeconds(20) }.messages().firstOrNull()
    }

    private fun keyOf(message: Message): String =
        json(message.body())["detail"]!!["object"]!!["key"].toString().removeSurrounding("\"")

    private fun MockAws.askLater(
        key: String,
        reminders: QueueFixture,
    ) {
        SchedulerClient.create().use { client ->
            client.createSchedule {
                // A token of the SDK's own making is another one in every run.
                it.name("ask").clientToken("ask").scheduleExpression("at(2026-11-22T10:00:00)").actionAfterCompletion("DELETE")
                    .flexibleTimeWindow { w -> w.mode(FlexibleTimeWindowMode.OFF) }.target { t ->
                        t.arn(reminders.arn).roleArn("arn:aws:iam::$accountId:role/ask")
                            .input("""{"ask":"$key","at":"<aws.scheduler.scheduled-time>"}""")
                    }
            }
        }
    }

    /** All that a call says, but for the threads that a machine happens to have. */
    private fun MockAws.journal(): List<String> =
        calls().map { "${it.number} ${it.at} ${it.requestId} ${it.causedBy} $it ${it.input} ${it.output} ${it.duration}" }
}
