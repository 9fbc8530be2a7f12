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
import java.time.Instant
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-systems-manager-event-examples.html */
class ParameterEventsTest {
    @AutoClose
    private val aws = MockAws.start()
    private val ssm = aws.javaSdk.configure(SsmClient.builder()).build()

    private fun listen() {
        val sqs = aws.javaSdk.configure(SqsClient.builder()).build()
        sqs.createQueue { it.queueName("changes").attributesWithStrings(mapOf("MessageRetentionPeriod" to "1209600")) }
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

    private fun guarded(vararg policies: String) =
        ssm.putParameter {
            it.name("foo").value("x").type("String").tier("Advanced").policies(policies.joinToString(",", "[", "]"))
        }

    /** As in https://docs.aws.amazon.com/eventbridge/latest/userguide/event-types.html, "Parameter Store Policy Action". */
    @Test
    fun `a value that stays as it is for too long is told of, once for each change`() {
        listen()
        guarded("""{"Type":"NoChangeNotification","Version":"1.0","Attributes":{"After":"2","Unit":"Hours"}}""")
        val created = ssm.getParameter { it.name("foo") }.parameter().lastModifiedDate()
        aws.time.advanceBy(119.minutes)
        ssm.putParameter { it.name("foo").value("y").overwrite(true) }
        aws.time.advanceBy(119.minutes)
        told().map { it.text("detail-type") }.distinct() shouldBe listOf("Parameter Store Change")
        aws.time.advanceBy(10.hours)
        val event = told().single { it.text("detail-type") == "Parameter Store Policy Action" }
        event.getValue("resources").toString() shouldBe """["arn:aws:ssm:us-east-1:123456789012:parameter/foo"]"""
        event.getValue("detail").toString() shouldBe
            """{"policy-type":"NoChangeNotification","parameter-name":"foo","parameter-type":"String",""" +
            """"policy-content":"{\"Type\":\"NoChangeNotification\",\"Version\":\"1.0\",""" +
            """\"Attributes\":{\"After\":\"2\",\"Unit\":\"Hours\"}}","action-status":"Success",""" +
            """"action-reason":"The parameter has not been changed for 2 hours. This notification was generated """ +
            """based on the policy created at ${millis(created)}"}"""
        ssm.describeParameters().parameters().single().policies().single().policyStatus() shouldBe "Finished"
        ssm.putParameter { it.name("foo").value("z").overwrite(true) }
        aws.time.advanceBy(10.hours)
        told().count { it.text("detail-type") == "Parameter Store Policy Action" } shouldBe 2
    }

    @Test
    fun `an expiration is told of before, and when it comes`() {
        listen()
        val end = aws.time.now() + 30.days
        guarded(
            """{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"$end"}}""",
            """{"Type":"ExpirationNotification","Version":"1.0","Attributes":{"Before":"10","Unit":"Days"}}""",
        )
        aws.time.advanceBy(21.days)
        fun actions() =
            told().filter { it.text("detail-type") == "Parameter Store Policy Action" }
                .map { it.getValue("detail").jsonObject.text("policy-type") }
        actions() shouldBe listOf("ExpirationNotification")
        ssm.getParameter { it.name("foo") }.parameter().value() shouldBe "x"
        aws.time.advanceBy(9.days)
        actions() shouldBe listOf("ExpirationNotification", "Expiration")
        told().map { it.getValue("detail").jsonObject["operation"] }.last { it != null }.toString() shouldBe "\"Delete\""
        ssm.describeParameters().parameters() shouldBe emptyList()
    }

    private fun millis(instant: Instant): String =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC).format(instant)

    private fun JsonObject.text(member: String) = getValue(member).jsonPrimitive.content

    @Test
    fun `where nobody listens nobody is told`() {
        ssm.putParameter { it.name("rate").value("7").type("String") }
        aws.calls().map { "${it.service} ${it.operation}" } shouldBe listOf("ssm PutParameter")
    }
}
