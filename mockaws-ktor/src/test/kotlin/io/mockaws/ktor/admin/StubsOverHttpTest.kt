package io.mockaws.ktor.admin

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.CsvSource
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.s3.model.S3Exception
import software.amazon.awssdk.services.sqs.model.SqsException
import java.time.Instant

class StubsOverHttpTest {
    private val served = Served()

    @AfterEach
    fun close() = served.close()

    private fun stub(definition: String) = served.post("/stubs", definition)

    @Test
    fun `an SDK's client gets the stubbed answers in their order`() {
        stub("""{"service": "sqs", "operation": "ListQueues", "response": {"QueueUrls": ["http://q"]}, "including": {"MaxResults": 7}}""")
        stub("""{"service": "sqs", "operation": "ListQueues", "error": {"code": "OverLimit", "message": "enough", "status": 403}}""")
        served.sqs.listQueues { it.maxResults(7) }.queueUrls() shouldBe listOf("http://q")
        served.get("/stubs")["leftOver"].texts shouldBe listOf("stub 2 of 2: sqs:ListQueues")
        shouldThrow<SqsException> { served.sqs.listQueues() }.let {
            it.statusCode() shouldBe 403
            it.awsErrorDetails().errorMessage() shouldBe "enough"
        }
        served.get("/stubs")["leftOver"].items.shouldBeEmpty()
        served.get("/stubs")["violations"].items.shouldBeEmpty()
    }

    @Test
    fun `bytes, instants and nested values are what they are at AWS`() {
        stub(
            """{"service": "s3", "operation": "GetObject", "expected": {"Bucket": "b", "Key": {"${'$'}any": true}},
            "response": {"Body": {"${'$'}base64": "AAEC"}, "LastModified": "2027-01-01T00:00:00Z", "ContentLength": 3}}""",
        )
        val content = served.s3.getObjectAsBytes { it.bucket("b").key("k") }
        content.asByteArray() shouldBe byteArrayOf(0, 1, 2)
        content.response().lastModified() shouldBe Instant.parse("2027-01-01T00:00:00Z")
        stub(
            """{"service": "dynamodb", "operation": "GetItem", "response": {"Item": {"n": {"N": "1"}, "b": {"BOOL": true}}},
            "expected": {"TableName": "t", "Key": {"${'$'}including": {"id": {"S": "1"}}}}}""",
        )
        val key = mapOf("id" to AttributeValue.fromS("1"), "more" to AttributeValue.fromS("2"))
        served.dynamoDb.getItem { it.tableName("t").key(key) }.item() shouldBe
            mapOf("n" to AttributeValue.fromN("1"), "b" to AttributeValue.fromBool(true))
    }

    @Test
    fun `what goes against the script is told, as often as it is asked, until the script is taken away`() {
        stub("""{"service": "s3", "operation": "ListBuckets"}""")
        shouldThrow<S3Exception> { served.s3.createBucket { it.bucket("photos") } }.awsErrorDetails().errorCode() shouldBe "UnexpectedCall"
        repeat(2) {
            served.get("/stubs")["violations"].texts.single() shouldBe "s3:CreateBucket was called, but stub 1 of 1 expects s3:ListBuckets."
        }
        served.call("DELETE", "/stubs").statusCode() shouldBe 204
        served.get("/stubs")["violations"].items.shouldBeEmpty()
        served.s3.createBucket { it.bucket("photos") }
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = [
            """{"service": "sqs"}                                                            | "operation" is missing: as AWS names it""",
            """{"service": "sqs", "operation": "SendMail"}                                   | sqs has no operation""",
            """{"service": "sqs", "operation": "ListQueues", "response": {"Urls": []}}       | ListQueues: No member""",
            """{"service": "sqs", "operation": "ListQueues", "response": {"QueueUrls": 1}}   | QueueUrls is a list""",
            """{"service": "sqs", "operation": "ListQueues", "including": {"Max": 1}}        | ListQueues: No member""",
            """{"service": "sqs", "operation": "ListQueues", "error": {"status": 400}}       | "code" is missing""",
            """{"service": "sqs", "operation": "ListQueues", "error": {"code": "X"}, "response": {}} | not both""",
            """{"service": "sqs", "operation": "ListQueues", "expected": {}, "including": {}}| not both""",
        ],
    )
    fun `what makes no sense is refused with what is wrong, and the script stays as it was`(definition: String, complaint: String) {
        served.refusal("POST", "/stubs", definition) shouldContain complaint
        served.aws.stubs.leftOver.shouldBeEmpty()
    }
}
