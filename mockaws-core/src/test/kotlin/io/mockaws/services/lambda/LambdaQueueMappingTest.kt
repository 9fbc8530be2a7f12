package io.mockaws.services.lambda

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.lambda.LambdaClient
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingRequest
import software.amazon.awssdk.services.sqs.SqsClient
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue
import kotlin.time.Duration.Companion.seconds

/** Queues that functions read: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html, and LocalStack's test_lambda_integration_sqs. */
class LambdaQueueMappingTest {
    @Test
    fun `messages reach the function in batches, and are gone when it has handled them`() =
        runTest {
            mockAws {
                val orders = sqs.queue("orders")
                val function = lambda.function("f") { null }
                LambdaClient.create().map(orders.arn).state() shouldBe "Creating"
                SqsClient.create().use { client ->
                    client.sendMessage { m ->
                        m.queueUrl(orders.url).messageBody("one")
                            .messageAttributes(
                                mapOf("kind" to MessageAttributeValue.builder().dataType("String").stringValue("new").build())
                            )
                    }
                }
                val event = Json.parseToJsonElement(function.invocations.single().event).jsonObject
                val record = event.getValue("Records").jsonArray.single().jsonObject
                record.keys shouldBe
                    setOf(
                        "messageId", "receiptHandle", "body", "attributes", "messageAttributes", "md5OfMessageAttributes",
                        "md5OfBody", "eventSource", "eventSourceARN", "awsRegion",
                    )
                record.text("body") shouldBe "one"
                record.text("eventSource") shouldBe "aws:sqs"
                record.text("eventSourceARN") shouldBe orders.arn
                record.getValue("messageAttributes").toString() shouldBe
                    """{"kind":{"stringValue":"new","stringListValues":[],"binaryListValues":[],"dataType":"String"}}"""
                record.getValue("attributes").jsonObject.text("ApproximateReceiveCount") shouldBe "1"
                orders.messages() shouldHaveSize 0
            }
        }

    @Test
    fun `what fails comes back after the visibility timeout, and goes to the dead letters in the end`() =
        runTest {
            mockAws {
                val dead = sqs.queue("dead")
                val orders =
                    sqs.queue("orders") {
                        visibilityTimeout = 10.seconds
                        deadLetterQueue(dead, maxReceiveCount = 3)
                    }
                val function = lambda.function("f") { error("poison") }
                LambdaClient.create().map(orders.arn)
                orders.send("bad")
                time.advanceBy(60.seconds)
                function.invocations shouldHaveSize 3
                function.invocations.zipWithNext { a, b -> b.startedAt - a.startedAt } shouldBe listOf(10.seconds, 10.seconds)
                dead.messages().map { it.body } shouldContainExactly listOf("bad")
                orders.messages() shouldHaveSize 0
            }
        }

    @Test
    fun `a function says which messages it has failed at, and every malformed answer means all`() =
        runTest {
            mockAws {
                val orders = sqs.queue("orders") { visibilityTimeout = 10.seconds }
                var answer: (List<String>) -> String = { "null" }
                lambda.function("f") { event ->
                    val ids = event.jsonObject.getValue("Records").jsonArray.map { it.jsonObject.text("messageId") }
                    Json.parseToJsonElement(answer(ids))
                }
                LambdaClient.create().map(orders.arn) { functionResponseTypesWithStrings("ReportBatchItemFailures") }
                fun left(
                    of: Int,
                    next: (List<String>) -> String,
                ): Int {
                    orders.purge()
                    answer = next
                    repeat(of) { orders.send("$it") }
                    return orders.messages().size
                }
                left(1) { """{"batchItemFailures":[]}""" } shouldBe 0
                left(1) { """{}""" } shouldBe 0
                left(1) { """{"batchItemFailures":null}""" } shouldBe 0
                left(1) { """{"batchItemFailures":[{"itemIdentifier":"${it[0]}"}]}""" } shouldBe 1
                for (
                malformed in listOf(
                    """[]""",
                    """"text"""",
                    """{"batchItemFailures":{}}""",
                    """{"batchItemFailures":[{"itemIdentifier":""}]}""",
                    """{"batchItemFailures":[{"itemIdentifier":null}]}""",
                    """{"batchItemFailures":[{"id":"x"}]}""",
                    """{"batchItemFailures":[{"itemIdentifier":"unknown"}]}""",
                )
                ) {
                    left(1) { malformed } shouldBe 1
                }
            }
        }

    @Test
    fun `a window waits for more, until the batch is full`() =
        runTest {
            mockAws {
                val orders = sqs.queue("orders")
                val function = lambda.function("f") { null }
                LambdaClient.create().map(orders.arn) { batchSize(3).maximumBatchingWindowInSeconds(20) }
                orders.send("1")
                time.advanceBy(15.seconds)
                orders.send("2")
                function.invocations shouldHaveSize 0
                time.advanceBy(5.seconds)
                function.invocations.single().event.bodies() shouldBe listOf("1", "2")
                repeat(3) { orders.send("${it + 3}") }
                function.invocations.last().event.bodies() shouldBe listOf("3", "4", "5")
            }
        }

