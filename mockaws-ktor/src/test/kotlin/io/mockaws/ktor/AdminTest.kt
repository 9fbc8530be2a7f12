package io.mockaws.ktor

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.sqs.SqsClient
import software.amazon.awssdk.services.sqs.model.SqsException
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import kotlin.time.Duration.Companion.seconds

/** What tools that know moto's server and LocalStack ask. */
class AdminTest {
    private val aws = MockAws.start(MockAwsOptions.builder().intercept(false).build())
    private val server = MockAwsServer.start(aws)

    @AfterEach
    fun close() {
        server.close()
        aws.close()
    }

    private fun call(method: String, path: String, body: String = "", vararg headers: String): HttpResponse<String> {
        val request =
            HttpRequest.newBuilder(URI("${server.endpoint}$path")).method(method, HttpRequest.BodyPublishers.ofString(body))
        if (headers.isNotEmpty()) request.headers(*headers)
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
    }

    @Test
    fun `moto's reset forgets everything, and wants to be posted`() {
        aws.s3.bucket("photos")
        call("GET", "/moto-api/reset").let {
            it.statusCode() shouldBe 400
            it.body() shouldBe """{"Error": "Need to POST to reset Moto"}"""
        }
        aws.s3.buckets() shouldHaveSize 1
        call("POST", "/moto-api/reset").body() shouldBe """{"status": "ok"}"""
        aws.s3.buckets() shouldHaveSize 0
    }

    @Test
    fun `moto's seed makes the ids begin anew`() {
        call("GET", "/moto-api/seed?a=42").statusCode() shouldBe 200
        val first = aws.sqs.queue("q").run { send("a") }
        aws.reset()
        call("GET", "/moto-api/seed?a=42").statusCode() shouldBe 200
        aws.sqs.queue("q").run { send("a") } shouldBe first
        call("GET", "/moto-api/seed?a=x").statusCode() shouldBe 400
    }

    @Test
    fun `moto's recorder notes requests and makes them again, here or elsewhere`() {
        call("PUT", "/before")
        call("POST", "/moto-api/recorder/start-recording").body() shouldBe "Recording is set to True"
        call("PUT", "/photos").statusCode() shouldBe 200
        call("PUT", "/photos/a%20b?x-id=PutObject", "hello", "x-amz-meta-by", "me").statusCode() shouldBe 200
        call("GET", "/_mockaws/health").statusCode() shouldBe 200
        call("POST", "/moto-api/recorder/stop-recording").body() shouldBe "Recording is set to False"
        call("PUT", "/after")
        val recording = call("GET", "/moto-api/recorder/download-recording").body()
        recording.trim().lines() shouldHaveSize 2
        recording shouldContain
            """"method":"PUT","url":"${server.endpoint}/photos/a%20b?x-id=PutObject","body":"aGVsbG8=","body_encoded":true"""

        call("POST", "/moto-api/reset")
        call("POST", "/moto-api/recorder/replay-recording").statusCode() shouldBe 200
        aws.s3.buckets().map { it.name } shouldBe listOf("photos")
        aws.s3.bucket("photos").text("a b") shouldBe "hello"

        call("POST", "/moto-api/recorder/reset-recording").statusCode() shouldBe 200
        call("GET", "/moto-api/recorder/download-recording").body() shouldBe ""
        call("POST", "/moto-api/recorder/upload-recording", recording + "no line")
        aws.reset()
        call("POST", "/moto-api/recorder/replay-recording").let {
            it.statusCode() shouldBe 400
            it.body() shouldContain "Line 3 of the recording is none"
        }
        aws.s3.buckets() shouldHaveSize 0
        call("POST", "/moto-api/recorder/upload-recording", recording.replace(":${server.port}", ":1"))
        call("POST", "/moto-api/recorder/replay-recording").statusCode() shouldBe 200
        aws.s3.buckets() shouldHaveSize 1
    }

