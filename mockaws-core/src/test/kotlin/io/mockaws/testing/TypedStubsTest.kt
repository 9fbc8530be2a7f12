package io.mockaws.testing

import aws.sdk.kotlin.services.dynamodb.getItem
import aws.sdk.kotlin.services.dynamodb.model.GetItemResponse
import aws.sdk.kotlin.services.dynamodb.model.ResourceNotFoundException
import aws.sdk.kotlin.services.dynamodb.model.TableDescription
import aws.sdk.kotlin.services.dynamodb.model.TransactionCanceledException
import aws.sdk.kotlin.services.dynamodb.transactWriteItems
import aws.sdk.kotlin.services.s3.headObject
import aws.sdk.kotlin.services.s3.listObjectsV2
import aws.sdk.kotlin.services.s3.model.GetObjectRequest
import aws.sdk.kotlin.services.s3.model.ListObjectsV2Response
import aws.sdk.kotlin.services.s3.model.NoSuchBucket
import aws.smithy.kotlin.runtime.content.ByteStream
import aws.smithy.kotlin.runtime.content.decodeToString
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.mockAws
import kotlinx.coroutines.future.await
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.awscore.exception.AwsErrorDetails
import software.amazon.awssdk.core.ResponseBytes
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.core.async.AsyncResponseTransformer
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse
import software.amazon.awssdk.services.dynamodb.model.TableStatus
import software.amazon.awssdk.services.s3.model.GetObjectResponse
import software.amazon.awssdk.services.s3.model.NoSuchKeyException
import software.amazon.awssdk.services.s3.model.S3Exception
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException
import software.amazon.awssdk.services.sqs.model.SqsException
import java.time.Instant
import aws.sdk.kotlin.services.dynamodb.model.AttributeValue as KotlinValue
import aws.sdk.kotlin.services.dynamodb.model.CancellationReason as KotlinReason
import aws.sdk.kotlin.services.dynamodb.model.DescribeTableResponse as KotlinDescribeTableResponse
import aws.sdk.kotlin.services.dynamodb.model.GetItemResponse as KotlinGetItemResponse
import aws.sdk.kotlin.services.dynamodb.model.TableStatus as KotlinTableStatus
import aws.sdk.kotlin.services.s3.model.GetObjectResponse as KotlinGetObjectResponse
import aws.smithy.kotlin.runtime.time.Instant as KotlinInstant
import software.amazon.awssdk.services.dynamodb.model.CancellationReason as JavaReason
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse as JavaGetItemResponse
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException as JavaTransactionCanceled

/** Responses and errors by the classes of one SDK, as clients of both SDKs get them. */
class TypedStubsTest {
    private val moment = Instant.parse("2026-01-02T03:04:05Z")

    /** Every kind of value that DynamoDB has. */
    private val item =
        mapOf(
            "s" to AttributeValue.fromS("text"),
            "n" to AttributeValue.fromN("1.50"),
            "b" to AttributeValue.fromB(SdkBytes.fromUtf8String("bytes")),
            "ss" to AttributeValue.fromSs(listOf("a", "b")),
            "ns" to AttributeValue.fromNs(listOf("1", "2")),
            "bs" to AttributeValue.fromBs(listOf(SdkBytes.fromUtf8String("x"))),
            "m" to AttributeValue.fromM(mapOf("l" to AttributeValue.fromL(listOf(AttributeValue.fromBool(false))))),
            "null" to AttributeValue.fromNul(true),
        )

    private val kotlinItem =
        mapOf(
            "s" to KotlinValue.S("text"),
            "n" to KotlinValue.N("1.50"),
            "b" to KotlinValue.B("bytes".encodeToByteArray()),
            "ss" to KotlinValue.Ss(listOf("a", "b")),
            "ns" to KotlinValue.Ns(listOf("1", "2")),
            "bs" to KotlinValue.Bs(listOf("x".encodeToByteArray())),
            "m" to KotlinValue.M(mapOf("l" to KotlinValue.L(listOf(KotlinValue.Bool(false))))),
            "null" to KotlinValue.Null(true),
        )

