package io.mockaws.services.cloudformation.op

import io.mockaws.services.cloudformation.state.CHANGE_SETS
import io.mockaws.services.cloudformation.state.ChangeSet
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.stackOrNull
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** The change set [name], an ARN or a name of one of [stackName]'s. */
internal fun CloudFormationCall.changeSet(
    name: String,
    stackName: String?,
): ChangeSet {
    if (name.startsWith("arn:")) return state.now[CHANGE_SETS][name] ?: throw CloudFormationFaults.noChangeSet(name)
    if (stackName ==
        null
    ) {
        throw CloudFormationFaults.invalid(
            "StackName must be specified if ChangeSetName is not specified as an ARN."
        )
    }
    val stack = stackOrNull(stackName) ?: throw CloudFormationFaults.noStackNamed(stackName)
    // One that was executed may have left its name to another.
    return state.now[CHANGE_SETS].values.filter { it.stackId == stack.id && it.name == name }
        .minByOrNull { if (it.executionStatus in ENDED) 1 else 0 }
        ?: throw CloudFormationFaults.noChangeSet(name)
}

@Serializable
internal data class DescribeChangeSetInput(
    val changeSetName: String,
    val stackName: String? = null,
    val nextToken: String? = null,
    val includePropertyValues: Boolean? = null,
)

@Serializable
internal data class DeleteChangeSetInput(
    val changeSetName: String,
    val stackName: String? = null,
)

@Serializable
internal class DeleteChangeSetOutput

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteChangeSet.html */
internal fun deleteChangeSet(
    input: DeleteChangeSetInput,
    call: CloudFormationCall,
): DeleteChangeSetOutput {
    if (input.changeSetName.startsWith("arn:") &&
        input.changeSetName !in call.state.now[CHANGE_SETS]
    ) {
        return DeleteChangeSetOutput()
    }
    if (input.stackName != null &&
        call.stackOrNull(input.stackName) == null
    ) {
        throw CloudFormationFaults.noStackNamed(input.stackName)
    }
    val set =
        try {
            call.changeSet(input.changeSetName, input.stackName)
        } catch (fault: io.mockaws.engine.AwsFault) {
            // One that is gone is deleted.
            if (fault.error.code == "ChangeSetNotFound") return DeleteChangeSetOutput()
            throw fault
        }
    call.state.write { remove(CHANGE_SETS, set.id) }
    return DeleteChangeSetOutput()
}

@Serializable
internal data class ListChangeSetsOutput(
    val summaries: List<Summary>,
    val nextToken: String? = null,
) {
    @Serializable
    data class Summary(
        val stackId: String,
        val stackName: String,
        val changeSetId: String,
        val changeSetName: String,
        val executionStatus: String,
        val status: String,
        val statusReason: String?,
        val creationTime: Instant,
        val description: String?,
        val includeNestedStacks: Boolean,
    )
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListChangeSets.html */
internal fun listChangeSets(
    input: StackPageInput,
    call: CloudFormationCall,
): ListChangeSetsOutput {
    val stack = call.stackOrNull(input.stackName) ?: throw CloudFormationFaults.noStackNamed(input.stackName)
    val all = call.state.now[CHANGE_SETS].values.filter {
        it.stackId == stack.id && it.executionStatus !in ENDED
    }.sortedBy { it.name }
    val page = pageOf(all, input.nextToken, "ListChangeSets ${stack.id}") { it.id }
    val shown =
        page.items.map {
            ListChangeSetsOutput.Summary(
                it.stackId,
                it.stackName,
                it.id,
                it.name,
                it.executionStatus,
                it.status,
                it.statusReason,
                it.createdAt,
                it.description,
                it.includesNested,
            )
        }
    return ListChangeSetsOutput(shown, page.nextToken)
}

@Serializable
internal data class DescribeChangeSetOutput(
    val changeSetName: String,
    val changeSetId: String,
    val stackId: String,
    val stackName: String,
    val description: String?,
    val parameters: List<Parameter>?,
    val creationTime: Instant,
    val executionStatus: String,
    val status: String,
    val statusReason: String?,
    @SerialName("NotificationARNs") val notificationArns: List<String>,
    val rollbackConfiguration: ShownStack.RollbackConfiguration = ShownStack.RollbackConfiguration(),
    val capabilities: List<String>,
    val tags: List<Tag>?,
    val changes: List<ShownChange>,
    val nextToken: String? = null,
    val includeNestedStacks: Boolean,
    val onStackFailure: String?,
)

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html */
internal fun describeChangeSet(
    input: DescribeChangeSetInput,
    call: CloudFormationCall,
): DescribeChangeSetOutput {
    val set = call.changeSet(input.changeSetName, input.stackName)
    val page = pageOf(set.changes, input.nextToken, "DescribeChangeSet ${set.id}") { it.logicalId + it.action }
    return DescribeChangeSetOutput(
        set.name,
        set.id,
        set.stackId,
        set.stackName,
        set.description,
        set.definition.shownParameters().ifEmpty { null },
        set.createdAt,
        set.executionStatus,
        set.status,
        set.statusReason,
        set.definition.notificationArns,
        capabilities = set.definition.capabilities,
        tags = set.definition.shownTags().ifEmpty { null },
        changes = page.items.map { shown(it, input.includePropertyValues == true) },
        nextToken = page.nextToken,
        includeNestedStacks = set.includesNested,
        onStackFailure = set.onFailure,
    )
}

/** What change sets are at that are not listed any more. */
private val ENDED = setOf("EXECUTE_COMPLETE", "OBSOLETE")
