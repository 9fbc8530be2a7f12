package io.mockaws.ktor.admin

import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldHaveAtLeastSize
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.ktor.RawSocket
import io.mockaws.wire.http.percentEncode
import kotlinx.serialization.json.JsonElement
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import kotlin.io.path.Path
import kotlin.io.path.extension
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.readText

class StateOverHttpTest {
    private val served = Served()

    @AfterEach
    fun close() = served.close()

    private fun look(vararg path: String, query: String = "") =
        served.get("/state/" + path.joinToString("/") { percentEncode(it) } + query)

    private val JsonElement.rows get() = this["table"]["rows"].items

    @Test
    fun `from the services to what is in them by the paths of the rows`() {
        served.aws.s3.bucket("photos").put("2026/a b+ü%2F.txt", "hello")
        served.get("/state").items.map { it["name"].text to it["counts"].toString() } shouldBe
            listOf(
                "apigateway" to """{"APIs":0,"domain names":0}""",
                "autoscaling" to """{"groups":0}""",
                "cloudformation" to """{"stacks":0}""",
                "cloudwatch" to """{"metrics":0,"alarms":0}""",
                "dynamodb" to """{"tables":0,"items":0}""",
                "dynamodbstreams" to """{"streams":0,"records":0}""",
                "ec2" to """{"instances":0,"VPCs":0,"volumes":0}""",
                "elbv2" to """{"load balancers":0,"target groups":0}""",
                "events" to """{"buses":0,"rules":0}""",
                "firehose" to """{"delivery streams":0}""",
                "iam" to """{"users":0,"groups":0,"roles":0,"policies":0}""",
                "kafka" to """{"clusters":0}""",
                "kinesis" to """{"streams":0,"records":0}""",
                "kms" to """{"keys":0,"aliases":0,"grants":0}""",
                "lambda" to """{"functions":0,"event source mappings":0}""",
                "logs" to """{"log groups":0,"log streams":0}""",
                "pipes" to """{"pipes":0}""",
                "pricing" to """{"products":0}""",
                "s3" to """{"buckets":1,"objects":1}""",
                "scheduler" to """{"schedules":0,"groups":0}""",
                "secretsmanager" to """{"secrets":0}""",
                "ses" to """{"emails":0,"identities":0}""",
                "sns" to """{"topics":0,"messages":0}""",
                "sqs" to """{"queues":0,"messages":0}""",
                "ssm" to """{"parameters":0}""",
                "sts" to """{"sessions":0}""",
            )
        val bucket = look("s3").rows[0]["path"].texts
        val folder = look("s3", *bucket.toTypedArray()).rows[0]["path"].texts
        val key = look("s3", *folder.toTypedArray()).rows[0]["path"].texts
        look("s3", *key.toTypedArray())["sections"][0]["facts"]["Key"].text shouldBe "2026/a b+ü%2F.txt"
        served.call("GET", "/content/s3/" + key.joinToString("/") { percentEncode(it) }).body() shouldBe "hello"
    }

    @Test
    fun `things are made by hand, as their pages say they can be`() {
        fun act(path: String, body: String) = served.call("POST", "/state$path", body)
        act("/s3", """{"action": "make", "values": {"name": "inbox"}}""").body() shouldBe """{"path":["inbox"]}"""
        look("s3", "inbox")["actions"].items.map { it["name"].text } shouldBe listOf("put")
        act("/s3/inbox", """{"action": "put", "values": {"key": "a/b", "text": "hello"}}""").statusCode() shouldBe 200
        served.aws.s3.bucket("inbox").text("a/b") shouldBe "hello"
        served.refusal("POST", "/state/s3/inbox", """{"action": "pot"}""") shouldContain "did you mean \"put\"?"
        served.refusal("POST", "/state/s3/inbox", """{"action": "put", "values": {"key": 1}}""") shouldBe "\"key\" is a text, not 1"
        served.refusal("POST", "/state/s3/none", """{"action": "put"}""", status = 404) shouldBe "There is no s3 / none"
    }

    @Test
    fun `what is not there is told so`() {
        served.refusal("GET", "/state/glue", status = 404) shouldBe "There is no glue"
        served.refusal("GET", "/state/s3/none", status = 404) shouldBe "There is no s3 / none"
        served.refusal("GET", "/content/s3/photos/key/a", status = 404) shouldContain "has content"
        served.refusal("GET", "/state/s3?limit=0") shouldBe "\"limit\" is a number, 1 to 1000, not \"0\""
        RawSocket(served.server).use { socket ->
            val answer = socket.send("GET /_mockaws/state/s3/%zz HTTP/1.1\nHost: localhost\n\n").answer()
            answer.status shouldBe 400
            answer.body shouldContain "Bad percent encoding"
        }
    }

    @Test
    fun `an uploaded page runs nothing where it is looked at`() {
        served.aws.s3.bucket("site").put("evil.html", "<script>alert(1)</script>", "text/html")
            .put("evil.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "image/svg+xml")
        val page = served.call("GET", "/content/s3/site/key/evil.html")
        page.body() shouldBe "<script>alert(1)</script>"
        page.headers().firstValue("Content-Type").get() shouldBe "text/plain; charset=utf-8"
        val picture = served.call("GET", "/content/s3/site/key/evil.svg")
        picture.headers().firstValue("Content-Type").get() shouldBe "image/svg+xml"
        for (answer in listOf(page, picture)) {
            answer.headers().firstValue("Content-Security-Policy").get() shouldBe "sandbox; default-src 'none'"
            answer.headers().firstValue("X-Content-Type-Options").get() shouldBe "nosniff"
        }
    }

    @Test
    fun `content is saved under its name, or looked at as far as is wanted`() {
        served.aws.s3.bucket("docs").put("a/Grüße.txt", "hello")
        val path = "/content/s3/docs/key/" + percentEncode("a/Grüße.txt")
        val saved = served.call("GET", "$path?download=true")
        saved.headers().firstValue("Content-Disposition").get() shouldBe "attachment; filename*=UTF-8''Gr%C3%BC%C3%9Fe.txt"
        served.call("GET", "$path?bytes=3").body() shouldBe "hel"
        served.call("GET", "$path?bytes=99").body() shouldBe "hello"
    }

    @Test
    fun `the dashboard's files name no service and no other address, and make no markup of data`() {
        val files = Path("src/main/resources/io/mockaws/ktor/dashboard").listDirectoryEntries()
        for (file in files.filter { it.extension != "svg" }) {
            val text = file.readText()
            for (forbidden in listOf("s3", "sqs", "dynamo", "http:", "https:", "innerHTML", "outerHTML", "insertAdjacent", "eval(")) {
                withClue("$forbidden in $file") { text.contains(Regex("(?i)(?<![a-z0-9])" + Regex.escape(forbidden))) shouldBe false }
            }
        }
        files shouldHaveAtLeastSize 10
    }

    @Test
    fun `the dashboard's files come from the jar, and are told to load nothing else`() {
        val page = served.call("GET", "/")
        page.headers().firstValue("Content-Security-Policy").get() shouldContain "default-src 'none'"
        val files = Regex("/dashboard/[^\"]+").findAll(page.body()).map { it.value }.distinct().toList()
        files shouldHaveSize 4
        files.forEach { served.call("GET", it).statusCode() shouldBe 200 }
        served.call("GET", "").body() shouldBe page.body()
        served.refusal("GET", "/dashboard/Dashboard.class", status = 404) shouldContain "has no file"
        served.refusal("GET", "/dashboard/..%2F..%2Fadmin%2Fx.js", status = 404) shouldContain "has no file"
    }
}
