package io.mockaws.services.ssm

import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.eventbridge.EventBridgeClient
import software.amazon.awssdk.services.sqs.SqsClient
import software.amazon.awssdk.services.ssm.SsmClient

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-systems-manager-event-examples.html */
class ParameterEventsTest {
    @AutoClose
    private val aws = MockAws.start()
    private val ssm = aws.javaSdk.configure(SsmClient.builder()).build()

    private fun listen() {
        val sqs = aws.javaSdk.configure(SqsClient.builder()).build()
        sqs.createQueue { it.queueName("changes") }
        val events = aws.javaSdk.configure(EventBridgeClient.builder()).build()
        events.putRule { it.name("changes").eventPattern("""{"source": ["aws.ssm"]}""") }
        events.putTargets {
            it.rule("changes").targets({ target -> target.id("1").arn("arn:aws:sqs:us-east-1:123456789012:changes") })
        }
    }

    private fun told(): List<JsonObject> =
        aws.sqs.queue("changes").messages().map { Json.parseToJsonElement(it.body).jsonObject }

    @Test
    fun `what becomes of a parameter is told to the default event bus`() {
        listen()
        ssm.putParameter { it.name("/shop/rate").value("7").type("String").description("Of all") }
        ssm.putParameter { it.name("/shop/rate").value("8").overwrite(true) }
        ssm.labelParameterVersion { it.name("/shop/rate").labels("prod") }
        ssm.deleteParameter { it.name("/shop/rate") }
        told().map { it.getValue("detail") } shouldBe
            listOf("Create", "Update", "LabelParameterVersion", "Delete").map { operation ->
                Json.parseToJsonElement(
                    """{"operation": "$operation", "name": "/shop/rate", "type": "String", "description": "Of all"}""",
                )
            }
        val first = told().first()
        first.getValue("detail-type").jsonPrimitive.content shouldBe "Parameter Store Change"
        first.getValue("resources").toString() shouldBe """["arn:aws:ssm:us-east-1:123456789012:parameter/shop/rate"]"""
    }

    @Test
    fun `where nobody listens nobody is told`() {
        ssm.putParameter { it.name("rate").value("7").type("String") }
        aws.calls().map { "${it.service} ${it.operation}" } shouldBe listOf("ssm PutParameter")
    }
}