    private suspend fun MockAws.itemForBoth() {
        javaDynamoDb.getItem { it.tableName("t").key(mapOf("k" to AttributeValue.fromS("1"))) }.item() shouldBe item
        javaAsyncDynamoDb.getItem { it.tableName("t").key(mapOf("k" to AttributeValue.fromS("1"))) }.await().item() shouldBe item
        val got =
            kotlinDynamoDb.getItem {
                tableName = "t"
                key = mapOf("k" to KotlinValue.S("1"))
            }.item!!
        got.keys shouldBe kotlinItem.keys
        got.getValue("b").asB().decodeToString() shouldBe "bytes"
        (got - "b" - "bs") shouldBe (kotlinItem - "b" - "bs")
    }

    @Test
    fun `a response of the Java SDK with values of every kind reaches both SDKs`() =
        runTest {
            mockAws {
                stub { repeat(3) { respond("dynamodb", "GetItem", JavaGetItemResponse.builder().item(item).build()) } }
                itemForBoth()
            }
        }

    @Test
    fun `a response of the Kotlin SDK with values of every kind reaches both SDKs`() =
        runTest {
            mockAws {
                stub { repeat(3) { respond("dynamodb", "GetItem", KotlinGetItemResponse { item = kotlinItem }) } }
                itemForBoth()
            }
        }

    @Test
    fun `nested structures, enums and timestamps of either SDK arrive`() {
        MockAws.start().use { aws ->
            aws.stub {
                respond(
                    "dynamodb",
                    "DescribeTable",
                    DescribeTableResponse.builder().table {
                        it.tableName("java").tableStatus(TableStatus.UPDATING).creationDateTime(moment).itemCount(7)
                    }.build(),
                )
                respond(
                    "dynamodb",
                    "DescribeTable",
                    KotlinDescribeTableResponse {
                        table =
                            TableDescription {
                                tableName = "kotlin"
                                tableStatus = KotlinTableStatus.Updating
                                creationDateTime = KotlinInstant.fromEpochSeconds(moment.epochSecond, 0)
                                itemCount = 7
                            }
                    },
                )
            }
            for (name in listOf("java", "kotlin")) {
                val table = aws.javaDynamoDb.describeTable { it.tableName("t") }.table()
                table.tableName() shouldBe name
                table.tableStatus() shouldBe TableStatus.UPDATING
                table.creationDateTime() shouldBe moment
                table.itemCount() shouldBe 7
            }
        }
    }

    @Test
    fun `an object with a body is stubbed in either SDK's way or as a map`() =
        runTest {
            mockAws {
                val java = GetObjectResponse.builder().contentType("text/x").metadata(mapOf("a" to "b")).lastModified(moment).build()
                val kotlin =
                    KotlinGetObjectResponse {
                        contentType = "text/x"
                        metadata = mapOf("a" to "b")
                        lastModified = KotlinInstant.fromEpochSeconds(moment.epochSecond, 0)
                        body = ByteStream.fromString("content")
                    }
                val map = mapOf("ContentType" to "text/x", "Metadata" to mapOf("a" to "b"), "LastModified" to moment, "Body" to "content")
                val forms = listOf(ResponseBytes.fromByteArray(java, "content".encodeToByteArray()), kotlin, map)
                for (form in forms) {
                    stub { repeat(3) { respond("s3", "GetObject", form) } }
                    val got = javaS3.getObjectAsBytes { it.bucket("b").key("k") }
                    got.asUtf8String() shouldBe "content"
                    got.response().contentType() shouldBe "text/x"
                    got.response().metadata() shouldBe mapOf("a" to "b")
                    got.response().lastModified() shouldBe moment
                    got.response().contentLength() shouldBe 7
                    got.response().serverSideEncryptionAsString() shouldBe null
                    javaAsyncS3.getObject({ it.bucket("b").key("k") }, AsyncResponseTransformer.toBytes()).await().asUtf8String() shouldBe
                        "content"
                    kotlinS3.getObject(
                        GetObjectRequest {
                            bucket = "b"
                            key = "k"
                        },
                    ) {
                        it.body!!.decodeToString() shouldBe "content"
                        it.metadata shouldBe mapOf("a" to "b")
                    }
                }
            }
        }

    @Test
    fun `lists in XML arrive in both SDKs`() =
        runTest {
            mockAws {
                stub {
                    repeat(2) {
                        respond(
                            "s3",
                            "ListObjectsV2",
                            ListObjectsV2Response {
                                name = "b"
                                keyCount = 1
                                isTruncated = true
                                contents = listOf(aws.sdk.kotlin.services.s3.model.Object { key = "k" })
                            },
                        )
                    }
                }
                val java = javaS3.listObjectsV2 { it.bucket("b") }
                java.contents().single().key() shouldBe "k"
                java.isTruncated shouldBe true
                kotlinS3.listObjectsV2 { bucket = "b" }.contents!!.single().key shouldBe "k"
            }
        }

