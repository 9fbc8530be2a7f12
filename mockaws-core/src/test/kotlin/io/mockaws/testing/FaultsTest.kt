package io.mockaws.testing

import aws.sdk.kotlin.services.dynamodb.getItem
import aws.sdk.kotlin.services.dynamodb.listTables
import aws.sdk.kotlin.services.dynamodb.model.ProvisionedThroughputExceededException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.throwables.shouldThrowAny
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.ints.shouldBeInRange
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.MockClock
import io.mockaws.mockAws
import kotlinx.coroutines.future.await
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.exception.SdkClientException
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException
import software.amazon.awssdk.services.s3.model.S3Exception
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException
import software.amazon.awssdk.services.sqs.model.SqsException
import java.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import aws.sdk.kotlin.services.dynamodb.model.AttributeValue as KotlinValue

/** Errors that services answer, and when. What happens to the connection is in [BadTransportTest]. */
class FaultsTest {
    private val key = mapOf("PK" to AttributeValue.fromS("1"))

    private fun Calls.attempts() = map { it.attempt to it.errorCode }

    private val throttledTwice =
        listOf(
            1 to "ProvisionedThroughputExceededException",
            2 to "ProvisionedThroughputExceededException",
            3 to null,
        )

    @Test
    fun `rules that hold are told with what they did, and are taken away one by one`() =
        runTest {
            mockAws {
                faults {
                    throttle().on("sqs", "ListQueues").first(1)
                    error("OverLimit").on("s3")
                }
                javaSqs.listQueues()
                val (throttle, error) = faults.active
                throttle.toString() shouldBe "throttle on sqs:ListQueues first 1"
                throttle.asked to throttle.struck shouldBe (2 to 1)
                error.asked to error.struck shouldBe (0 to 0)
                faults.remove(error)
                faults.active shouldBe listOf(throttle)
                javaS3.listBuckets()
                faults.remove(error)
                faults.clear()
                faults.active.shouldBeEmpty()
            }
        }

    @Test
    fun `a call that is throttled twice succeeds on the third attempt of every client`() =
        runTest {
            mockAws {
                dynamoDb.table("orders")
                faults { throttle().on("dynamodb", "GetItem").first(2) }
                javaDynamoDb.getItem { it.tableName("orders").key(key) }
                calls("dynamodb", "GetItem").attempts() shouldBe throttledTwice
                calls("dynamodb").first().answeredBy shouldBe "fault: throttle on dynamodb:GetItem first 2"

                reset()
                dynamoDb.table("orders")
                faults { throttle().on("dynamodb", "GetItem").first(2) }
                javaAsyncDynamoDb.getItem { it.tableName("orders").key(key) }.await()
                calls("dynamodb", "GetItem").attempts() shouldBe throttledTwice

                reset()
                dynamoDb.table("orders")
                faults { throttle().on("dynamodb", "GetItem").first(2) }
                kotlinDynamoDb.getItem {
                    tableName = "orders"
                    this.key = mapOf("PK" to KotlinValue.S("1"))
                }
                calls("dynamodb", "GetItem").attempts() shouldBe throttledTwice
            }
        }

    @Test
    fun `each service throttles in its own words, and SDKs give up after their last attempt`() =
        runTest {
            mockAws {
                faults { throttle() }
                val slowDown = shouldThrow<S3Exception> { javaS3.listBuckets() }
                slowDown.awsErrorDetails().errorCode() shouldBe "SlowDown"
                slowDown.statusCode() shouldBe 503
                slowDown.isThrottlingException shouldBe true
                calls("s3").attempts().map { it.first } shouldBe listOf(1, 2, 3)
                val tables = shouldThrow<DynamoDbException> { javaDynamoDb.listTables() }
                tables.awsErrorDetails().errorCode() shouldBe "ThrottlingException"
                val queues = shouldThrow<SqsException> { javaSqs.listQueues() }
                queues.awsErrorDetails().errorCode() shouldBe "RequestThrottled"
                queues.isThrottlingException shouldBe true
                shouldThrow<ProvisionedThroughputExceededException> {
                    kotlinDynamoDb.getItem {
                        tableName = "orders"
                        key = mapOf("PK" to KotlinValue.S("1"))
                    }
                }
            }
        }

    @Test
    fun `an error by code is the SDK's own exception`() {
        MockAws.start().use { aws ->
            aws.faults { error("QueueDoesNotExist", "gone").on("sqs", "GetQueueUrl") }
            val gone = shouldThrow<QueueDoesNotExistException> { aws.javaSqs.getQueueUrl { it.queueName("q") } }
            // https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/: SDKs show the code of the Query days.
            gone.awsErrorDetails().errorCode() shouldBe "AWS.SimpleQueueService.NonExistentQueue"
            gone.awsErrorDetails().errorMessage() shouldBe "gone"
            aws.javaSqs.listQueues()
            aws.faults { error("Strange", status = 418).on("sqs", "ListQueues") }
            shouldThrow<SqsException> { aws.javaSqs.listQueues() }.statusCode() shouldBe 418
        }
    }

    @Test
    fun `a bare status is retried and has no error code of AWS`() {
        MockAws.start().use { aws ->
            val passing = aws.faults { status(503).on("s3").first(1) }
            aws.javaS3.listBuckets()
            aws.calls("s3").map { it.status to it.errorCode } shouldBe listOf(503 to "503", 200 to null)
            passing.close()
            aws.faults { status(502).on("s3") }
            shouldThrow<S3Exception> { aws.javaS3.listBuckets() }.statusCode() shouldBe 502
        }
    }

