package io.mockaws.services.logs

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import io.mockaws.services.lambda.zip
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient
import software.amazon.awssdk.services.lambda.LambdaClient
import kotlin.time.Duration.Companion.minutes

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html */
class SubscriptionTest {
    @Test
    fun `a function gets what matches, zipped`() =
        runTest {
            mockAws {
                val events = ArrayList<JsonElement>()
                val function = lambda.function("f") { event -> events.add(event) }
                val group = logs.group("g").subscribe("errors", function.arn, "ERROR")
                group.put("s", "INFO all is well", "ERROR it is not", "ERROR at all")

                val data = unzipped(events.single().jsonObject.getValue("awslogs").text("data"))
                data.text("messageType") shouldBe "DATA_MESSAGE"
                data.text("owner") shouldBe accountId
                listOf(data.text("logGroup"), data.text("logStream")) shouldBe listOf("g", "s")
                data.getValue("subscriptionFilters").toString() shouldBe "[\"errors\"]"
                data.getValue("logEvents").jsonArray.map { it.text("message") } shouldBe listOf("ERROR it is not", "ERROR at all")
                data.getValue("logEvents").jsonArray.map { it.text("id") } shouldBe group.events("ERROR").map { it.id }
            }
        }

    @Test
    fun `fields in a row come with the event`() =
        runTest {
            mockAws {
                val events = ArrayList<JsonElement>()
                val function = lambda.function("f") { event -> events.add(event) }
                logs.group("g").subscribe("all", function.arn, "[level, code > 400]").put("s", "WARN 404", "INFO 200")
                val data = unzipped(events.single().jsonObject.getValue("awslogs").text("data"))
                data.getValue("logEvents").jsonArray.single().jsonObject.getValue("extractedFields").toString() shouldBe
                    """{"level":"WARN","code":"404"}"""
            }
        }

    @Test
    fun `a function that gives no permission is not subscribed`() =
        runTest {
            mockAws {
                val role = "arn:aws:iam::$accountId:role/r"
                logs.group("g")
                LambdaClient.create().use { functions ->
                    CloudWatchLogsClient.create().use { client ->
                        val arn =
                            functions.createFunction {
                                it.functionName("f").role(role).runtime("java21").handler("a.B")
                                    .code { code -> code.zipFile(zip("a" to "b")) }
                            }.functionArn()
                        fun subscribe() =
                            client.putSubscriptionFilter {
                                it.logGroupName("g").filterName("a").filterPattern("").destinationArn(arn)
                            }
                        refusal { subscribe() } shouldBe
                            "InvalidParameterException: Could not execute the lambda function. Make sure you have given " +
                            "CloudWatch Logs permission to execute your function."
                        functions.addPermission {
                            it.functionName("f").statementId("s").action("lambda:InvokeFunction")
                                .principal("logs.$region.amazonaws.com").sourceArn("arn:aws:logs:$region:$accountId:log-group:g:*")
                        }
                        subscribe()
                        // test_put_subscription_filter_lambda
                        val shown = client.describeSubscriptionFilters { it.logGroupName("g") }.subscriptionFilters().single()
                        listOf(shown.distributionAsString(), shown.filterPattern(), shown.destinationArn()) shouldBe
                            listOf("ByLogStream", "", arn)
                        client.deleteSubscriptionFilter { it.logGroupName("g").filterName("a") }
                        refusal { client.deleteSubscriptionFilter { it.logGroupName("g").filterName("a") } } shouldBe
                            "ResourceNotFoundException: The specified subscription filter does not exist."
                    }
                }
            }
        }

    @Test
    fun `there are two filters of a group at most, and none of a function's own logs`() =
        runTest {
            // test_put_subscription_filter_limit_exceeded, test_put_subscription_filter_errors
            mockAws {
                val function = lambda.function("f") { "done" }
                logs.group("g").subscribe("a", function.arn, "").subscribe("b", function.arn, "").subscribe("b", function.arn, "x")
                logs.group("/aws/lambda/f")
                CloudWatchLogsClient.create().use { client ->
                    fun subscribe(
                        group: String,
                        arn: String,
                    ) = refusal {
                        client.putSubscriptionFilter {
                            it.logGroupName(group).filterName("c").filterPattern("").destinationArn(arn)
                        }
                    }
                    subscribe("g", function.arn) shouldBe "LimitExceededException: Resource limit exceeded."
                    subscribe("/aws/lambda/f", function.arn) shouldBe
                        "InvalidParameterException: The log group provided is reserved for the function logs of the destination " +
                        "function."
                    subscribe("/aws/lambda/f", "arn:aws:kinesis:$region:$accountId:stream/s") shouldBe
                        "InvalidParameterException: destinationArn for vendor kinesis cannot be used without roleArn"
                    subscribe("/aws/lambda/f", "arn:aws:lambda:$region:222222222222:function:f") shouldBe
                        "AccessDeniedException: Cross-account lambda invocation passing is not allowed. You must use " +
                        "DestinationPolicies to create cross account lambda triggers."
                }
            }
        }

    @Test
    fun `what a subscriber does not take is tried again by the clock`() =
        runTest {
            mockAws {
                val function = lambda.function("f") { "done" }
                val group = logs.group("g").subscribe("all", function.arn, "")
                faults { error("ServiceException", status = 500).on("lambda", "Invoke").first(2) }
                group.put("s", "hello")
                function.invocations.shouldBeEmpty()
                time.advanceBy(1.minutes)
                function.invocations shouldHaveSize 1
            }
        }
}
