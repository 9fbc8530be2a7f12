package io.mockaws.state

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.ints.shouldBeLessThanOrEqual
import io.kotest.matchers.longs.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.LocalSnapshot
import io.mockaws.MockAws
import io.mockaws.services.Services
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.dynamodb.DynamoDbClient
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.dynamodb.model.BillingMode
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm
import software.amazon.awssdk.services.s3.model.ExpirationStatus
import software.amazon.awssdk.services.s3.model.LifecycleRule
import software.amazon.awssdk.services.s3.model.Tag
import software.amazon.awssdk.services.sqs.SqsClient
import kotlin.time.Duration.Companion.seconds
import kotlin.time.measureTime

/** What every service tells of its state, in one form. */
class StateBrowserTest {
    private val aws = MockAws.start { it.clock(io.mockaws.MockClock.MANUAL) }

    @AfterEach
    fun close() = aws.close()

    private fun look(service: String, vararg path: String, after: String? = null, limit: Int = 100, filter: String = ""): JsonElement =
        Json.parseToJsonElement(aws.state.look(service, path.toList(), after, limit, filter) ?: error("Nothing at ${path.toList()}"))

    private operator fun JsonElement.get(name: String) = jsonObject.getValue(name)

    private val JsonElement.text get() = jsonPrimitive.content
    private val JsonElement.texts get() = jsonArray.map { it.text }
    private val JsonElement.rows get() = this["table"]["rows"].jsonArray
    private val JsonElement.cells get() = rows.map { it["cells"].texts }

    private fun JsonElement.facts(section: String) =
        this["sections"].jsonArray.first { it["title"].text == section }["facts"].jsonObject.mapValues { it.value.text }

    private val s3 get() = aws.javaSdk.configure(S3Client.builder()).build()
    private val sqs get() = aws.javaSdk.configure(SqsClient.builder()).build()

    /** All rows of a table, page by page, with the number of pages. */
    private fun pages(service: String, vararg path: String, limit: Int, filter: String = ""): List<List<List<String>>> {
        val pages = ArrayList<List<List<String>>>()
        var after: String? = null
        do {
            val view = look(service, *path, after = after, limit = limit, filter = filter)
            pages += view.cells
            after = (view["table"]["next"] as JsonPrimitive).takeIf { it !is JsonNull }?.content
        } while (after != null)
        return pages
    }

    @Test
    fun `every service has a page`() {
        // The APIs of Amazon SES work on one state, which has one page, and so do those of Amazon API Gateway.
        val others = setOf("sesv2", "apigatewayv2", "apigatewaymanagementapi")
        Services.pages.map { it.name } shouldContainExactly Services.written.map { it.shape.name } - others
    }

    @Test
    fun `a look changes nothing, makes no state, and is no call`() {
        val empty = aws.snapshot()
        aws.state.services()
        look("sqs")
        aws.state.look("sqs", listOf("999999999999", "eu-west-1", "none")) shouldBe null
        aws.state.look("dynamodb", listOf("999999999999", "eu-west-1", "none")) shouldBe null
        aws.state.look("s3", listOf("none")) shouldBe null
        (empty as LocalSnapshot).states.all().size shouldBe 0
        (aws.snapshot() as LocalSnapshot).states.all().shouldBeEmpty()
        aws.calls().shouldBeEmpty()
        aws.state.look("glue") shouldBe null
        shouldThrow<IllegalArgumentException> { aws.state.look("s3", limit = 0) }
    }

    @Test
    fun `only the services that answer are told`() {
        MockAws.start { it.services(setOf("s3")) }.use { Json.parseToJsonElement(it.state.services()).jsonArray.size shouldBe 1 }
    }

    @Test
    fun `messages are shown in every state, and none is received`() {
        val queue = sqs.createQueue { it.queueName("orders") }.queueUrl()
        sqs.sendMessage { it.queueUrl(queue).messageBody("first") }
        sqs.receiveMessage { it.queueUrl(queue) }
        sqs.sendMessage { it.queueUrl(queue).messageBody("later").delaySeconds(60) }
        sqs.sendMessage {
            it.queueUrl(queue).messageBody("now").messageAttributes(
                mapOf(
                    "colour" to
                        software.amazon.awssdk.services.sqs.model.MessageAttributeValue.builder()
                            .dataType("String").stringValue("red").build(),
                ),
            )
        }
        look("sqs").cells.single().take(6) shouldBe listOf("orders", "1", "1", "1", "us-east-1", "123456789012")
        val path = arrayOf("123456789012", "us-east-1", "orders")
        val view = look("sqs", *path)
        view.cells.map { it.take(3) } shouldBe
            listOf(listOf("first", "in flight", "1"), listOf("later", "delayed", "0"), listOf("now", "visible", "0"))
        view.facts("Attributes")["VisibilityTimeout"] shouldBe "30"
        view.facts("Attributes")["ApproximateNumberOfMessagesDelayed"] shouldBe "1"
        val message = look("sqs", *view.rows[2]["path"].texts.toTypedArray())
        message["text"].text shouldBe "now"
        message.facts("Attributes") shouldBe mapOf("colour" to "red (String)")
        message.facts("Message")["ApproximateReceiveCount"] shouldBe "0"
        aws.sqs.queue("orders").messages().map { it.receiveCount } shouldBe listOf(1, 0, 0)
        aws.time.advanceBy(61.seconds)
        look("sqs", *path).cells.map { it[1] }.toSet() shouldBe setOf("visible")
    }

