package io.mockaws.services.cloudwatch

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** Names in brackets are LocalStack's tests that were run at AWS; the words are from there. */
class AlarmTest {
    private val world = CloudWatchWorld()
    private val client = world.client
    private val aws = world.aws

    @AfterEach
    fun close() = world.close()

    private val state get() = aws.cloudWatch.alarm("a").state
    private val reason get() = aws.cloudWatch.alarm("a").reason

    private fun minute() = aws.time.advanceBy(1.minutes)

    @Test
    fun `an alarm follows its metric by the clock`() {
        world.alarm()
        state shouldBe "INSUFFICIENT_DATA"
        reason shouldBe "Unchecked: Initial alarm creation"
        world.put(21.5)
        minute()
        state shouldBe "ALARM"
        reason shouldBe "Threshold Crossed: 1 datapoint [21.5 (21/11/26 10:00:00)] was greater than the threshold (10.0)."
        world.put(5.0)
        minute()
        state shouldBe "OK"
        reason shouldBe "Threshold Crossed: 1 datapoint [5.0 (21/11/26 10:01:00)] was not greater than the threshold (10.0)."
        aws.time.advanceBy(10.minutes)
        state shouldBe "INSUFFICIENT_DATA"
        reason shouldBe "Insufficient Data: 1 datapoint was unknown."
        val shown = client.describeAlarms { it.alarmNames("a") }.metricAlarms().single()
        Json.parseToJsonElement(shown.stateReasonData()).jsonObject.getValue("statistic").jsonPrimitive.content shouldBe "Sum"
    }

    @Test
    fun `some of the last periods are enough`() {
        world.alarm { evaluationPeriods(3).datapointsToAlarm(2) }
        for (value in listOf(20.0, 1.0, 30.0)) {
            world.put(value)
            minute()
        }
        state shouldBe "ALARM"
        reason shouldBe
            "Threshold Crossed: 2 out of the last 3 datapoints [30.0 (21/11/26 10:02:00), 20.0 (21/11/26 10:00:00)] were greater " +
            "than the threshold (10.0) (minimum 2 datapoints for OK -> ALARM transition)."
    }

    @Test
    fun `what is missing is what the alarm says`() {
        // test_breaching_alarm_actions
        val expected = mapOf(
            "breaching" to "ALARM",
            "notBreaching" to "OK",
            "ignore" to "INSUFFICIENT_DATA",
            "missing" to "INSUFFICIENT_DATA"
        )
        expected.keys.forEach { world.alarm(it) { treatMissingData(it).evaluationPeriods(2) } }
        minute()
        expected.keys.associateWith { aws.cloudWatch.alarm(it).state } shouldBe expected
        aws.cloudWatch.alarm("breaching").reason shouldBe
            "Threshold Crossed: no datapoints were received for 2 periods and 2 missing datapoints were treated as [Breaching]."
    }

    @Test
    fun `an alarm of ten seconds looks every ten seconds`() {
        world.alarm { period(10) }
        world.put(11.0) { storageResolution(1) }
        aws.time.advanceBy(10.seconds)
        state shouldBe "ALARM"
    }

    @Test
    fun `an alarm watches an expression`() {
        client.putMetricAlarm {
            it.alarmName("a").evaluationPeriods(1).threshold(0.5).comparisonOperator("GreaterThanThreshold")
                .metrics(stat("errors", "m", returned = false), stat("all", "n", returned = false), math("rate", "errors / all"))
        }
        world.put(6.0)
        world.put(10.0, metric = "n")
        minute()
        state shouldBe "ALARM"
        reason shouldStartWith "Threshold Crossed: 1 datapoint [0.6 ("
    }

    @Test
    fun `topics, functions and the event bus hear of it`() {
        // test_put_metric_alarm, test_alarm_lambda_target
        val queue = aws.sqs.queue("q")
        val topic = aws.sns.topic("t").apply { subscribe(queue.arn) }
        val events = ArrayList<JsonElement>()
        val function = aws.lambda.function("f") { event -> events.add(event) }
        val heard = aws.sqs.queue("heard")
        aws.eventBridge.bus().rule("r", """{"source":["aws.cloudwatch"]}""", heard.arn)
        world.alarm {
            alarmDescription("many").alarmActions(topic.arn, function.arn).okActions(topic.arn).dimensions(dimension("Queue", "q"))
        }
        client.setAlarmState { it.alarmName("a").stateValue("ALARM").stateReason("testing") }

        val envelope = Json.parseToJsonElement(queue.messages().single().body).jsonObject
        envelope.text("Subject") shouldBe "ALARM: \"a\" in US East (N. Virginia)"
        val message = Json.parseToJsonElement(envelope.text("Message")).jsonObject
        listOf("AlarmName", "NewStateValue", "OldStateValue", "NewStateReason", "Region").map { message.text(it) } shouldBe
            listOf("a", "ALARM", "INSUFFICIENT_DATA", "testing", "US East (N. Virginia)")
        message.getValue("Trigger").jsonObject.text("Statistic") shouldBe "SUM"
        message.getValue("Trigger").jsonObject.getValue("Dimensions").toString() shouldBe """[{"value":"q","name":"Queue"}]"""

        val invoked = events.single().jsonObject
        invoked.text("alarmArn") shouldBe aws.cloudWatch.alarm("a").arn
        invoked.getValue("alarmData").jsonObject.getValue("state").jsonObject.text("value") shouldBe "ALARM"

        val event = Json.parseToJsonElement(heard.messages().single().body).jsonObject
        event.text("detail-type") shouldBe "CloudWatch Alarm State Change"
        event.getValue("resources").toString() shouldContain aws.cloudWatch.alarm("a").arn

        aws.cloudWatch.alarm("a").history shouldContainExactly
            listOf(
                "Alarm \"a\" created",
                "Alarm updated from INSUFFICIENT_DATA to ALARM",
                "Successfully executed action ${topic.arn}",
                "Successfully executed action ${function.arn}",
            )
        client.describeAlarmHistory { it.alarmName("a").historyItemType("StateUpdate") }.alarmHistoryItems().single()
            .historyData() shouldContain "\"oldState\""
    }

