package io.mockaws.testing

import aws.sdk.kotlin.services.s3.putObject
import aws.smithy.kotlin.runtime.content.ByteStream
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import io.mockaws.MockAws
import io.mockaws.mockAws
import kotlinx.coroutines.future.await
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.async.AsyncRequestBody
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException
import software.amazon.awssdk.services.s3.model.NoSuchKeyException
import software.amazon.awssdk.services.s3.model.S3Exception
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException
import software.amazon.awssdk.services.sqs.model.SqsException

/** The strict script: order, parameters, what is told and when. What a response may be is in [TypedStubsTest]. */
class StubsTest {
    private fun complaintOf(test: MockAws.() -> Unit): String = shouldThrow<AssertionError> { MockAws.start().use(test) }.message!!

    @Test
    fun `stubbed calls are answered in their order, and other services by themselves`() =
        runTest {
            mockAws {
                stub {
                    respond("sqs", "SendMessage", sent("1", "a"))
                    respond("sqs", "SendMessage", sent("2", "b"))
                    fail("sqs", "DeleteMessage", "ReceiptHandleIsInvalid", "stale")
                }
                val url = "https://sqs.us-east-1.amazonaws.com/123456789012/orders"
                javaSqs.sendMessage { it.queueUrl(url).messageBody("a") }.messageId() shouldBe "1"
                javaS3.createBucket { it.bucket("box") }
                javaSqs.sendMessage { it.queueUrl(url).messageBody("b") }.messageId() shouldBe "2"
                val stale = shouldThrow<SqsException> { javaSqs.deleteMessage { it.queueUrl(url).receiptHandle("h") } }
                stale.awsErrorDetails().errorMessage() shouldBe "stale"
                s3.bucket("box").keys().shouldBeEmpty()
                calls("sqs").map { it.answeredBy } shouldBe listOf("stub 1 of 3", "stub 2 of 3", "stub 3 of 3")
                calls("sqs").first().output shouldBe sent("1", "a")
            }
        }

    @Test
    fun `how the script stands can be looked at, and taken away`() =
        runTest {
            mockAws {
                stub {
                    respond("sqs", "ListQueues")
                    respond("s3", "ListBuckets", mapOf("Buckets" to listOf(mapOf("CreationDate" to "2027-01-01T00:00:00Z"))))
                }
                javaSqs.listQueues()
                stubs.leftOver shouldBe listOf("stub 2 of 2: s3:ListBuckets")
                stubs.violations.shouldBeEmpty()
                javaS3.listBuckets().buckets().single().creationDate() shouldBe java.time.Instant.parse("2027-01-01T00:00:00Z")
                shouldThrow<S3Exception> { javaS3.listBuckets() }
                stubs.violations.single() shouldContain "all 2 stubbed calls were made already"
                stubs.clear()
                stubs.violations.shouldBeEmpty()
                javaS3.listBuckets().buckets().shouldBeEmpty()
            }
        }

    @Test
    fun `a stubbed call that was never made fails the end of the block`() =
        runTest {
            val failure =
                shouldThrow<AssertionError> {
                    mockAws {
                        stub {
                            respond("sqs", "ListQueues")
                            respond("sqs", "SendMessage", mapOf("MessageId" to "1"))
                            fail("dynamodb", "PutItem", "ResourceNotFoundException")
                        }
                        javaSqs.listQueues()
                    }
                }
            failure.message shouldBe
                """
                2 stubbed calls were never made:
                - stub 2 of 3: sqs:SendMessage
                - stub 3 of 3: dynamodb:PutItem
                """.trimIndent()
            failure.suppressed.single().message shouldContain "#1 +0s sqs:ListQueues"
        }

    @Test
    fun `a call out of order fails at once with what was expected, and leaves the script where it was`() {
        complaintOf {
            stub {
                respond("sqs", "ListQueues")
                respond("dynamodb", "ListTables")
            }
            val wrong = shouldThrow<DynamoDbException> { javaDynamoDb.listTables() }
            wrong.statusCode() shouldBe 400
            wrong.awsErrorDetails().errorCode() shouldBe "UnexpectedCall"
            wrong.awsErrorDetails().errorMessage() shouldBe
                "mockaws: dynamodb:ListTables was called, but stub 1 of 2 expects sqs:ListQueues."
            calls("dynamodb").size shouldBe 1
            javaSqs.listQueues()
            javaDynamoDb.listTables()
        } shouldBe
            "1 call did not go by the stubs: dynamodb:ListTables was called, but stub 1 of 2 expects sqs:ListQueues."
    }