    @Test
    fun `a bare status is retried by the Kotlin client as well`() =
        runTest {
            mockAws {
                faults { status(503).on("dynamodb").first(1) }
                kotlinDynamoDb.listTables {}
                calls("dynamodb").map { it.attempt to it.status } shouldBe listOf(1 to 503, 2 to 200)
            }
        }

    @Test
    fun `latency is virtual under a clock that the test moves, and adds up`() {
        MockAws.start { it.clock(MockClock.MANUAL) }.use { aws ->
            aws.faults {
                latency(20.seconds).on("dynamodb")
                latency(Duration.ofSeconds(5))
            }
            val listed = aws.javaAsyncDynamoDb.listTables()
            while (!listed.isDone) aws.time.advanceBy(1.milliseconds)
            listed.get()
            (aws.calls("dynamodb").single().duration >= 25.seconds) shouldBe true
            aws.calls("dynamodb").single().answeredBy shouldBe null
        }
    }

    @Test
    fun `every third call, the first two, and a condition on the input`() {
        MockAws.start().use { aws ->
            aws.faults {
                error("Third").on("sqs").every(3)
                error("Poison").on("sqs", "SendMessage").where { it.input["MessageBody"] == "poison" }.first(1)
            }
            val url = aws.sqs.queue("q").url

            fun send(body: String) = runCatching { aws.javaSqs.sendMessage { it.queueUrl(url).messageBody(body) } }
            val bodies = listOf("a", "b", "c", "poison", "poison", "d")
            bodies.forEach { send(it) }
            aws.calls("sqs").map { it.errorCode } shouldBe listOf(null, null, "Third", "Poison", null, "Third")
        }
    }

    @Test
    fun `chance follows from the seed`() {
        fun struck(seed: Long) =
            MockAws.start { it.seed(seed) }.use { aws ->
                aws.faults { error("Bad").on("s3").probability(0.3) }
                val s3 = aws.javaS3
                repeat(100) { runCatching { s3.listBuckets() } }
                aws.calls().map { it.errorCode != null }
            }
        struck(1) shouldBe struck(1)
        (struck(1) == struck(2)) shouldBe false
        struck(1).count { it } shouldBeInRange 15..45
    }

    @Test
    fun `rules are taken away one by one, all at once, or by a reset, and stay out of forks`() {
        MockAws.start().use { aws ->
            val s3 = aws.javaS3
            val first = aws.faults { error("One").on("s3") }
            val second = aws.faults { error("Two").on("s3") }
            shouldThrow<S3Exception> { s3.listBuckets() }.awsErrorDetails().errorCode() shouldBe "One"
            first.close()
            shouldThrow<S3Exception> { s3.listBuckets() }.awsErrorDetails().errorCode() shouldBe "Two"
            aws.fork().use { it.javaS3.listBuckets() }
            aws.faults.toString() shouldBe "fault: error Two on s3"
            aws.faults.clear()
            s3.listBuckets()
            second.close()
            aws.faults { error("Three") }
            aws.reset()
            s3.listBuckets()
            aws.calls().failed().shouldBeEmpty()
        }
    }

    @Test
    fun `a service or operation that there is none of is told at once, with the nearest name`() {
        MockAws.start().use { aws ->
            shouldThrow<IllegalArgumentException> { aws.faults { throttle().on("sqss") } }.message shouldContain "\"sqs\"?"
            val wrong = shouldThrow<IllegalArgumentException> { aws.faults { throttle().on("sqs", "SendMesage") } }
            wrong.message shouldBe "sqs has no operation \"SendMesage\"; did you mean \"SendMessage\"?"
            shouldThrow<IllegalArgumentException> { aws.faults { status(200) } }
            shouldThrow<IllegalArgumentException> { aws.faults { latency((-1).milliseconds) } }
            aws.javaS3.listBuckets()
        }
    }

    @Test
    fun `an operation that is not implemented can fail too`() {
        MockAws.start().use { aws ->
            aws.faults { error("AccessDenied").on("s3", "GetBucketAbac") }
            val denied = shouldThrow<S3Exception> { aws.javaS3.getBucketAbac { it.bucket("b") } }
            denied.statusCode() shouldBe 403
            shouldThrowAny { aws.javaS3.getBucketMetadataConfiguration { it.bucket("b") } }
            aws.calls().map { it.status } shouldBe listOf(403, 501)
        }
    }

    @Test
    fun `latency is virtual in runTest, for every client`() =
        runTest(timeout = 20.seconds) {
            mockAws {
                faults { latency(1.hours).on("dynamodb") }
                val began = time.now()
                kotlinDynamoDb.listTables {}
                javaDynamoDb.listTables()
                javaAsyncDynamoDb.listTables().await()
                (time.now() - began >= 3.hours) shouldBe true
                calls("dynamodb").map { it.duration.inWholeHours } shouldBe listOf(1, 1, 1)
            }
        }

    @Test
    fun `a connection that is refused is an exception of the client after its retries`() {
        MockAws.start().use { aws ->
            aws.faults { refuseConnection().on("sqs") }
            shouldThrow<SdkClientException> { aws.javaSqs.listQueues() }
            aws.calls().map { it.status to it.errorCode } shouldBe List(3) { 0 to "ConnectionRefused" }
        }
    }
}
