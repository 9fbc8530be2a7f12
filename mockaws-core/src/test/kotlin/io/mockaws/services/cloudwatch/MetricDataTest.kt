package io.mockaws.services.cloudwatch

import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult
import software.amazon.awssdk.services.cloudwatch.model.Statistic
import kotlin.time.Duration.Companion.days

/** Names in brackets are LocalStack's tests that were run at AWS; the words are from there. */
class MetricDataTest {
    private val world = CloudWatchWorld()
    private val client = world.client

    @AfterEach
    fun close() = world.close()

    private fun data(vararg queries: MetricDataQuery): List<MetricDataResult> =
        client.getMetricData {
            it.startTime(world.now.minusSeconds(300)).endTime(world.now).metricDataQueries(*queries)
        }.metricDataResults()

    @Test
    fun `values, counts and sums come to statistics`() {
        // test_put_metric_data_values_list
        client.putMetricData { r ->
            r.namespace("Shop").metricData({
                it.metricName("m").unit("Count").timestamp(world.now.minusSeconds(60)).values(1.0, 10.0, 10.0).counts(2.0, 3.0, 1.0)
            }, {
                it.metricName("m").unit("Count").timestamp(world.now.minusSeconds(30))
                    .statisticValues { s -> s.sampleCount(2.0).sum(6.0).minimum(0.5).maximum(5.5) }
            })
        }
        val point =
            client.getMetricStatistics {
                it.namespace("Shop").metricName("m").period(60).startTime(world.now.minusSeconds(300)).endTime(world.now)
                    .statistics(Statistic.SAMPLE_COUNT, Statistic.SUM, Statistic.MAXIMUM, Statistic.MINIMUM, Statistic.AVERAGE)
            }.datapoints().single()
        listOf(point.sampleCount(), point.sum(), point.minimum(), point.maximum(), point.average()) shouldBe
            listOf(8.0, 48.0, 0.5, 10.0, 6.0)
        point.unitAsString() shouldBe "Count"
        point.timestamp() shouldBe world.now.minusSeconds(60)
    }

    @Test
    fun `percentiles and trimmed means look at all values`() {
        for (i in 1..100) world.put(i.toDouble(), secondsAgo = 60)
        val point =
            client.getMetricStatistics {
                it.namespace("Shop").metricName("m").period(60).startTime(world.now.minusSeconds(300)).endTime(world.now)
                    .extendedStatistics("p90", "p99.9", "tm50", "TM(10%:90%)", "PR(:50)")
            }.datapoints().single()
        point.extendedStatistics() shouldBe
            mapOf("p90" to 90.0, "p99.9" to 100.0, "tm50" to 25.5, "TM(10%:90%)" to 50.5, "PR(:50)" to 50.0)
    }

    @Test
    fun `what cannot be is refused, and nothing of it is kept`() {
        // test_put_metric_data_validation, test_invalid_amount_of_datapoints
        refusal { world.put(1.0) { values(1.0) } } shouldBe
            "InvalidParameterCombination: The parameters MetricData.member.1.Value and MetricData.member.1.Values are mutually " +
            "exclusive and you have specified both."
        refusal { world.put(1.0) { value(null).values(1.0, 2.0).counts(1.0) } } shouldBe
            "InvalidParameterValue: The parameters MetricData.member.1.Values and MetricData.member.1.Counts must be of the same size."
        refusal { world.put(1.0, secondsAgo = 15 * 86_400) } shouldStartWith
            "InvalidParameterValue: The parameter MetricData.member.1.Timestamp"
        refusal { world.put(Double.NaN) } shouldStartWith "InvalidParameterValue: The value NaN for parameter MetricData.member.1.Value"
        fun statistics(
            seconds: Long,
            period: Int,
        ) = refusal {
            client.getMetricStatistics {
                it.namespace("Shop").metricName("m").period(period).statistics(Statistic.SUM)
                    .startTime(world.now.minusSeconds(seconds)).endTime(world.now)
            }
        }
        statistics(86_400, 1) shouldBe
            "InvalidParameterCombination: You have requested up to 86400 datapoints, which exceeds the limit of 1440. You may reduce " +
            "the datapoints requested by increasing Period, or decreasing the time range."
        statistics(0, 60) shouldBe "InvalidParameterValue: The parameter StartTime must be less than the parameter EndTime."
        client.listMetrics { }.metrics().shouldBeEmpty()
    }

    @Test
    fun `series of several queries come the newest first`() {
        // test_get_metric_data_for_multiple_metrics, test_label_generation
        world.put(1.0, secondsAgo = 120)
        world.put(2.0, secondsAgo = 60)
        world.put(3.0, secondsAgo = 60)
        world.put(7.0, secondsAgo = 60, metric = "n")
        val (m, n) = data(stat("one", "m"), stat("two", "n"))
        listOf(m.id(), m.label(), m.statusCodeAsString()) shouldBe listOf("one", "m", "Complete")
        m.values() shouldBe listOf(5.0, 1.0)
        m.timestamps() shouldBe listOf(world.now.minusSeconds(60), world.now.minusSeconds(120))
        n.values() shouldBe listOf(7.0)
        data(stat("a", "m", "Sum", 60), stat("b", "m", "Minimum", 30)).map { it.label() } shouldBe listOf("m Sum 60", "m Minimum 30")
    }

