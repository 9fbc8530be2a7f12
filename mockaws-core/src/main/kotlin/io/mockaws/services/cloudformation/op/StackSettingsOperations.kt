package io.mockaws.services.cloudformation.op

import io.mockaws.services.cloudformation.deploy.Beginning
import io.mockaws.services.cloudformation.special.WaitCondition
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.SIGNALS
import io.mockaws.services.cloudformation.state.STACKS
import io.mockaws.services.cloudformation.state.Signal
import io.mockaws.services.cloudformation.state.Stack
import io.mockaws.services.cloudformation.state.stackOrNull
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

@Serializable
internal data class StackNameInput(
    val stackName: String,
)

@Serializable
internal data class SetStackPolicyInput(
    val stackName: String,
    val stackPolicyBody: String? = null,
    @SerialName("StackPolicyURL") val stackPolicyUrl: String? = null,
)

@Serializable
internal data class GetStackPolicyOutput(
    val stackPolicyBody: String?,
)

private fun CloudFormationCall.existing(name: String): Stack =
    stackOrNull(name) ?: throw CloudFormationFaults.noStack(name)

private fun CloudFormationCall.change(
    stack: Stack,
    change: (Stack) -> Stack,
) = state.write { this[STACKS, stack.id] = change(this[STACKS].getValue(stack.id)) }

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_SetStackPolicy.html */
internal suspend fun setStackPolicy(
    input: SetStackPolicyInput,
    call: CloudFormationCall,
) {
    val stack = call.existing(input.stackName)
    val policy = StackPolicyTexts(call).text(input.stackPolicyBody, input.stackPolicyUrl)
    call.change(stack) { it.copy(policy = policy) }
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetStackPolicy.html */
internal fun getStackPolicy(
    input: StackNameInput,
    call: CloudFormationCall,
): GetStackPolicyOutput = GetStackPolicyOutput(call.existing(input.stackName).policy)

@Serializable
internal data class UpdateTerminationProtectionInput(
    val stackName: String,
    val enableTerminationProtection: Boolean,
)

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateTerminationProtection.html */
internal fun updateTerminationProtection(
    input: UpdateTerminationProtectionInput,
    call: CloudFormationCall,
): StackIdOutput {
    val stack = call.existing(input.stackName)
    call.change(stack) { it.copy(isProtected = input.enableTerminationProtection) }
    return StackIdOutput(stack.id)
}

@Serializable
internal data class SignalResourceInput(
    val stackName: String,
    val logicalResourceId: String,
    val uniqueId: String,
    val status: String,
)

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_SignalResource.html */
internal fun signalResource(
    input: SignalResourceInput,
    call: CloudFormationCall,
) {
    val stack = call.stackOrNull(input.stackName) ?: throw CloudFormationFaults.noStackNamed(input.stackName)
    val name = input.logicalResourceId
    if (name !in stack.resources) throw CloudFormationFaults.noResource(name, stack.name)
    if (stack.deployment?.waiting.orEmpty()[name] == null) {
        throw CloudFormationFaults.invalid(
            "Signal for resource $name is not allowed: it is in ${stack.resources.getValue(name).status} state"
        )
    }
    val key = WaitCondition.keyOf(stack.id, name)
    val number = call.ids.nextNumber()
    call.state.write {
        this[SIGNALS, number.toString()] = Signal(number, key, input.uniqueId, input.status == "SUCCESS")
    }
    Beginning.answered(call, key)
}

@Serializable
internal data class CancelUpdateStackInput(
    val stackName: String,
    val clientRequestToken: String? = null,
)

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CancelUpdateStack.html */
internal fun cancelUpdateStack(
    input: CancelUpdateStackInput,
    call: CloudFormationCall,
) {
    val stack = call.existing(input.stackName)
    if (stack.status != "UPDATE_IN_PROGRESS") {
        throw CloudFormationFaults.invalid(
            "CancelUpdateStack cannot be called from current stack status ${stack.status}"
        )
    }
    Beginning(call).cancel(stack)
}

@Serializable
internal data class ContinueUpdateRollbackInput(
    val stackName: String,
    val resourcesToSkip: List<String>? = null,
    val clientRequestToken: String? = null,
)

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ContinueUpdateRollback.html */
internal fun continueUpdateRollback(
    input: ContinueUpdateRollbackInput,
    call: CloudFormationCall,
) {
    val stack = call.existing(input.stackName)
    if (stack.status != "UPDATE_ROLLBACK_FAILED") {
        throw CloudFormationFaults.invalid(
            "Stack:${stack.id} is in ${stack.status} state and can not continue rollback."
        )
    }
    Beginning(call).rollback(stack, input.resourcesToSkip.orEmpty().toSet(), input.clientRequestToken)
}

@Serializable
internal data class RollbackStackInput(
    val stackName: String,
    val clientRequestToken: String? = null,
)

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RollbackStack.html */
internal fun rollbackStack(
    input: RollbackStackInput,
    call: CloudFormationCall,
): StackIdOutput {
    val stack = call.existing(input.stackName)
    when (stack.status) {
        "CREATE_FAILED" -> Beginning(call).rollbackCreation(stack, input.clientRequestToken)

        "UPDATE_FAILED" -> Beginning(call).rollback(stack, emptySet(), input.clientRequestToken)

        else -> throw CloudFormationFaults.invalid(
            "Stack:${stack.id} is in ${stack.status} state and can not be rolled back."
        )
    }
    return StackIdOutput(stack.id)
}