    @Test
    fun `moto's settings are kept, and shown as moto shows them`() {
        val answer = call("POST", "/moto-api/config", """{"batch":{"use_docker":false},"stepfunctions":{"execute_state_machine":true}}""")
        answer.statusCode() shouldBe 201
        answer.body() shouldBe """{"batch": {"use_docker": false}, "lambda": {"use_docker": true}}"""
        (("stepfunctions") in call("GET", "/moto-api/config").body()) shouldBe false
    }

    @Test
    fun `moto's transitions are immediate unless set, and survive a reset`() {
        val model = "/moto-api/state-manager/get-transition?model_name=dax::cluster"
        call("GET", model).body() shouldBe """{"progression": "immediate"}"""
        val wanted = """{"model_name":"dax::cluster","transition":{"progression":"manual","times":2}}"""
        call("POST", "/moto-api/state-manager/set-transition", wanted).statusCode() shouldBe 201
        call("POST", "/moto-api/reset")
        call("GET", model).body() shouldBe """{"progression": "manual", "times": 2}"""
        call("POST", "/moto-api/state-manager/unset-transition", wanted).statusCode() shouldBe 201
        call("GET", model).body() shouldBe """{"progression": "immediate"}"""
    }

    @Test
    fun `moto's list of hosts to let through grows and is cleared`() {
        call("POST", "/moto-api/proxy/passthrough", """{"http_urls":["http://a/"]}""").statusCode() shouldBe 201
        call("GET", "/moto-api/proxy/passthrough").body() shouldBe """{"http_urls": ["http://a/"], "https_hosts": []}"""
        call("DELETE", "/moto-api/proxy/passthrough").body() shouldBe """{"http_urls": [], "https_hosts": []}"""
    }

    @Test
    fun `so many calls are answered without a look at their signature, and then those of known keys only`() {
        aws.verifySignatures(mapOf("known" to "right"), exempt = Long.MAX_VALUE)
        aws.sqs.queue("jobs")
        val stranger = sqs("stranger", "wrong")
        val known = sqs("known", "right")
        call("POST", "/moto-api/reset-auth", "2").body() shouldBe
            """{"status": "ok", "PREVIOUS_INITIAL_NO_AUTH_ACTION_COUNT": "inf"}"""
        repeat(2) { stranger.listQueues().queueUrls() shouldHaveSize 1 }
        shouldThrow<SqsException> { stranger.listQueues() }.awsErrorDetails().errorCode() shouldBe "InvalidClientTokenId"
        known.listQueues().queueUrls() shouldHaveSize 1
        call("POST", "/moto-api/reset-auth", "inf").body() shouldContain "\"PREVIOUS_INITIAL_NO_AUTH_ACTION_COUNT\": \"2.0\""
        repeat(3) { stranger.listQueues().queueUrls() shouldHaveSize 1 }
        listOf("few", "-1", "NaN", "").forEach { call("POST", "/moto-api/reset-auth", it).statusCode() shouldBe 400 }
        call("GET", "/moto-api/reset-auth").statusCode() shouldBe 400
    }