    @Test
    fun `expressions work on series`() {
        for ((ago, value) in listOf(240L to 10.0, 180L to 20.0, 60L to 40.0)) world.put(value, ago)
        for ((ago, value) in listOf(240L to 1.0, 60L to 4.0)) world.put(value, ago, metric = "n")
        val cases =
            mapOf(
                "a + 1" to listOf(41.0, 21.0, 11.0),
                "a / b" to listOf(10.0, 10.0),
                "(a - b) * 2" to listOf(72.0, 18.0),
                "-a" to listOf(-40.0, -20.0, -10.0),
                "2 ^ 3 + a * 0" to listOf(8.0, 8.0, 8.0),
                "SUM([a, b])" to listOf(44.0, 20.0, 11.0),
                "SUM(METRICS())" to listOf(44.0, 20.0, 11.0),
                "MAX([a, b])" to listOf(40.0, 20.0, 10.0),
                "a * 0 + AVG(b)" to listOf(2.5, 2.5, 2.5),
                "FILL(b, 0)" to listOf(4.0, 0.0, 0.0, 1.0, 0.0),
                "FILL(b, REPEAT)" to listOf(4.0, 1.0, 1.0, 1.0),
                "FILL(b, LINEAR)" to listOf(4.0, 3.0, 2.0, 1.0),
                "IF(a > 15, a, 0)" to listOf(40.0, 20.0, 0.0),
                "IF(a > 15 AND a < 30, 1)" to listOf(1.0),
                "DIFF(a)" to listOf(20.0, 10.0),
                "RATE(a) * 60" to listOf(10.0, 10.0),
                "RUNNING_SUM(a)" to listOf(70.0, 30.0, 10.0),
                "a / 0" to emptyList(),
                "a * 0 + PERIOD(a)" to listOf(60.0, 60.0, 60.0),
            )
        cases.forEach { (expression, expected) ->
            withClue(expression) {
                data(stat("a", "m", returned = false), stat("b", "n", returned = false), math("e", expression)).single().values() shouldBe
                    expected
            }
        }
        refusal { data(math("e", "nothing + 1")) } shouldStartWith "ValidationError: Error in expression 'e'"
        refusal { data(stat("Big", "m")) } shouldStartWith "ValidationError: The value Big for parameter MetricDataQueries.member.1.Id"
    }

    @Test
    fun `metrics are listed by what they are, while they get data`() {
        world.put(1.0)
        world.put(1.0) { dimensions(dimension("Queue", "q"), dimension("Host", "h")) }
        client.listMetrics { it.namespace("Shop").metricName("m") }.metrics().size shouldBe 2
        val found = client.listMetrics { r -> r.dimensions({ it.name("Queue") }) }.metrics().single()
        found.dimensions().map { it.name() to it.value() } shouldBe listOf("Host" to "h", "Queue" to "q")
        world.aws.cloudWatch.metric("Shop", "m", mapOf("Host" to "h", "Queue" to "q")).sum shouldBe 1.0
        world.aws.time.advanceBy(15.days)
        client.listMetrics { }.metrics().shouldBeEmpty()
    }

    @Test
    fun `more than 500 metrics come in pages`() {
        client.putMetricData { r ->
            r.namespace("Shop").metricData(
                (1..600).map { i ->
                    software.amazon.awssdk.services.cloudwatch.model.MetricDatum.builder().metricName("m$i").value(1.0).build()
                }
            )
        }
        client.listMetrics { }.let {
            it.metrics().size shouldBe 500
            client.listMetrics { r -> r.nextToken(it.nextToken()) }.metrics().size shouldBe 100
        }
    }

    @Test
    fun `dashboards are kept for all regions`() {
        // test_dashboard_lifecycle, test_invalid_dashboard_name
        val body = """{"widgets":[{"type":"text","x":0,"y":0,"width":6,"height":6,"properties":{"markdown":"hi"}}]}"""
        client.putDashboard { it.dashboardName("d").dashboardBody(body) }.dashboardValidationMessages().shouldBeEmpty()
        val shown = client.getDashboard { it.dashboardName("d") }
        listOf(shown.dashboardArn(), shown.dashboardBody()) shouldBe
            listOf("arn:aws:cloudwatch::${world.aws.accountId}:dashboard/d", body)
        client.listDashboards { it.dashboardNamePrefix("d") }.dashboardEntries().single().size() shouldBe body.length.toLong()
        refusal { client.putDashboard { it.dashboardName("a b").dashboardBody(body) } } shouldStartWith
            "InvalidParameterValue: The value for field DashboardName contains invalid characters."
        refusal { client.putDashboard { it.dashboardName("d").dashboardBody("x") } } shouldBe
            "InvalidParameterInput: The field DashboardBody must be a valid JSON object"
        client.deleteDashboards { it.dashboardNames("d") }
        refusal { client.getDashboard { it.dashboardName("d") } } shouldBe "ResourceNotFound: Dashboard d does not exist"
    }
}
