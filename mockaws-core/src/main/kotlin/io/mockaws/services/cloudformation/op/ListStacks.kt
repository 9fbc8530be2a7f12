package io.mockaws.services.cloudformation.op

import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.stacks
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class ListStacksInput(
    val nextToken: String? = null,
    val stackStatusFilter: List<String>? = null,
)

@Serializable
internal data class ListStacksOutput(
    val stackSummaries: List<StackSummary>,
    val nextToken: String? = null,
)

@Serializable
internal data class StackSummary(
    val stackId: String,
    val stackName: String,
    val templateDescription: String? = null,
    val creationTime: Instant,
    val lastUpdatedTime: Instant? = null,
    val deletionTime: Instant? = null,
    val stackStatus: String,
    val stackStatusReason: String? = null,
    val parentId: String? = null,
    val rootId: String? = null,
    val driftInformation: ShownStack.Drift,
)

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html */
internal fun listStacks(
    input: ListStacksInput,
    call: CloudFormationCall,
): ListStacksOutput {
    val filter = input.stackStatusFilter.orEmpty()
    val all = call.stacks().filter { filter.isEmpty() || it.status in filter }
    val page = pageOf(all, input.nextToken, "ListStacks $filter") { it.id }
    val shown =
        page.items.map {
            StackSummary(
                it.id,
                it.name,
                it.description,
                it.createdAt,
                it.updatedAt,
                it.deletedAt,
                it.status,
                it.statusReason,
                it.parentId,
                it.rootId,
                ShownStack.Drift(it.driftStatus ?: "NOT_CHECKED", it.driftCheckedAt),
            )
        }
    return ListStacksOutput(shown, page.nextToken)
}
