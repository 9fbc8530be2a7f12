package io.mockaws.services.cloudwatch

import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.MockClock
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator
import software.amazon.awssdk.services.cloudwatch.model.Dimension
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest
import java.time.Instant
import kotlin.time.toJavaInstant

/** A CloudWatch with a clock that stands still at a whole hour, and the Java SDK's client for it. */
internal class CloudWatchWorld : AutoCloseable {
    val aws: MockAws =
        MockAws.start(
            MockAwsOptions(clock = MockClock.MANUAL, startAt = kotlin.time.Instant.parse("2026-11-21T10:00:00Z")),
        )
    val client: CloudWatchClient = aws.javaSdk.configure(CloudWatchClient.builder()).build()

    val now: Instant get() = aws.time.now().toJavaInstant()

    fun put(
        value: Double,
        secondsAgo: Long = 0,
        metric: String = "m",
        more: MetricDatum.Builder.() -> Unit = {},
    ) {
        val datum = MetricDatum.builder().metricName(metric).value(value).timestamp(now.minusSeconds(secondsAgo)).apply(more)
        client.putMetricData { it.namespace("Shop").metricData(datum.build()) }
    }

    fun alarm(
        name: String = "a",
        threshold: Double = 10.0,
        more: PutMetricAlarmRequest.Builder.() -> Unit = {},
    ) {
        client.putMetricAlarm {
            it.alarmName(name).namespace("Shop").metricName("m").statistic("Sum").period(60).evaluationPeriods(1)
                .threshold(threshold).comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD).apply(more)
        }
    }

    override fun close() {
        client.close()
        aws.close()
    }
}

internal fun dimension(
    name: String,
    value: String,
): Dimension = Dimension.builder().name(name).value(value).build()

internal fun stat(
    id: String,
    metric: String,
    stat: String = "Sum",
    period: Int = 60,
    returned: Boolean? = null,
): MetricDataQuery =
    MetricDataQuery.builder().id(id).returnData(returned)
        .metricStat { s -> s.period(period).stat(stat).metric { it.namespace("Shop").metricName(metric) } }.build()

internal fun math(
    id: String,
    expression: String,
): MetricDataQuery = MetricDataQuery.builder().id(id).expression(expression).build()

/** The code and message of what [call] fails by. */
internal fun refusal(call: () -> Any?): String =
    try {
        "answered ${call()}"
    } catch (refused: CloudWatchException) {
        "${refused.awsErrorDetails().errorCode()}: ${refused.awsErrorDetails().errorMessage()}"
    }
