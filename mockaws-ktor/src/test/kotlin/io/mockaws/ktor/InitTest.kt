package io.mockaws.ktor

import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.mockaws.MockAws
import io.mockaws.ktor.persistence.KillClients
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.condition.DisabledOnOs
import org.junit.jupiter.api.condition.OS
import org.junit.jupiter.api.io.TempDir
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.sqs.model.QueueAttributeName
import java.nio.file.Path
import kotlin.io.path.createDirectories
import kotlin.io.path.deleteExisting
import kotlin.io.path.name
import kotlin.io.path.writeText

/** `--init`: what a server begins with. */
@Timeout(60)
class InitTest {
    @TempDir
    lateinit var temporary: Path

    private val init by lazy { temporary.resolve("init").createDirectories() }
    private val running = mutableListOf<Process>()

    @AfterEach
    fun stop() = running.forEach { it.destroyForcibly().waitFor() }

    private fun launch(vararg more: String) =
        ServerProcess.launch("--port", "0", "--init", "$init", *more).also { running += it }

    /** What it prints until it is ready, or ends. */
    private fun Process.lines() = inputStream.bufferedReader().lineSequence().takeWhile { it != "Ready." }.toList()

    private fun List<String>.clients() = KillClients(first { "http://" in it }.substringAfter("answers on "))

    private fun failed(): String {
        val process = launch("--data-dir", "${temporary.resolve("data")}")
        val output = process.inputStream.bufferedReader().readText()
        process.waitFor() shouldBe 1
        output shouldNotContain "Ready."
        return output
    }

