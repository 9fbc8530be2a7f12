package io.mockaws.services.cloudformation.op

import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.Stack
import io.mockaws.services.cloudformation.state.StackResource
import io.mockaws.services.cloudformation.state.stackOrNull
import io.mockaws.services.cloudformation.state.stacks
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class StackResourceInput(
    val stackName: String,
    val logicalResourceId: String,
)

@Serializable
internal data class DescribeStackResourceOutput(
    val stackResourceDetail: Detail,
) {
    @Serializable
    data class Detail(
        val stackName: String,
        val stackId: String,
        val logicalResourceId: String,
        val physicalResourceId: String?,
        val resourceType: String,
        val lastUpdatedTimestamp: Instant,
        val resourceStatus: String,
        val resourceStatusReason: String?,
        val metadata: String?,
        val driftInformation: ResourceDrift,
    )
}

@Serializable
internal data class ResourceDrift(
    val stackResourceDriftStatus: String,
)

private val StackResource.drift get() = ResourceDrift(driftStatus ?: "NOT_CHECKED")

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResource.html */
internal fun describeStackResource(
    input: StackResourceInput,
    call: CloudFormationCall,
): DescribeStackResourceOutput {
    val stack =
        call.stackOrNull(input.stackName)
            ?: throw CloudFormationFaults.invalid("Stack '${input.stackName}' does not exist")
    val resource =
        stack.resources[input.logicalResourceId]
            ?: throw CloudFormationFaults.noResource(input.logicalResourceId, stack.name)
    return DescribeStackResourceOutput(
        DescribeStackResourceOutput.Detail(
            stack.name,
            stack.id,
            resource.logicalId,
            resource.physicalId,
            resource.type,
            resource.updatedAt,
            resource.status,
            resource.statusReason,
            resource.metadata ?: "{}",
            resource.drift,
        ),
    )
}

@Serializable
internal data class StackResourcesInput(
    val stackName: String? = null,
    val logicalResourceId: String? = null,
    val physicalResourceId: String? = null,
)

@Serializable
internal data class StackResourcesOutput(
    val stackResources: List<Shown>,
) {
    @Serializable
    data class Shown(
        val stackName: String,
        val stackId: String,
        val logicalResourceId: String,
        val physicalResourceId: String?,
        val resourceType: String,
        val timestamp: Instant,
        val resourceStatus: String,
        val resourceStatusReason: String?,
        val driftInformation: ResourceDrift,
    )
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html */
internal fun describeStackResources(
    input: StackResourcesInput,
    call: CloudFormationCall,
): StackResourcesOutput {
    val stack = found(input, call)
    val all = stack.resources.values.filter {
        input.logicalResourceId == null || it.logicalId == input.logicalResourceId
    }
    return StackResourcesOutput(
        all.sortedBy { it.logicalId }.map {
            StackResourcesOutput.Shown(
                stack.name,
                stack.id,
                it.logicalId,
                it.physicalId,
                it.type,
                it.updatedAt,
                it.status,
                it.statusReason,
                it.drift,
            )
        },
    )
}

private fun found(
    input: StackResourcesInput,
    call: CloudFormationCall,
): Stack {
    if (input.stackName !=
        null
    ) {
        return call.stackOrNull(input.stackName) ?: throw CloudFormationFaults.noStack(input.stackName)
    }
    val id =
        input.physicalResourceId
            ?: throw CloudFormationFaults.invalid("Either StackName or PhysicalResourceId must be specified")
    return call.stacks().firstOrNull { stack -> !stack.isGone && stack.resources.values.any { it.physicalId == id } }
        ?: throw CloudFormationFaults.invalid("Stack for $id does not exist")
}

@Serializable
internal data class StackPageInput(
    val stackName: String,
    val nextToken: String? = null,
)

@Serializable
internal data class ListStackResourcesOutput(
    val stackResourceSummaries: List<Summary>,
    val nextToken: String? = null,
) {
    @Serializable
    data class Summary(
        val logicalResourceId: String,
        val physicalResourceId: String?,
        val resourceType: String,
        val lastUpdatedTimestamp: Instant,
        val resourceStatus: String,
        val resourceStatusReason: String?,
        val driftInformation: ResourceDrift,
    )
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html */
internal fun listStackResources(
    input: StackPageInput,
    call: CloudFormationCall,
): ListStackResourcesOutput {
    val stack = call.stackOrNull(input.stackName) ?: throw CloudFormationFaults.noStack(input.stackName)
    val page =
        pageOf(
            stack.resources.values.sortedBy {
                it.logicalId
            },
            input.nextToken,
            "ListStackResources ${stack.id}"
        ) { it.logicalId }
    val shown =
        page.items.map {
            ListStackResourcesOutput.Summary(
                it.logicalId,
                it.physicalId,
                it.type,
                it.updatedAt,
                it.status,
                it.statusReason,
                it.drift,
            )
        }
    return ListStackResourcesOutput(shown, page.nextToken)
}
