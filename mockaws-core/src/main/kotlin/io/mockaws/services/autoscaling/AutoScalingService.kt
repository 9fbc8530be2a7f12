package io.mockaws.services.autoscaling

import io.mockaws.derive.derivedOperation
import io.mockaws.derive.operationByMembers
import io.mockaws.engine.ModelChecks
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.StateKind
import io.mockaws.engine.World
import io.mockaws.model.Models
import io.mockaws.model.ServiceShapes
import io.mockaws.services.autoscaling.group.AutoScalingCall
import io.mockaws.services.autoscaling.group.AutoScalingState
import io.mockaws.services.autoscaling.op.attachInstances
import io.mockaws.services.autoscaling.op.attachLoadBalancerTargetGroups
import io.mockaws.services.autoscaling.op.attachLoadBalancers
import io.mockaws.services.autoscaling.op.attachTrafficSources
import io.mockaws.services.autoscaling.op.batchDeleteScheduledAction
import io.mockaws.services.autoscaling.op.batchPutScheduledUpdateGroupAction
import io.mockaws.services.autoscaling.op.completeLifecycleAction
import io.mockaws.services.autoscaling.op.createAutoScalingGroup
import io.mockaws.services.autoscaling.op.createLaunchConfiguration
import io.mockaws.services.autoscaling.op.createOrUpdateTags
import io.mockaws.services.autoscaling.op.deleteAutoScalingGroup
import io.mockaws.services.autoscaling.op.deleteLaunchConfiguration
import io.mockaws.services.autoscaling.op.deleteLifecycleHook
import io.mockaws.services.autoscaling.op.deleteNotificationConfiguration
import io.mockaws.services.autoscaling.op.deletePolicy
import io.mockaws.services.autoscaling.op.deleteScheduledAction
import io.mockaws.services.autoscaling.op.deleteTags
import io.mockaws.services.autoscaling.op.describeAccountLimits
import io.mockaws.services.autoscaling.op.describeAutoScalingGroups
import io.mockaws.services.autoscaling.op.describeAutoScalingInstances
import io.mockaws.services.autoscaling.op.describeLaunchConfigurations
import io.mockaws.services.autoscaling.op.describeLifecycleHooks
import io.mockaws.services.autoscaling.op.describeLoadBalancerTargetGroups
import io.mockaws.services.autoscaling.op.describeLoadBalancers
import io.mockaws.services.autoscaling.op.describeNotificationConfigurations
import io.mockaws.services.autoscaling.op.describePolicies
import io.mockaws.services.autoscaling.op.describeScalingActivities
import io.mockaws.services.autoscaling.op.describeScheduledActions
import io.mockaws.services.autoscaling.op.describeTags
import io.mockaws.services.autoscaling.op.describeTrafficSources
import io.mockaws.services.autoscaling.op.detachInstances
import io.mockaws.services.autoscaling.op.detachLoadBalancerTargetGroups
import io.mockaws.services.autoscaling.op.detachLoadBalancers
import io.mockaws.services.autoscaling.op.detachTrafficSources
import io.mockaws.services.autoscaling.op.disableMetricsCollection
import io.mockaws.services.autoscaling.op.enableMetricsCollection
import io.mockaws.services.autoscaling.op.enterStandby
import io.mockaws.services.autoscaling.op.executePolicy
import io.mockaws.services.autoscaling.op.exitStandby
import io.mockaws.services.autoscaling.op.putLifecycleHook
import io.mockaws.services.autoscaling.op.putNotificationConfiguration
import io.mockaws.services.autoscaling.op.putScalingPolicy
import io.mockaws.services.autoscaling.op.putScheduledUpdateGroupAction
import io.mockaws.services.autoscaling.op.recordLifecycleActionHeartbeat
import io.mockaws.services.autoscaling.op.resumeProcesses
import io.mockaws.services.autoscaling.op.setDesiredCapacity
import io.mockaws.services.autoscaling.op.setInstanceHealth
import io.mockaws.services.autoscaling.op.setInstanceProtection
import io.mockaws.services.autoscaling.op.suspendProcesses
import io.mockaws.services.autoscaling.op.terminateInstanceInGroup
import io.mockaws.services.autoscaling.op.typesOf
import io.mockaws.services.autoscaling.op.updateAutoScalingGroup
import io.mockaws.services.autoscaling.run.work
import io.mockaws.wire.protocol.Protocols
import kotlin.time.Instant

/**
 * Amazon EC2 Auto Scaling: groups that start and end instances of Amazon EC2, replace the ill, and wait for whoever has to say
 * something. Warm pools, instance refreshes and forecasts are derived.
 *
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/Welcome.html
 */
