package io.mockaws.services.apigateway

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.mockAws
import io.mockaws.sdk.java.JavaSdk
import io.mockaws.services.events.events
import io.mockaws.services.events.put
import io.mockaws.services.events.rule
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.pipes.PipesClient
import software.amazon.awssdk.services.scheduler.SchedulerClient
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode
import software.amazon.awssdk.services.scheduler.model.SchedulerException
import kotlin.time.Duration.Companion.minutes

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-gateway-target.html */
class ApiTargetTest {
    private fun MockAws.arn(api: ApiFixture, place: String) = "arn:aws:execute-api:$region:$accountId:${api.id}/$place"

    @Test
    fun `a rule sends an event to an API, with path, query and header fields of the target`() = runTest {
        mockAws {
            val function = lambda.function("take") { mapOf("statusCode" to 202) }
            val api = apiGateway.httpApi("orders").route("POST /orders/{id}/{state}", function.arn)
            events().use { client ->
                client.rule("r", arn(api, "\$default/POST/orders/*/*")) {
                    httpParameters { http ->
                        http.pathParameterValues("$.detail.id", "is paid")
                            .queryStringParameters(mapOf("source" to "$.source", "fixed" to "a b"))
                            .headerParameters(mapOf("Shop" to "$.account"))
                    }
                }
                client.put("""{"id":"4 2"}""")
            }
            val event = jsonOf(function.invocations.single().event)
            event.at("requestContext/http/method") shouldBe JsonPrimitive("POST")
            event.at("pathParameters/id") shouldBe JsonPrimitive("4 2")
            event.at("pathParameters/state") shouldBe JsonPrimitive("is paid")
            event.at("queryStringParameters/source") shouldBe JsonPrimitive("shop")
            event.at("queryStringParameters/fixed") shouldBe JsonPrimitive("a b")
            event.at("headers/shop") shouldBe JsonPrimitive(accountId)
            event.at("headers/content-type") shouldBe JsonPrimitive("application/json")
            jsonOf(event.getValue("body").jsonPrimitive.content).at("detail/id") shouldBe JsonPrimitive("4 2")
            calls("apigatewaymanagementapi", "Invoke").single().calledBy shouldBe "events.amazonaws.com"
        }
    }

    @Test
    fun `an API that fails is asked again, and one that refuses is not`() = runTest {
        mockAws {
            var isDown = true
            val function = lambda.function("take") { if (isDown) error("down") else mapOf("statusCode" to 200) }
            val api = apiGateway.httpApi("orders").route("POST /orders", function.arn)
            val dead = sqs.queue("dead")
            events().use { client ->
                client.rule("r", arn(api, "\$default/POST/orders")) { deadLetterConfig { it.arn(dead.arn) } }
                client.put()
                function.invocations shouldHaveSize 1
                isDown = false
                time.advanceBy(1.minutes)
                function.invocations shouldHaveSize 2
                dead.messages().shouldBeEmpty()

                client.rule("r", arn(api, "\$default/POST/nowhere")) { deadLetterConfig { it.arn(dead.arn) } }
                client.put()
                val letter = dead.messages().single()
                letter.attributes["ERROR_CODE"] shouldBe "ERROR_FROM_TARGET"
                letter.attributes["ERROR_MESSAGE"]!! shouldContain "404"
            }
        }
    }

    @Test
    fun `a rule on a schedule calls a method of a REST API that wants a signature`() = runTest {
        mockAws {
            val function = lambda.function("tick") { mapOf("statusCode" to 200, "body" to "") }
            val id = restApis().use { client ->
                RestApi(client, "ticks").function("POST", "/tick", function.arn) { authorizationType("AWS_IAM") }.deploy().id
            }
            events().use { client ->
                client.putRule { it.name("r").scheduleExpression("rate(1 minute)") }
                client.putTargets { t ->
                    t.rule("r").targets({
                        it.id("t").arn("arn:aws:execute-api:$region:$accountId:$id/prod/POST/tick").input("""{"tick":1}""")
                            .roleArn("arn:aws:iam::$accountId:role/ticks")
                    })
                }
            }
            time.advanceBy(2.minutes)
            function.invocations.map { jsonOf(it.event)["body"] } shouldBe List(2) { JsonPrimitive("""{"tick":1}""") }
        }
    }

    @Test
    fun `an API enriches the events of a pipe, and gets them`() = runTest {
        mockAws {
            val rich = lambda.function("rich") { """[{"rich":true}]""" }
            val take = lambda.function("take") { mapOf("statusCode" to 200) }
            val api = apiGateway.httpApi("orders").route("POST /rich", rich.arn).route("PUT /take/{id}", take.arn)
            val queue = sqs.queue("orders")
            JavaSdk(handler, region, accountId).configure(PipesClient.builder()).build().use { client ->
                client.createPipe { pipe ->
                    pipe.name("p").source(queue.arn).roleArn("arn:aws:iam::$accountId:role/pipes")
                        .enrichment(arn(api, "\$default/POST/rich")).target(arn(api, "\$default/PUT/take/*"))
                        .targetParameters { t ->
                            t.httpParameters { it.pathParameterValues("7").queryStringParameters(mapOf("is" to "$.rich")) }
                        }
                }
            }
            queue.send("one")
            jsonOf(rich.invocations.single().event)["body"]!!.jsonPrimitive.content shouldContain "\"body\":\"one\""
            val event = jsonOf(take.invocations.single().event)
            event["body"] shouldBe JsonPrimitive("""{"rich":true}""")
            event.at("pathParameters/id") shouldBe JsonPrimitive("7")
            event.at("queryStringParameters/is") shouldBe JsonPrimitive("true")
            queue.messages().shouldBeEmpty()
        }
    }

    /** https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html */
    @Test
    fun `EventBridge Scheduler has no target in API Gateway`() = runTest {
        mockAws {
            JavaSdk(handler, region, accountId).configure(SchedulerClient.builder()).build().use { client ->
                val refused =
                    runCatching {
                        client.createSchedule { s ->
                            s.name("s").scheduleExpression("rate(1 minute)")
                                .flexibleTimeWindow { it.mode(FlexibleTimeWindowMode.OFF) }
                                .target {
                                    it.arn("arn:aws:execute-api:$region:$accountId:abc/prod/POST/x")
                                        .roleArn("arn:aws:iam::$accountId:role/r")
                                }
                        }
                    }.exceptionOrNull() as SchedulerException
                refused.awsErrorDetails().errorCode() shouldBe "ValidationException"
            }
        }
    }
}
