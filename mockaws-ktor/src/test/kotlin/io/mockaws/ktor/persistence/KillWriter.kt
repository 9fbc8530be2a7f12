package io.mockaws.ktor.persistence

import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldBeIn
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.collections.shouldNotContainAnyOf
import io.kotest.matchers.shouldBe
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy
import software.amazon.awssdk.core.exception.SdkClientException
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.dynamodb.model.PutRequest
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem
import software.amazon.awssdk.services.dynamodb.model.WriteRequest
import software.amazon.awssdk.services.eventbridge.EventBridgeClient
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.s3.model.CompletedPart
import software.amazon.awssdk.services.sns.SnsClient
import software.amazon.awssdk.services.sqs.SqsClient
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry
import software.amazon.awssdk.services.sqs.model.QueueAttributeName
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry
import java.net.URI
import java.security.MessageDigest
import java.util.HexFormat

/** Clients of one server, which do not try twice. */
internal class KillClients(
    private val address: String,
) : AutoCloseable {
    val s3: S3Client = S3Client.builder().forcePathStyle(true).at().build()
    val sqs: SqsClient = SqsClient.builder().at().build()
    val dynamoDb: DynamoDbClient = DynamoDbClient.builder().at().build()
    val sns: SnsClient = SnsClient.builder().at().build()
    val events: EventBridgeClient = EventBridgeClient.builder().at().build()

    private fun <B : AwsClientBuilder<B, *>> B.at(): B =
        endpointOverride(URI(address)).region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .overrideConfiguration { it.retryStrategy(AwsRetryStrategy.doNotRetry()) }

    override fun close() = listOf(s3, sqs, dynamoDb, sns, events).forEach { it.close() }
}

