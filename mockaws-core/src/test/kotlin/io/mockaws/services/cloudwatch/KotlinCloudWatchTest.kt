package io.mockaws.services.cloudwatch

import aws.sdk.kotlin.services.cloudwatch.CloudWatchClient
import aws.sdk.kotlin.services.cloudwatch.describeAlarms
import aws.sdk.kotlin.services.cloudwatch.listMetrics
import aws.sdk.kotlin.services.cloudwatch.model.ComparisonOperator
import aws.sdk.kotlin.services.cloudwatch.model.MetricDatum
import aws.sdk.kotlin.services.cloudwatch.model.ResourceNotFound
import aws.sdk.kotlin.services.cloudwatch.model.StateValue
import aws.sdk.kotlin.services.cloudwatch.model.Statistic
import aws.sdk.kotlin.services.cloudwatch.putMetricAlarm
import aws.sdk.kotlin.services.cloudwatch.putMetricData
import aws.sdk.kotlin.services.cloudwatch.setAlarmState
import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import kotlin.time.Duration.Companion.minutes

/** The same by Query, which the Kotlin SDK's client speaks. */
class KotlinCloudWatchTest {
    @Test
    fun `an alarm goes off by virtual time`() =
        runTest {
            mockAws {
                CloudWatchClient.fromEnvironment().use { client ->
                    client.putMetricAlarm {
                        alarmName = "slow"
                        namespace = "Shop"
                        metricName = "Latency"
                        statistic = Statistic.Average
                        period = 60
                        evaluationPeriods = 1
                        threshold = 1.5
                        comparisonOperator = ComparisonOperator.GreaterThanThreshold
                    }
                    client.putMetricData {
                        namespace = "Shop"
                        metricData =
                            listOf(
                                MetricDatum {
                                    metricName = "Latency"
                                    value = 2.0
                                },
                            )
                    }
                    delay(2.minutes)
                    client.describeAlarms { alarmNames = listOf("slow") }.metricAlarms?.single()?.stateValue shouldBe StateValue.Alarm
                    client.listMetrics { }.metrics?.single()?.metricName shouldBe "Latency"
                    assertThrows<ResourceNotFound> {
                        client.setAlarmState {
                            alarmName = "none"
                            stateValue = StateValue.Ok
                            stateReason = "x"
                        }
                    }
                }
                cloudWatch.alarm("slow").state shouldBe "ALARM"
            }
        }
}