    @Test
    fun `a surplus call to a stubbed service fails`() {
        complaintOf {
            stub { respond("sqs", "ListQueues") }
            javaSqs.listQueues()
            repeat(2) { shouldThrow<SqsException> { javaSqs.listQueues() } }
        } shouldBe
            """
            2 calls did not go by the stubs:
            - sqs:ListQueues was called, but all 1 stubbed calls were made already.
            - sqs:ListQueues was called, but all 1 stubbed calls were made already.
            """.trimIndent()
    }

    @Test
    fun `parameters are told apart member by member`() {
        complaintOf {
            stub {
                val attribute = mapOf("DataType" to "String", "StringValue" to "x")
                respond(
                    "sqs",
                    "SendMessage",
                    mapOf("MessageId" to "1"),
                    mapOf(
                        "QueueUrl" to any(),
                        "MessageBody" to "42",
                        "DelaySeconds" to 5,
                        "MessageAttributes" to mapOf("a" to attribute, "b" to any()),
                    ),
                )
            }
            shouldThrow<SqsException> {
                javaSqs.sendMessage { r ->
                    r.queueUrl("http://q").messageBody("43").messageGroupId("g").messageAttributes(
                        mapOf("a" to MessageAttributeValue.builder().dataType("Number").stringValue("x").build()),
                    )
                }
            }
            verifyStubs()
        } shouldBe
            """
            1 call did not go by the stubs: sqs:SendMessage was called with other parameters than stub 1 of 1 expects:
              MessageBody: expected "42", received "43"
              DelaySeconds: missing, expected 5
              MessageAttributes.a.DataType: expected "String", received "Number"
              MessageAttributes.b: missing, expected any()
              MessageGroupId: surplus, received "g"
            1 stubbed call was never made: stub 1 of 1: sqs:SendMessage
            """.trimIndent()
    }

    @Test
    fun `expected parameters that are there let the call pass, in lists and whatever number type too`() {
        MockAws.start().use { aws ->
            aws.stub {
                respond(
                    "sqs",
                    "GetQueueAttributes",
                    mapOf("Attributes" to mapOf("DelaySeconds" to "7")),
                    mapOf("QueueUrl" to "http://q", "AttributeNames" to listOf("DelaySeconds", any())),
                )
                respond("sqs", "ReceiveMessage", expected = mapOf("QueueUrl" to any(), "WaitTimeSeconds" to 0L))
                respond(
                    "s3",
                    "PutObject",
                    expected = mapOf(
                        "Bucket" to "b",
                        "Key" to "k",
                        "Body" to any(),
                        "ContentType" to any(),
                        "ChecksumAlgorithm" to any()
                    )
                )
            }
            aws.javaSqs.getQueueAttributes { it.queueUrl("http://q").attributeNamesWithStrings("DelaySeconds", "All") }
                .attributesAsStrings() shouldBe mapOf("DelaySeconds" to "7")
            aws.javaSqs.receiveMessage { it.queueUrl("http://q").waitTimeSeconds(0) }.messages().shouldBeEmpty()
            aws.javaS3.putObject({ it.bucket("b").key("k") }, RequestBody.fromString("x"))
        }
    }

    @Test
    fun `equal numbers of DynamoDB are the same parameter, and an SDK's own values can be expected`() {
        MockAws.start().use { aws ->
            aws.stub {
                val key = mapOf("id" to mapOf("N" to "1.0"), "tag" to AttributeValue.fromNs(listOf("2.50")))
                respond("dynamodb", "GetItem", expected = mapOf("TableName" to "t", "Key" to key))
                fail("dynamodb", "GetItem", "ResourceNotFoundException", expected = mapOf("TableName" to "t", "Key" to key))
            }
            val key = mapOf("id" to AttributeValue.fromN("1.00"), "tag" to AttributeValue.fromNs(listOf("2.5")))
            aws.javaDynamoDb.getItem { it.tableName("t").key(key) }.hasItem() shouldBe false
            shouldThrow<DynamoDbException> { aws.javaDynamoDb.getItem { it.tableName("t").key(key + ("id" to AttributeValue.fromN("2"))) } }
                .awsErrorDetails().errorMessage() shouldContain "Key.id.N: expected \"1\", received \"2\""
            aws.javaDynamoDb.runCatching { getItem { it.tableName("t").key(key) } }
            shouldThrow<AssertionError> { aws.verifyStubs() }.message shouldStartWith "1 call did not go by the stubs"
        }
    }

