package io.mockaws.testing

import aws.sdk.kotlin.services.dynamodb.describeTable
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.throwables.shouldThrowAny
import io.kotest.assertions.withClue
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldEndWith
import io.kotest.matchers.string.shouldNotContain
import io.mockaws.MockAws
import io.mockaws.kit.Table
import io.mockaws.kit.TableState
import io.mockaws.kit.Tables
import io.mockaws.mockAws
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.builtins.serializer
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient
import software.amazon.awssdk.services.kms.KmsClient
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient
import software.amazon.awssdk.services.sqs.SqsClient
import software.amazon.awssdk.services.ssm.SsmClient
import aws.sdk.kotlin.services.dynamodb.DynamoDbClient as KotlinDynamoDb
import aws.sdk.kotlin.services.dynamodb.model.ResourceNotFoundException as KotlinNotFound

private class Shelves(
    tables: Tables,
) : TableState<Shelves>(tables) {
    override fun with(tables: Tables): Shelves = Shelves(tables)
}

/** A client with a region or an account of its own finds nothing: the journal says why, and AWS's answer does not. */
class WhereaboutsTest {
    @AutoClose
    private val aws = MockAws.start()

    private fun <B : AwsClientBuilder<B, C>, C> B.inIreland(): C = region(Region.EU_WEST_1).build()

    private fun hintOf(call: () -> Unit): String? {
        shouldThrowAny { call() }
        return aws.calls().last().hint
    }

    @Test
    fun `who asks for an object or a bucket by a wrong name, or elsewhere, hears what there is`() {
        val s3 = S3Client.create()
        hintOf { s3.getObjectAsBytes { it.bucket("receipts").key("1.txt") } } shouldBe "there are no buckets"
        aws.s3.bucket("receipts").put("1.txt", "x")
        hintOf { s3.getObjectAsBytes { it.bucket("receipts").key("2.txt") } } shouldBe
            "there is no object 2.txt in receipts; there are [1.txt]"
        hintOf { S3Client.builder().inIreland().getObjectAsBytes { it.bucket("receipts").key("1.txt") } } shouldBe
            "the bucket receipts is in us-east-1, the client in eu-west-1"
    }

    @Test
    fun `a service by another of its names is told by the one that it has here`() {
        fun complaint(name: String) = shouldThrow<IllegalArgumentException> { aws.calls(name, "Any") }.message
        complaint("eventbridge") shouldBe "No service \"eventbridge\"; did you mean \"events\"?"
        complaint("eventBridge") shouldBe "No service \"eventBridge\"; did you mean \"events\"?"
        complaint("CloudWatch Logs") shouldBe "No service \"CloudWatch Logs\"; did you mean \"logs\"?"
        complaint("nothing of the kind").orEmpty().length shouldBeLessThan 300
    }

    @Test
    fun `every service that somebody has written tells where the thing is`() {
        aws.dynamoDb.table("orders", "id")
        val queue = aws.sqs.queue("orders").url
        val secret = aws.secretsManager.secret("orders", "s3cret").arn
        aws.ssm.parameter("/app/orders", "1")
        val key = aws.kms.key("orders")
        val dynamoDb = DynamoDbClient.builder().inIreland()
        val sqs = SqsClient.builder().inIreland()
        val secrets = SecretsManagerClient.builder().inIreland()
        val ssm = SsmClient.builder().inIreland()
        val kms = KmsClient.builder().inIreland()
        val items = mapOf("id" to AttributeValue.fromS("1"))
        val asked = mapOf<String, () -> Unit>(
            "a table orders" to { dynamoDb.getItem { it.tableName("orders").key(items) } },
            "a table orders " to { dynamoDb.describeTable { it.tableName("orders") } },
            "a table orders  " to { dynamoDb.batchGetItem { r -> r.requestItems(mapOf("orders" to keysOf(items))) } },
            "a queue orders" to { sqs.getQueueUrl { it.queueName("orders") } },
            "a queue orders " to { sqs.receiveMessage { it.queueUrl(queue) } },
            "a secret orders" to { secrets.getSecretValue { it.secretId("orders") } },
            "a secret orders " to { secrets.getSecretValue { it.secretId(secret) } },
            "a parameter /app/orders" to { ssm.getParameter { it.name("/app/orders") } },
            "an alias alias/orders" to { kms.describeKey { it.keyId("alias/orders") } },
            "a key ${key.id}" to { kms.describeKey { it.keyId(key.id) } },
        )
        for ((what, call) in asked) {
            withClue(what) { hintOf(call) shouldBe "there is ${what.trim()} in us-east-1; there is none here, in eu-west-1" }
        }
    }

    private fun keysOf(key: Map<String, AttributeValue>) =
        KeysAndAttributes.builder().keys(key).build()

