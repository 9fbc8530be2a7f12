package io.mockaws

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem
import software.amazon.awssdk.services.sqs.SqsAsyncClient
import software.amazon.awssdk.services.sqs.SqsClient
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException
import java.io.IOException
import java.nio.file.Path
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit.SECONDS
import kotlin.io.path.readBytes
import kotlin.io.path.writeBytes
import kotlin.time.Duration.Companion.hours
import kotlin.time.Instant

/** What one mock does with its state as a whole; SQS stands for all services. */
class MockAwsTest {
    @TempDir
    lateinit var folder: Path

    private fun MockAws.client(): SqsClient = javaSdk.configure(SqsClient.builder()).build()

    private fun MockAws.bodies(queue: String) = sqs.queue(queue).messages().map { it.body }

    @Test
    fun `two mocks do not see each other`() =
        runTest {
            mockAws {
                sqs.queue("orders")
                val outer = this
                mockAws(isolated = true) { client().listQueues().queueUrls().shouldBeEmpty() }
                outer.client().listQueues().queueUrls().size shouldBe 1
            }
        }

    @Test
    fun `reset forgets everything, or one service`() {
        MockAws.start().use { aws ->
            aws.sqs.queue("orders")
            aws.client().listQueues()
            aws.reset("sqs")
            aws.client().listQueues().queueUrls().shouldBeEmpty()
            aws.calls("sqs").size shouldBe 2
            aws.reset()
            aws.calls().shouldBeEmpty()
        }
    }

    @Test
    fun `to reset a service that is not there names those that are`() {
        MockAws.start().use { aws ->
            shouldThrow<IllegalArgumentException> { aws.reset("sqz") }.message shouldContain "sqs"
        }
    }

    @Test
    fun `a snapshot is restored as often as one likes and does not change with the mock`() {
        MockAws.start().use { aws ->
            aws.sqs.queue("orders").send("one")
            val snapshot = aws.snapshot()
            repeat(2) {
                aws.sqs.queue("orders").send("two")
                aws.bodies("orders") shouldContainExactly listOf("one", "two")
                aws.restore(snapshot)
                aws.bodies("orders") shouldContainExactly listOf("one")
            }
        }
    }

    @Test
    fun `a long poll sees what a restore brings, and ends when a reset takes its queue`() {
        val clock = MockAwsOptions.builder().clock(MockClock.MANUAL).build()
        MockAws.start(clock).use { aws ->
            val sqs = aws.javaSdk.configure(SqsAsyncClient.builder()).build()
            val url = aws.sqs.queue("orders").apply { send("one") }.url
            val full = aws.snapshot()
            aws.sqs.queue("orders").purge()
            val restored = sqs.receiveMessage { it.queueUrl(url).waitTimeSeconds(20) }
            restored.isDone shouldBe false
            aws.restore(full)
            restored.get(10, SECONDS).messages().map { it.body() } shouldContainExactly listOf("one")
            val cut = sqs.receiveMessage { it.queueUrl(url).waitTimeSeconds(20) }
            cut.isDone shouldBe false
            aws.reset()
            shouldThrow<ExecutionException> { cut.get(10, SECONDS) }.cause!!::class shouldBe QueueDoesNotExistException::class
        }
    }

    @Test
    fun `a transaction's token is saved with its table`() {
        val file = folder.resolve("world.zip")
        val key = mapOf("PK" to AttributeValue.fromS("1"))

        fun MockAws.increase() =
            javaSdk.configure(DynamoDbClient.builder()).build().transactWriteItems { transaction ->
                transaction.clientRequestToken("once").transactItems({ item ->
                    item.update {
                        it.tableName("orders").key(key).updateExpression("ADD n :one")
                            .expressionAttributeValues(mapOf(":one" to AttributeValue.fromN("1")))
                    }
                })
            }
        MockAws.start().use { aws ->
            aws.dynamoDb.table("orders")
            aws.increase()
            aws.save(file)
        }
        MockAws.start().use { aws ->
            aws.load(file)
            aws.increase()
            aws.dynamoDb.table("orders").get("1")!!["n"] shouldBe 1
        }
    }