/** Writes what nobody else writes, and knows what must be there and what may be. */
internal class KillWriter(
    private val id: Int,
) {
    /** By what is written: the last value that was acknowledged (null for none), and those that were sent after it. */
    private val values = HashMap<String, MutableList<Int?>>()
    private val sent = HashSet<String>()
    private val mayBeSent = HashSet<String>()
    private val deleted = HashSet<String>()
    private val mayBeDeleted = HashSet<String>()
    private var n = 0
    private val bucket = "bucket-$id"
    private val table = "table-$id"
    private lateinit var url: String

    var acknowledged = 0
        private set

    fun prepare(at: KillClients) {
        at.s3.createBucket { it.bucket(bucket) }
        at.dynamoDb.createTable { r ->
            r.tableName(table).billingMode("PAY_PER_REQUEST").attributeDefinitions({
                it.attributeName("PK").attributeType(ScalarAttributeType.S)
            })
                .keySchema({ it.attributeName("PK").keyType("HASH") })
        }
        create(at)
    }

    private fun create(at: KillClients) {
        val attributes = mapOf(QueueAttributeName.VISIBILITY_TIMEOUT to "0")
        url = at.sqs.createQueue { it.queueName("queue-$id").attributes(attributes) }.queueUrl()
    }

    fun writeUntilKilled(at: KillClients, done: () -> Unit) {
        try {
            while (true) {
                n++
                steps[n % steps.size](at)
                acknowledged++
                done()
            }
        } catch (_: SdkClientException) {
            // It was killed.
        }
    }

    private val steps: List<(KillClients) -> Unit> =
        listOf(
            { at -> writing("item-${n % 3}") { at.dynamoDb.putItem { it.tableName(table).item(item("item-${n % 3}")) } } },
            { at -> writing("left", "right") { transact(at, "left", "right") } },
            { at -> writing("one", "two", "three") { batch(at, "one", "two", "three") } },
            { at -> send(at) },
            { at -> delete(at) },
            { at -> writing("object-small") { put(at, "object-small", 100) } },
            { at -> writing("object-medium") { put(at, "object-medium", 60_000) } },
            { at -> writing("object-large") { put(at, "object-large", 300_000) } },
            { at -> writing("object-parts") { upload(at, "object-parts") } },
        )

    /** Counts [n] as written to all [names] when [call] comes back, and as perhaps written otherwise. */
    private fun writing(vararg names: String, call: () -> Unit) {
        names.forEach { values.getOrPut(it) { mutableListOf(null) } += n }
        call()
        names.forEach { values[it] = mutableListOf(n) }
    }

    private fun item(name: String) = mapOf("PK" to AttributeValue.fromS(name), "n" to AttributeValue.fromN("$n"))

    private fun transact(at: KillClients, vararg names: String) =
        at.dynamoDb.transactWriteItems { r ->
            r.transactItems(names.map { name -> TransactWriteItem.builder().put { it.tableName(table).item(item(name)) }.build() })
        }

    private fun batch(at: KillClients, vararg names: String) {
        val puts = names.map { WriteRequest.builder().putRequest(PutRequest.builder().item(item(it)).build()).build() }
        at.dynamoDb.batchWriteItem { it.requestItems(mapOf(table to puts)) }
    }

    private fun send(at: KillClients) {
        val bodies = (1..3).map { "$n-$it" }
        mayBeSent += bodies
        at.sqs.sendMessageBatch { r ->
            r.queueUrl(url).entries(bodies.map { SendMessageBatchRequestEntry.builder().id(it).messageBody(it).build() })
        }
        sent += bodies
    }

    private fun delete(at: KillClients) {
        val messages = at.sqs.receiveMessage { it.queueUrl(url).maxNumberOfMessages(3) }.messages()
        if (messages.isEmpty()) return
        mayBeDeleted += messages.map { it.body() }
        at.sqs.deleteMessageBatch { r ->
            r.queueUrl(url).entries(
                messages.map {
                    DeleteMessageBatchRequestEntry.builder().id(it.body()).receiptHandle(it.receiptHandle()).build()
                }
            )
        }
        deleted += messages.map { it.body() }
    }

    /** Its first bytes say which it is. */
    private fun content(size: Int) = ("$n ".encodeToByteArray() + ByteArray(size) { (it * n).toByte() }).copyOf(size)

    private fun put(at: KillClients, key: String, size: Int) =
        at.s3.putObject({ it.bucket(bucket).key(key) }, RequestBody.fromBytes(content(size)))

    private fun upload(at: KillClients, key: String) {
        val upload = at.s3.createMultipartUpload { it.bucket(bucket).key(key) }.uploadId()
        val part = at.s3.uploadPart({ it.bucket(bucket).key(key).uploadId(upload).partNumber(1) }, RequestBody.fromBytes(content(150_000)))
        at.s3.completeMultipartUpload { r ->
            r.bucket(bucket).key(key).uploadId(upload).multipartUpload {
                it.parts(CompletedPart.builder().partNumber(1).eTag(part.eTag()).build())
            }
        }
    }

    /** All that must be there is, and nothing by halves. */
    fun check(at: KillClients) =
        withClue("writer $id") {
            create(at)
            val items = at.dynamoDb.scan { it.tableName(table) }.items().associate { it["PK"]!!.s() to it["n"]!!.n().toInt() }
            items["left"] shouldBe items["right"]
            val objects = at.s3.listObjectsV2 { it.bucket(bucket) }.contents().associate { it.key() to read(at, it.key()) }
            val found = items + objects
            values.forEach { (name, possible) -> withClue(name) { found[name] shouldBeIn possible } }
            values.replaceAll { name, _ -> mutableListOf(found[name]) }
            checkMessages(at)
        }

    private fun read(at: KillClients, key: String): Int {
        val content = at.s3.getObjectAsBytes { it.bucket(bucket).key(key) }
        val md5 = MessageDigest.getInstance("MD5").digest(content.asByteArray())
        val hash = HexFormat.of().formatHex(if (key == "object-parts") MessageDigest.getInstance("MD5").digest(md5) else md5)
        content.response().eTag().trim('"').substringBefore('-') shouldBe hash
        return content.asByteArray().decodeToString().substringBefore(' ').toInt()
    }

    /** Receives each once, as nothing is hidden for longer than the call takes. */
    private fun checkMessages(at: KillClients) {
        val bodies = mutableListOf<String>()
        while (true) {
            val more = at.sqs.receiveMessage { it.queueUrl(url).maxNumberOfMessages(10).visibilityTimeout(600) }.messages()
            if (more.isEmpty()) break
            bodies += more.map { it.body() }
            more.chunked(10).forEach { chunk ->
                at.sqs.deleteMessageBatch { r ->
                    r.queueUrl(url).entries(
                        chunk.map {
                            DeleteMessageBatchRequestEntry.builder().id(it.body()).receiptHandle(it.receiptHandle()).build()
                        }
                    )
                }
            }
        }
        bodies.distinct() shouldBe bodies
        mayBeSent shouldContainAll bodies
        bodies shouldContainAll sent - mayBeDeleted
        bodies shouldNotContainAnyOf deleted
        mayBeSent.clear()
        sent.clear()
        deleted += bodies
        mayBeDeleted.clear()
    }
}
