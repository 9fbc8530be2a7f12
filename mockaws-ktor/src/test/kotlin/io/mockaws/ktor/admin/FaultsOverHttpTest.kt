package io.mockaws.ktor.admin

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.CsvSource
import software.amazon.awssdk.core.exception.SdkClientException
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.s3.model.S3Exception
import software.amazon.awssdk.services.sqs.model.SqsException

class FaultsOverHttpTest {
    private val served = Served()

    @AfterEach
    fun close() = served.close()

    private fun fault(definition: String) = served.post("/faults", definition)

    @Test
    fun `an SDK's client meets the throttle, retries, and the list says how often`() {
        fault("""{"fault": "throttle", "service": "sqs", "operation": "CreateQueue", "first": 2}""")
        served.sqs.createQueue { it.queueName("orders") }
        served.aws.calls("sqs").map { it.errorCode } shouldBe listOf("RequestThrottled", "RequestThrottled", null)
        val listed = served.get("/faults")[0]
        listed["rule"].text shouldBe "throttle on sqs:CreateQueue first 2"
        listed["asked"].text shouldBe "3"
        listed["struck"].text shouldBe "2"
        listed["definition"]["first"].text shouldBe "2"
    }

    @Test
    fun `an error has code, message and status, and strikes where input, region, account and attempt are so`() {
        served.aws.s3.bucket("photos")
        fault(
            """{"fault": "error", "code": "SlowDown", "message": "easy", "status": 503, "service": "s3",
            "where": {"input": {"Key": "a.txt", "Metadata": {"n": "1"}}, "region": "us-east-1", "account": "123456789012", "attempt": 1}}""",
        )
        served.s3.putObject({ it.bucket("photos").key("b.txt").metadata(mapOf("n" to "1")) }, RequestBody.fromString(""))
        served.s3.putObject({ it.bucket("photos").key("a.txt") }, RequestBody.fromString(""))
        served.aws.calls().failed().shouldBeEmpty()
        served.s3.putObject({ it.bucket("photos").key("a.txt").metadata(mapOf("n" to "1", "m" to "2")) }, RequestBody.fromString(""))
        val failed = served.aws.calls().failed().single()
        failed.errorMessage shouldBe "easy"
        failed.status shouldBe 503
    }

    @Test
    fun `what goes wrong on the way is felt by the client`() {
        fault("""{"fault": "refuseConnection", "service": "sqs"}""")
        shouldThrow<SdkClientException> { served.sqs.listQueues() }
        served.call("DELETE", "/faults").statusCode() shouldBe 204
        fault("""{"fault": "cutResponse", "bytes": 1, "service": "sqs"}""")
        shouldThrow<SdkClientException> { served.sqs.listQueues() }
        served.call("DELETE", "/faults").statusCode() shouldBe 204
        fault("""{"fault": "corruptResponse", "every": 2}""")
        fault("""{"fault": "truncateResponse", "bytes": 1, "probability": 0.0}""")
        repeat(2) { served.sqs.listQueues() }
        served.aws.calls("sqs").takeLast(3).map { it.errorCode } shouldBe listOf(null, "ResponseCorrupted", null)
        served.call("DELETE", "/faults").statusCode() shouldBe 204
        fault("""{"fault": "status", "status": 418, "service": "s3"}""")
        shouldThrow<S3Exception> { served.s3.listBuckets() }.statusCode() shouldBe 418
    }

    @Test
    fun `latency is by the mock's clock`() {
        served.call("POST", "/clock", """{"frozen": true}""").statusCode() shouldBe 200
        fault("""{"fault": "latency", "duration": "PT2H", "service": "sqs"}""")
        val waiting = served.sqs.let { Thread { it.listQueues() }.apply { start() } }
        while (served.get("/faults")[0]["struck"].text == "0") Thread.onSpinWait()
        waiting.isAlive shouldBe true
        while (waiting.isAlive) served.call("POST", "/clock", """{"advanceBy": "PT1H"}""")
        waiting.join()
        served.aws.calls("sqs").single().errorCode shouldBe null
    }

    @Test
    fun `one is taken away, and those of a test in the same process are listed and taken away too`() {
        served.aws.faults { throttle().on("s3") }
        val own = fault("""{"fault": "error", "code": "AccessDenied", "service": "sqs"}""")
        val listed = served.get("/faults").items
        listed.map { it["rule"].text } shouldBe listOf("throttle on s3", "error AccessDenied on sqs")
        listed[0]["definition"].toString() shouldBe "null"
        shouldThrow<SqsException> { served.sqs.listQueues() }.awsErrorDetails().errorCode() shouldBe "AccessDenied"
        served.call("DELETE", "/faults/${own["id"].text}").statusCode() shouldBe 204
        served.sqs.listQueues()
        served.get("/faults").items shouldHaveSize 1
        served.call("DELETE", "/faults/${listed[0]["id"].text}").statusCode() shouldBe 204
        served.aws.faults.active.shouldBeEmpty()
        served.refusal("DELETE", "/faults/${own["id"].text}", status = 404) shouldContain "No fault"
        served.refusal("DELETE", "/faults/x", status = 404) shouldContain "\"x\" is no id"
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = [
            """{"fault": "meteor"}                                       | There is no fault "meteor", but throttle, error, status""",
            """{}                                                        | "fault" is missing: what goes wrong""",
            """{"fault": "throttle", "bytes": 3}                         | "bytes" is nothing that "throttle" has""",
            """{"fault": "throttle", "servise": "s3"}                    | There is no "servise" here, but fault, code""",
            """{"fault": "throttle", "service": "s4"}                    | No service""",
            """{"fault": "throttle", "service": "s3", "operation": "Put"}| s3 has no operation""",
            """{"fault": "throttle", "operation": "PutObject"}           | "operation" needs the "service" that it is of""",
            """{"fault": "throttle", "first": "2"}                       | "first" is an integer, not "2"""",
            """{"fault": "throttle", "first": 0}                         | Not a number of calls: 0""",
            """{"fault": "throttle", "probability": 1.5}                 | Not a probability: 1.5""",
            """{"fault": "error"}                                        | "code" is missing""",
            """{"fault": "error", "code": "X", "status": 200}            | Not the status of an error: 200""",
            """{"fault": "latency", "duration": "soon"}                  | "duration" is no duration such as "PT1M30S"""",
            """{"fault": "truncateResponse", "bytes": -1}                | Not a number of bytes: -1""",
            """{"fault": "throttle", "where": {"key": "a"}}              | There is no "key" here, but input, region""",
            """{"fault": "throttle", "where": 3}                         | "where" is an object, not 3""",
            """[]                                                        | The body is no JSON object""",
            """{"fault                                                   | The body is no JSON""",
        ],
    )
    fun `what makes no sense is refused with what is wrong, and nothing is done`(definition: String, complaint: String) {
        served.refusal("POST", "/faults", definition) shouldContain complaint
        served.aws.faults.active.shouldBeEmpty()
    }
}
