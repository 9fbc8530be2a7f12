package io.mockaws.services.logs

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldMatch
import io.kotest.matchers.string.shouldStartWith
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonObject
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.lambda.LambdaClient

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html */
class LambdaLogsTest {
    @Test
    fun `a function's log is in its group, with the lines that Lambda adds`() =
        runTest {
            mockAws {
                val function =
                    lambda.function("f") {
                        log("one")
                        log("two")
                        "done"
                    }
                val id = function.invoke().requestId
                function.invoke()
                val group = logs.group("/aws/lambda/f")
                group.streams.single() shouldMatch "\\d{4}/\\d{2}/\\d{2}/\\[\\\$LATEST][0-9a-f]{32}"
                val lines = group.events().take(5).map { it.message }
                lines.take(4) shouldBe listOf("START RequestId: $id Version: \$LATEST\n", "one\n", "two\n", "END RequestId: $id\n")
                lines[4] shouldStartWith "REPORT RequestId: $id\tDuration: "
                group.events("REPORT") shouldHaveSize 2
                // What a service logs nobody has called for.
                calls("logs").shouldBeEmpty()
            }
        }

    @Test
    fun `what a function throws is one event`() =
        runTest {
            mockAws {
                lambda.function("f") { error("broken") }.invoke()
                logs.group("/aws/lambda/f").events("broken").single().message shouldStartWith "java.lang.IllegalStateException: broken\n"
            }
        }

    @Test
    fun `a function logs JSON to the group of its configuration`() =
        runTest {
            mockAws {
                val function = lambda.function("f") { log("hello") }
                LambdaClient.create().use { client ->
                    client.updateFunctionConfiguration {
                        it.functionName("f").loggingConfig { logging -> logging.logFormat("JSON").logGroup("/app") }
                    }
                }
                val id = function.invoke().requestId
                val lines = logs.group("/app").events().map { Json.parseToJsonElement(it.message).jsonObject }
                lines.map { it["type"]?.toString() ?: it.text("message") } shouldBe
                    listOf("\"platform.start\"", "hello", "\"platform.report\"")
                lines[0].getValue("record").text("requestId") shouldBe id
                lines[1].text("AWSRequestId") shouldBe id
                lines[2].getValue("record").text("status") shouldBe "success"
                lines[2].getValue("record").jsonObject.getValue("metrics").toString() shouldContain "billedDurationMs"
            }
        }

    @Test
    fun `a mock without CloudWatch Logs keeps no logs`() {
        MockAws.start(MockAwsOptions(services = setOf("lambda"))).use { aws ->
            aws.lambda.function("f") { "done" }.invoke().logs.first() shouldStartWith "START"
            aws.logs.groups().shouldBeEmpty()
        }
    }
}
