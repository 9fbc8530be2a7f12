package io.mockaws.services.sns

import aws.sdk.kotlin.services.sns.createTopic
import aws.sdk.kotlin.services.sns.getTopicAttributes
import aws.sdk.kotlin.services.sns.model.MessageAttributeValue
import aws.sdk.kotlin.services.sns.model.NotFoundException
import aws.sdk.kotlin.services.sns.model.PublishBatchRequestEntry
import aws.sdk.kotlin.services.sns.publish
import aws.sdk.kotlin.services.sns.publishBatch
import aws.sdk.kotlin.services.sns.subscribe
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import aws.sdk.kotlin.services.sns.SnsClient as KotlinClient

class SnsFixtureTest {
    @Test
    fun `a queue is subscribed in one line, and sees what a client of either SDK publishes`() = runTest {
        mockAws {
            val paid = sns.topic("paid")
            paid.subscribe(sqs.queue("mails").arn, raw = true, filterPolicy = """{"kind":["card"]}""")

            KotlinClient.fromEnvironment { }.use { client ->
                client.publish {
                    topicArn = paid.arn
                    message = "42"
                    messageAttributes = mapOf(
                        "kind" to MessageAttributeValue {
                            dataType = "String"
                            stringValue = "card"
                        }
                    )
                }
                client.publishBatch {
                    topicArn = paid.arn
                    publishBatchRequestEntries = listOf(
                        PublishBatchRequestEntry {
                            id = "1"
                            message = "43"
                        }
                    )
                }
                client.createTopic { name = "other" }.topicArn shouldBe "arn:aws:sns:us-east-1:123456789012:other"
                shouldThrow<NotFoundException> { client.getTopicAttributes { topicArn = paid.arn + "x" } }
                    .message shouldBe "Topic does not exist"
                client.subscribe {
                    topicArn = paid.arn
                    protocol = "email"
                    endpoint = "a@b"
                }.subscriptionArn shouldBe
                    "pending confirmation"
            }

            paid.published.map { it.message } shouldContainExactly listOf("42", "43")
            paid.published.first().attributes shouldBe mapOf("kind" to "card")
            sqs.queue("mails").messages().map { it.body } shouldContainExactly listOf("42")
            sns.topics().map { it.name } shouldContainExactly listOf("other", "paid")
            paid.subscriptions.map { it.protocol } shouldContainExactly listOf("sqs", "email")
        }
    }

    @Test
    fun `a fixture publishes, and confirms for who cannot`() = runTest {
        mockAws {
            val news = sns.topic("news.fifo") { tags["team"] = "blue" }
            news.publish("a")
            news.publish("a")
            val mails = sns.topic("mails").subscribe("email", "a@b", emptyMap())

            news.published.size shouldBe 2
            mails.isPending shouldBe true
            mails.confirm().isPending shouldBe false
            sns.topic("mails").publish("Hello", subject = "Hi")
            sns.emails.last().run { listOf(to, subject, text) shouldBe listOf("a@b", "Hi", "Hello") }
        }
    }

    @Test
    fun `a topic that is made and looked into at once was misspelt`() = runTest {
        mockAws {
            sns.topic("paid")

            shouldThrow<NoSuchElementException> { sns.topic("payed").published }.message!! shouldContain "paid"
            shouldThrow<IllegalArgumentException> { sns.topic("pa yed") }
            sns.topics().map { it.name } shouldContainExactly listOf("paid")
        }
    }

    @Test
    fun `a saved world comes back with everything in it`(
        @TempDir folder: Path,
    ) = runTest {
        mockAws {
            val topic = sns.topic("kept.fifo") { archiveDays = 3 }
            topic.subscribe(sqs.queue("q.fifo").arn, filterPolicy = """{"a":["b"]}""")
            topic.publish("one", attributes = mapOf("a" to "b"), deduplicationId = "d")
            sns.topic("mails").subscribe("email", "a@b", emptyMap())
            sns.optOut("+15551234567")
            save(folder.resolve("world"))

            reset()
            load(folder.resolve("world"))

            val loaded = sns.topic("kept.fifo")
            loaded.published.single().message shouldBe "one"
            loaded.publish("one", deduplicationId = "d")
            loaded.published.size shouldBe 1
            loaded.publish("two", attributes = mapOf("a" to "b"))
            sqs.queue("q.fifo").count shouldBe 2
            sns.topic("mails").subscriptions.single().isPending shouldBe true
        }
    }

    @Test
    fun `what happens in a fork is not seen where it comes from`() = runTest {
        mockAws {
            val topic = sns.topic("t")
            topic.publish("before")

            fork().use { it.sns.topic("t").publish("in the fork") }

            topic.published.map { it.message } shouldContainExactly listOf("before")
        }
    }
}
