package io.mockaws.services.logs

import io.mockaws.derive.derivedOperation
import io.mockaws.engine.ModelChecks
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.World
import io.mockaws.engine.operation
import io.mockaws.model.Models
import io.mockaws.model.ServiceShapes
import io.mockaws.services.logs.delivery.retry
import io.mockaws.services.logs.op.associateKmsKey
import io.mockaws.services.logs.op.cancelExportTask
import io.mockaws.services.logs.op.createDelivery
import io.mockaws.services.logs.op.createExportTask
import io.mockaws.services.logs.op.createLogGroup
import io.mockaws.services.logs.op.createLogStream
import io.mockaws.services.logs.op.deleteDataProtectionPolicy
import io.mockaws.services.logs.op.deleteDelivery
import io.mockaws.services.logs.op.deleteDeliveryDestination
import io.mockaws.services.logs.op.deleteDeliveryDestinationPolicy
import io.mockaws.services.logs.op.deleteDeliverySource
import io.mockaws.services.logs.op.deleteDestination
import io.mockaws.services.logs.op.deleteLogGroup
import io.mockaws.services.logs.op.deleteLogStream
import io.mockaws.services.logs.op.deleteMetricFilter
import io.mockaws.services.logs.op.deleteQueryDefinition
import io.mockaws.services.logs.op.deleteResourcePolicy
import io.mockaws.services.logs.op.deleteRetentionPolicy
import io.mockaws.services.logs.op.deleteSubscriptionFilter
import io.mockaws.services.logs.op.describeDeliveries
import io.mockaws.services.logs.op.describeDeliveryDestinations
import io.mockaws.services.logs.op.describeDeliverySources
import io.mockaws.services.logs.op.describeDestinations
import io.mockaws.services.logs.op.describeExportTasks
import io.mockaws.services.logs.op.describeLogGroups
import io.mockaws.services.logs.op.describeLogStreams
import io.mockaws.services.logs.op.describeMetricFilters
import io.mockaws.services.logs.op.describeQueries
import io.mockaws.services.logs.op.describeQueryDefinitions
import io.mockaws.services.logs.op.describeResourcePolicies
import io.mockaws.services.logs.op.describeSubscriptionFilters
import io.mockaws.services.logs.op.disassociateKmsKey
import io.mockaws.services.logs.op.filterLogEvents
import io.mockaws.services.logs.op.getDataProtectionPolicy
import io.mockaws.services.logs.op.getDelivery
import io.mockaws.services.logs.op.getDeliveryDestination
import io.mockaws.services.logs.op.getDeliveryDestinationPolicy
import io.mockaws.services.logs.op.getDeliverySource
import io.mockaws.services.logs.op.getLogEvents
import io.mockaws.services.logs.op.getLogRecord
import io.mockaws.services.logs.op.getQueryResults
import io.mockaws.services.logs.op.listLogGroups
import io.mockaws.services.logs.op.listTagsForResource
import io.mockaws.services.logs.op.listTagsLogGroup
import io.mockaws.services.logs.op.putDataProtectionPolicy
import io.mockaws.services.logs.op.putDeliveryDestination
import io.mockaws.services.logs.op.putDeliveryDestinationPolicy
import io.mockaws.services.logs.op.putDeliverySource
import io.mockaws.services.logs.op.putDestination
import io.mockaws.services.logs.op.putDestinationPolicy
import io.mockaws.services.logs.op.putLogEvents
import io.mockaws.services.logs.op.putLogGroupDeletionProtection
import io.mockaws.services.logs.op.putMetricFilter
import io.mockaws.services.logs.op.putQueryDefinition
import io.mockaws.services.logs.op.putResourcePolicy
import io.mockaws.services.logs.op.putRetentionPolicy
import io.mockaws.services.logs.op.putSubscriptionFilter
import io.mockaws.services.logs.op.startLiveTail
import io.mockaws.services.logs.op.startQuery
import io.mockaws.services.logs.op.stopQuery
import io.mockaws.services.logs.op.tagLogGroup
import io.mockaws.services.logs.op.tagResource
import io.mockaws.services.logs.op.testMetricFilter
import io.mockaws.services.logs.op.untagLogGroup
import io.mockaws.services.logs.op.untagResource
import io.mockaws.services.logs.op.updateDeliveryConfiguration
import io.mockaws.services.logs.state.LogsCall
import io.mockaws.services.logs.state.LogsState
import io.mockaws.wire.protocol.Protocols
import kotlin.time.Instant

/**
 * Amazon CloudWatch Logs. Deliveries of AWS's services are kept, and bring nothing; anomaly detectors, transformers,
 * field indexes, integrations, scheduled queries and policies of accounts are records, by rules from the model.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/Welcome.html
 */
