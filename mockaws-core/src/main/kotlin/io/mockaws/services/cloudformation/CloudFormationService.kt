package io.mockaws.services.cloudformation

import io.mockaws.derive.derivedOperation
import io.mockaws.engine.ModelChecks
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.StateKind
import io.mockaws.engine.World
import io.mockaws.engine.operation
import io.mockaws.model.Models
import io.mockaws.model.ServiceShapes
import io.mockaws.services.cloudformation.deploy.Beginning
import io.mockaws.services.cloudformation.op.cancelUpdateStack
import io.mockaws.services.cloudformation.op.continueUpdateRollback
import io.mockaws.services.cloudformation.op.createChangeSet
import io.mockaws.services.cloudformation.op.createStack
import io.mockaws.services.cloudformation.op.deleteChangeSet
import io.mockaws.services.cloudformation.op.deleteStack
import io.mockaws.services.cloudformation.op.describeChangeSet
import io.mockaws.services.cloudformation.op.describeStackDriftDetectionStatus
import io.mockaws.services.cloudformation.op.describeStackEvents
import io.mockaws.services.cloudformation.op.describeStackResource
import io.mockaws.services.cloudformation.op.describeStackResourceDrifts
import io.mockaws.services.cloudformation.op.describeStackResources
import io.mockaws.services.cloudformation.op.describeStacks
import io.mockaws.services.cloudformation.op.detectStackDrift
import io.mockaws.services.cloudformation.op.detectStackResourceDrift
import io.mockaws.services.cloudformation.op.estimateTemplateCost
import io.mockaws.services.cloudformation.op.executeChangeSet
import io.mockaws.services.cloudformation.op.getStackPolicy
import io.mockaws.services.cloudformation.op.getTemplate
import io.mockaws.services.cloudformation.op.getTemplateSummary
import io.mockaws.services.cloudformation.op.listChangeSets
import io.mockaws.services.cloudformation.op.listExports
import io.mockaws.services.cloudformation.op.listImports
import io.mockaws.services.cloudformation.op.listStackResources
import io.mockaws.services.cloudformation.op.listStacks
import io.mockaws.services.cloudformation.op.rollbackStack
import io.mockaws.services.cloudformation.op.setStackPolicy
import io.mockaws.services.cloudformation.op.signalResource
import io.mockaws.services.cloudformation.op.updateStack
import io.mockaws.services.cloudformation.op.updateTerminationProtection
import io.mockaws.services.cloudformation.op.validateTemplate
import io.mockaws.services.cloudformation.stackset.createStackInstances
import io.mockaws.services.cloudformation.stackset.createStackSet
import io.mockaws.services.cloudformation.stackset.deleteStackInstances
import io.mockaws.services.cloudformation.stackset.deleteStackSet
import io.mockaws.services.cloudformation.stackset.describeStackInstance
import io.mockaws.services.cloudformation.stackset.describeStackSet
import io.mockaws.services.cloudformation.stackset.describeStackSetOperation
import io.mockaws.services.cloudformation.stackset.listStackInstances
import io.mockaws.services.cloudformation.stackset.listStackSetOperationResults
import io.mockaws.services.cloudformation.stackset.listStackSetOperations
import io.mockaws.services.cloudformation.stackset.listStackSets
import io.mockaws.services.cloudformation.stackset.stopStackSetOperation
import io.mockaws.services.cloudformation.stackset.updateStackInstances
import io.mockaws.services.cloudformation.stackset.updateStackSet
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.CloudFormationState
import io.mockaws.wire.protocol.Protocols
import kotlin.time.Instant

/**
 * AWS CloudFormation. The registry of types and what makes templates of what is there are records, by rules from the model.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/Welcome.html
 */
