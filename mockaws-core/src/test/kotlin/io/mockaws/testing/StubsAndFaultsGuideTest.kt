package io.mockaws.testing

import aws.sdk.kotlin.services.dynamodb.getItem
import aws.sdk.kotlin.services.dynamodb.model.AttributeValue
import aws.sdk.kotlin.services.dynamodb.model.GetItemResponse
import aws.sdk.kotlin.services.dynamodb.model.ResourceNotFoundException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.s3.model.S3Exception
import software.amazon.awssdk.services.sqs.model.SqsException
import kotlin.io.path.Path
import kotlin.io.path.readText
import kotlin.time.Duration.Companion.seconds

/** The examples of `docs/stubs-and-faults.md`. */
class StubsAndFaultsGuideTest {
    private val order = mapOf("id" to AttributeValue.S("42"), "total" to AttributeValue.N("7"))

    private suspend fun MockAws.totalOf(id: String): String? {
        val answer =
            kotlinDynamoDb.getItem {
                tableName = "orders"
                key = mapOf("id" to AttributeValue.S(id))
            }
        return answer.item?.get("total")?.asN()
    }

    @Test
    fun `a script`() =
        runTest {
            mockAws {
                stub {
                    respond(
                        "dynamodb",
                        "GetItem",
                        GetItemResponse { item = order },
                        expected = mapOf("TableName" to "orders", "Key" to mapOf("id" to mapOf("S" to "42"))),
                    )
                    respond("dynamodb", "GetItem", mapOf("Item" to mapOf("total" to mapOf("N" to "8"))))
                    fail("dynamodb", "GetItem", ResourceNotFoundException { message = "no table" })
                }

                totalOf("42") shouldBe "7"
                totalOf("43") shouldBe "8"
                shouldThrow<ResourceNotFoundException> { totalOf("44") }
            }
        }

    @Test
    fun `a message`() {
        MockAws.start().use { aws ->
            aws.stub { respond("sqs", "SendMessage", sent("1", "42"), mapOf("QueueUrl" to any(), "MessageBody" to "42")) }
            val told =
                shouldThrow<SqsException> { aws.javaSqs.sendMessage { it.queueUrl("http://q").messageBody("43").delaySeconds(5) } }
            Path("../docs/stubs-and-faults.md").readText() shouldContain told.awsErrorDetails().errorMessage()
            aws.javaSqs.sendMessage { it.queueUrl("http://q").messageBody("42") }
            shouldThrow<AssertionError> { aws.verifyStubs() }
        }
    }

    @Test
    fun `a handler`() {
        MockAws.start().use { aws ->
            val queue = aws.sqs.queue("orders")
            val handler =
                aws.on("sqs", "SendMessage") {
                    if (input["MessageBody"] == "poison") fail("InvalidMessageContents", "no poison") else callThrough()
                }

            shouldThrow<SqsException> { aws.javaSqs.sendMessage { it.queueUrl(queue.url).messageBody("poison") } }
            aws.javaSqs.sendMessage { it.queueUrl(queue.url).messageBody("42") }
            handler.close()
            queue.count shouldBe 1
        }
    }

    @Test
    fun `faults and retries`() =
        runTest {
            mockAws {
                dynamoDb.table("orders", "id").put(mapOf("id" to "42", "total" to 7))
                faults {
                    throttle().on("dynamodb", "GetItem").first(2)
                    latency(20.seconds).on("dynamodb")
                    error("SlowDown").on("s3").every(3)
                    refuseConnection().on("sqs").probability(0.1)
                    corruptResponse().on("s3", "GetObject").where { it.input["Key"] == "a.txt" }
                }

                totalOf("42") shouldBe "7"
                calls("dynamodb", "GetItem").map { it.attempt } shouldBe listOf(1, 2, 3)
                calls("dynamodb").failedWith("ProvisionedThroughputExceededException").size shouldBe 2
            }
        }

    @Test
    fun `the journal`() =
        runTest {
            mockAws {
                s3.bucket("receipts")
                runCatching { javaS3.getObjectAsBytes { it.bucket("receipts").key("none") } }
                val failed = calls("s3").failed()
                failed.single().input["Key"] shouldBe "none"
                failed.attempt(2).shouldBeEmpty()
                failed.where { it.duration > 1.seconds }.shouldBeEmpty()
            }
        }

    @Test
    fun `what is not implemented`() {
        MockAws.start().use { aws ->
            aws.on("s3", "PutBucketAbac") { fail("AccessDenied") }
            aws.on("s3", "GetBucketAbac") { respond(mapOf("AbacStatus" to mapOf("Status" to "Enabled"))) }
            aws.javaS3.getBucketAbac { it.bucket("b") }.abacStatus().statusAsString() shouldBe "Enabled"
            shouldThrow<S3Exception> {
                aws.javaS3.putBucketAbac { it.bucket("b").abacStatus { s -> s.status("Enabled") } }
            }.statusCode() shouldBe
                403
        }
    }
}
