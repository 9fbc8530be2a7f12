@file:OptIn(ExperimentalCoroutinesApi::class)

package io.mockaws.services.lambda

import aws.sdk.kotlin.services.dynamodb.putItem
import aws.sdk.kotlin.services.lambda.invoke
import aws.sdk.kotlin.services.lambda.model.LogType
import aws.sdk.kotlin.services.lambda.model.TooManyRequestsException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldMatch
import io.kotest.matchers.string.shouldStartWith
import io.mockaws.MockAws
import io.mockaws.mockAws
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.lambda.LambdaClient
import software.amazon.awssdk.services.s3.S3Client
import java.util.Base64
import kotlin.time.Duration.Companion.seconds
import aws.sdk.kotlin.services.dynamodb.DynamoDbClient as KotlinDynamoDb
import aws.sdk.kotlin.services.dynamodb.model.AttributeValue as KotlinValue
import aws.sdk.kotlin.services.lambda.LambdaClient as KotlinLambda

/** Functions whose code a test gives. */
class LambdaHandlersTest {
    @Serializable
    private data class Order(
        val id: String,
        val price: Int,
    )

    @Serializable
    private data class Receipt(
        val total: Int,
    )

    @Test
    fun `a suspending handler calls AWS by clients of its own, and both SDKs get what it returns`() =
        runTest {
            mockAws {
                dynamoDb.table("orders", "id")
                s3.bucket("receipts")
                lambda.function("pay") { event ->
                    val id = event.jsonObject.getValue("id").jsonPrimitive.content
                    KotlinDynamoDb.fromEnvironment().use { db ->
                        db.putItem {
                            tableName = "orders"
                            item = mapOf("id" to KotlinValue.S(id))
                        }
                    }
                    S3Client.create().use { s3 ->
                        s3.putObject({ it.bucket("receipts").key("$id.txt") }, RequestBody.fromString("paid"))
                    }
                    log("paid $id")
                    mapOf("paid" to id, "by" to functionName)
                }
                val response =
                    KotlinLambda.fromEnvironment().use {
                        it.invoke {
                            functionName = "pay"
                            payload = """{"id":"42"}""".encodeToByteArray()
                            logType = LogType.Tail
                        }
                    }
                response.payload!!.decodeToString() shouldBe """{"paid":"42","by":"pay"}"""
                response.statusCode shouldBe 200
                response.functionError shouldBe null
                response.executedVersion shouldBe "\$LATEST"
                String(Base64.getDecoder().decode(response.logResult)) shouldMatch
                    Regex(
                        "START RequestId: (\\S+) Version: \\\$LATEST\npaid 42\nEND RequestId: \\1\n" +
                            "REPORT RequestId: \\1\tDuration: \\d+\\.\\d\\d ms\tBilled Duration: \\d+ ms\tMemory Size: " +
                            "128 MB\tMax Memory Used: 128 MB\tInit Duration: 0\\.00 ms\t\n",
                    )
                s3.bucket("receipts").text("42.txt") shouldBe "paid"
                LambdaClient.create().use { it.call("pay", """{"id":"43"}""") }.payload().asUtf8String() shouldBe
                    """{"paid":"43","by":"pay"}"""
                lambda.function("pay").invocations.map { it.event } shouldBe listOf("""{"id":"42"}""", """{"id":"43"}""")
            }
        }

    @Test
    fun `events and results may have types of kotlinx-serialization`() =
        runTest {
            mockAws {
                lambda.function<Order, Receipt>("total") { order -> Receipt(order.price * 2) }
                lambda.invoke("total", """{"id":"1","price":21,"more":true}""").result shouldBe """{"total":42}"""
                lambda.invoke("total", """{"id":"1"}""").error shouldContain "price"
            }
        }

    @Test
    fun `a test in Java gives a class and a handler`() {
        withLambda { lambda ->
            this.lambda.function("hello", Map::class.java) { event, context -> "Hello ${event["name"]} from ${context.functionName}" }
            lambda.call("hello", """{"name":"Ada"}""").payload().asUtf8String() shouldBe "\"Hello Ada from hello\""
        }
    }

    @Test
    fun `a function times out by the test's clock`() =
        runTest {
            mockAws {
                lambda.function("slow") {
                    delay(5.seconds)
                    "done"
                }
                val late = KotlinLambda.fromEnvironment().use { it.invoke { functionName = "slow" } }
                late.functionError shouldBe "Unhandled"
                val error = Json.parseToJsonElement(late.payload!!.decodeToString()).jsonObject
                error.getValue("errorType").jsonPrimitive.content shouldBe "Sandbox.Timedout"
                error.getValue("errorMessage").jsonPrimitive.content shouldMatch
                    Regex("RequestId: \\S+ Error: Task timed out after 3\\.00 seconds")
                currentTime shouldBe 3_000
                lambda.function("slow").invocations.single().logs.any { "Task timed out after 3.00 seconds" in it } shouldBe true
                lambda.function("slow").configure { timeout = 10.seconds }
                LambdaClient.create().use { it.call("slow") }.payload().asUtf8String() shouldBe "\"done\""
                currentTime shouldBe 8_000
                lambda.function("slow").invoke().duration shouldBe 5.seconds
            }
        }

    @Test
    fun `a function knows who it is and how much time it has`() =
        runTest {
            mockAws(region = "eu-central-1") {
                lambda.function("who") {
                    delay(1.seconds)
                    listOf(
                        functionName,
                        functionVersion,
                        invokedFunctionArn,
                        remainingTimeInMillis(),
                        environment["X"],
                        environment["AWS_REGION"]
                    )
                }.configure { environment["X"] = "x" }
                lambda.invoke("who").result shouldBe
                    """["who","${'$'}LATEST","arn:aws:lambda:eu-central-1:123456789012:function:who",2000,"x","eu-central-1"]"""
            }
        }

