package io.mockaws.services.cloudwatch

import io.mockaws.derive.derivedOperation
import io.mockaws.engine.ModelChecks
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.World
import io.mockaws.engine.operation
import io.mockaws.model.Models
import io.mockaws.model.ServiceShapes
import io.mockaws.services.cloudwatch.op.deleteAlarms
import io.mockaws.services.cloudwatch.op.deleteDashboards
import io.mockaws.services.cloudwatch.op.deleteInsightRules
import io.mockaws.services.cloudwatch.op.describeAlarmHistory
import io.mockaws.services.cloudwatch.op.describeAlarms
import io.mockaws.services.cloudwatch.op.describeAlarmsForMetric
import io.mockaws.services.cloudwatch.op.describeInsightRules
import io.mockaws.services.cloudwatch.op.disableAlarmActions
import io.mockaws.services.cloudwatch.op.disableInsightRules
import io.mockaws.services.cloudwatch.op.enableAlarmActions
import io.mockaws.services.cloudwatch.op.enableInsightRules
import io.mockaws.services.cloudwatch.op.getDashboard
import io.mockaws.services.cloudwatch.op.getMetricData
import io.mockaws.services.cloudwatch.op.getMetricStatistics
import io.mockaws.services.cloudwatch.op.listDashboards
import io.mockaws.services.cloudwatch.op.listMetrics
import io.mockaws.services.cloudwatch.op.listTagsForResource
import io.mockaws.services.cloudwatch.op.putCompositeAlarm
import io.mockaws.services.cloudwatch.op.putDashboard
import io.mockaws.services.cloudwatch.op.putInsightRule
import io.mockaws.services.cloudwatch.op.putMetricAlarm
import io.mockaws.services.cloudwatch.op.putMetricData
import io.mockaws.services.cloudwatch.op.setAlarmState
import io.mockaws.services.cloudwatch.op.tagResource
import io.mockaws.services.cloudwatch.op.untagResource
import io.mockaws.services.cloudwatch.run.lookAtFirst
import io.mockaws.services.cloudwatch.state.CloudWatchCall
import io.mockaws.services.cloudwatch.state.CloudWatchState
import io.mockaws.wire.protocol.Protocols
import kotlin.time.Instant

/**
 * Amazon CloudWatch: metrics, alarms and dashboards. Metric streams and anomaly detectors are records, by rules from the
 * model; rules of Contributor Insights are kept, and find nothing.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/Welcome.html
 */
internal object CloudWatchService : Service<CloudWatchState>(
    ServiceShapes.of("cloudwatch", "http://monitoring.amazonaws.com/doc/2010-08-01/"),
    listOf(Protocols.RpcV2Cbor, Protocols.AwsJson10, Protocols.AwsQuery),
    CloudWatchState.KIND,
) {
    override val checks: ModelChecks get() = CloudWatchChecks

    override val isTimed: Boolean get() = true

    override fun nextDue(
        state: CloudWatchState,
        world: World,
    ): Instant? = state.nextDue

    override suspend fun runDue(call: CloudWatchCall) = call.lookAtFirst()

    override fun operation(name: String): Operation<CloudWatchState, *, *>? =
        when (name) {
            "DeleteAlarms" -> operation(name, ::deleteAlarms)

            "DeleteDashboards" -> operation(name, ::deleteDashboards)

            "DeleteInsightRules" -> operation(name, ::deleteInsightRules)

            "DescribeAlarmHistory" -> operation(name, ::describeAlarmHistory)

            "DescribeAlarms" -> operation(name, ::describeAlarms)

            "DescribeAlarmsForMetric" -> operation(name, ::describeAlarmsForMetric)

            "DescribeInsightRules" -> operation(name, ::describeInsightRules)

            "DisableAlarmActions" -> operation(name, ::disableAlarmActions)

            "DisableInsightRules" -> operation(name, ::disableInsightRules)

            "EnableAlarmActions" -> operation(name, ::enableAlarmActions)

            "EnableInsightRules" -> operation(name, ::enableInsightRules)

            "GetDashboard" -> operation(name, ::getDashboard)

            "GetMetricData" -> operation(name, ::getMetricData)

            "GetMetricStatistics" -> operation(name, ::getMetricStatistics)

            "ListDashboards" -> operation(name, ::listDashboards)

            "ListMetrics" -> operation(name, ::listMetrics)

            "ListTagsForResource" -> operation(name, ::listTagsForResource)

            "PutCompositeAlarm" -> operation(name, ::putCompositeAlarm)

            "PutDashboard" -> operation(name, ::putDashboard)

            "PutInsightRule" -> operation(name, ::putInsightRule)

            "PutMetricAlarm" -> operation(name, ::putMetricAlarm)

            "PutMetricData" -> operation(name, ::putMetricData)

            "SetAlarmState" -> operation(name, ::setAlarmState)

            "TagResource" -> operation(name, ::tagResource)

            "UntagResource" -> operation(name, ::untagResource)

            else -> if (Models.service("cloudwatch").operation(name) ==
                null
            ) {
                null
            } else {
                derivedOperation("cloudwatch", name)
            }
        }
}
