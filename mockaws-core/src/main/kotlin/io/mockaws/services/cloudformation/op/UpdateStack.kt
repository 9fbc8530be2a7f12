package io.mockaws.services.cloudformation.op

import io.mockaws.services.cloudformation.deploy.Beginning
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.Stack
import io.mockaws.services.cloudformation.state.StackDefinition
import io.mockaws.services.cloudformation.state.stackOrNull
import io.mockaws.services.cloudformation.template.section
import io.mockaws.services.cloudformation.template.textAt
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

@Serializable
internal data class UpdateStackInput(
    val stackName: String,
    val templateBody: String? = null,
    @SerialName("TemplateURL") val templateUrl: String? = null,
    val usePreviousTemplate: Boolean? = null,
    val stackPolicyDuringUpdateBody: String? = null,
    @SerialName("StackPolicyDuringUpdateURL") val stackPolicyDuringUpdateUrl: String? = null,
    val parameters: List<Parameter>? = null,
    val capabilities: List<String>? = null,
    val resourceTypes: List<String>? = null,
    @SerialName("RoleARN") val roleArn: String? = null,
    val stackPolicyBody: String? = null,
    @SerialName("StackPolicyURL") val stackPolicyUrl: String? = null,
    @SerialName("NotificationARNs") val notificationArns: List<String>? = null,
    val tags: List<Tag>? = null,
    val disableRollback: Boolean? = null,
    val clientRequestToken: String? = null,
)

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html */
internal suspend fun updateStack(
    input: UpdateStackInput,
    call: CloudFormationCall,
): StackIdOutput {
    val stack = call.stackOrNull(input.stackName) ?: throw CloudFormationFaults.noStackNamed(input.stackName)
    if (!isUpdatable(stack)) throw CloudFormationFaults.notUpdatable(stack)
    val policies = StackPolicyTexts(call)
    val policy = policies.text(input.stackPolicyBody, input.stackPolicyUrl)
    val during = policies.text(input.stackPolicyDuringUpdateBody, input.stackPolicyDuringUpdateUrl)
    val definitions = Definitions(call, stack.name, stack.id, stack)
    val settings =
        StackSettings(
            TemplateSource(input.templateBody, input.templateUrl, input.usePreviousTemplate == true),
            input.parameters,
            input.tags,
            input.capabilities,
            input.notificationArns,
            input.roleArn,
            input.resourceTypes,
        )
    val read = definitions.read(settings)
    Capabilities.checkTransforms(read.template, read.capabilities)
    val definition = definitions.transformed(read, input.resourceTypes)
    if (isSame(stack, definition)) throw CloudFormationFaults.noUpdates()
    val kept = policy ?: stack.policy
    Beginning(call).update(stack, definition, input.disableRollback == true, input.clientRequestToken) {
        it.copy(
            policy =
            during ?: kept
        )
    }
    if (during != null) call.state.write { keepPolicy(stack.id, kept) }
    return StackIdOutput(stack.id)
}

private fun io.mockaws.kit.TableWriter.keepPolicy(
    id: String,
    policy: String?,
) {
    val table = io.mockaws.services.cloudformation.state.STACKS
    this[table, id] = this[table].getValue(id).copy(policy = policy)
}

private val RESTING =
    setOf(
        "CREATE_COMPLETE",
        "UPDATE_COMPLETE",
        "UPDATE_ROLLBACK_COMPLETE",
        "IMPORT_COMPLETE",
        "IMPORT_ROLLBACK_COMPLETE",
        "UPDATE_FAILED",
        "CREATE_FAILED"
    )

internal fun isUpdatable(stack: Stack): Boolean = stack.status in RESTING && !stack.isBusy

/** Whether an update would change nothing. */
internal fun isSame(
    stack: Stack,
    target: StackDefinition,
): Boolean {
    val now = stack.definition
    if (stack.status in setOf("UPDATE_FAILED", "CREATE_FAILED")) return false
    val isNested = target.template.section("Resources").values.any {
        (it as? JsonObject)?.textAt("Type") ==
            "AWS::CloudFormation::Stack"
    }
    return !isNested && RELEVANT.all {
        now.template[it] == target.template[it]
    } && now.parameters == target.parameters &&
        now.tags == target.tags &&
        now.notificationArns == target.notificationArns
}

private val RELEVANT = listOf("Resources", "Outputs", "Conditions", "Mappings")
