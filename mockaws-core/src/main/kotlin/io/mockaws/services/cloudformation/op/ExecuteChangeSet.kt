package io.mockaws.services.cloudformation.op

import io.mockaws.engine.AwsFault
import io.mockaws.services.cloudformation.deploy.Beginning
import io.mockaws.services.cloudformation.deploy.Changes
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.Deployment
import io.mockaws.services.cloudformation.state.STACKS
import io.mockaws.services.cloudformation.state.StackStatus
import kotlinx.serialization.Serializable

@Serializable
internal data class ExecuteChangeSetInput(
    val changeSetName: String,
    val stackName: String? = null,
    val clientRequestToken: String? = null,
    val disableRollback: Boolean? = null,
)

@Serializable
internal class ExecuteChangeSetOutput

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ExecuteChangeSet.html */
internal fun executeChangeSet(
    input: ExecuteChangeSetInput,
    call: CloudFormationCall,
): ExecuteChangeSetOutput {
    val set = call.changeSet(input.changeSetName, input.stackName)
    if (set.executionStatus != "AVAILABLE") {
        throw AwsFault(
            "InvalidChangeSetStatus",
            "ChangeSet [${set.id}] cannot be executed in its current status of [${set.status}]"
        )
    }
    val stack = call.state.now[STACKS].getValue(set.stackId)
    val isNew = stack.status == StackStatus.REVIEW_IN_PROGRESS
    if (!isNew && !isUpdatable(stack)) throw CloudFormationFaults.notUpdatable(stack)
    val imported = Changes(call, stack, set.definition, set.imports).imported()
    Beginning.endChangeSets(call, stack.id, set.id)
    val stays = input.disableRollback == true || set.onFailure == Deployment.DO_NOTHING
    val named = stack.copy(changeSetId = set.id, updatedAt = call.now())
    if (isNew) {
        val onFailure = if (stays) Deployment.DO_NOTHING else set.onFailure ?: Deployment.ROLLBACK
        Beginning(call).create(named, set.definition, onFailure, input.clientRequestToken, imported)
    } else {
        Beginning(call).update(stack, set.definition, stays, input.clientRequestToken, imported) {
            it.copy(changeSetId = set.id)
        }
    }
    return ExecuteChangeSetOutput()
}
