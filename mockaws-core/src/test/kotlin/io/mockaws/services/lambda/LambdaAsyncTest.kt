package io.mockaws.services.lambda

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.services.lambda.LambdaClient
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.s3.model.S3Exception
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException
import software.amazon.awssdk.services.sqs.SqsClient
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/**
 * Asynchronous invocations: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html, records as
 * LocalStack saw them at AWS: test_lambda_destinations.snapshot.json.
 */
class LambdaAsyncTest {
    @Test
    fun `what fails is run again after one minute and after two more, and then goes to the dead letters`() =
        runTest {
            mockAws {
                val dead = sqs.queue("dead")
                val function = lambda.function("f") { error("intentional failure") }
                val client = LambdaClient.create()
                client.updateFunctionConfiguration { r -> r.functionName("f").deadLetterConfig { it.targetArn(dead.arn) } }
                client.event("f", """{"a":1}""").statusCode() shouldBe 202
                function.invocations.map { it.attempt } shouldContainExactly listOf(1)
                time.advanceBy(59.seconds)
                function.invocations shouldHaveSize 1
                time.advanceBy(1.seconds)
                function.invocations.map { it.attempt } shouldContainExactly listOf(1, 2)
                dead.messages() shouldHaveSize 0
                time.advanceBy(2.minutes)
                function.invocations.map { it.attempt } shouldContainExactly listOf(1, 2, 3)
                function.invocations.map { it.requestId }.toSet() shouldHaveSize 1
                function.invocations.zipWithNext { a, b -> b.startedAt - a.startedAt } shouldBe listOf(1.minutes, 2.minutes)
                val letter = dead.messages().single()
                letter.body shouldBe """{"a":1}"""
                val received = SqsClient.create().use { sqs -> sqs.receiveMessage { it.queueUrl(dead.url).messageAttributeNames("All") } }
                received.messages().single().messageAttributes().mapValues { it.value.stringValue() } shouldBe
                    mapOf(
                        "RequestID" to function.invocations.first().requestId,
                        "ErrorCode" to "200",
                        "ErrorMessage" to "intentional failure",
                    )
            }
        }

    @Test
    fun `a destination gets a record of success, or of failure`() =
        runTest {
            mockAws {
                val done = sqs.queue("done")
                val failed = sqs.queue("failed")
                lambda.function("f") { event -> if (event.jsonObject.containsKey("fail")) error("no") else mapOf("ok" to true) }
                val client = LambdaClient.create()
                client.putFunctionEventInvokeConfig { r ->
                    r.functionName("f").maximumRetryAttempts(0).destinationConfig { d ->
                        d.onSuccess { it.destination(done.arn) }.onFailure { it.destination(failed.arn) }
                    }
                }
                client.event("f", "{}")
                client.event("f", """{"fail":1}""")
                val success = record(done.messages().single().body)
                success.keys.toList() shouldBe
                    listOf("version", "timestamp", "requestContext", "requestPayload", "responseContext", "responsePayload")
                success.getValue("requestContext").jsonObject.without("requestId") shouldBe
                    record("""{"functionArn":"$ARN:f:${'$'}LATEST","condition":"Success","approximateInvokeCount":1}""")
                success["responseContext"] shouldBe record("""{"statusCode":200,"executedVersion":"${'$'}LATEST"}""")
                success["responsePayload"] shouldBe record("""{"ok":true}""")
                val failure = record(failed.messages().single().body)
                failure.getValue("requestContext").jsonObject.getValue("condition").jsonPrimitive.content shouldBe "RetriesExhausted"
                failure["responseContext"] shouldBe
                    record("""{"statusCode":200,"executedVersion":"${'$'}LATEST","functionError":"Unhandled"}""")
                failure.getValue("responsePayload").jsonObject.getValue("errorMessage").jsonPrimitive.content shouldBe "no"
            }
        }

    @Test
    fun `an event that grows too old is not tried again`() =
        runTest {
            mockAws {
                val failed = sqs.queue("failed")
                val function = lambda.function("f") { error("no") }
                val client = LambdaClient.create()
                client.putFunctionEventInvokeConfig { r ->
                    r.functionName("f").maximumEventAgeInSeconds(90).destinationConfig { d -> d.onFailure { it.destination(failed.arn) } }
                }
                client.event("f", "{}")
                time.advanceBy(1.minutes)
                function.invocations shouldHaveSize 2
                val context = record(failed.messages().single().body).getValue("requestContext").jsonObject
                context.getValue("condition").jsonPrimitive.content shouldBe "EventAgeExceeded"
                context.getValue("approximateInvokeCount").jsonPrimitive.content shouldBe "2"
                time.advanceBy(10.minutes)
                function.invocations shouldHaveSize 2
            }
        }

    @Test
    fun `a function that is throttled keeps its events until there is room`() =
        runTest {
            mockAws {
                val function = lambda.function("f") { "x" }.configure { reservedConcurrency = 0 }
                LambdaClient.create().use { it.event("f", "{}") }
                time.advanceBy(1.minutes)
                function.invocations shouldHaveSize 0
                function.configure { reservedConcurrency = 1 }
                time.advanceBy(5.minutes)
                function.invocations.map { it.attempt } shouldBe listOf(1)
            }
        }

