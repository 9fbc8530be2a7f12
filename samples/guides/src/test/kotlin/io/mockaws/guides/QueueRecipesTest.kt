package io.mockaws.guides

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.mockAws
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.sqs.SqsClient
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** The recipes of docs/recipes.md that need a queue. */
class QueueRecipesTest {
    @Test
    fun `a message that fails three times goes to the dead-letter queue`() = runTest {
        mockAws {
            val dead = sqs.queue("orders-dead")
            val orders = sqs.queue("orders") {
                visibilityTimeout = 30.seconds
                deadLetterQueue(dead, maxReceiveCount = 3)
            }
            orders.send("poison")

            repeat(3) {
                client.receiveMessage { it.queueUrl(orders.url) }.messages().size shouldBe 1
                delay(31.seconds) // nobody deleted it
            }

            client.receiveMessage { it.queueUrl(orders.url) }.messages().shouldBeEmpty()
            dead.messages().single().body shouldBe "poison"
        }
    }

    @Test
    fun `an upload is told to a queue`() = runTest {
        mockAws {
            val arrivals = sqs.queue("arrivals")
            s3.bucket("inbox").notifyQueue(arrivals.arn, prefix = "in/")

            upload("in/42.json")
            upload("drafts/43.json")

            arrivals.messages().single().body shouldContain """"object":{"key":"in/42.json","size":2,"""
        }
    }

    @Test
    fun `a FIFO queue takes a message once in five minutes`() = runTest {
        mockAws {
            val orders = sqs.queue("orders.fifo")
            val send = {
                client.sendMessage {
                    it.queueUrl(orders.url).messageBody("42").messageGroupId("orders").messageDeduplicationId("42")
                }
            }

            send().messageId() shouldBe send().messageId()
            orders.count shouldBe 1

            delay(5.minutes + 1.seconds)
            send()
            orders.count shouldBe 2
        }
    }

    @Test
    fun `accounts do not see each other's queues`() = runTest {
        mockAws {
            val ours = sqsOf(account = "111111111111")
            val theirs = sqsOf(account = "222222222222")

            val url = ours.createQueue { it.queueName("orders") }.queueUrl()

            url shouldBe "https://sqs.us-east-1.amazonaws.com/111111111111/orders"
            theirs.listQueues().queueUrls().shouldBeEmpty()
            calls("sqs").account("222222222222").single().operation shouldBe "ListQueues"
        }
    }

    @Test
    fun `tests that run at once share a client and nothing else`() = runTest {
        coroutineScope {
            repeat(10) { n ->
                launch(Dispatchers.Default) {
                    mockAws {
                        val orders = sqs.queue("orders")
                        client.sendMessage { it.queueUrl(orders.url).messageBody("order $n") }
                        orders.messages().single().body shouldBe "order $n"
                    }
                }
            }
        }
    }

    @Test
    fun `a consumer waits twenty seconds in no time`() = runTest {
        mockAws {
            val orders = sqs.queue("orders")
            val began = time.now()
            launch {
                delay(12.seconds)
                orders.send("42")
            }

            val answer = client.receiveMessage { it.queueUrl(orders.url).waitTimeSeconds(20) }

            answer.messages().single().body() shouldBe "42"
            time.now() - began shouldBe 12.seconds
        }
    }

    private fun upload(key: String) {
        S3Client.builder().region(Region.US_EAST_1).build().use { s3 ->
            s3.putObject({ it.bucket("inbox").key(key) }, RequestBody.fromString("{}"))
        }
    }

    private fun sqsOf(account: String): SqsClient =
        SqsClient.builder()
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(account, "any")))
            .build()

    private companion object {
        /** As in production: one for the program, built before any mock. */
        private val client = SqsClient.builder().region(Region.US_EAST_1).build()
    }
}