    @Test
    fun `what a handler throws is told as the runtime of Java does`() =
        withLambda { lambda ->
            this.lambda.function("fails") { throw IllegalStateException("no", RuntimeException("why")) }
            val failed = lambda.call("fails")
            failed.functionError() shouldBe "Unhandled"
            failed.statusCode() shouldBe 200
            val error = Json.parseToJsonElement(failed.payload().asUtf8String()).jsonObject
            error.keys.toList() shouldBe listOf("errorMessage", "errorType", "stackTrace", "cause")
            error.getValue("errorMessage").jsonPrimitive.content shouldBe "no"
            error.getValue("errorType").jsonPrimitive.content shouldBe "java.lang.IllegalStateException"
            error.getValue("cause").jsonObject.getValue("errorMessage").jsonPrimitive.content shouldBe "why"
            error.getValue("stackTrace").toString() shouldContain "LambdaHandlersTest"
            this.lambda.function("fails").invocations.single().isFailed shouldBe true
        }

    @Test
    fun `as many run at once as are reserved, and one more is throttled`() =
        runTest {
            mockAws {
                val hasBegun = CompletableDeferred<Unit>()
                val gate = CompletableDeferred<Unit>()
                lambda.function("one") {
                    hasBegun.complete(Unit)
                    gate.await()
                    "done"
                }.configure { reservedConcurrency = 1 }
                KotlinLambda.fromEnvironment { retryStrategy { maxAttempts = 1 } }.use { client ->
                    val running = async { client.invoke { functionName = "one" } }
                    hasBegun.await()
                    val throttled = shouldThrow<TooManyRequestsException> { client.invoke { functionName = "one" } }
                    throttled.reason?.value shouldBe "ReservedFunctionConcurrentInvocationLimitExceeded"
                    gate.complete(Unit)
                    running.await().payload!!.decodeToString() shouldBe "\"done\""
                    client.invoke { functionName = "one" }.payload!!.decodeToString() shouldBe "\"done\""
                }
            }
        }

    @Test
    fun `a dry run runs nothing, and what is no JSON or too large is refused`() =
        withLambda { lambda ->
            this.lambda.function("f") { it }
            lambda.invoke { it.functionName("f").invocationType("DryRun") }.statusCode() shouldBe 204
            this.lambda.function("f").invocations shouldHaveSize 0
            refusal { lambda.call("f", "no json") } shouldStartWith
                "InvalidRequestContentException: Could not parse request body into json: Could not parse payload into json: "
            refusal { lambda.call("f", "\"${"x".repeat(6 * 1024 * 1024)}\"") } shouldBe
                "RequestTooLargeException: Request must be smaller than 6291456 bytes for the InvokeFunction operation"
            lambda.invoke { it.functionName("f") }.payload().asUtf8String() shouldBe "{}"
            this.lambda.function("big") { "x".repeat(7_000_000) }
            lambda.call("big").payload().asUtf8String() shouldBe
                """{"errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes).",""" +
                """"errorType":"Function.ResponseSizeTooLarge"}"""
            refusal { lambda.call("none") } shouldBe "ResourceNotFoundException: Function not found: $ARN:none:\$LATEST"
            refusal { lambda.call("f", qualifier = "live") } shouldBe
                "ResourceNotFoundException: Function not found: $ARN:f:live"
        }

    @Test
    fun `an alias with weights sends some calls to the other version`() =
        withLambda { lambda ->
            this.lambda.function("f") { functionVersion }
            lambda.publishVersion { it.functionName("f") }
            lambda.updateFunctionConfiguration { it.functionName("f").timeout(9) }
            lambda.publishVersion { it.functionName("f") }
            lambda.createAlias { r ->
                r.functionName("f").name("live").functionVersion("1").routingConfig { it.additionalVersionWeights(mapOf("2" to 0.5)) }
            }
            val versions = List(50) { lambda.call("f", qualifier = "live").executedVersion() }
            versions.toSet() shouldBe setOf("1", "2")
            lambda.invoke { it.functionName("$ARN:f:2").payload(SdkBytes.fromUtf8String("{}")) }.executedVersion() shouldBe "2"
        }

    @Test
    fun `a function without code that can run here says what would help`() =
        withLambda { lambda ->
            lambda.make("f")
            refusal { lambda.call("f") } shouldBe
                "NotImplemented: mockaws cannot run the function f: the class of its handler com.example.Nobody is not on " +
                "the class path. Nothing was sent to AWS. A test can give it code: aws.lambda.function(\"f\") { event -> " +
                "... }, or answer for it: aws.on(\"lambda\", \"Invoke\") { respond(mapOf(...)) }"
            this.lambda.function("f") { "now" }
            lambda.call("f").payload().asUtf8String() shouldBe "\"now\""
            lambda.deleteFunction { it.functionName("f") }
            lambda.make("f")
            refusal { lambda.call("f") } shouldStartWith "NotImplemented"
        }

    @Test
    fun `a fork has the functions of its mock, and sees only its own invocations`() {
        MockAws.start { it.intercept(false) }.use { aws ->
            aws.lambda.function("f") { "here" }.invoke()
            aws.fork().use { fork ->
                fork.lambda.invoke("f").result shouldBe "\"here\""
                fork.lambda.invoke("f")
                fork.lambda.function("f").invocations shouldHaveSize 2
            }
            aws.lambda.function("f").invocations shouldHaveSize 1
            aws.reset()
            aws.lambda.function("f").exists shouldBe false
        }
    }
}