    @Test
    fun `one function is the destination of another`() =
        runTest {
            mockAws {
                lambda.function("first") { mapOf("n" to 1) }
                val second = lambda.function("second") { null }
                val client = LambdaClient.create()
                client.putFunctionEventInvokeConfig { r ->
                    r.functionName("first").destinationConfig { d -> d.onSuccess { it.destination(second.arn) } }
                }
                client.event("first", "{}")
                record(second.invocations.single().event)["responsePayload"] shouldBe record("""{"n":1}""")
            }
        }

    @Test
    fun `events that wait are saved, and are run by whoever has the world then`() {
        MockAws.start { it.intercept(false) }.use { aws ->
            aws.time.freeze()
            aws.lambda.function("f") { error("no") }
            aws.javaSdk.configure(LambdaClient.builder()).build().use { it.event("f", "{}") }
            aws.fork().use { fork ->
                fork.time.advanceBy(3.minutes)
                fork.lambda.function("f").invocations.map { it.attempt } shouldBe listOf(2, 3)
            }
            aws.lambda.function("f").invocations.map { it.attempt } shouldBe listOf(1)
        }
    }

    @Test
    fun `a bucket invokes a function for each object, once it may`() =
        runTest {
            mockAws {
                s3.bucket("photos")
                val resize = lambda.function("resize") { null }
                s3.bucket("photos").notifyFunction(resize.arn, listOf("s3:ObjectCreated:*"), prefix = "in/")
                s3.bucket("photos").put("in/a.jpg", "x").put("out/a.jpg", "y")
                val event = record(resize.invocations.single().event).getValue("Records").toString()
                Json.parseToJsonElement(event).let { it as kotlinx.serialization.json.JsonArray }.single().jsonObject
                    .getValue("s3").jsonObject.getValue("object").jsonObject.getValue("key").jsonPrimitive.content shouldBe "in/a.jpg"
            }
        }

    @Test
    fun `a topic invokes a function for each message`() =
        runTest {
            mockAws {
                val function = lambda.function("f") { null }
                sns.topic("news").subscribe("lambda", function.arn, emptyMap())
                sns.topic("news").publish("hello")
                record(function.invocations.single().event).toString() shouldContain "\"Message\":\"hello\""
            }
        }

    @Test
    fun `a secret is rotated by the function that it names, once that lets Secrets Manager in`() =
        runTest {
            mockAws {
                val secret = secretsManager.secret("db", "old")
                val secrets = SecretsManagerClient.create()
                val function =
                    lambda.function("rotate") { event ->
                        val (step, id, token) = listOf("Step", "SecretId", "ClientRequestToken").map {
                            event.jsonObject.getValue(it).jsonPrimitive.content
                        }
                        if (step == "createSecret") {
                            secrets.putSecretValue {
                                it.secretId(id).clientRequestToken(token).secretString("new").versionStages("AWSPENDING")
                            }
                        }
                        if (step == "finishSecret") {
                            val before = secrets.getSecretValue { it.secretId(id) }.versionId()
                            secrets.updateSecretVersionStage {
                                it.secretId(id).versionStage("AWSCURRENT").moveToVersionId(token).removeFromVersionId(before)
                            }
                        }
                        null
                    }
                secrets.rotateSecret { it.secretId("db").rotationLambdaARN(function.arn) }
                secret.value shouldBe "new"
                function.invocations.map { record(it.event).getValue("Step").jsonPrimitive.content } shouldBe
                    listOf("createSecret", "setSecret", "testSecret", "finishSecret")
                LambdaClient.create().make("closed")
                shouldThrow<SecretsManagerException> {
                    secrets.rotateSecret { it.secretId("db").rotationLambdaARN("$ARN:closed") }
                }.awsErrorDetails().errorCode() shouldBe "AccessDeniedException"
            }
        }

    @Test
    fun `a bucket may not tell a function that does not let S3 in`() =
        runTest {
            mockAws {
                s3.bucket("photos")
                val client = LambdaClient.create()
                client.make("closed")
                val s3 = S3Client.create()

                fun tell() =
                    s3.putBucketNotificationConfiguration { r ->
                        r.bucket("photos").notificationConfiguration { n ->
                            n.lambdaFunctionConfigurations({ it.lambdaFunctionArn("$ARN:closed").eventsWithStrings("s3:ObjectCreated:*") })
                        }
                    }
                shouldThrow<S3Exception> { tell() }.message shouldContain "Unable to validate the following destination configurations"
                client.addPermission {
                    it.functionName(
                        "closed"
                    ).statementId("s3").action("lambda:InvokeFunction").principal("s3.amazonaws.com").sourceArn("arn:aws:s3:::photos")
                }
                tell()
                s3.getBucketNotificationConfiguration {
                    it.bucket("photos")
                }.lambdaFunctionConfigurations().single().lambdaFunctionArn() shouldBe
                    "$ARN:closed"
            }
        }

    private fun LambdaClient.event(
        name: String,
        event: String,
    ) = invoke { it.functionName(name).invocationType("Event").payload(SdkBytes.fromUtf8String(event)) }

    private fun record(json: String): JsonObject = Json.parseToJsonElement(json).jsonObject

    private fun JsonObject.without(key: String) = JsonObject(this - key)
}