    @Test
    fun `messages that no filter admits are deleted unseen`() =
        runTest {
            mockAws {
                val orders = sqs.queue("orders")
                val function = lambda.function("f") { null }
                val client = LambdaClient.create()
                client.map(orders.arn) { filterCriteria { c -> c.filters({ f -> f.pattern("""{"body":{"kind":["new"]}}""") }) } }
                orders.send("""{"kind":"old"}""")
                orders.send("""{"kind":"new"}""")
                orders.send("no json")
                function.invocations.flatMap { it.event.bodies() } shouldBe listOf("""{"kind":"new"}""")
                orders.messages() shouldHaveSize 0
                refusal { client.map(orders.arn) { functionName("g") } } shouldContain "Function does not exist"
            }
        }

    @Test
    fun `groups of a FIFO queue stay in order when one fails`() =
        runTest {
            mockAws {
                val orders = sqs.queue("orders.fifo") { visibilityTimeout = 10.seconds }
                var isDown = true
                val function =
                    lambda.function("f") { event ->
                        if (isDown && "a1" in event.toString()) error("down")
                        null
                    }
                LambdaClient.create().map(orders.arn) { batchSize(1) }
                val client = SqsClient.create()
                for ((group, body) in listOf("a" to "a1", "b" to "b1", "a" to "a2")) {
                    client.sendMessage { it.queueUrl(orders.url).messageBody(body).messageGroupId(group).messageDeduplicationId(body) }
                }
                function.invocations.flatMap { it.event.bodies() } shouldBe listOf("a1", "b1")
                isDown = false
                time.advanceBy(10.seconds)
                function.invocations.flatMap { it.event.bodies() } shouldBe listOf("a1", "b1", "a1", "a2")
            }
        }

    @Test
    fun `a mapping is disabled, enabled, updated and deleted at any moment`() =
        runTest {
            mockAws {
                val orders = sqs.queue("orders")
                val function = lambda.function("f") { null }
                val client = LambdaClient.create()
                val uuid = client.map(orders.arn) { enabled(false) }.uuid()
                client.getEventSourceMapping { it.uuid(uuid) }.state() shouldBe "Disabled"
                orders.send("1")
                function.invocations shouldHaveSize 0
                client.updateEventSourceMapping { it.uuid(uuid).enabled(true) }
                function.invocations shouldHaveSize 1
                refusal { client.map(orders.arn) } shouldBe
                    "ResourceConflictException: An event source mapping with SQS arn (\" ${orders.arn} \") and function " +
                    "(\" f \") already exists. Please update or delete the existing mapping with UUID $uuid"
                refusal { client.updateEventSourceMapping { it.uuid(uuid).batchSize(100) } } shouldBe
                    "InvalidParameterValueException: Maximum batch window in seconds must be greater than 0 if maximum " +
                    "batch size is greater than 10"
                client.deleteEventSourceMapping { it.uuid(uuid) }.state() shouldBe "Deleting"
                orders.send("2")
                function.invocations shouldHaveSize 1
                refusal { client.getEventSourceMapping { it.uuid(uuid) } } shouldBe
                    "ResourceNotFoundException: The resource you requested does not exist."
                refusal { client.map("${orders.arn}-none") } shouldBe
                    "InvalidParameterValueException: Error occurred while ReceiveMessage. SQS Error Code: " +
                    "AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist."
            }
        }

    @Test
    fun `what reads a queue is in the journal, and faults of the test hit it`() =
        runTest {
            mockAws {
                val orders = sqs.queue("orders")
                val function = lambda.function("f") { null }
                LambdaClient.create().map(orders.arn)
                faults { throttle().on("sqs", "ReceiveMessage").first(1) }
                orders.send("1")
                function.invocations shouldHaveSize 0
                time.advanceBy(1.seconds)
                function.invocations shouldHaveSize 1
                calls("sqs", "ReceiveMessage").map { it.calledBy }.toSet() shouldBe setOf("lambda.amazonaws.com")
            }
        }

    private fun LambdaClient.map(
        arn: String,
        change: CreateEventSourceMappingRequest.Builder.() -> Unit = {},
    ) = createEventSourceMapping { r ->
        r.functionName("f").eventSourceArn(arn)
        r.change()
    }

    private fun String.bodies() =
        Json.parseToJsonElement(this).jsonObject.getValue("Records").jsonArray.map { it.jsonObject.text("body") }

    private fun JsonObject.text(name: String) = getValue(name).jsonPrimitive.content
}