    @Test
    fun `where only some parameters are expected there may be others, but these have to be right`() {
        complaintOf {
            stub {
                respond("s3", "ListObjectsV2", expected = including(mapOf("Bucket" to "b")))
                respond("dynamodb", "GetItem", expected = mapOf("TableName" to "t", "Key" to including(mapOf("a" to any()))))
                respond("s3", "PutObject", expected = including(mapOf("Bucket" to "b", "Tagging" to "x=y")))
            }
            javaS3.listObjectsV2 { it.bucket("b").prefix("p").requestPayer("requester") }
            javaDynamoDb.getItem { it.tableName("t").key(mapOf("a" to AttributeValue.fromS("1"), "b" to AttributeValue.fromS("2"))) }
            shouldThrow<S3Exception> { javaS3.putObject({ it.bucket("c").key("k") }, RequestBody.fromString("x")) }
            javaS3.putObject({ it.bucket("b").key("k").tagging("x=y") }, RequestBody.fromString("x"))
        } shouldBe
            """
            1 call did not go by the stubs: s3:PutObject was called with other parameters than stub 3 of 3 expects:
              Bucket: expected "b", received "c"
              Tagging: missing, expected "x=y"
            """.trimIndent()
    }

    @Test
    fun `a parameter that mockaws does not read is none that was expected`() {
        complaintOf {
            stub { respond("s3", "ListObjectsV2", expected = mapOf("Bucket" to "b")) }
            shouldThrow<S3Exception> { javaS3.listObjectsV2 { it.bucket("b").requestPayer("requester") } }
        } shouldContain "header x-amz-request-payer: surplus"
    }

    @Test
    fun `an upload can be stubbed for every client, though nobody reads it`() =
        runTest {
            mockAws {
                stub { repeat(3) { respond("s3", "PutObject", mapOf("ETag" to "\"$it\"")) } }
                val content = "x".repeat(1_000_000)
                javaS3.putObject({ it.bucket("b").key("k") }, RequestBody.fromString(content)).eTag() shouldBe "\"0\""
                javaAsyncS3.putObject({ it.bucket("b").key("k") }, AsyncRequestBody.fromString(content)).await().eTag() shouldBe "\"1\""
                val kotlin =
                    kotlinS3.putObject {
                        bucket = "b"
                        key = "k"
                        body = ByteStream.fromString(content)
                    }
                kotlin.eTag shouldBe "\"2\""
            }
        }

    @Test
    fun `calls at the same time take one stub each`() {
        MockAws.start().use { aws ->
            aws.stub { repeat(100) { respond("dynamodb", "ListTables", mapOf("TableNames" to listOf("t$it"))) } }
            val client = aws.javaAsyncDynamoDb
            val tables = List(100) { client.listTables() }.flatMap { it.get().tableNames() }
            tables.toSet() shouldBe List(100) { "t$it" }.toSet()
        }
    }

    @Test
    fun `a block that fails already keeps its failure, and has the stubs' beside it`() =
        runTest {
            val failure =
                shouldThrow<IllegalStateException> {
                    mockAws {
                        stub { respond("sqs", "ListQueues") }
                        error("mine")
                    }
                }
            failure.message shouldBe "mine"
            failure.suppressed.single { it is AssertionError }.message shouldStartWith
                "1 stubbed call was never made: stub 1 of 1: sqs:ListQueues"
        }

    @Test
    fun `what was told is not told again, and a reset forgets what was to come but not what went wrong`() {
        MockAws.start().use { aws ->
            aws.stub { respond("sqs", "ListQueues") }
            shouldThrow<AssertionError> { aws.verifyStubs() }
            aws.verifyStubs()
            aws.javaSqs.listQueues()
            aws.stub { respond("sqs", "ListQueues") }
            shouldThrow<SqsException> { aws.javaSqs.getQueueUrl { it.queueName("q") } }
            aws.reset()
            aws.javaSqs.listQueues()
            shouldThrow<AssertionError> { aws.verifyStubs() }.message shouldStartWith "1 call did not go by the stubs"
        }
    }

    @Test
    fun `an error has the status that AWS gives it, also where there is no body to say more`() {
        MockAws.start().use { aws ->
            aws.stub {
                fail("s3", "HeadObject", "NoSuchKey")
                fail("s3", "GetObject", "AccessDenied", "Access Denied")
                fail("s3", "GetBucketAcl", "NoSuchBucket")
                fail("sqs", "GetQueueUrl", "AWS.SimpleQueueService.NonExistentQueue")
            }
            shouldThrow<NoSuchKeyException> { aws.javaS3.headObject { it.bucket("b").key("k") } }
            shouldThrow<S3Exception> { aws.javaS3.getObjectAsBytes { it.bucket("b").key("k") } }.statusCode() shouldBe 403
            shouldThrow<S3Exception> { aws.javaS3.getBucketAcl { it.bucket("b") } }.statusCode() shouldBe 404
            shouldThrow<QueueDoesNotExistException> { aws.javaSqs.getQueueUrl { it.queueName("q") } }
        }
    }

