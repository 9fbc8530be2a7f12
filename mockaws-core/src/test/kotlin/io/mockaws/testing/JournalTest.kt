package io.mockaws.testing

import aws.sdk.kotlin.services.dynamodb.listTables
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import io.mockaws.MockAws
import io.mockaws.MockClock
import io.mockaws.engine.Journal
import io.mockaws.mockAws
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withContext
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException
import software.amazon.awssdk.services.kinesis.KinesisClient
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry
import software.amazon.awssdk.services.sqs.SqsClient
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException
import java.lang.ref.WeakReference
import java.util.UUID
import kotlin.time.Duration.Companion.ZERO
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant
import aws.sdk.kotlin.services.dynamodb.DynamoDbClient as KotlinDynamoDb

class JournalTest {
    @Test
    fun `the journal says how long a body was and does not keep it alive`() {
        runTest {
            mockAws {
                s3.bucket("box")
                val body = put("k")
                calls("s3", "PutObject").single().input["Body"] shouldBe "a stream of 1000 bytes"
                s3.bucket("box").delete("k")
                repeat(50) { if (body.get() != null) System.gc() }
                body.get() shouldBe null
            }
        }
    }

    @Test
    fun `what could be read of a request that cannot be read is in the journal`() {
        MockAws.start().use { aws ->
            fun send(
                method: String,
                target: String,
                body: String,
                vararg headers: Pair<String, String>,
            ) = runBlocking {
                val (path, query) = "$target?".split('?')
                aws.handler.handle(HttpRequest(method, path, query, Headers.of(*headers), HttpBody.of(body)))
            }
            send("PUT", "/box/a%20b?partNumber=one&uploadId=u", "v", "Host" to "s3.us-east-1.amazonaws.com", "Content-Length" to "1")
            with(aws.calls("s3", "UploadPart").single()) {
                status shouldBe 400
                input shouldBe mapOf("Bucket" to "box", "Key" to "a b", "UploadId" to "u")
            }
            val json = arrayOf("Content-Type" to "application/x-amz-json-1.0", "X-Amz-Target" to "DynamoDB_20120810.ListTables")
            send("POST", "/", """{"ExclusiveStartTableName": "abc", "Limit": "many"}""", *json)
            send("POST", "/", "no JSON", *json)
            aws.calls("dynamodb", "ListTables").map { it.input } shouldBe
                listOf(mapOf("ExclusiveStartTableName" to "abc"), emptyMap())
            val form = arrayOf("Content-Type" to "application/x-www-form-urlencoded", "Host" to "sqs.us-east-1.amazonaws.com")
            send("POST", "/", "Action=ReceiveMessage&QueueUrl=q&MaxNumberOfMessages=ten&WaitTimeSeconds=2", *form)
            aws.calls("sqs", "ReceiveMessage").single().input shouldBe mapOf("QueueUrl" to "q", "WaitTimeSeconds" to 2)
        }
    }

    @Test
    fun `who watches hears of every call and of a reset, until it is closed`() =
        runTest {
            mockAws {
                val heard = ArrayList<Int>()
                val watching = watchCalls { heard += calls().size }
                javaSqs.listQueues()
                javaSqs.listQueues()
                reset()
                watching.close()
                javaSqs.listQueues()
                heard shouldBe listOf(1, 2, 0)
            }
        }

    @Test
    fun `a member that has no effect is named`() {
        MockAws.start().use { aws ->
            aws.s3.bucket("box")
            aws.javaSdk.configure(software.amazon.awssdk.services.s3.S3Client.builder()).build().use { client ->
                client.listObjectsV2 { it.bucket("box").requestPayer("requester") }
            }
            aws.calls("s3", "ListObjectsV2").single().notHonoured shouldContain "header x-amz-request-payer"
        }
    }

    @Test
    fun `filters chain`() {
        MockAws.start().use { aws ->
            val url = aws.sqs.queue("orders").url
            val sqs = aws.client()
            sqs.sendMessage { it.queueUrl(url).messageBody("1") }
            shouldThrow<QueueDoesNotExistException> { sqs.getQueueUrl { it.queueName("none") } }
            shouldThrow<DynamoDbException> {
                aws.javaSdk.configure(DynamoDbClient.builder()).build().describeTable { it.tableName("none") }
            }

            val calls = aws.calls()
            calls.service("sqs").map { it.operation } shouldBe listOf("SendMessage", "GetQueueUrl")
            calls.service("sqs").succeeded().single().input["MessageBody"] shouldBe "1"
            calls.failed().map { it.errorCode } shouldBe listOf("QueueDoesNotExist", "ResourceNotFoundException")
            calls.failed().failedWith("QueueDoesNotExist").operation("GetQueueUrl").size shouldBe 1
            calls.region("us-east-1").account("123456789012").attempt(1) shouldBe calls
            calls.region("eu-central-1") shouldBe emptyList()
            calls.where { it.input["QueueName"] == "none" }.single().number shouldBe 2
        }
    }

    @Test
    fun `the journal is a line a call, with number, time, outcome and thread`() {
        MockAws.start { it.clock(MockClock.MANUAL) }.use { aws ->
            aws.calls().toString() shouldBe "no calls"
            val url = aws.sqs.queue("orders").url
            val sqs = aws.client()
            sqs.purgeQueue { it.queueUrl(url) }
            aws.time.advanceBy(90.seconds)
            shouldThrow<QueueDoesNotExistException> { sqs.getQueueUrl { it.queueName("none") } }
            val thread = Thread.currentThread().name
            val hint = "(there is no queue none; there are [orders] here, in us-east-1)"
            aws.calls().toString() shouldBe
                """
                #1 +0s sqs:PurgeQueue {QueueUrl=$url} -> 200 [$thread]
                #2 +1m 30s sqs:GetQueueUrl {QueueName=none} -> 400 QueueDoesNotExist: The specified queue does not exist. $hint [$thread]
                """.trimIndent()
            aws.calls().failed().toString() shouldStartWith "#2 +1m 30s sqs:GetQueueUrl"
            sqs.sendMessage { it.queueUrl(url).messageBody("x".repeat(10_000)) }
            aws.calls().last().toString().length shouldBeLessThan 400
        }
    }

