package io.mockaws.services.cloudformation.stackset

import io.mockaws.engine.AwsFault
import io.mockaws.services.cloudformation.op.pageOf
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.StackSet
import io.mockaws.services.cloudformation.state.StackSetOperation
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class StackSetOperationInput(
    val stackSetName: String,
    val operationId: String,
)

private fun operation(
    set: StackSet,
    id: String,
): StackSetOperation =
    set.operations.firstOrNull { it.id == id }
        ?: throw AwsFault("OperationNotFoundException", "Operation $id not found")

@Serializable
internal data class DescribeStackSetOperationOutput(
    val stackSetOperation: Shown,
) {
    @Serializable
    data class Shown(
        val operationId: String,
        val stackSetId: String,
        val action: String,
        val status: String,
        @SerialName("AdministrationRoleARN") val administrationRoleArn: String?,
        val executionRoleName: String?,
        val creationTimestamp: Instant,
        val endTimestamp: Instant,
    )
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackSetOperation.html */
internal fun describeStackSetOperation(
    input: StackSetOperationInput,
    call: CloudFormationCall,
): DescribeStackSetOperationOutput {
    val set = call.stackSet(input.stackSetName)
    val found = operation(set, input.operationId)
    return DescribeStackSetOperationOutput(
        DescribeStackSetOperationOutput.Shown(
            found.id,
            set.id,
            found.action,
            found.status,
            set.administrationRole,
            set.executionRole,
            found.createdAt,
            found.endedAt,
        ),
    )
}

@Serializable
internal data class ListStackSetOperationsInput(
    val stackSetName: String,
    val nextToken: String? = null,
    val maxResults: Int? = null,
)

@Serializable
internal data class ListStackSetOperationsOutput(
    val summaries: List<Summary>,
    val nextToken: String? = null,
) {
    @Serializable
    data class Summary(
        val operationId: String,
        val action: String,
        val status: String,
        val creationTimestamp: Instant,
        val endTimestamp: Instant,
    )
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackSetOperations.html */
internal fun listStackSetOperations(
    input: ListStackSetOperationsInput,
    call: CloudFormationCall,
): ListStackSetOperationsOutput {
    val set = call.stackSet(input.stackSetName)
    val page =
        pageOf(set.operations.reversed(), input.nextToken, "ListStackSetOperations ${set.id}", input.maxResults) {
            it.id
        }
    return ListStackSetOperationsOutput(
        page.items.map { ListStackSetOperationsOutput.Summary(it.id, it.action, it.status, it.createdAt, it.endedAt) },
        page.nextToken,
    )
}

@Serializable
internal data class ListStackSetOperationResultsInput(
    val stackSetName: String,
    val operationId: String,
    val nextToken: String? = null,
    val maxResults: Int? = null,
)

@Serializable
internal data class ListStackSetOperationResultsOutput(
    val summaries: List<Summary>,
    val nextToken: String? = null,
) {
    @Serializable
    data class Summary(
        val account: String,
        val region: String,
        val status: String,
        val statusReason: String?,
    )
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackSetOperationResults.html */
internal fun listStackSetOperationResults(
    input: ListStackSetOperationResultsInput,
    call: CloudFormationCall,
): ListStackSetOperationResultsOutput {
    val found = operation(call.stackSet(input.stackSetName), input.operationId)
    val page =
        pageOf(found.results, input.nextToken, "ListStackSetOperationResults ${found.id}", input.maxResults) {
            "${it.account}/${it.region}"
        }
    return ListStackSetOperationResultsOutput(
        page.items.map { ListStackSetOperationResultsOutput.Summary(it.account, it.region, it.status, it.reason) },
        page.nextToken,
    )
}

@Serializable
internal class StopStackSetOperationOutput

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StopStackSetOperation.html */
internal fun stopStackSetOperation(
    input: StackSetOperationInput,
    call: CloudFormationCall,
): StopStackSetOperationOutput {
    val set = call.stackSet(input.stackSetName)
    val found = operation(set, input.operationId)
    // All that it does is done already when somebody knows its id.
    throw AwsFault(
        "InvalidOperationException",
        "Operation ${found.id} is in state ${found.status} and cannot be stopped"
    )
}
