package io.mockaws.services.events

import io.kotest.matchers.shouldBe
import io.mockaws.services.events.event.Event
import io.mockaws.services.events.event.InputTransformer
import io.mockaws.services.events.event.RuleName
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.CsvSource
import org.junit.jupiter.params.provider.ValueSource
import kotlin.time.Instant

/** What LocalStack's test_events_inputs has recorded at AWS, with an event of our own. */
class InputTransformerTest {
    private val event =
        Event(
            id = "1",
            source = "shop",
            detailType = "Order Paid",
            account = "123456789012",
            region = "us-east-1",
            time = Instant.parse("2026-11-21T10:00:00Z"),
            resources = listOf("arn:aws:s3:::b"),
            detail = """{"order":{"id":"42","by":"Ann \"A\" Lee"},"tags":["new"],"states":["A","B"],"ok":true,"sum":1.50}""",
            ingestedAt = Instant.parse("2026-11-21T10:00:01Z"),
        )
    private val paths =
        mapOf(
            "id" to "$.detail.order.id",
            "by" to "$.detail.order.by",
            "order" to "$.detail.order",
            "tags" to "$.detail.tags",
            "states" to "$.detail.states",
            "second" to "$.detail.states[1]",
            "ok" to "$.detail.ok",
            "sum" to "$.detail.sum",
            "none" to "$.detail.none",
            "type" to "$.detail-type",
        )
    private val rule = RuleName("paid", "arn:aws:events:us-east-1:123456789012:rule/paid")

    private fun made(template: String) = InputTransformer(paths, template).apply(event, rule)

    @ParameterizedTest(name = "{0}")
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '\'',
        value = [
            """"<type> of <id>" | "Order Paid of 42"""",
            """"{[/<type>" | "{[/Order Paid"""",
            """"order <order> and <id>" | "order {id:42,by:Ann \A\ Lee} and 42"""",
            """"<tags> <states>" | "[new] [A,B]"""",
            """"<ok> <sum> <none>!" | "true 1.50 !"""",
            """{"id": <id>, "order": <order>} | {"id": "42", "order": {"id":"42","by":"Ann \"A\" Lee"}}""",
            """{"path": "orders/<id>/<id>", "n": [<second>, "x"]} | {"path": "orders/42/42", "n": ["B", "x"]}""",
            """{"by": "<by>"} | {"by": "Ann \"A\" Lee"}""",
            """{"none": <none>, "ok": <ok>, "sum": <sum>} | {"none": "", "ok": true, "sum": 1.50}""",
            """{"tags": <tags>} | {"tags": ["new"]}""",
            """<order> | {"id":"42","by":"Ann \"A\" Lee"}""",
        ],
    )
    fun `values stand in texts without quotes, and in JSON as JSON`(
        template: String,
        text: String,
    ) {
        made(template) shouldBe text
    }

    @Test
    fun `a text of several lines is several texts`() {
        made("\"<id> first\"\n\"<tags> second\"") shouldBe "\"42 first\"\n\"[new] second\""
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = ["""{"order": "<order>"}""", """{"tags": "<tags>"}""", "<id> alone", """{"a": <order>x}"""])
    fun `what becomes no JSON is nothing`(template: String) {
        made(template) shouldBe null
    }

    @Test
    fun `AWS has values of its own`() {
        made("\"<aws.events.rule-arn> <aws.events.rule-name> <aws.events.event.ingestion-time>\"") shouldBe
            "\"${rule.arn} paid 2026-11-21T10:00:01Z\""
        made("""{"all": <aws.events.event.json>}""") shouldBe """{"all": ${event.text}}"""
        made("""{"event": <aws.events.event>}""") shouldBe
            """{"event": {"id":"1","account":"123456789012","detailType":"Order Paid","time":"2026-11-21T10:00:00Z",""" +
            """"source":"shop","region":"us-east-1","resources":["arn:aws:s3:::b"],"version":"0"}}"""
    }

    @Test
    fun `a placeholder without a value is told`() {
        InputTransformer(paths, "\"<id> <unknown>\"").unknownPlaceholder() shouldBe "unknown"
        InputTransformer(emptyMap(), "{\"a\": <aws.events.event.json>}").unknownPlaceholder() shouldBe null
    }
}
