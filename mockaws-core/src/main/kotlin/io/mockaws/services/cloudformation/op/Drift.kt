package io.mockaws.services.cloudformation.op

import io.mockaws.services.cloudformation.deploy.DriftCheck
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.STACKS
import io.mockaws.services.cloudformation.state.Stack
import io.mockaws.services.cloudformation.state.StackResource
import io.mockaws.services.cloudformation.state.stackOrNull
import io.mockaws.services.cloudformation.template.scalar
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlin.time.Instant

@Serializable
internal data class DetectStackDriftInput(
    val stackName: String,
    val logicalResourceIds: List<String>? = null,
)

@Serializable
internal data class DetectStackDriftOutput(
    val stackDriftDetectionId: String,
)

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DetectStackDrift.html */
internal fun detectStackDrift(
    input: DetectStackDriftInput,
    call: CloudFormationCall,
): DetectStackDriftOutput {
    val stack = call.stackOrNull(input.stackName) ?: throw CloudFormationFaults.noStackNamed(input.stackName)
    DriftCheck(call).run(stack.id, input.logicalResourceIds.orEmpty())
    val id = call.ids.uuid()
    call.state.write {
        this[STACKS, stack.id] =
            this[STACKS].getValue(stack.id).let { it.copy(driftIds = it.driftIds + id) }
    }
    return DetectStackDriftOutput(id)
}

@Serializable
internal data class DetectionStatusInput(
    val stackDriftDetectionId: String,
)

@Serializable
internal data class DetectionStatusOutput(
    val stackId: String,
    val stackDriftDetectionId: String,
    val stackDriftStatus: String?,
    val detectionStatus: String = "DETECTION_COMPLETE",
    val driftedStackResourceCount: Int,
    val timestamp: Instant,
)

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackDriftDetectionStatus.html */
internal fun describeStackDriftDetectionStatus(
    input: DetectionStatusInput,
    call: CloudFormationCall,
): DetectionStatusOutput {
    val id = input.stackDriftDetectionId
    val stack =
        call.state.now[STACKS].values.firstOrNull { id in it.driftIds }
            ?: throw CloudFormationFaults.invalid("DriftDetectionId $id does not exist")
    return DetectionStatusOutput(
        stack.id,
        id,
        stack.driftStatus,
        driftedStackResourceCount = stack.resources.values.count(::isDrifted),
        timestamp =
        stack.driftCheckedAt ?: call.now()
    )
}

private fun isDrifted(resource: StackResource) = resource.driftStatus == "MODIFIED" || resource.driftStatus == "DELETED"

@Serializable
internal data class DescribeStackResourceDriftsInput(
    val stackName: String,
    val stackResourceDriftStatusFilters: List<String>? = null,
    val nextToken: String? = null,
    val maxResults: Int? = null,
)

@Serializable
internal data class DescribeStackResourceDriftsOutput(
    val stackResourceDrifts: List<ShownDrift>,
    val nextToken: String? = null,
)

@Serializable
internal data class DetectStackResourceDriftOutput(
    val stackResourceDrift: ShownDrift,
)

@Serializable
internal data class ShownDrift(
    val stackId: String,
    val logicalResourceId: String,
    val physicalResourceId: String?,
    val resourceType: String,
    val expectedProperties: String?,
    val actualProperties: String?,
    val propertyDifferences: List<Difference>,
    val stackResourceDriftStatus: String,
    val timestamp: Instant,
) {
    @Serializable
    data class Difference(
        val propertyPath: String,
        val expectedValue: String,
        val actualValue: String,
        val differenceType: String = "NOT_EQUAL",
    )
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResourceDrifts.html */
internal fun describeStackResourceDrifts(
    input: DescribeStackResourceDriftsInput,
    call: CloudFormationCall,
): DescribeStackResourceDriftsOutput {
    val stack = call.stackOrNull(input.stackName) ?: throw CloudFormationFaults.noStackNamed(input.stackName)
    val filter = input.stackResourceDriftStatusFilters.orEmpty()
    val all = stack.resources.values.filter {
        it.driftStatus != null && it.driftStatus != "NOT_CHECKED" &&
            (filter.isEmpty() || it.driftStatus in filter)
    }
    val page =
        pageOf(
            all.sortedBy {
                it.logicalId
            },
            input.nextToken,
            "DescribeStackResourceDrifts ${stack.id} $filter",
            input.maxResults
        ) { it.logicalId }
    return DescribeStackResourceDriftsOutput(page.items.map { shown(stack, it) }, page.nextToken)
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DetectStackResourceDrift.html */
internal fun detectStackResourceDrift(
    input: StackResourceInput,
    call: CloudFormationCall,
): DetectStackResourceDriftOutput {
    val stack = call.stackOrNull(input.stackName) ?: throw CloudFormationFaults.noStackNamed(input.stackName)
    if (input.logicalResourceId !in
        stack.resources
    ) {
        throw CloudFormationFaults.noResource(input.logicalResourceId, stack.name)
    }
    DriftCheck(call).run(stack.id, listOf(input.logicalResourceId))
    val now = call.state.now[STACKS].getValue(stack.id)
    return DetectStackResourceDriftOutput(shown(now, now.resources.getValue(input.logicalResourceId)))
}

private fun shown(
    stack: Stack,
    resource: StackResource,
): ShownDrift {
    val isGone = resource.driftStatus == "DELETED"
    val actual = JsonObject(resource.properties + resource.drifted.mapValues { JsonPrimitive(it.value) })
    return ShownDrift(
        stack.id,
        resource.logicalId,
        resource.physicalId,
        resource.type,
        resource.properties.toString(),
        if (isGone) null else actual.toString(),
        resource.drifted.map { (name, value) ->
            ShownDrift.Difference("/$name", resource.properties[name]?.scalar.orEmpty(), value)
        },
        resource.driftStatus ?: "NOT_CHECKED",
        resource.driftCheckedAt ?: resource.updatedAt,
    )
}
