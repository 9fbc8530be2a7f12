package io.mockaws.services.cloudformation.op

import io.mockaws.kit.Paging
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.Stack
import io.mockaws.services.cloudformation.state.stackOrNull
import io.mockaws.services.cloudformation.state.stacks
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonPrimitive
import kotlin.time.Instant

@Serializable
internal data class DescribeStacksInput(
    val stackName: String? = null,
    val nextToken: String? = null,
)

@Serializable
internal data class DescribeStacksOutput(
    val stacks: List<ShownStack>,
    val nextToken: String? = null,
)

@Serializable
internal data class ShownStack(
    val stackId: String,
    val stackName: String,
    val changeSetId: String? = null,
    val description: String? = null,
    val parameters: List<Parameter>? = null,
    val creationTime: Instant,
    val deletionTime: Instant? = null,
    val lastUpdatedTime: Instant? = null,
    val rollbackConfiguration: RollbackConfiguration = RollbackConfiguration(),
    val stackStatus: String,
    val stackStatusReason: String? = null,
    val disableRollback: Boolean,
    @SerialName("NotificationARNs") val notificationArns: List<String>,
    val timeoutInMinutes: Int? = null,
    val capabilities: List<String>? = null,
    val outputs: List<Output>? = null,
    @SerialName("RoleARN") val roleArn: String? = null,
    val tags: List<Tag>,
    val enableTerminationProtection: Boolean? = null,
    val parentId: String? = null,
    val rootId: String? = null,
    val driftInformation: Drift,
) {
    @Serializable
    class RollbackConfiguration

    @Serializable
    data class Output(
        val outputKey: String,
        val outputValue: String,
        val description: String? = null,
        val exportName: String? = null,
    )

    @Serializable
    data class Drift(
        val stackDriftStatus: String,
        val lastCheckTimestamp: Instant? = null,
    )
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html */
internal fun describeStacks(
    input: DescribeStacksInput,
    call: CloudFormationCall,
): DescribeStacksOutput {
    if (input.stackName != null) {
        val stack = call.stackOrNull(input.stackName) ?: throw CloudFormationFaults.noStack(input.stackName)
        return DescribeStacksOutput(listOf(shown(stack)))
    }
    val page = pageOf(call.stacks().filterNot { it.isGone }, input.nextToken, "DescribeStacks") { it.id }
    return DescribeStacksOutput(page.items.map(::shown), page.nextToken)
}

internal fun <T> pageOf(
    all: List<T>,
    token: String?,
    query: String,
    most: Int? = null,
    key: (T) -> String,
) = Paging(query, key) { CloudFormationFaults.invalid("NextToken is invalid") }.page(all, most ?: PAGE, token)

private const val PAGE = 100

private fun shown(stack: Stack): ShownStack =
    ShownStack(
        stack.id,
        stack.name,
        stack.changeSetId.takeIf { !stack.isGone },
        stack.description,
        stack.definition.shownParameters().ifEmpty { null },
        stack.createdAt,
        stack.deletedAt,
        stack.updatedAt,
        stackStatus = stack.status,
        stackStatusReason = stack.statusReason,
        disableRollback = stack.disableRollback,
        notificationArns = stack.definition.notificationArns,
        timeoutInMinutes = stack.timeoutMinutes,
        capabilities = stack.definition.capabilities.ifEmpty { null },
        outputs = stack.outputs.map { ShownStack.Output(it.key, it.value, it.description, it.export) }.ifEmpty { null },
        roleArn = stack.definition.roleArn,
        tags = stack.definition.shownTags(),
        enableTerminationProtection = stack.isProtected.takeIf { !stack.isGone },
        parentId = stack.parentId,
        rootId = stack.rootId,
        driftInformation = ShownStack.Drift(stack.driftStatus ?: "NOT_CHECKED", stack.driftCheckedAt),
    )

/** What its template says of it. */
internal val Stack.description: String?
    get() = (definition.template["Description"] as? JsonPrimitive)?.content