    private fun sqs(
        accessKey: String,
        secret: String,
    ): SqsClient =
        SqsClient
            .builder()
            .endpointOverride(server.endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secret)))
            .build()

    @Test
    fun `a field of moto's says whose account is meant`() {
        val list = arrayOf("Content-Type", "application/x-www-form-urlencoded", "x-moto-account-id", "333344445555")
        call("POST", "/", "Action=CreateQueue&QueueName=jobs&Version=2012-11-05", *list).body() shouldContain "/333344445555/jobs"
        call("POST", "/", "Action=ListQueues&Version=2012-11-05", *list).body() shouldContain "/333344445555/jobs"
        call("POST", "/", "Action=ListQueues&Version=2012-11-05", *list.copyOf(2).requireNoNulls()).body() shouldNotContain "jobs"
        aws.calls("sqs", "CreateQueue").single().account shouldBe "333344445555"
    }

    @Test
    fun `moto's data tells of everything in every account and region, and its page shows it`() {
        aws.s3.bucket("photos")
        aws.dynamoDb.table("orders", "id")
        SqsClient.builder().also { aws.javaSdk.configure(it).region(Region.US_WEST_1) }.build().createQueue { it.queueName("jobs") }
        val data = call("POST", "/moto-api/data.json")
        data.headers().firstValue("Content-Type").get() shouldBe "application/javascript"
        data.body() shouldBe
            """{"dynamodb": {"Table": [{"account_id": "123456789012", "name": "orders", "region_name": "us-east-1"}]}, """ +
            """"s3": {"FakeBucket": [{"account_id": "123456789012", "name": "photos", "region_name": "us-east-1"}]}, """ +
            """"sqs": {"Queue": [{"account_id": "123456789012", "name": "jobs", "region": "us-west-1"}]}}"""
        call("GET", "/moto-api/lib.js").let {
            it.headers().firstValue("Content-Type").get() shouldBe "application/javascript"
            it.body() shouldContain "data.json"
        }
        listOf("/moto-api", "/moto-api/").forEach { call("GET", it).body() shouldContain "/moto-api/lib.js" }
    }

    @Test
    fun `LocalStack's health names the services`() {
        call("GET", "/_localstack/health").body() shouldContain "\"s3\":\"running\""
    }

    @Test
    fun `a look into a queue receives nothing`() {
        val queue = aws.sqs.queue("orders").apply { send("a <b> & c") }
        val path = "/_aws/sqs/messages?QueueUrl=${server.endpoint}/123456789012/orders"
        call("GET", path).body() shouldContain "<Body>a &lt;b> &amp; c</Body>"
        call("GET", path, "", "Accept", "application/json").body() shouldContain "\"Body\":\"a <b> & c\""
        queue.messages().single().receiveCount shouldBe 0
        call("GET", path + "2").statusCode() shouldBe 400
    }

    @Test
    fun `mail that was sent is looked at, and forgotten`() {
        aws.ses.identity("shop@example.com")
        val form =
            "Action=SendEmail&Version=2010-12-01&Source=shop%40example.com&Message.Subject.Data=Paid" +
                "&Destination.ToAddresses.member.1=ann%40example.org&Message.Body.Text.Data=Thanks"
        val type = "application/x-www-form-urlencoded"
        call("POST", "/", form, "Content-Type", type).statusCode() shouldBe 200
        call("GET", "/_aws/ses?email=shop@example.com").body() shouldContain
            """"Destination":{"ToAddresses":["ann@example.org"]},"Subject":"Paid","Body":{"text_part":"Thanks","html_part":null}"""
        call("GET", "/_aws/ses?id=other").body() shouldBe """{"messages":[]}"""
        call("DELETE", "/_aws/ses").statusCode() shouldBe 204
        aws.ses.sent shouldHaveSize 0
        aws.ses.identities() shouldHaveSize 1
    }

    @Test
    fun `one service is forgotten, or all`() {
        aws.s3.bucket("photos")
        aws.sqs.queue("orders")
        call("POST", "/_mockaws/reset?service=sqs").statusCode() shouldBe 204
        aws.sqs.queues() shouldHaveSize 0
        aws.s3.buckets() shouldHaveSize 1
        call("POST", "/_mockaws/reset?service=snss").body() shouldContain "No service \\\"snss\\\""
        call("POST", "/_mockaws/reset").statusCode() shouldBe 204
        aws.s3.buckets() shouldHaveSize 0
    }

    @Test
    fun `the state goes back to a snapshot`() {
        aws.s3.bucket("photos")
        call("POST", "/_mockaws/snapshot?name=seeded").statusCode() shouldBe 204
        aws.reset()
        call("POST", "/_mockaws/restore?name=seeded").statusCode() shouldBe 204
        aws.s3.buckets() shouldHaveSize 1
        call("POST", "/_mockaws/restore?name=other").body() shouldContain "there are [seeded]"
    }

    @Test
    fun `the journal is told, and what is new in it`() {
        call("PUT", "/photos").statusCode() shouldBe 200
        call("GET", "/nowhere").statusCode() shouldBe 404
        val all = call("GET", "/_mockaws/calls").body()
        all shouldContain "\"operation\":\"CreateBucket\""
        all shouldContain "\"input\":{\"Bucket\":\"photos\"}"
        val rest = call("GET", "/_mockaws/calls?after=1").body()
        rest shouldContain "\"errorCode\":\"NoSuchBucket\""
        rest shouldNotContain "CreateBucket"
    }

    @Test
    fun `the clock is moved`() {
        call("POST", "/_mockaws/clock", """{"frozen":true,"advanceTo":"2100-01-01T00:00:00Z"}""").statusCode() shouldBe 200
        call("POST", "/_mockaws/clock", """{"advanceBy":"PT12H"}""").body() shouldBe """{"now":"2100-01-01T12:00:00Z","frozen":true}"""
        call("POST", "/_mockaws/clock", """{"advance":"PT12H"}""").statusCode() shouldBe 400
        call("GET", "/_mockaws/clock").body() shouldBe """{"now":"2100-01-01T12:00:00Z","frozen":true}"""
    }

    @Test
    fun `health and services are told`() {
        call("GET", "/_mockaws/health").body() shouldBe
            """{"status":"ok","server":"mockaws","region":"us-east-1","account":"123456789012"}"""
        call("GET", "/_mockaws/services").body() shouldContain "\"s3\",\"s3control\""
    }

    @Test
    fun `a page of the web steers nothing`() {
        aws.s3.bucket("photos")
        call("POST", "/moto-api/reset", "", "Origin", "https://evil.example").statusCode() shouldBe 403
        RawSocket(server).use {
            it.send("POST /moto-api/reset HTTP/1.1\nHost: rebound.example\nContent-Length: 0\n\n").answer().status shouldBe 403
        }
        aws.s3.buckets() shouldHaveSize 1
    }

    @Test
    fun `a page in a sandbox, which hides where it is from, steers nothing`() {
        aws.s3.bucket("photos")
        call("POST", "/_mockaws/reset", "", "Origin", "null").statusCode() shouldBe 403
        call("POST", "/_mockaws/reset", "", "Origin", "http://localhost:3000").statusCode() shouldBe 403
        aws.s3.buckets() shouldHaveSize 1
    }

    @Test
    fun `a clock that cannot go as it is told does not move at all`() {
        call("POST", "/_mockaws/clock", """{"frozen":true,"advanceTo":"2100-01-01T00:00:00Z"}""")
        call("POST", "/_mockaws/clock", """{"frozen":false,"advanceBy":"PT1H","advanceTo":"2000-01-01T00:00:00Z"}""").let {
            it.statusCode() shouldBe 400
            it.body() shouldContain "the clock cannot go back to 2000-01-01T00:00:00Z"
        }
        call("POST", "/_mockaws/clock", """{"frozen":false,"advanceBy":"-PT1H"}""").statusCode() shouldBe 400
        call("GET", "/_mockaws/clock").body() shouldBe """{"now":"2100-01-01T00:00:00Z","frozen":true}"""
    }

    @Test
    fun `LocalStack's way to have items expire at once tells how many did`() {
        val target = "DynamoDB_20120810.UpdateTimeToLive"
        val setting = """{"TableName":"sessions","TimeToLiveSpecification":{"Enabled":true,"AttributeName":"until"}}"""
        val table = aws.dynamoDb.table("sessions")
        call("POST", "/", setting, "X-Amz-Target", target, "Content-Type", "application/x-amz-json-1.0").statusCode() shouldBe 200
        table.put(mapOf("PK" to "old", "until" to 1 + aws.time.now().epochSeconds))
        table.put(mapOf("PK" to "new", "until" to 5000 + aws.time.now().epochSeconds))
        aws.time.advanceBy(60.seconds)
        call("DELETE", "/_aws/dynamodb/expired").body() shouldBe """{"ExpiredItems":1}"""
        table.items().map { it["PK"] } shouldBe listOf("new")
    }

    @Test
    fun `what is nowhere is told so`() {
        call("GET", "/moto-api/static/athena/query-results").statusCode() shouldBe 404
        call("DELETE", "/_localstack/health").statusCode() shouldBe 405
    }

    private companion object {
        val client: HttpClient = HttpClient.newHttpClient()
    }
}