    @Test
    fun `a service that is derived tells it, too`() {
        aws.service("glue").resources("Database").put(mapOf("Name" to "sales"))
        val body = """{"Name": "sales"}"""
        val request =
            HttpRequest(
                "POST",
                "/",
                "",
                Headers.of(
                    "Content-Type" to "application/x-amz-json-1.1",
                    "X-Amz-Target" to "AWSGlue.GetDatabase",
                    "Authorization" to "AWS4-HMAC-SHA256 Credential=test/20270101/eu-west-1/glue/aws4_request, " +
                        "SignedHeaders=host, Signature=0",
                ),
                HttpBody.of(body),
            )
        runBlocking { aws.handler.handle(request) }.status shouldBe 400
        aws.calls("glue", "GetDatabase").single().hint shouldBe
            "there is a database sales in us-east-1; there is none here, in eu-west-1"
    }

    @Test
    fun `a state of tables tells what it has by the ends of its keys, and leaves out what goes by a number`() {
        val shelves = Table("bookShelf", String.serializer())
        val state = Shelves(Tables.EMPTY)
        state.write { listOf("a", "bus/rule", "arn:aws:iam::1:policy/p", "7").forEach { this[shelves, it] = it } }
        state.things().map { it.noun to it.name }.toSet() shouldBe
            setOf("book shelf" to "a", "book shelf" to "rule", "book shelf" to "p")
    }

    @Test
    fun `an account of the client's own is told like a region`() {
        aws.dynamoDb.table("orders", "id")
        val other = StaticCredentialsProvider.create(AwsBasicCredentials.create("111122223333", "x"))
        val client = DynamoDbClient.builder().region(Region.US_EAST_1).credentialsProvider(other).build()
        hintOf { client.describeTable { it.tableName("orders") } } shouldBe
            "there is a table orders of account 123456789012; there is none here, of account 111122223333"
        aws.calls().last().toString() shouldContain "dynamodb:DescribeTable of account 111122223333 {TableName=orders}"
    }

    @Test
    fun `what there is here is told, and so is what a name may have been meant for`() {
        aws.dynamoDb.table("orders", "id")
        aws.dynamoDb.table("stock", "id")
        val client = DynamoDbClient.builder().build()
        hintOf { client.describeTable { it.tableName("oders") } } shouldBe
            "there is no table oders; there are [orders, stock] here, in us-east-1"
        aws.s3.bucket("receipts").put("1", "x")
        hintOf { S3Client.create().headBucket { it.bucket("reciepts") } } shouldBe
            "there is no bucket reciepts; there are [receipts] here, in us-east-1"
        hintOf { S3Client.create().getObjectAsBytes { it.bucket("receipts").key("2") } } shouldBe
            "there is no object 2 in receipts; there are [1]"
        aws.ssm.parameter("/app/orders", "1")
        hintOf { SsmClient.create().getParameter { it.name("/app/oders") } } shouldBe
            "there is no parameter /app/oders; there are [/app/orders] here, in us-east-1"
        val stream = "arn:aws:dynamodb:us-east-1:123456789012:table/none/stream/2027-01-01T00:00:00.000"
        hintOf { DynamoDbStreamsClient.create().describeStream { it.streamArn(stream) } }.shouldBeNull()
        hintOf { SqsClient.create().getQueueUrl { it.queueName("none") } }.shouldBeNull()
    }

    @Test
    fun `the journal shows the region where it is not the mock's, with the hint, and AWS's answer knows nothing of it`() {
        aws.dynamoDb.table("orders", "id")
        val failure =
            shouldThrow<ResourceNotFoundException> {
                DynamoDbClient.builder().inIreland().describeTable { it.tableName("orders") }
            }
        failure.message!! shouldNotContain "there is"
        aws.calls().single().toString() shouldBe
            "dynamodb:DescribeTable in eu-west-1 {TableName=orders} -> 400 ResourceNotFoundException: Requested resource not found: " +
            "Table: orders not found (there is a table orders in us-east-1; there is none here, in eu-west-1)"
        DynamoDbClient.create().describeTable { it.tableName("orders") }
        aws.calls().last().toString() shouldEndWith "dynamodb:DescribeTable {TableName=orders} -> 200"
    }

    @Test
    fun `a failure begins with the hint, and the Kotlin SDK's is the same`() =
        runTest {
            val failure =
                shouldThrow<KotlinNotFound> {
                    mockAws(isolated = true) {
                        dynamoDb.table("orders", "id")
                        KotlinDynamoDb { region = "eu-west-1" }.use { client ->
                            client.describeTable { tableName = "orders" }
                        }
                    }
                }
            failure.suppressed.single().message!!.lines().first() shouldBe
                "#1 dynamodb:DescribeTable ResourceNotFoundException: " +
                "there is a table orders in us-east-1; there is none here, in eu-west-1"
        }

    @Test
    fun `what a test answers itself has no hint`() {
        aws.dynamoDb.table("orders", "id")
        aws.on("dynamodb", "DescribeTable") { fail("ResourceNotFoundException") }
        hintOf { DynamoDbClient.builder().inIreland().describeTable { it.tableName("orders") } }.shouldBeNull()
    }
}