internal object AutoScalingService : Service<AutoScalingState>(
    ServiceShapes.of("autoscaling", "http://autoscaling.amazonaws.com/doc/2011-01-01/"),
    listOf(Protocols.AwsQuery),
    StateKind(StateKind.Scope.REGIONAL, AutoScalingState::create, AutoScalingState::read),
) {
    override val checks: ModelChecks get() = ModelChecks.QUERY

    override fun throttled(operation: String): Pair<String, String> = "Throttling" to "Rate exceeded"

    override val isTimed: Boolean get() = true

    override fun nextDue(
        state: AutoScalingState,
        world: World,
    ): Instant? = state.nextDue(world)

    override suspend fun runDue(call: AutoScalingCall) = call.work()

    override fun operation(name: String): Operation<AutoScalingState, *, *>? =
        ofGroups(name) ?: ofOthers(name) ?: typesOf(name)?.let { types -> by(name) { _, _ -> types } }
            ?: if (Models.service(NAME).operation(name) == null) null else derivedOperation(NAME, name)

    private fun ofGroups(name: String): Operation<AutoScalingState, *, *>? =
        when (name) {
            "AttachInstances" -> by(name, ::attachInstances)
            "CompleteLifecycleAction" -> by(name, ::completeLifecycleAction)
            "CreateAutoScalingGroup" -> by(name, ::createAutoScalingGroup)
            "CreateOrUpdateTags" -> by(name, ::createOrUpdateTags)
            "DeleteAutoScalingGroup" -> by(name, ::deleteAutoScalingGroup)
            "DeleteLifecycleHook" -> by(name, ::deleteLifecycleHook)
            "DeleteTags" -> by(name, ::deleteTags)
            "DescribeAutoScalingGroups" -> by(name, ::describeAutoScalingGroups)
            "DescribeAutoScalingInstances" -> by(name, ::describeAutoScalingInstances)
            "DescribeLifecycleHooks" -> by(name, ::describeLifecycleHooks)
            "DescribeTags" -> by(name, ::describeTags)
            "DetachInstances" -> by(name, ::detachInstances)
            "DisableMetricsCollection" -> by(name, ::disableMetricsCollection)
            "EnableMetricsCollection" -> by(name, ::enableMetricsCollection)
            "EnterStandby" -> by(name, ::enterStandby)
            "ExitStandby" -> by(name, ::exitStandby)
            "PutLifecycleHook" -> by(name, ::putLifecycleHook)
            "RecordLifecycleActionHeartbeat" -> by(name, ::recordLifecycleActionHeartbeat)
            "ResumeProcesses" -> by(name, ::resumeProcesses)
            "SetDesiredCapacity" -> by(name, ::setDesiredCapacity)
            "SetInstanceHealth" -> by(name, ::setInstanceHealth)
            "SetInstanceProtection" -> by(name, ::setInstanceProtection)
            "SuspendProcesses" -> by(name, ::suspendProcesses)
            "TerminateInstanceInAutoScalingGroup" -> by(name, ::terminateInstanceInGroup)
            "UpdateAutoScalingGroup" -> by(name, ::updateAutoScalingGroup)
            else -> null
        }

    private fun ofOthers(name: String): Operation<AutoScalingState, *, *>? =
        when (name) {
            "AttachLoadBalancerTargetGroups" -> by(name, ::attachLoadBalancerTargetGroups)
            "AttachLoadBalancers" -> by(name, ::attachLoadBalancers)
            "AttachTrafficSources" -> by(name, ::attachTrafficSources)
            "BatchDeleteScheduledAction" -> by(name, ::batchDeleteScheduledAction)
            "BatchPutScheduledUpdateGroupAction" -> by(name, ::batchPutScheduledUpdateGroupAction)
            "CreateLaunchConfiguration" -> by(name, ::createLaunchConfiguration)
            "DeleteLaunchConfiguration" -> by(name, ::deleteLaunchConfiguration)
            "DeleteNotificationConfiguration" -> by(name, ::deleteNotificationConfiguration)
            "DeletePolicy" -> by(name, ::deletePolicy)
            "DeleteScheduledAction" -> by(name, ::deleteScheduledAction)
            "DescribeAccountLimits" -> by(name, ::describeAccountLimits)
            "DescribeLaunchConfigurations" -> by(name, ::describeLaunchConfigurations)
            "DescribeLoadBalancerTargetGroups" -> by(name, ::describeLoadBalancerTargetGroups)
            "DescribeLoadBalancers" -> by(name, ::describeLoadBalancers)
            "DescribeNotificationConfigurations" -> by(name, ::describeNotificationConfigurations)
            "DescribePolicies" -> by(name, ::describePolicies)
            "DescribeScalingActivities" -> by(name, ::describeScalingActivities)
            "DescribeScheduledActions" -> by(name, ::describeScheduledActions)
            "DescribeTrafficSources" -> by(name, ::describeTrafficSources)
            "DetachLoadBalancerTargetGroups" -> by(name, ::detachLoadBalancerTargetGroups)
            "DetachLoadBalancers" -> by(name, ::detachLoadBalancers)
            "DetachTrafficSources" -> by(name, ::detachTrafficSources)
            "ExecutePolicy" -> by(name, ::executePolicy)
            "PutNotificationConfiguration" -> by(name, ::putNotificationConfiguration)
            "PutScalingPolicy" -> by(name, ::putScalingPolicy)
            "PutScheduledUpdateGroupAction" -> by(name, ::putScheduledUpdateGroupAction)
            else -> null
        }

    private fun by(
        name: String,
        handler: (Map<String, Any?>, AutoScalingCall) -> Map<String, Any?>,
    ): Operation<AutoScalingState, *, *> = operationByMembers(NAME, name, handler)

    private const val NAME = "autoscaling"
}