    @Test
    fun `an alarm whose actions are off does nothing`() {
        // test_enable_disable_alarm_actions
        val queue = aws.sqs.queue("q")
        val topic = aws.sns.topic("t").apply { subscribe(queue.arn) }
        world.alarm { alarmActions(topic.arn) }
        client.disableAlarmActions { it.alarmNames("a", "none") }
        aws.cloudWatch.alarm("a").set("ALARM")
        queue.messages().shouldBeEmpty()
        client.enableAlarmActions { it.alarmNames("a") }
        aws.cloudWatch.alarm("a").set("OK").set("ALARM")
        queue.messages().size shouldBe 1
    }

    @Test
    fun `a composite alarm follows its rule`() {
        // test_trigger_composite_alarm
        world.alarm("one")
        world.alarm("two")
        val arn = aws.cloudWatch.alarm("two").arn
        client.putCompositeAlarm { it.alarmName("a").alarmRule("ALARM(one) AND NOT (OK(\"$arn\") OR FALSE)") }
        state shouldBe "OK"
        aws.cloudWatch.alarm("one").set("ALARM")
        state shouldBe "ALARM"
        reason shouldStartWith "${aws.cloudWatch.alarm("one").arn} transitioned to ALARM at Saturday 21 November, 2026 10:00:00 UTC"
        aws.cloudWatch.alarm("two").set("OK")
        state shouldBe "OK"
        client.describeAlarms { it.alarmTypesWithStrings("CompositeAlarm") }.compositeAlarms().single().alarmName() shouldBe "a"
        client.describeAlarms { it.childrenOfAlarmName("a") }.metricAlarms().map { it.alarmName() } shouldBe listOf("one", "two")
        client.describeAlarms { }.compositeAlarms().shouldBeEmpty()
        refusal { client.putCompositeAlarm { it.alarmName("b").alarmRule("ALARM(") } } shouldStartWith "ValidationError: "
        refusal { client.putCompositeAlarm { it.alarmName("b").alarmRule("ALARM(none)") } } shouldStartWith "ValidationError: "
    }

    @Test
    fun `alarms are found, tagged and removed`() {
        // test_tagging_metric_alarm, test_set_alarm_invalid_input, test_delete_alarm
        world.alarm { tags({ it.key("Environment").value("Production") }) }
        world.alarm("b")
        client.describeAlarms { it.alarmNamePrefix("b") }.metricAlarms().single().alarmName() shouldBe "b"
        client.describeAlarmsForMetric { it.namespace("Shop").metricName("m") }.metricAlarms().map { it.alarmName() } shouldBe
            listOf("a", "b")
        client.describeAlarmsForMetric { it.namespace("Shop").metricName("m").dimensions(dimension("x", "y")) }.metricAlarms()
            .shouldBeEmpty()
        val arn = aws.cloudWatch.alarm("a").arn
        client.tagResource { r -> r.resourceARN(arn).tags({ it.key("tag1").value("foo") }) }
        client.untagResource { it.resourceARN(arn).tagKeys("Environment") }
        client.listTagsForResource { it.resourceARN(arn) }.tags().map { it.key() } shouldBe listOf("tag1")
        refusal { client.setAlarmState { it.alarmName("none").stateValue("OK").stateReason("x") } } shouldStartWith "ResourceNotFound: "
        refusal { client.setAlarmState { it.alarmName("a").stateValue("INVALID").stateReason("x") } } shouldStartWith
            "ValidationError: 1 validation error detected: Value 'INVALID' at 'stateValue' failed to satisfy constraint"
        client.deleteAlarms { it.alarmNames("a", "b") }
        client.describeAlarms { }.metricAlarms().shouldBeEmpty()
        client.listTagsForResource { it.resourceARN(arn) }.tags().shouldBeEmpty()
    }

    private fun JsonObject.text(name: String) = getValue(name).jsonPrimitive.content
}