    @Test
    fun `a handler of an operation that nobody has written sees its input`() {
        MockAws.start().use { aws ->
            aws.on("s3", "RenameObject") {
                input["RenameSource"] shouldBe "a.txt"
                respond()
            }
            aws.javaS3.renameObject { it.bucket("box").key("b.txt").renameSource("a.txt") }
            aws.calls("s3", "RenameObject").single().input["Key"] shouldBe "b.txt"
        }
    }

    @Test
    fun `an error with a status of its own keeps the code of its Query days`() {
        MockAws.start().use { aws ->
            aws.stub { fail("sqs", "GetQueueUrl", "QueueDoesNotExist", status = 404) }
            val error = shouldThrow<QueueDoesNotExistException> { aws.javaSqs.getQueueUrl { it.queueName("q") } }
            error.statusCode() shouldBe 404
            error.awsErrorDetails().errorCode() shouldBe "AWS.SimpleQueueService.NonExistentQueue"
        }
    }

    @Test
    fun `faults come before stubs and use none up`() {
        MockAws.start().use { aws ->
            aws.faults { throttle().on("sqs").first(2) }
            aws.stub { respond("sqs", "ListQueues", mapOf("QueueUrls" to listOf("http://q"))) }
            aws.javaSqs.listQueues().queueUrls() shouldBe listOf("http://q")
            aws.calls("sqs").map { it.attempt } shouldBe listOf(1, 2, 3)
        }
    }

    @Test
    fun `what there is none of is told when it is stubbed`() {
        MockAws.start().use { aws ->
            fun complaint(script: StubScript.() -> Unit) = shouldThrow<IllegalArgumentException> { aws.stub(script) }.message
            complaint { respond("sqz", "ListQueues") } shouldBe "No service \"sqz\"; did you mean \"sqs\"?"
            complaint { respond("sqs", "ListQueue") } shouldBe "sqs has no operation \"ListQueue\"; did you mean \"ListQueues\"?"
            complaint { respond("sqs", "SendMessage", mapOf("MessageID" to "1")) } shouldBe
                "SendMessage: No member \"MessageID\"; did you mean \"MessageId\"?"
            complaint { respond("sqs", "ReceiveMessage", mapOf("Messages" to listOf(mapOf("Bdy" to "1")))) } shouldBe
                "ReceiveMessage: No member in Messages[0] \"Bdy\"; did you mean \"Body\"?"
            complaint { respond("sqs", "SendMessage", mapOf("MessageId" to 1)) } shouldBe
                "SendMessage: MessageId is a string, not java.lang.Integer: 1"
            complaint { respond("sqs", "SendMessage", expected = mapOf("QueueURL" to "x")) } shouldBe
                "SendMessage: No member \"QueueURL\"; did you mean \"QueueUrl\"?"
            complaint { respond("dynamodb", "Query", mapOf("Count" to (1L shl 40))) } shouldContain "Query: Count is an integer of"
            complaint { respond("dynamodb", "Query", mapOf("Count" to 1.5)) } shouldContain "Query: Count is an integer of"
            complaint { respond("sqs", "GetQueueAttributes", mapOf("Attributes" to mapOf(1 to "x"))) } shouldContain
                "Attributes is a map by strings"
            complaint { respond("sqs", "ListQueues", mapOf("QueueUrls" to listOf(null))) } shouldBe "ListQueues: QueueUrls[0] is null"
            complaint { respond("sqs", "ListQueues", mapOf("QueueUrls" to "x")) } shouldContain "QueueUrls is a list, not java.lang.String"
            complaint { respond("sqs", "ListQueues", listOf("x")) } shouldContain "ListQueues: This is a map of members"
            complaint { respond("s3", "PutObject", expected = mapOf("Body" to "x")) } shouldBe
                "PutObject: Body is a stream, of which only any() can be expected"
            complaint { fail("s3", "GetObject", IllegalStateException()) } shouldContain "is no error of a service"
            aws.javaSqs.listQueues()
        }
    }

    @Test
    fun `an operation that is not implemented says how a test can answer it`() {
        MockAws.start().use { aws ->
            shouldThrow<S3Exception> { aws.javaS3.getBucketAbac { it.bucket("b") } }.awsErrorDetails().errorMessage() shouldContain
                "aws.on(\"s3\", \"GetBucketAbac\") { respond(mapOf(...)) }"
            aws.on("s3", "GetBucketAbac") { fail("AccessDenied") }
            shouldThrow<S3Exception> { aws.javaS3.getBucketAbac { it.bucket("b") } }.statusCode() shouldBe 403
        }
    }
}