    @Test
    fun `fixtures are made before it is ready`() {
        init.resolve("logo.svg").writeText("<svg/>")
        init.resolve("10-shop.json").writeText(
            """
            {
              "buckets": {"photos": {"objects": {
                "a.txt": {"text": "hello", "contentType": "text/plain", "metadata": {"by": "me"}},
                "logo.svg": {"file": "logo.svg"}
              }}},
              "tables": {"orders": {
                "partitionKey": "customer", "sortKey": "number", "sortKeyType": "N",
                "items": [{"customer": "c1", "number": 7, "paid": true, "lines": [{"sku": "x", "count": 2.5}], "note": null}]
              }},
              "queues": {
                "jobs": {"attributes": {"VisibilityTimeout": "5"}, "messages": [{"body": "first", "attributes": {"kind": "k"}}]},
                "line.fifo": {"messages": [{"body": "1", "groupId": "g", "deduplicationId": "d"}]}
              }
            }
            """,
        )
        launch().lines().clients().use { at ->
            val text = at.s3.getObjectAsBytes { it.bucket("photos").key("a.txt") }
            text.asUtf8String() shouldBe "hello"
            text.response().contentType() shouldBe "text/plain"
            text.response().metadata() shouldBe mapOf("by" to "me")
            at.s3.getObjectAsBytes { it.bucket("photos").key("logo.svg") }.asUtf8String() shouldBe "<svg/>"
            val key = mapOf("customer" to AttributeValue.fromS("c1"), "number" to AttributeValue.fromN("7"))
            val item = at.dynamoDb.getItem { it.tableName("orders").key(key) }.item()
            item["paid"] shouldBe AttributeValue.fromBool(true)
            item["lines"]!!.l().single().m()["count"] shouldBe AttributeValue.fromN("2.5")
            item["note"] shouldBe AttributeValue.fromNul(true)
            val url = at.sqs.getQueueUrl { it.queueName("jobs") }.queueUrl()
            at.sqs.receiveMessage { it.queueUrl(url).messageAttributeNames("All") }.messages().single().let {
                it.body() shouldBe "first"
                it.messageAttributes()["kind"]!!.stringValue() shouldBe "k"
            }
            at.sqs.getQueueAttributes { it.queueUrl(url).attributeNames(QueueAttributeName.VISIBILITY_TIMEOUT) }
                .attributes().values.single() shouldBe "5"
            val fifo = at.sqs.getQueueUrl { it.queueName("line.fifo") }.queueUrl()
            at.sqs.receiveMessage { it.queueUrl(fifo) }.messages().single().body() shouldBe "1"
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    fun `saved worlds and scripts have their turn by name, and find the server`() {
        MockAws.start().use { saved ->
            saved.s3.bucket("saved")
            saved.save(init.resolve("1.zip"))
        }
        init.resolve("2.json").writeText("""{"buckets": {"made": {}}}""")
        init.resolve(
            "3.sh"
        ).writeText("echo \"at \$AWS_ENDPOINT_URL in \$AWS_DEFAULT_REGION as \$AWS_ACCESS_KEY_ID with \$AWS_SECRET_ACCESS_KEY\"; ls")
        init.resolve("4.txt").writeText("nothing to run")
        val lines = launch("--region", "eu-west-1").lines()
        val address = lines.first().substringAfter("answers on ")
        lines.drop(2) shouldBe
            listOf("Init: 1.zip", "Init: 2.json", "Init: 3.sh", "3.sh: at $address in eu-west-1 as 123456789012 with test") +
            listOf("1.zip", "2.json", "3.sh", "4.txt").map { "3.sh: $it" } +
            listOf("Init: left alone, as only *.json, *.sh and *.zip are run: 4.txt")
        lines.clients().use { at -> at.s3.listBuckets().buckets().map { it.name() } shouldBe listOf("made", "saved") }
    }

    @Test
    fun `what nobody reads is named, and what a fixture reads is not`() {
        init.resolve("template.yaml").writeText("Resources: {}")
        init.resolve("main.tf").writeText("")
        init.resolve("logo.svg").writeText("<svg/>")
        init.resolve("1.json").writeText("""{"buckets": {"photos": {"objects": {"a": {"file": "logo.svg"}}}}}""")
        launch().lines().last() shouldBe "Init: left alone, as only *.json, *.sh and *.zip are run: main.tf, template.yaml"
    }

    @Test
    fun `a folder that holds something is left alone`() {
        init.resolve("1.json").writeText("""{"queues": {"jobs": {"messages": [{"body": "once"}]}}}""")
        val data = temporary.resolve("data")
        repeat(2) { launch("--data-dir", "$data").run { lines().also { destroyForcibly().waitFor() } } }
        val lines = launch("--data-dir", "$data").lines()
        lines.last() shouldBe "Init: left alone, as there is something in $data"
        lines.clients().use { at ->
            val url = at.sqs.getQueueUrl { it.queueName("jobs") }.queueUrl()
            at.sqs.receiveMessage { it.queueUrl(url).maxNumberOfMessages(10) }.messages().map { it.body() } shouldBe listOf("once")
        }
    }

    @Test
    fun `what fails ends it, and leaves nothing in the folder`() {
        init.resolve("1.json").writeText("""{"buckets": {"photos": {}}}""")
        val second = init.resolve("2.json")
        second.writeText("""{"buckets": {"p": {}}}""")
        failed() shouldContain "2.json failed: S3 does not allow the bucket name \"p\""
        second.writeText("""{"queues": {"jobs": {"mesages": []}}}""")
        failed() shouldContain Regex("2.json failed: .*mesages.*\\$.queues")
        second.writeText("""{"buckets": {"photos": {"objects": {"a": {"file": "none"}}}}}""")
        failed() shouldContain "2.json failed: $init/none"
        second.writeText("""{"buckets": {"photos": {"objects": {"a": {}}}}}""")
        failed() shouldContain "wants either \"text\" or \"file\""
        second.deleteExisting()
        val script = init.resolve("2.sh").apply { writeText("echo oh no; exit 3") }
        failed() shouldContain Regex("2.sh: oh no\\n(.|\\n)*${script.name} failed: it ended with 3")
        script.deleteExisting()
        launch("--data-dir", "${temporary.resolve("data")}").lines().last() shouldBe "Init: 1.json"
    }

    @Test
    fun `a folder that is none is refused`() {
        init.deleteExisting()
        failed() shouldContain "$init is no folder"
    }
}
