package io.mockaws.services.cloudformation.op

import io.mockaws.engine.AwsFault
import io.mockaws.services.cloudformation.deploy.Beginning
import io.mockaws.services.cloudformation.deploy.Changes
import io.mockaws.services.cloudformation.state.CHANGE_SETS
import io.mockaws.services.cloudformation.state.ChangeSet
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.Stack
import io.mockaws.services.cloudformation.state.StackDefinition
import io.mockaws.services.cloudformation.state.StackStatus
import io.mockaws.services.cloudformation.state.newArn
import io.mockaws.services.cloudformation.state.stackOrNull
import io.mockaws.services.cloudformation.transform.TransformFailure
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
internal data class CreateChangeSetInput(
    val stackName: String,
    val changeSetName: String,
    val templateBody: String? = null,
    @SerialName("TemplateURL") val templateUrl: String? = null,
    val usePreviousTemplate: Boolean? = null,
    val parameters: List<Parameter>? = null,
    val capabilities: List<String>? = null,
    val resourceTypes: List<String>? = null,
    @SerialName("RoleARN") val roleArn: String? = null,
    @SerialName("NotificationARNs") val notificationArns: List<String>? = null,
    val tags: List<Tag>? = null,
    val description: String? = null,
    val changeSetType: String? = null,
    val resourcesToImport: List<Import>? = null,
    val includeNestedStacks: Boolean? = null,
    val onStackFailure: String? = null,
    val clientToken: String? = null,
) {
    @Serializable
    data class Import(
        val resourceType: String,
        val logicalResourceId: String,
        val resourceIdentifier: Map<String, String>,
    )
}

@Serializable
internal data class CreateChangeSetOutput(
    val id: String,
    val stackId: String,
)

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html */
internal suspend fun createChangeSet(
    input: CreateChangeSetInput,
    call: CloudFormationCall,
): CreateChangeSetOutput {
    val type = input.changeSetType ?: "UPDATE"
    val existing = call.stackOrNull(input.stackName)
    checkStack(input, existing, type)
    if (existing != null && call.hasChangeSet(existing, input.changeSetName)) {
        throw AwsFault(
            "AlreadyExistsException",
            "ChangeSet ${input.changeSetName} cannot be created due to a mismatch with existing attribute " +
                "Template"
        )
    }
    val stackId = existing?.id ?: call.newArn("stack", input.stackName)
    val before = existing?.takeIf { it.status != StackStatus.REVIEW_IN_PROGRESS }
    val definitions = Definitions(call, input.stackName, stackId, before)
    val read = definitions.read(settingsOf(input))
    val id = call.newArn("changeSet", input.changeSetName)
    val blank = Stack(input.stackName, stackId, StackStatus.REVIEW_IN_PROGRESS, call.now(), StackDefinition(read.body))
    val set =
        try {
            made(input, definitions.transformed(read, input.resourceTypes), id, before ?: blank, type, call)
        } catch (fault: AwsFault) {
            if (fault.cause !is TransformFailure) throw fault
            failed(input, read, id, stackId, type, fault.error.message, call)
        }
    if (existing == null) Beginning(call).review(blank)
    call.state.write { this[CHANGE_SETS, id] = set }
    return CreateChangeSetOutput(id, stackId)
}

/** Whether a change set has the name; one that was executed has left it. */
private fun CloudFormationCall.hasChangeSet(
    stack: Stack,
    name: String,
) = state.now[CHANGE_SETS].values.any {
    it.stackId == stack.id && it.name == name && it.executionStatus != "EXECUTE_COMPLETE"
}

private fun checkStack(
    input: CreateChangeSetInput,
    existing: Stack?,
    type: String,
) {
    val isThere = existing != null && existing.status != StackStatus.REVIEW_IN_PROGRESS && !existing.isGone
    val name = input.stackName
    when {
        type == "UPDATE" && existing == null -> throw CloudFormationFaults.noStackNamed(name)

        type == "UPDATE" && existing!!.isGone -> throw CloudFormationFaults.notUpdatable(existing)

        type == "CREATE" && (isThere || existing?.isGone == true) ->
            throw CloudFormationFaults.invalid(
                "Stack [$name] already exists and cannot be created again with the changeSet " +
                    "[${input.changeSetName}]."
            )

        type == "UPDATE" && !isUpdatable(existing!!) -> throw CloudFormationFaults.notUpdatable(existing)
    }
}

private fun settingsOf(input: CreateChangeSetInput) =
    StackSettings(
        TemplateSource(input.templateBody, input.templateUrl, input.usePreviousTemplate == true),
        input.parameters,
        input.tags,
        input.capabilities,
        input.notificationArns,
        input.roleArn,
        input.resourceTypes,
    )

private fun made(
    input: CreateChangeSetInput,
    definition: StackDefinition,
    id: String,
    stack: Stack,
    type: String,
    call: CloudFormationCall,
): ChangeSet {
    val imports = input.resourcesToImport.orEmpty().associate {
        it.logicalResourceId to
            it.resourceIdentifier.values.joinToString("|")
    }
    val changes = Changes(call, stack, definition, imports).all()
    val isEmpty = changes.isEmpty() && isSame(stack, definition) && stack.status != StackStatus.REVIEW_IN_PROGRESS
    return ChangeSet(
        input.changeSetName,
        id,
        stack.id,
        stack.name,
        type,
        if (isEmpty) "FAILED" else "CREATE_COMPLETE",
        if (isEmpty) "UNAVAILABLE" else "AVAILABLE",
        call.now(),
        definition,
        if (isEmpty) NOTHING_TO_DO else null,
        input.description,
        changes,
        input.onStackFailure,
        input.includeNestedStacks == true,
        imports,
    )
}

private fun failed(
    input: CreateChangeSetInput,
    read: StackDefinition,
    id: String,
    stackId: String,
    type: String,
    reason: String?,
    call: CloudFormationCall,
) = ChangeSet(
    input.changeSetName,
    id,
    stackId,
    input.stackName,
    type,
    "FAILED",
    "UNAVAILABLE",
    call.now(),
    read,
    reason,
    input.description,
    includesNested = input.includeNestedStacks == true,
)

private const val NOTHING_TO_DO =
    "The submitted information didn't contain changes. Submit different information to create a change set."