    @Test
    fun `a transaction of more than 4 MB changes nothing`() {
        MockAws.start().use { aws ->
            aws.dynamoDb.table("orders")
            val text = AttributeValue.fromS("x".repeat(390_000))
            val puts =
                (1..11).map { n ->
                    val item = mapOf("PK" to AttributeValue.fromS("$n"), "text" to text)
                    TransactWriteItem.builder().put { it.tableName("orders").item(item) }.build()
                }
            shouldThrow<DynamoDbException> {
                aws.javaSdk.configure(DynamoDbClient.builder()).build().transactWriteItems { it.transactItems(puts) }
            }.awsErrorDetails().errorCode() shouldBe "ValidationException"
            aws.dynamoDb.table("orders").count shouldBe 0
        }
    }

    @Test
    fun `a fork begins with what was there and goes its own way`() {
        MockAws.start { it.clock(MockClock.MANUAL) }.use { aws ->
            aws.sqs.queue("orders").send("one")
            aws.time.advanceBy(1.hours)
            aws.fork().use { fork ->
                fork.time.now() shouldBe aws.time.now()
                fork.sqs.queue("orders").send("two")
                fork.bodies("orders") shouldContainExactly listOf("one", "two")
            }
            aws.sqs.queue("orders").send("three")
            aws.bodies("orders") shouldContainExactly listOf("one", "three")
        }
    }

    @Test
    fun `a saved mock is loaded by another one`() {
        val file = folder.resolve("world.zip")
        MockAws.start().use { aws ->
            aws.sqs.queue("orders").send("one")
            aws.save(file)
        }
        MockAws.start().use { aws ->
            aws.sqs.queue("other")
            aws.load(file)
            aws.bodies("orders") shouldContainExactly listOf("one")
            aws.sqs.queues().map { it.name } shouldContainExactly listOf("orders")
        }
    }

    @Test
    fun `a damaged file is refused and changes nothing`() {
        val file = folder.resolve("world.zip")
        MockAws.start().use { aws ->
            aws.sqs.queue("orders").send("one")
            aws.save(file)
            val whole = file.readBytes()
            for (size in 0 until whole.size step 7) {
                file.writeBytes(whole.copyOf(size))
                shouldThrow<IOException> { aws.load(file) }
            }
            aws.bodies("orders") shouldContainExactly listOf("one")
        }
    }

    @Test
    fun `the same calls with the same seed get the same ids`() {
        fun ids(seed: Long) =
            MockAws.start { it.seed(seed) }.use { aws ->
                aws.sqs.queue("orders")
                List(3) { aws.sqs.queue("orders").send("$it") }
            }
        ids(1) shouldBe ids(1)
        ids(1) shouldNotBe ids(2)
    }

    @Test
    fun `the journal has the call, its input and output by AWS's names, and what went wrong`() {
        MockAws.start().use { aws ->
            val url = aws.sqs.queue("orders").url
            val id = aws.client().sendMessage { it.queueUrl(url).messageBody("hello") }.messageId()
            runCatching { aws.client().getQueueUrl { it.queueName("none") } }

            val sent = aws.calls("sqs", "SendMessage").single()
            sent.input["MessageBody"] shouldBe "hello"
            sent.output!!["MessageId"] shouldBe id
            sent.account shouldBe "123456789012"
            sent.attempt shouldBe 1
            val failed = aws.calls("sqs", "GetQueueUrl").single()
            failed.errorCode shouldBe "QueueDoesNotExist"
            failed.output shouldBe null
        }
    }

    @Test
    fun `a mock starts at the instant, region and account that it is told`() {
        val start = Instant.parse("2030-01-01T00:00:00Z")
        MockAws.start(MockAwsOptions("eu-central-1", "000000000001", clock = MockClock.MANUAL, startAt = start)).use { aws ->
            aws.time.now() shouldBe start
            aws.sqs.queue("orders").arn shouldBe "arn:aws:sqs:eu-central-1:000000000001:orders"
        }
    }

    @Test
    fun `a malformed region or account id is refused`() {
        shouldThrow<IllegalArgumentException> { MockAws.start { it.region("mars") } }
        shouldThrow<IllegalArgumentException> { MockAws.start { it.accountId("12") } }
    }

    @Test
    fun `a closed mock is not forked`() {
        val aws = MockAws.start()
        aws.close()
        aws.close()
        shouldThrow<IllegalStateException> { aws.fork() }
    }

    @Test
    fun `a client of a mock that is closed is told so`() {
        val client = MockAws.start().use { aws -> aws.client().also { it.listQueues() } }
        shouldThrow<IllegalStateException> { client.listQueues() }.message shouldBe "This mock is closed"
    }
}