    @Test
    fun `an exception of either SDK is the same error in both`() =
        runTest {
            mockAws {
                stub {
                    fail(
                        "dynamodb",
                        "GetItem",
                        software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException.builder().message("no table").build()
                    )
                    fail("dynamodb", "GetItem", ResourceNotFoundException { message = "no table" })
                    fail("s3", "HeadObject", NoSuchKeyException.builder().build())
                    fail("s3", "ListObjectsV2", NoSuchBucket {})
                    fail("sqs", "GetQueueUrl", QueueDoesNotExistException.builder().build())
                }
                val kotlin =
                    shouldThrow<ResourceNotFoundException> {
                        kotlinDynamoDb.getItem {
                            tableName = "t"
                            key = mapOf("k" to KotlinValue.S("1"))
                        }
                    }
                kotlin.message shouldBe "no table"
                val java =
                    shouldThrow<software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException> {
                        javaDynamoDb.getItem { it.tableName("t").key(mapOf("k" to AttributeValue.fromS("1"))) }
                    }
                java.awsErrorDetails().errorMessage() shouldBe "no table"
                shouldThrow<aws.sdk.kotlin.services.s3.model.NotFound> {
                    kotlinS3.headObject {
                        bucket = "b"
                        key = "k"
                    }
                }
                val noBucket = shouldThrow<S3Exception> { javaS3.listObjectsV2 { it.bucket("b") } }
                noBucket.awsErrorDetails().errorCode() shouldBe "NoSuchBucket"
                noBucket.statusCode() shouldBe 404
                shouldThrow<QueueDoesNotExistException> { javaSqs.getQueueUrl { it.queueName("q") } }
            }
        }

    @Test
    fun `an error's members arrive with it`() =
        runTest {
            mockAws {
                val reason = JavaReason.builder().code("ConditionalCheckFailed").item(item).build()
                val kotlinReason =
                    KotlinReason {
                        code = "ConditionalCheckFailed"
                        this.item = kotlinItem
                    }
                stub {
                    fail(
                        "dynamodb",
                        "TransactWriteItems",
                        JavaTransactionCanceled.builder().message("no").cancellationReasons(reason).build()
                    )
                    fail("dynamodb", "TransactWriteItems", TransactionCanceledException { cancellationReasons = listOf(kotlinReason) })
                }
                shouldThrow<TransactionCanceledException> { kotlinDynamoDb.transactWriteItems { transactItems = emptyList() } }
                    .cancellationReasons!!.single().item!!["n"] shouldBe KotlinValue.N("1.50")
                shouldThrow<JavaTransactionCanceled> { javaDynamoDb.transactWriteItems { it.transactItems(emptyList()) } }
                    .cancellationReasons() shouldBe listOf(reason)
            }
        }

    @Test
    fun `an exception that names its code and status is that error`() {
        MockAws.start().use { aws ->
            val strange =
                SqsException.builder().statusCode(
                    418
                ).awsErrorDetails(AwsErrorDetails.builder().errorCode("Teapot").errorMessage("short").build()).build()
            aws.stub { fail("sqs", "ListQueues", strange) }
            val got = shouldThrow<SqsException> { aws.javaSqs.listQueues() }
            got.statusCode() shouldBe 418
            got.awsErrorDetails().errorCode() shouldBe "Teapot"
            got.awsErrorDetails().errorMessage() shouldBe "short"
        }
    }

    @Test
    fun `what cannot be said is refused when it is stubbed`() {
        MockAws.start().use { aws ->
            fun complaint(script: StubScript.() -> Unit) = shouldThrow<IllegalArgumentException> { aws.stub(script) }.message
            complaint { respond("dynamodb", "GetItem", PutItemResponse.builder().build()) } shouldBe
                "PutItemResponse is not what GetItem answers"
            complaint { respond("dynamodb", "PutItem", GetItemResponse {}) } shouldBe "GetItemResponse is not what PutItem answers"
            complaint { respond("s3", "GetObject", mapOf("RequestCharge" to "requester")) } shouldContain
                "GetObject: No member \"RequestCharge\"; did you mean \"RequestCharged\"?"
            complaint { fail("dynamodb", "PutItem", DynamoDbException.builder().build()) } shouldContain "could be any error"
        }
    }
}
