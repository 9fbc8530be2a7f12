package io.mockaws.services.lambda

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent
import com.amazonaws.services.lambda.runtime.events.CloudWatchLogsEvent
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent
import com.amazonaws.services.lambda.runtime.events.DynamodbTimeWindowEvent
import com.amazonaws.services.lambda.runtime.events.KinesisEvent
import com.amazonaws.services.lambda.runtime.events.S3Event
import com.amazonaws.services.lambda.runtime.events.SNSEvent
import com.amazonaws.services.lambda.runtime.events.SQSEvent
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent
import io.kotest.matchers.collections.shouldBeEmpty
import io.mockaws.MockAws
import io.mockaws.mockAws
import io.mockaws.services.apigateway.RestApi
import io.mockaws.services.apigateway.restApis
import io.mockaws.services.lambda.jvm.JavaTypes
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.doubleOrNull
import org.junit.jupiter.api.Test
import kotlin.math.abs
import kotlin.time.Duration.Companion.minutes

/**
 * Events, as the services of the mock send them, in the classes of `aws-lambda-java-events`: nothing of them is lost that
 * the class has a member for, when AWS's own serialization reads them and writes them back.
 */
class LambdaEventClassesTest {
    private val types = JavaTypes.of(javaClass.classLoader)

    /** What of [event] is not there any more after it was a [type], but for the members that this has not. */
    private fun lost(event: String, type: Class<*>, vararg unknown: String): List<String> {
        val back = types.write(types.read(event, type), type)
        val known = unknown.map { Regex(it) }
        return lost(Json.parseToJsonElement(event), Json.parseToJsonElement(back), "")
            .filter { path -> known.none { it.matches(path.substringBefore(' ')) } }
    }

    private fun lost(sent: JsonElement, back: JsonElement?, path: String): List<String> =
        when (sent) {
            is JsonNull -> emptyList()

            is JsonObject ->
                sent.flatMap { (name, value) ->
                    val other = (back as? JsonObject)?.entries?.firstOrNull { it.key.equals(name, ignoreCase = true) }?.value
                    lost(value, other, "$path/$name")
                }

            is JsonArray -> sent.flatMapIndexed { i, value -> lost(value, (back as? JsonArray)?.getOrNull(i), "$path/$i") }

            is JsonPrimitive -> if (isSame(sent, back)) emptyList() else listOf("$path $sent became $back")
        }

    private fun isSame(sent: JsonPrimitive, back: JsonElement?): Boolean {
        val other = back as? JsonPrimitive ?: return false
        val numbers = sent.doubleOrNull to other.doubleOrNull
        return sent.content == other.content ||
            numbers.first?.let { a -> numbers.second?.let { abs(a - it) < 1 } } == true
    }

    private fun MockAws.taker(result: Any? = null) = lambda.function("take") { result }

    private fun MockAws.event() = lambda.function("take").invocations.last().event

    @Test
    fun `events of queues and topics`() = runTest {
        mockAws {
            val queue = sqs.queue("q")
            taker().eventSource(queue.arn)
            queue.send("one")
            lost(event(), SQSEvent::class.java).shouldBeEmpty()
            sns.topic("t").subscribe("lambda", taker().arn, emptyMap())
            sns.topic("t").publish("two", "subject")
            lost(event(), SNSEvent::class.java).shouldBeEmpty()
        }
    }

    @Test
    fun `events of buckets, of changes in tables and of streams`() = runTest {
        mockAws {
            s3.bucket("bucket").notifyFunction(taker().arn)
            s3.bucket("bucket").put("a b.txt", "x")
            lost(event(), S3Event::class.java).shouldBeEmpty()
            val table = dynamoDb.table("orders", "id").withStream()
            taker().eventSource(table.streamArn) { startingPosition = "TRIM_HORIZON" }
            table.put(mapOf("id" to "1", "count" to 3, "tags" to listOf("a", true), "more" to mapOf("deep" to "x")))
            lost(event(), DynamodbEvent::class.java).shouldBeEmpty()
            val stream = kinesis.stream("s")
            taker().eventSource(stream.arn) { startingPosition = "TRIM_HORIZON" }
            stream.put("data", "key")
            lost(event(), KinesisEvent::class.java).shouldBeEmpty()
        }
    }

    @Test
    fun `events of windows`() = runTest {
        mockAws {
            val table = dynamoDb.table("orders", "id").withStream()
            taker(mapOf("state" to mapOf("a" to "1")))
            lambdas().use { client ->
                client.createEventSourceMapping {
                    it.functionName("take").eventSourceArn(table.streamArn).startingPosition("TRIM_HORIZON").tumblingWindowInSeconds(60)
                }
            }
            table.put(mapOf("id" to "1"))
            time.advanceBy(2.minutes)
            lost(event(), DynamodbTimeWindowEvent::class.java).shouldBeEmpty()
        }
    }

    @Test
    fun `events of rules and of logs`() = runTest {
        mockAws {
            eventBridge.bus().rule("r", """{"source":["shop"]}""", taker().arn).put("shop", "Paid", """{"id":"1"}""")
            lost(event(), ScheduledEvent::class.java, "/time").shouldBeEmpty()
            logs.group("g").subscribe("f", taker().arn, "").put("s", "hello")
            lost(event(), CloudWatchLogsEvent::class.java).shouldBeEmpty()
        }
    }

    @Test
    fun `events of APIs and of URLs`() = runTest {
        mockAws {
            val function = taker(mapOf("statusCode" to 200))
            restApis().use { client -> RestApi(client, "rest").function("ANY", "/{proxy+}", function.arn).deploy() }
            apiGateway.api("rest").post("/a/b?x=1&x=2", "{}")
            lost(event(), APIGatewayProxyRequestEvent::class.java, "/requestContext/(domainPrefix|deploymentId)").shouldBeEmpty()
            apiGateway.httpApi("http").route("POST /{id}", function.arn).post("/7?x=1", "{}", mapOf("Cookie" to "a=1"))
            lost(event(), APIGatewayV2HTTPEvent::class.java).shouldBeEmpty()
            function.url().post("/7?x=1", "{}")
            lost(event(), APIGatewayV2HTTPEvent::class.java).shouldBeEmpty()
        }
    }

    @Test
    fun `events of custom resources`() = runTest {
        mockAws {
            lambda.function("take") { error("seen") }
            runCatching {
                cloudFormation.deployText(
                    "s",
                    "Resources: { R: { Type: 'Custom::R', Properties: { ServiceToken: '${lambda.function("take").arn}', A: b } } }",
                )
            }
            lost(lambda.function("take").invocations.first().event, CloudFormationCustomResourceEvent::class.java).shouldBeEmpty()
        }
    }

    private fun MockAws.lambdas() =
        javaSdk.configure(software.amazon.awssdk.services.lambda.LambdaClient.builder()).build()
}
