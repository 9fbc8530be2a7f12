package io.mockaws.services.cloudwatch

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/query_with_cloudwatch-metrics-insights.html */
class MetricInsightsTest {
    private val world = CloudWatchWorld()
    private val client = world.client

    @AfterEach
    fun close() = world.close()

    /** By label, the value of the one period that there is data of. */
    private fun found(query: String): List<Pair<String, Double>> =
        client.getMetricData {
            it.startTime(world.now.minusSeconds(300)).endTime(world.now)
                .metricDataQueries({ q -> q.id("q").period(300).expression(query) })
        }.metricDataResults().flatMap { result -> result.values().map { result.label() to it } }

    private fun took(
        value: Double,
        path: String,
        audience: String? = null,
    ) = world.put(value, secondsAgo = 60, metric = "Took") {
        dimensions(listOfNotNull(dimension("Path", path), audience?.let { dimension("Audience", it) }))
    }

    @Test
    fun `a query finds metrics by their dimensions, in groups`() {
        took(1.0, "/a", "shops")
        took(3.0, "/a", "shops")
        took(10.0, "/b", "shops")
        took(20.0, "/b", "people")
        took(100.0, "/c")
        found("SELECT SUM(Took) FROM Shop") shouldBe listOf("q" to 134.0)
        found("select avg(Took) from \"Shop\" where Path = '/a' group by Audience") shouldBe listOf("shops" to 2.0)
        found("SELECT MAX(Took) FROM Shop GROUP BY Path ORDER BY MAX() DESC LIMIT 2") shouldBe listOf("/c" to 100.0, "/b" to 20.0)
        found("SELECT COUNT(Took) FROM Shop WHERE Path != '/b' AND Audience = 'shops' GROUP BY Path, Audience") shouldBe
            listOf("/a shops" to 2.0)
        found("SELECT MIN(Took) FROM SCHEMA(Shop, Path)") shouldBe listOf("q" to 100.0)
        found("SELECT MIN(took) FROM Shop").shouldBeEmpty()
        refusal { found("SELECT MEDIAN(Took) FROM Shop") } shouldStartWith "ValidationError: Error in expression 'q'"
        refusal { found("SELECT SUM(Took) FROM Shop LIMIT 0") } shouldStartWith "ValidationError: Error in expression 'q'"
    }

    /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/ContributorInsights.html */
    @Test
    fun `rules of Contributor Insights are kept, switched and removed`() {
        val body = """{"Schema":"CloudWatchLogRule","LogGroupNames":["g"],"Contribution":{"Keys":["ip"]}}"""
        client.putInsightRule { r -> r.ruleName("a").ruleDefinition(body).tags({ it.key("k").value("v") }) }
        client.putInsightRule { it.ruleName("b").ruleDefinition(body).ruleState("DISABLED") }
        fun states() = client.describeInsightRules { }.insightRules().map { "${it.name()} ${it.state()}" }
        states() shouldBe listOf("a ENABLED", "b DISABLED")
        client.describeInsightRules { it.maxResults(1) }.run {
            insightRules().single().definition() shouldBe body
            client.describeInsightRules { it.nextToken(nextToken()) }.insightRules().single().name() shouldBe "b"
        }
        client.listTagsForResource {
            it.resourceARN("arn:aws:cloudwatch:us-east-1:123456789012:insight-rule/a")
        }.tags().single().value() shouldBe "v"
        client.disableInsightRules { it.ruleNames("a") }.failures().shouldBeEmpty()
        client.enableInsightRules { it.ruleNames("b", "c") }.failures().single().run {
            listOf(failureResource(), exceptionType()) shouldBe listOf("c", "ResourceNotFound")
        }
        states() shouldBe listOf("a DISABLED", "b ENABLED")
        client.deleteInsightRules { it.ruleNames("a") }
        states() shouldBe listOf("b ENABLED")
        refusal { client.putInsightRule { it.ruleName("c").ruleDefinition("none") } } shouldStartWith "InvalidParameter"
    }
}