    @Test
    fun `queues of every account and region are there`() {
        for ((account, region) in listOf("111111111111" to "eu-west-1", "222222222222" to "us-east-1")) {
            val credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create(account, "secret"))
            aws.javaSdk.configure(SqsClient.builder()).region(Region.of(region)).credentialsProvider(credentials).build()
                .use { it.createQueue { q -> q.queueName("orders") } }
        }
        look("sqs").cells.map { it[5] to it[4] } shouldBe listOf("111111111111" to "eu-west-1", "222222222222" to "us-east-1")
        look("sqs", "111111111111", "eu-west-1", "orders").facts("Attributes")["QueueArn"] shouldBe
            "arn:aws:sqs:eu-west-1:111111111111:orders"
    }

    @Test
    fun `objects are shown by folders, with what S3 knows of them`() {
        val bucket = aws.s3.bucket("photos").put("readme.txt", "hi").put("2026/11/a.jpg", "x").put("2026/b.jpg", "y")
        s3.putObject(
            {
                it.bucket(
                    "photos"
                ).key("c").contentType("image/png").metadata(mapOf("by" to "me")).checksumAlgorithm(ChecksumAlgorithm.SHA256)
            },
            RequestBody.fromString("hello"),
        )
        look("s3").cells.single().take(3) shouldBe listOf("photos", "4", "9")
        look("s3", "photos").cells.map { it[0] } shouldBe listOf("2026/", "c", "readme.txt")
        val folder = look("s3", *look("s3", "photos").rows[0]["path"].texts.toTypedArray())
        folder["title"].text shouldBe "2026/"
        folder.cells.map { it[0] } shouldBe listOf("11/", "b.jpg")
        folder["trail"].jsonArray.map { it["title"].text } shouldBe listOf("photos")
        val deep = look("s3", "photos", "key", "2026/11/a.jpg")
        deep["trail"].jsonArray.map { it["title"].text } shouldBe listOf("photos", "2026", "11")
        val shown = look("s3", "photos", "key", "c")
        shown.facts("Object")["ETag"] shouldBe bucket.head("c").eTag
        shown.facts("Object")["SHA256"] shouldContain "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="
        shown.facts("Metadata") shouldBe mapOf("by" to "me")
        shown["content"]["contentType"].text shouldBe "image/png"
        aws.state.content("s3", listOf("photos", "key", "c"))!!.body.contentLength shouldBe 5
        aws.state.content("s3", listOf("photos")) shouldBe null
    }

    @Test
    fun `what a bucket is set to is shown by AWS's names`() {
        aws.s3.bucket("photos")
        val rule = LifecycleRule.builder().id("old").status(ExpirationStatus.ENABLED).filter { it.prefix("tmp/") }.expiration { it.days(7) }
        s3.putBucketLifecycleConfiguration { it.bucket("photos").lifecycleConfiguration { all -> all.rules(rule.build()) } }
        s3.putBucketTagging { it.bucket("photos").tagging { tags -> tags.tagSet(Tag.builder().key("team").value("a").build()) } }
        val bucket = look("s3", "photos")
        bucket.facts("Public access block")["BlockPublicAcls"] shouldBe "true"
        bucket.facts("Bucket tagging") shouldBe mapOf("Tags.team" to "a")
        bucket.facts("Bucket lifecycle").filterKeys { it.startsWith("Rules") } shouldBe
            mapOf(
                "Rules[0].ID" to "old",
                "Rules[0].Filter.Prefix" to "tmp/",
                "Rules[0].Status" to "Enabled",
                "Rules[0].Expiration.Days" to "7",
            )
        look("s3", "photos", "prefix", "tmp/")["sections"].jsonArray.shouldBeEmpty()
    }

    @Test
    fun `items are shown under their keys, with all types`() {
        val dynamoDb = aws.javaSdk.configure(DynamoDbClient.builder()).build()
        dynamoDb.createTable {
            it.tableName("orders").billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(
                    KeySchemaElement.builder().attributeName("customer").keyType("HASH").build(),
                    KeySchemaElement.builder().attributeName("n").keyType("RANGE").build(),
                )
                .attributeDefinitions(
                    AttributeDefinition.builder().attributeName("customer").attributeType("S").build(),
                    AttributeDefinition.builder().attributeName("n").attributeType("N").build(),
                )
                .localSecondaryIndexes({ index ->
                    index.indexName("by-n").projection { p -> p.projectionType("ALL") }.keySchema(
                        KeySchemaElement.builder().attributeName("customer").keyType("HASH").build(),
                        KeySchemaElement.builder().attributeName("n").keyType("RANGE").build(),
                    )
                })
        }
        val item =
            mapOf(
                "customer" to AttributeValue.fromS("Ann / \"B\""),
                "n" to AttributeValue.fromN("1.50"),
                "tags" to AttributeValue.fromSs(listOf("a")),
                "map" to AttributeValue.fromM(mapOf("x" to AttributeValue.fromNul(true), "y" to AttributeValue.fromBool(false))),
            )
        dynamoDb.putItem { it.tableName("orders").item(item) }
        val path = arrayOf("123456789012", "us-east-1", "orders")
        look("dynamodb").cells.single() shouldContainExactly
            listOf("orders", "1", look("dynamodb").cells.single()[2], "customer (S), n (N)", "1", "us-east-1", "123456789012")
        val view = look("dynamodb", *path)
        view.facts("Indexes")["by-n"] shouldBe "local, customer (S), n (N), projects ALL, 1 items"
        view["table"]["columns"].jsonArray.map { it["name"].text } shouldBe listOf("customer", "n", "map", "tags")
        view.cells.single() shouldBe listOf("Ann / \"B\"", "1.5", """{"x":null,"y":false}""", """["a"]""")
        val shown = look("dynamodb", *view.rows[0]["path"].texts.toTypedArray())
        Json.parseToJsonElement(shown["text"].text) shouldBe
            Json.parseToJsonElement(
                """{"customer":{"S":"Ann / \"B\""},"n":{"N":"1.5"},"tags":{"SS":["a"]},"map":{"M":{"x":{"NULL":true},"y":{"BOOL":false}}}}""",
            )
        look("dynamodb", *path, filter = "ann").rows.size shouldBe 1
        look("dynamodb", *path, filter = "bob").rows.size shouldBe 0
        for (none in listOf("x", "{}", """{"customer":{"S":"a"}}""", """{"customer":{"S":"a"},"n":{"S":"1"}}""", """{"n":{"N":"x"}}""")) {
            aws.state.look("dynamodb", path.toList() + none) shouldBe null
        }
        shouldThrow<IllegalArgumentException> { look("dynamodb", *path, after = "x") }
    }

    @Test
    fun `tables are paged, and every row is on one page`() {
        aws.dynamoDb.table("items", "id").let { table -> repeat(25) { table.put(mapOf("id" to "$it")) } }
        aws.s3.bucket("box").let { bucket -> repeat(25) { bucket.put("k%02d/x".format(it / 2 * 2), "").put("o%02d".format(it), "") } }
        aws.sqs.queue("q").let { queue -> repeat(25) { queue.send("n-$it") } }
        repeat(25) { aws.sqs.queue("q-$it") }
        val home = arrayOf("123456789012", "us-east-1")
        for ((rows, pages) in listOf(
            25 to pages("dynamodb", *home, "items", limit = 10),
            25 to pages("sqs", *home, "q", limit = 10),
            26 to pages("sqs", limit = 10),
            38 to pages("s3", "box", limit = 10),
        )) {
            pages.forEach { it.size shouldBeLessThanOrEqual 10 }
            pages.flatten().map { it[0] }.distinct().size shouldBe rows
            pages.flatten().size shouldBe rows
        }
        pages("sqs", limit = 10, filter = "q-2").flatten().map { it[0] } shouldBe listOf("q-2", "q-20", "q-21", "q-22", "q-23", "q-24")
        pages("s3", "box", limit = 3, filter = "k2").flatten().map { it[0] } shouldBe listOf("k20/", "k22/", "k24/")
        pages("sqs", *home, "q", limit = 4, filter = "n-2").flatten().size shouldBe 6
    }

    @Test
    fun `a hundred thousand items do not hold up a page`() {
        val table = aws.dynamoDb.table("items", "id")
        repeat(100_000) { table.put(mapOf("id" to "$it", "text" to "item $it")) }
        val home = arrayOf("123456789012", "us-east-1")
        look("dynamodb", *home, "items")["table"]["next"] shouldNotBe JsonNull
        measureTime {
            look("dynamodb", *home, "items", limit = 1000)["table"]["total"].text shouldBe "100000"
            look("dynamodb", *home, "items", filter = "item 99999").rows.size shouldBe 1
        }.inWholeMilliseconds shouldBeLessThan 5000
    }
}