internal object LogsService : Service<LogsState>(
    ServiceShapes.of("logs"),
    listOf(Protocols.AwsJson11),
    LogsState.KIND,
) {
    override val checks: ModelChecks get() = LogsChecks

    override val isTimed: Boolean get() = true

    override fun nextDue(
        state: LogsState,
        world: World,
    ): Instant? = state.nextDue

    override suspend fun runDue(call: LogsCall) = call.retry()

    override fun operation(name: String): Operation<LogsState, *, *>? =
        onGroups(name) ?: onEvents(name) ?: onFilters(name) ?: onPolicies(name) ?: onDeliveries(name)
            ?: if (Models.service("logs").operation(name) == null) null else derivedOperation("logs", name)

    private fun onGroups(name: String): Operation<LogsState, *, *>? =
        when (name) {
            "AssociateKmsKey" -> operation(name, ::associateKmsKey)
            "CreateLogGroup" -> operation(name, ::createLogGroup)
            "CreateLogStream" -> operation(name, ::createLogStream)
            "DeleteLogGroup" -> operation(name, ::deleteLogGroup)
            "DeleteLogStream" -> operation(name, ::deleteLogStream)
            "DeleteRetentionPolicy" -> operation(name, ::deleteRetentionPolicy)
            "DescribeLogGroups" -> operation(name, ::describeLogGroups)
            "DescribeLogStreams" -> operation(name, ::describeLogStreams)
            "DisassociateKmsKey" -> operation(name, ::disassociateKmsKey)
            "ListLogGroups" -> operation(name, ::listLogGroups)
            "ListTagsForResource" -> operation(name, ::listTagsForResource)
            "ListTagsLogGroup" -> operation(name, ::listTagsLogGroup)
            "PutLogGroupDeletionProtection" -> operation(name, ::putLogGroupDeletionProtection)
            "PutRetentionPolicy" -> operation(name, ::putRetentionPolicy)
            "TagLogGroup" -> operation(name, ::tagLogGroup)
            "TagResource" -> operation(name, ::tagResource)
            "UntagLogGroup" -> operation(name, ::untagLogGroup)
            "UntagResource" -> operation(name, ::untagResource)
            else -> null
        }

    private fun onDeliveries(name: String): Operation<LogsState, *, *>? =
        when (name) {
            "CreateDelivery" -> operation(name, ::createDelivery)
            "DeleteDelivery" -> operation(name, ::deleteDelivery)
            "DeleteDeliveryDestination" -> operation(name, ::deleteDeliveryDestination)
            "DeleteDeliveryDestinationPolicy" -> operation(name, ::deleteDeliveryDestinationPolicy)
            "DeleteDeliverySource" -> operation(name, ::deleteDeliverySource)
            "DescribeDeliveries" -> operation(name, ::describeDeliveries)
            "DescribeDeliveryDestinations" -> operation(name, ::describeDeliveryDestinations)
            "DescribeDeliverySources" -> operation(name, ::describeDeliverySources)
            "GetDelivery" -> operation(name, ::getDelivery)
            "GetDeliveryDestination" -> operation(name, ::getDeliveryDestination)
            "GetDeliveryDestinationPolicy" -> operation(name, ::getDeliveryDestinationPolicy)
            "GetDeliverySource" -> operation(name, ::getDeliverySource)
            "PutDeliveryDestination" -> operation(name, ::putDeliveryDestination)
            "PutDeliveryDestinationPolicy" -> operation(name, ::putDeliveryDestinationPolicy)
            "PutDeliverySource" -> operation(name, ::putDeliverySource)
            "UpdateDeliveryConfiguration" -> operation(name, ::updateDeliveryConfiguration)
            else -> null
        }

    private fun onEvents(name: String): Operation<LogsState, *, *>? =
        when (name) {
            "DeleteQueryDefinition" -> operation(name, ::deleteQueryDefinition)
            "DescribeQueries" -> operation(name, ::describeQueries)
            "DescribeQueryDefinitions" -> operation(name, ::describeQueryDefinitions)
            "FilterLogEvents" -> operation(name, ::filterLogEvents)
            "GetLogEvents" -> operation(name, ::getLogEvents)
            "GetLogRecord" -> operation(name, ::getLogRecord)
            "GetQueryResults" -> operation(name, ::getQueryResults)
            "PutLogEvents" -> operation(name, ::putLogEvents)
            "PutQueryDefinition" -> operation(name, ::putQueryDefinition)
            "StartLiveTail" -> operation(name, ::startLiveTail)
            "StartQuery" -> operation(name, ::startQuery)
            "StopQuery" -> operation(name, ::stopQuery)
            else -> null
        }

    private fun onFilters(name: String): Operation<LogsState, *, *>? =
        when (name) {
            "CancelExportTask" -> operation(name, ::cancelExportTask)
            "CreateExportTask" -> operation(name, ::createExportTask)
            "DeleteDestination" -> operation(name, ::deleteDestination)
            "DeleteMetricFilter" -> operation(name, ::deleteMetricFilter)
            "DeleteSubscriptionFilter" -> operation(name, ::deleteSubscriptionFilter)
            "DescribeDestinations" -> operation(name, ::describeDestinations)
            "DescribeExportTasks" -> operation(name, ::describeExportTasks)
            "DescribeMetricFilters" -> operation(name, ::describeMetricFilters)
            "DescribeSubscriptionFilters" -> operation(name, ::describeSubscriptionFilters)
            "PutDestination" -> operation(name, ::putDestination)
            "PutDestinationPolicy" -> operation(name, ::putDestinationPolicy)
            "PutMetricFilter" -> operation(name, ::putMetricFilter)
            "PutSubscriptionFilter" -> operation(name, ::putSubscriptionFilter)
            "TestMetricFilter" -> operation(name, ::testMetricFilter)
            else -> null
        }

    private fun onPolicies(name: String): Operation<LogsState, *, *>? =
        when (name) {
            "DeleteDataProtectionPolicy" -> operation(name, ::deleteDataProtectionPolicy)
            "DeleteResourcePolicy" -> operation(name, ::deleteResourcePolicy)
            "DescribeResourcePolicies" -> operation(name, ::describeResourcePolicies)
            "GetDataProtectionPolicy" -> operation(name, ::getDataProtectionPolicy)
            "PutDataProtectionPolicy" -> operation(name, ::putDataProtectionPolicy)
            "PutResourcePolicy" -> operation(name, ::putResourcePolicy)
            else -> null
        }
}
