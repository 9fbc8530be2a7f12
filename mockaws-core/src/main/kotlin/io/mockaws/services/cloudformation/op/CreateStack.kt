package io.mockaws.services.cloudformation.op

import io.mockaws.engine.AwsFault
import io.mockaws.services.cloudformation.deploy.Beginning
import io.mockaws.services.cloudformation.resource.ResourceCalls
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.Deployment
import io.mockaws.services.cloudformation.state.STACKS
import io.mockaws.services.cloudformation.state.Stack
import io.mockaws.services.cloudformation.state.StackDefinition
import io.mockaws.services.cloudformation.state.StackStatus
import io.mockaws.services.cloudformation.state.newArn
import io.mockaws.services.cloudformation.state.stackOrNull
import io.mockaws.services.cloudformation.transform.TransformFailure
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
internal data class CreateStackInput(
    val stackName: String,
    val templateBody: String? = null,
    @SerialName("TemplateURL") val templateUrl: String? = null,
    val parameters: List<Parameter>? = null,
    val disableRollback: Boolean? = null,
    val timeoutInMinutes: Int? = null,
    @SerialName("NotificationARNs") val notificationArns: List<String>? = null,
    val capabilities: List<String>? = null,
    val resourceTypes: List<String>? = null,
    @SerialName("RoleARN") val roleArn: String? = null,
    val onFailure: String? = null,
    val stackPolicyBody: String? = null,
    @SerialName("StackPolicyURL") val stackPolicyUrl: String? = null,
    val tags: List<Tag>? = null,
    val clientRequestToken: String? = null,
    val enableTerminationProtection: Boolean? = null,
)

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
internal suspend fun createStack(
    input: CreateStackInput,
    call: CloudFormationCall,
): StackIdOutput {
    val existing = call.stackOrNull(input.stackName)
    if (existing != null && existing.status != StackStatus.REVIEW_IN_PROGRESS) {
        if (input.clientRequestToken != null &&
            existing.token == input.clientRequestToken
        ) {
            return StackIdOutput(existing.id)
        }
        throw CloudFormationFaults.stackExists(input.stackName)
    }
    val id = existing?.id ?: call.newArn("stack", input.stackName)
    val definitions = Definitions(call, input.stackName, id, null)
    val settings = settingsOf(input)
    val policy = StackPolicyTexts(call).text(input.stackPolicyBody, input.stackPolicyUrl)
    val read = definitions.read(settings)
    Capabilities.checkTransforms(read.template, read.capabilities)
    val blank = blank(input, id, read, policy, call)
    val definition =
        try {
            definitions.transformed(read, input.resourceTypes)
        } catch (fault: AwsFault) {
            if (fault.cause !is TransformFailure) throw fault
            Beginning(call).failed(blank, fault.error.message.orEmpty())
            return StackIdOutput(id)
        }
    val onFailure = input.onFailure ?: if (input.disableRollback == true) Deployment.DO_NOTHING else Deployment.ROLLBACK
    if (existing != null) Beginning.endChangeSets(call, id, null)
    Beginning(call).create(blank.copy(definition = definition), definition, onFailure, input.clientRequestToken)
    return StackIdOutput(id)
}

private fun settingsOf(input: CreateStackInput) =
    StackSettings(
        TemplateSource(input.templateBody, input.templateUrl),
        input.parameters,
        input.tags,
        input.capabilities,
        input.notificationArns,
        input.roleArn,
        input.resourceTypes,
    )

private fun blank(
    input: CreateStackInput,
    id: String,
    definition: StackDefinition,
    policy: String?,
    call: CloudFormationCall,
): Stack {
    // A stack that another one makes is nested in it.
    val parent = call.principal?.takeIf { it.service == ResourceCalls.SENDER }?.source
    return Stack(
        input.stackName,
        id,
        "CREATE_IN_PROGRESS",
        call.now(),
        definition,
        disableRollback = input.disableRollback == true,
        timeoutMinutes = input.timeoutInMinutes,
        isProtected = input.enableTerminationProtection == true,
        policy = policy,
        parentId = parent,
        rootId = parent?.let { call.state.now[STACKS][it]?.rootId ?: it },
        token = input.clientRequestToken,
    )
}
