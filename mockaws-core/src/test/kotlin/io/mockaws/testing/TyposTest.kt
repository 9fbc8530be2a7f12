package io.mockaws.testing

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.s3.S3Client

/** A name that is misspelt in a test fails the test, above all where it looks for nothing. */
class TyposTest {
    private val aws = MockAws.start()

    @AfterEach
    fun close() = aws.close()

    @Test
    fun `a look into a bucket that is not there makes none`() {
        aws.s3.bucket("receipts").put("42", "x")
        for (look in listOf<() -> Any>(
            { aws.s3.bucket("reciepts").keys() },
            { aws.s3.bucket("reciepts").has("42") },
            { aws.s3.bucket("reciepts").objects() },
            { aws.s3.bucket("reciepts").versions() },
            { aws.s3.bucket("reciepts").text("42") },
            { aws.s3.bucket("reciepts").head("42") },
        )) {
            shouldThrow<NoSuchElementException> { look() }.message shouldContain
                "No bucket \"reciepts\"; did you mean \"receipts\"?"
        }
        aws.s3.buckets().map { it.name } shouldContainExactly listOf("receipts")
    }

    @Test
    fun `a look into a table that is not there makes none`() {
        aws.dynamoDb.table("stock", "id").put(mapOf("id" to "tea"))
        for (look in listOf<() -> Any?>(
            { aws.dynamoDb.table("stocks").get("tea") },
            { aws.dynamoDb.table("stocks").items() },
            { aws.dynamoDb.table("stocks").count },
        )) {
            shouldThrow<NoSuchElementException> { look() }.message shouldContain "No table \"stocks\"; did you mean \"stock\"?"
        }
        aws.dynamoDb.tables().map { it.name } shouldContainExactly listOf("stock")
    }

    @Test
    fun `a look into a queue that is not there makes none`() {
        for (look in listOf<() -> Any>({ aws.sqs.queue("order").messages() }, { aws.sqs.queue("order").count })) {
            shouldThrow<NoSuchElementException> { look() }.message shouldContain "No queue \"order\", and no other"
        }
        aws.sqs.queues().shouldBeEmpty()
    }

    @Test
    fun `what was made in a statement of its own is looked into, be it empty`() {
        val bucket = aws.s3.bucket("box")
        bucket.keys().shouldBeEmpty()
        aws.s3.bucket("box").keys().shouldBeEmpty()
        val queue = aws.sqs.queue("q")
        queue.messages().shouldBeEmpty()
        val table = aws.dynamoDb.table("things")
        table.items().shouldBeEmpty()
        aws.s3.bucket("other").put("k", "v").keys() shouldBe listOf("k")
    }

    @Test
    fun `a table with other keys than those asked for is refused`() {
        aws.dynamoDb.table("orders", partitionKey = "id", sortKey = "line", sortKeyType = "N")
        aws.dynamoDb.table("orders", "id", "line", "S", "N").name shouldBe "orders"
        aws.dynamoDb.table("orders").name shouldBe "orders"
        val failure = shouldThrow<IllegalArgumentException> { aws.dynamoDb.table("orders", partitionKey = "id") }
        failure.message shouldBe "The table orders is there with the keys [id (S), line (N)], and not with [id (S)]"
        shouldThrow<IllegalArgumentException> { aws.dynamoDb.table("orders", "PK", "line", sortKeyType = "N") }
    }

    @Test
    fun `a queue with other settings than those asked for is refused`() {
        aws.sqs.queue("orders") { visibilityTimeout = kotlin.time.Duration.parse("30s") }
        shouldThrow<IllegalArgumentException> {
            aws.sqs.queue("orders") { visibilityTimeout = kotlin.time.Duration.parse("99s") }
        }
    }

    @Test
    fun `names of services and operations are checked where calls are looked for`() {
        shouldThrow<IllegalArgumentException> { aws.calls("s3", "PutObjekt") }.message shouldContain
            "did you mean \"PutObject\"?"
        shouldThrow<IllegalArgumentException> { aws.calls("s4") }.message shouldContain "did you mean \"s3\"?"
        shouldThrow<IllegalArgumentException> { aws.calls("s3").operation("PutObjekt") }
        shouldThrow<IllegalArgumentException> { aws.calls().service("sqss") }
        aws.calls("s3", "PutObject").shouldBeEmpty()
        aws.calls("dynamodb").operation("ExportTableToPointInTime").shouldBeEmpty()
        S3Client.builder().region(Region.US_EAST_1).build().use { it.listBuckets() }
        aws.calls().operation("ListBuckets").size shouldBe 1
    }

    @Test
    fun `the rule is told with the name that breaks it`() {
        shouldThrow<IllegalArgumentException> { aws.s3.bucket("b") }.message shouldContain "3 to 63"
        shouldThrow<IllegalArgumentException> { aws.reset("SQS") }.message shouldContain "did you mean \"sqs\"?"
    }
}
