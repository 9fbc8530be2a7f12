package io.mockaws.services.lambda

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent
import com.amazonaws.services.lambda.runtime.events.S3Event
import com.amazonaws.services.lambda.runtime.events.SNSEvent
import com.amazonaws.services.lambda.runtime.events.SQSEvent
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.longs.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.lambda.LambdaClient
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest
import kotlin.time.TimeSource

/** Functions whose `Handler` names a class of the test's class path: https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html */
class LambdaClassPathTest {
    @Test
    fun `a class runs whose name a function has, without a zip, and is made once`() =
        withLambda { lambda ->
            lambda.of<Greeting>("greet")
            val text = { lambda.call("greet", """{"name":"Ada"}""").payload().asUtf8String() }
            text() shouldBe """{"text":"Hello Ada","count":1,"left":true}"""
            text() shouldBe """{"text":"Hello Ada","count":2,"left":true}"""
            this.lambda.function("greet").invocations.first().logs shouldContain "greets Ada"
            lambda.updateFunctionConfiguration { it.functionName("greet").timeout(4) }
            text() shouldBe """{"text":"Hello Ada","count":1,"left":true}"""
        }

    @Test
    fun `an event of aws-lambda-java-events arrives, and a client in a static field finds the mock`() =
        runTest {
            repeat(2) {
                mockAws(isolated = true) {
                    dynamoDb.table("objects", "id")
                    lambda.function("store", StoresObjects::class.java)
                    val event = lambda.events.s3("photos", "red flower.jpg")
                    LambdaClient.create().use { it.call("store", event) }.payload().asUtf8String() shouldBe "1"
                    dynamoDb.table("objects").items().single()["id"].toString() shouldContain "red flower.jpg"
                }
            }
        }

    @Test
    fun `every documented signature is taken`() =
        withLambda { lambda ->
            fun result(
                handler: String,
                event: String,
            ): String {
                lambda.make("f") {
                    handler(handler)
                    code { }
                }
                return lambda.call("f", event).payload().asUtf8String().also { lambda.deleteFunction { it.functionName("f") } }
            }
            val calculator = Calculator::class.java.name
            result("$calculator::add", """{"a":1,"b":2}""") shouldBe "3"
            result("$calculator::describe", """{"a":1,"b":2}""") shouldBe """{"a":2,"b":1}"""
            result("$calculator::name", "{}") shouldBe "\"f\""
            result("$calculator::nothing", "{}") shouldBe "null"
            result(Reverses::class.java.name, "\"abc\"") shouldBe "\"cba\""
            result("${Reverses::class.java.name}::handleRequest", "\"abc\"") shouldBe "\"cba\""
            result("$calculator::none", "{}") shouldBe
                """{"errorMessage":"No public method named none with appropriate method signature found on class """ +
                """$calculator","errorType":"java.lang.NoSuchMethodException"}"""
            result(calculator, "{}") shouldContain "does not implement an appropriate handler interface"
        }

    @Test
    fun `a class that cannot be made fails each invocation anew`() =
        withLambda { lambda ->
            lambda.of<FailsToBegin>("f")
            repeat(2) { lambda.call("f", "\"x\"").payload().asUtf8String() shouldContain """"errorMessage":"no luck"""" }
            FailsToBegin.tries.get() shouldBe 2
        }

    @Test
    fun `a function that blocks for too long is interrupted`() =
        withLambda { lambda ->
            lambda.of<Sleeps>("sleep") { timeout(1) }
            lambda.call("sleep", "0").payload().asUtf8String() shouldBe "0"
            val begin = TimeSource.Monotonic.markNow()
            lambda.call("sleep", "60000").payload().asUtf8String() shouldContain "Task timed out after 1.00 seconds"
            begin.elapsedNow().inWholeSeconds shouldBeLessThan 20
            Thread.currentThread().isInterrupted shouldBe false
        }

    @Test
    fun `the first invocation of an instance has time to load its classes, which AWS does not count`() =
        withLambda { lambda ->
            lambda.of<Sleeps>("sleep") { timeout(1) }
            lambda.call("sleep", "1200").payload().asUtf8String() shouldBe "1200"
            lambda.call("sleep", "1200").payload().asUtf8String() shouldContain "Task timed out after 1.00 seconds"
        }

    @Test
    fun `without code nothing is made but of a class that is there`() =
        withLambda { lambda ->
            refusal { lambda.make("f") { code { } } } shouldBe
                "InvalidParameterValueException: Please provide a source for function code."
        }

    @Test
    fun `events of other services are read by the classes that AWS has for them`() =
        withLambda { lambda ->
            fun read(
                type: Class<*>,
                event: String,
                what: (Any) -> Any?,
            ) {
                this.lambda.function("f", type) { it, _ -> what(it as Any).toString() }
                lambda.call("f", event).payload().asUtf8String() shouldBe "\"ok\""
            }
            val events = this.lambda.events
            read(SQSEvent::class.java, events.sqs("orders", "ok")) { (it as SQSEvent).records.single().body }
            read(SNSEvent::class.java, events.sns("news", "ok")) { (it as SNSEvent).records.single().sns.message }
            read(S3Event::class.java, events.s3("b", "ok")) { (it as S3Event).records.single().s3.`object`.key }
            read(ScheduledEvent::class.java, events.scheduled()) { if ((it as ScheduledEvent).source == "aws.events") "ok" else it }
            read(APIGatewayV2HTTPEvent::class.java, events.http("POST", "/x?y=1", "ok")) { (it as APIGatewayV2HTTPEvent).body }
        }

    private inline fun <reified T> LambdaClient.of(
        name: String,
        noinline change: CreateFunctionRequest.Builder.() -> Unit = {},
    ) = make(name) {
        handler(T::class.java.name)
        code { }
        change()
    }
}
