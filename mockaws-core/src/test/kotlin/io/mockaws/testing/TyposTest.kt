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
    fun `a chain of calls over some lines is one statement`() {
        aws.s3.bucket("receipts")
        shouldThrow<NoSuchElementException> {
            aws.s3.bucket("reciepts")
                .keys()
                .shouldBeEmpty()
        }.message shouldContain "No bucket \"reciepts\"; did you mean \"receipts\"?"
        shouldThrow<NoSuchElementException> {
            println(
                aws.sqs
                    .queue("order")
                    .messages()
            )
        }.message shouldContain "No queue \"order\""
        aws.sqs.queues().shouldBeEmpty()
    }

    @Test
    fun `a look at somebody who is not there makes nobody`() {
        aws.iam.user("alice").allow("s3:GetObject")
        aws.iam.role("worker").allow("s3:GetObject")
        for (look in listOf<() -> Any>(
            { aws.iam.user("alcie").policies },
            { aws.iam.user("alcie").attachedPolicies },
            { aws.iam.user("alcie").groups },
            { aws.iam.user("alcie").tags },
        )) {
            shouldThrow<NoSuchElementException> { look() }.message shouldContain "No user \"alcie\"; did you mean \"alice\"?"
        }
        shouldThrow<NoSuchElementException> { aws.iam.role("wroker").policies }.message shouldContain
            "No role \"wroker\"; did you mean \"worker\"?"
        shouldThrow<NoSuchElementException> { aws.iam.group("staff").policies }.message shouldContain "No group \"staff\", and no other"
        aws.iam.users().map { it.name } shouldContainExactly listOf("alice")
        aws.iam.roles().map { it.name } shouldContainExactly listOf("worker")
        aws.iam.user("bob").allow("s3:PutObject").attachedPolicies.shouldBeEmpty()
    }

    @Test
    fun `a look at a key or an identity that is not there makes none`() {
        aws.kms.key("orders")
        shouldThrow<NoSuchElementException> { aws.kms.key("ordres").state }.message shouldContain
            "No key \"ordres\"; did you mean \"orders\"?"
        aws.kms.keys().size shouldBe 1
        aws.ses.identity("shop@example.com")
        for (look in listOf<() -> Any>(
            { aws.ses.identity("shpo@example.com").sent },
            { aws.ses.identity("shpo@example.com").policies },
        )) {
            shouldThrow<NoSuchElementException> { look() }.message shouldContain "did you mean \"shop@example.com\"?"
        }
        aws.ses.identities().map { it.name } shouldContainExactly listOf("shop@example.com")
    }

    @Test
    fun `what is made elsewhere and is not there is told with what is`() {
        aws.secretsManager.secret("db", "s3cret")
        aws.ssm.parameter("/shop/url", "x")
        aws.lambda.function("resize") { "done" }
        aws.firehose.stream("clicks", aws.s3.bucket("clicks").name)
        for ((look, expected) in listOf<Pair<() -> Any?, String>>(
            { aws.secretsManager.secret("bd").value } to "No secret \"bd\"; did you mean \"db\"?",
            { aws.secretsManager.secret("bd").versions } to "No secret \"bd\"",
            { aws.secretsManager.secret("bd").rotations } to "No secret \"bd\"",
            { aws.ssm.parameter("/shop/uri").value } to "No parameter \"/shop/uri\"; did you mean \"/shop/url\"?",
            { aws.lambda.function("resise").invocations } to "No function \"resise\"; did you mean \"resize\"?",
            { aws.lambda.invoke("resise") } to "No function \"resise\"",
            { aws.lambda.function("resise").configure { } } to "No function \"resise\"",
            { aws.cloudFormation.stack("shop").status } to "No stack \"shop\", and no other",
            { aws.cloudFormation.stack("shop").delete() } to "No stack \"shop\"",
            { aws.cloudWatch.alarm("late").state } to "No alarm \"late\"",
            { aws.cloudWatch.alarm("late").history } to "No alarm \"late\"",
            { aws.scheduler.schedule("daily").expression } to "No schedule \"default/daily\"",
            { aws.firehose.stream("click").records() } to "No delivery stream \"click\"; did you mean \"clicks\"?",
            { aws.kafka.cluster("orders").topics } to "No cluster \"orders\", and no other",
            { aws.kafka.serverless("orders").state } to "No cluster \"orders\"",
        )) {
            shouldThrow<NoSuchElementException> { look() }.message shouldContain expected
        }
        aws.lambda.function("resize").invocations.shouldBeEmpty()
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