    @Test
    fun `a Kotlin client's call names the coroutine that made it`() =
        runTest {
            mockAws {
                dynamoDb.table("orders")
                val client = KotlinDynamoDb { kotlinSdk.configure(this) }
                client.listTables {}
                withContext(CoroutineName("checkout")) { client.listTables {} }
                calls("dynamodb").map { it.coroutine } shouldBe listOf(null, "checkout")
                calls("dynamodb").last().thread.substringBefore(" @") shouldBe Thread.currentThread().name.substringBefore(" @")
            }
        }

    @Test
    fun `the coroutine is named for clients that nobody configured as well`() =
        runTest {
            mockAws {
                dynamoDb.table("orders")
                val client = KotlinDynamoDb { region = "us-east-1" }
                client.listTables {}
                withContext(CoroutineName("checkout")) { client.listTables {} }
                calls("dynamodb").map { it.coroutine } shouldBe listOf(null, "checkout")
            }
        }

    @Test
    fun `a thread goes by its own name, without the coroutine that kotlinx adds where assertions are on`() {
        MockAws.start().use { aws ->
            val thread = Thread { aws.client().listQueues() }
            thread.name = "worker @home @coroutine#7"
            thread.start()
            thread.join()
            aws.calls().single().thread shouldBe "worker @home"
        }
    }

    @Test
    fun `a failed assertion brings the journal, once`() =
        runTest {
            for (isolated in listOf(true, false)) {
                val failure =
                    shouldThrow<AssertionError> {
                        mockAws {
                            client().listQueues()
                            mockAws(isolated = isolated) { calls("sqs").size shouldBe 7 }
                        }
                    }
                val told = if (isolated) "no calls" else "#1 +0s sqs:ListQueues"
                failure.suppressed.single().message shouldContain told
            }
        }

    @Test
    fun `so does one that fails in a coroutine of the block`() =
        runTest {
            val failure =
                shouldThrow<AssertionError> {
                    mockAws {
                        client().listQueues()
                        launch { calls("sqs").size shouldBe 7 }
                    }
                }
            generateSequence<Throwable>(failure) { it.cause }.flatMap { it.suppressed.toList() }.single().message shouldContain
                "#1 +0s sqs:ListQueues"
        }

    @Test
    fun `whatever leaves a block brings the journal with it`(): Unit =
        runBlocking {
            val failure =
                shouldThrow<IllegalStateException> {
                    mockAws {
                        sqs.queue("orders")
                        javaSdk.configure(SqsClient.builder()).build().use { it.listQueues() }
                        error("no")
                    }
                }
            failure.suppressed.single().message shouldContain "sqs:ListQueues"
        }

    @Test
    fun `a failed assertion shows the last calls of many`() {
        val journal = Journal()
        repeat(500) { journal.add(someCall()) }
        val failure = AssertionError("no")
        CallsUntilFailure.attachTo(failure, journal.all())
        val told = failure.suppressed.single().message!!
        told shouldStartWith "the last 100 of the 500 calls of this mock:\n#401 "
        told.lines().size shouldBe 101
    }

    @Test
    fun `the numbers go on when the oldest calls are forgotten`() {
        val journal = Journal(limit = 300)
        repeat(1000) { journal.add(someCall()) }
        journal.all().first().number shouldBe 701
        journal.all().last().number shouldBe 1000
        journal.clear()
        journal.add(someCall())
        journal.all().single().number shouldBe 1
    }

    @Test
    fun `of long bodies the last are kept, so that a journal fits into memory`() {
        MockAws.start().use { aws ->
            val kinesis = KinesisClient.builder().applyMutation { aws.javaSdk.configure(it) }.build()
            aws.kinesis.stream("clicks", 100)
            val record = PutRecordsRequestEntry.builder().partitionKey("k").data(SdkBytes.fromByteArray(ByteArray(1000 * 1000))).build()
            repeat(20) { kinesis.putRecords { it.streamName("clicks").records(List(4) { record }) } }
            val calls = aws.calls("kinesis", "PutRecords")
            (calls.last().input["Records"] as List<*>).size shouldBe 4
            shouldThrow<IllegalStateException> { calls.first().input }.message shouldContain "let go"
            calls.first().toString() shouldContain "kinesis:PutRecords (no longer kept) -> 200"
            calls.last().toString() shouldContain "Records=["
        }
    }

    private fun someCall(): Call {
        val moment = Instant.fromEpochSeconds(0)
        val id = UUID(0, 0)
        val none = emptyList<String>()
        val documents = CallDocuments.None
        return Call(
            "sqs", "ListQueues", "r", "a", "p", id, moment, ZERO, 1, "main", null, 200, null, null, none, false, null, null, documents,
        )
    }

    private fun MockAws.client(): SqsClient = javaSdk.configure(SqsClient.builder()).build()

    private suspend fun MockAws.put(key: String): WeakReference<ByteArray> {
        val bytes = ByteArray(1000)
        val request = HttpRequest("PUT", "/box/$key", body = HttpBody.Bytes(bytes), origin = "https://s3.us-east-1.amazonaws.com")
        handler.handle(request).status shouldBe 200
        return WeakReference(bytes)
    }
}
