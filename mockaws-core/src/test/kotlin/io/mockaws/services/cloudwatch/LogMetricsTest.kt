package io.mockaws.services.cloudwatch

import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html */
class LogMetricsTest {
    @Test
    fun `a metric filter puts a value for each event that matches`() =
        runTest {
            mockAws {
                val group = logs.group("g")
                CloudWatchLogsClient.create().use { client ->
                    client.putMetricFilter { r ->
                        r.logGroupName("g").filterName("errors").filterPattern("ERROR").metricTransformations({
                            it.metricNamespace("Shop").metricName("Errors").metricValue("1").defaultValue(0.0)
                        })
                    }
                    client.putMetricFilter { r ->
                        r.logGroupName("g").filterName("took").filterPattern("{ $.took = * }").metricTransformations({
                            it.metricNamespace("Shop").metricName("Took").metricValue("$.took").dimensions(mapOf("Path" to "$.path"))
                        })
                    }
                }
                group.put("s", "ERROR one", "INFO", "ERROR two")
                group.put("s", "INFO only")
                group.put("s", """{"took": 12.5, "path": "/a"}""")
                val errors = cloudWatch.metric("Shop", "Errors")
                listOf(errors.sum, errors.sampleCount) shouldBe listOf(2.0, 4.0)
            }
        }

    @Test
    fun `metrics that are embedded in what a function logs are metrics`() =
        runTest {
            mockAws {
                val time = time.now().toEpochMilliseconds()
                lambda.function("f") {
                    log(
                        """{"_aws":{"Timestamp":$time,"CloudWatchMetrics":[{"Namespace":"Shop","Dimensions":[["Kind"]],""" +
                            """"Metrics":[{"Name":"Orders","Unit":"Count"}]}]},"Kind":"card","Orders":[1,2]}""",
                    )
                }.invoke()
                val orders = cloudWatch.metric("Shop", "Orders", mapOf("Kind" to "card"))
                listOf(orders.sum, orders.sampleCount) shouldBe listOf(3.0, 2.0)
            }
        }
}
