package io.mockaws.services.cloudformation.op

import io.mockaws.services.cloudformation.deploy.Beginning
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.stackOrNull
import kotlinx.serialization.Serializable

@Serializable
internal data class DeleteStackInput(
    val stackName: String,
    val retainResources: List<String>? = null,
    val deletionMode: String? = null,
    val clientRequestToken: String? = null,
)

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html */
internal fun deleteStack(
    input: DeleteStackInput,
    call: CloudFormationCall,
) {
    // What is not there is deleted, AWS says.
    val stack = call.stackOrNull(input.stackName) ?: return
    if (stack.isGone) return
    if (stack.isProtected) throw CloudFormationFaults.protected(stack)
    val retained = input.retainResources.orEmpty().toSet()
    if (retained.isNotEmpty() && stack.status != "DELETE_FAILED") {
        throw CloudFormationFaults.invalid(
            "Invalid operation on stack [${stack.id}]. When you delete a stack, specify which resources to retain only when the stack is in the DELETE_FAILED state."
        )
    }
    val forced = if (input.deletionMode ==
        "FORCE_DELETE_STACK"
    ) {
        stack.resources.values.filter { it.status == "DELETE_FAILED" }.map { it.logicalId }
    } else {
        emptyList()
    }
    Beginning(call).delete(stack, retained + forced, input.clientRequestToken)
}