internal object CloudFormationService : Service<CloudFormationState>(
    ServiceShapes.of("cloudformation", "http://cloudformation.amazonaws.com/doc/2010-05-15/"),
    listOf(Protocols.AwsQuery),
    StateKind(StateKind.Scope.REGIONAL, CloudFormationState::create, CloudFormationState::read),
) {
    override val checks: ModelChecks get() = CloudFormationChecks

    override val isTimed: Boolean get() = true

    override fun nextDue(
        state: CloudFormationState,
        world: World,
    ): Instant? = state.nextDue

    override suspend fun runDue(call: CloudFormationCall) = Beginning.work(call)

    override fun operation(name: String): Operation<CloudFormationState, *, *>? =
        onStacks(name) ?: onTemplates(name) ?: onChangeSets(name) ?: onStackSets(name)
            ?: if (Models.service("cloudformation").operation(name) ==
                null
            ) {
                null
            } else {
                derivedOperation("cloudformation", name)
            }

    private fun onStacks(name: String): Operation<CloudFormationState, *, *>? =
        when (name) {
            "CancelUpdateStack" -> operation(name, ::cancelUpdateStack)
            "ContinueUpdateRollback" -> operation(name, ::continueUpdateRollback)
            "CreateStack" -> operation(name, ::createStack)
            "DeleteStack" -> operation(name, ::deleteStack)
            "DescribeStackEvents" -> operation(name, ::describeStackEvents)
            "DescribeStackResource" -> operation(name, ::describeStackResource)
            "DescribeStackResources" -> operation(name, ::describeStackResources)
            "DescribeStacks" -> operation(name, ::describeStacks)
            "GetStackPolicy" -> operation(name, ::getStackPolicy)
            "ListExports" -> operation(name, ::listExports)
            "ListImports" -> operation(name, ::listImports)
            "ListStackResources" -> operation(name, ::listStackResources)
            "ListStacks" -> operation(name, ::listStacks)
            "RollbackStack" -> operation(name, ::rollbackStack)
            "SetStackPolicy" -> operation(name, ::setStackPolicy)
            "SignalResource" -> operation(name, ::signalResource)
            "UpdateStack" -> operation(name, ::updateStack)
            "UpdateTerminationProtection" -> operation(name, ::updateTerminationProtection)
            else -> null
        }

    private fun onTemplates(name: String): Operation<CloudFormationState, *, *>? =
        when (name) {
            "DescribeStackDriftDetectionStatus" -> operation(name, ::describeStackDriftDetectionStatus)
            "DescribeStackResourceDrifts" -> operation(name, ::describeStackResourceDrifts)
            "DetectStackDrift" -> operation(name, ::detectStackDrift)
            "DetectStackResourceDrift" -> operation(name, ::detectStackResourceDrift)
            "EstimateTemplateCost" -> operation(name, ::estimateTemplateCost)
            "GetTemplate" -> operation(name, ::getTemplate)
            "GetTemplateSummary" -> operation(name, ::getTemplateSummary)
            "ValidateTemplate" -> operation(name, ::validateTemplate)
            else -> null
        }

    private fun onChangeSets(name: String): Operation<CloudFormationState, *, *>? =
        when (name) {
            "CreateChangeSet" -> operation(name, ::createChangeSet)
            "DeleteChangeSet" -> operation(name, ::deleteChangeSet)
            "DescribeChangeSet" -> operation(name, ::describeChangeSet)
            "ExecuteChangeSet" -> operation(name, ::executeChangeSet)
            "ListChangeSets" -> operation(name, ::listChangeSets)
            else -> null
        }

    private fun onStackSets(name: String): Operation<CloudFormationState, *, *>? =
        when (name) {
            "CreateStackInstances" -> operation(name, ::createStackInstances)
            "CreateStackSet" -> operation(name, ::createStackSet)
            "DeleteStackInstances" -> operation(name, ::deleteStackInstances)
            "DeleteStackSet" -> operation(name, ::deleteStackSet)
            "DescribeStackInstance" -> operation(name, ::describeStackInstance)
            "DescribeStackSet" -> operation(name, ::describeStackSet)
            "DescribeStackSetOperation" -> operation(name, ::describeStackSetOperation)
            "ListStackInstances" -> operation(name, ::listStackInstances)
            "ListStackSetOperationResults" -> operation(name, ::listStackSetOperationResults)
            "ListStackSetOperations" -> operation(name, ::listStackSetOperations)
            "ListStackSets" -> operation(name, ::listStackSets)
            "StopStackSetOperation" -> operation(name, ::stopStackSetOperation)
            "UpdateStackInstances" -> operation(name, ::updateStackInstances)
            "UpdateStackSet" -> operation(name, ::updateStackSet)
            else -> null
        }
}
