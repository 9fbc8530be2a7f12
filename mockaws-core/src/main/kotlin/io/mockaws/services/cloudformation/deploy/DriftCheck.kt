package io.mockaws.services.cloudformation.deploy

import io.mockaws.engine.AwsFault
import io.mockaws.services.cloudformation.resource.saysGone
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.STACKS
import io.mockaws.services.cloudformation.state.StackResource
import io.mockaws.services.cloudformation.template.scalar

/**
 * Compares what a stack made with what is there now. Only properties that are texts, numbers or truth values are compared, of types whose
 * services tell.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html
 */
internal class DriftCheck(
    private val call: CloudFormationCall,
) {
    /** Looks at the resources [names] of a stack, all where it names none, and keeps what it finds. */
    fun run(
        stackId: String,
        names: Collection<String>,
    ) {
        val resources = call.state.now[STACKS].getValue(stackId).resources
        val checked = resources.values.filter {
            names.isEmpty() || it.logicalId in names
        }.map(::checked).associateBy { it.logicalId }
        call.state.write {
            val stack = this[STACKS].getValue(stackId)
            val all = stack.resources + checked
            val isDrifted = all.values.any { it.driftStatus == "MODIFIED" || it.driftStatus == "DELETED" }
            this[STACKS, stackId] =
                stack.copy(
                    resources = all,
                    driftStatus = if (isDrifted) "DRIFTED" else "IN_SYNC",
                    driftCheckedAt = call.now()
                )
        }
    }

    private fun checked(resource: StackResource): StackResource =
        try {
            val live = if (resource.physicalId == null) null else Handlers.of(resource.type, call).live(call, resource)
            val other = live.orEmpty().filter { (name, value) ->
                !value.equals(resource.properties[name]?.scalar, ignoreCase = true)
            }
            val status = if (live == null) {
                "NOT_CHECKED"
            } else if (other.isEmpty()) {
                "IN_SYNC"
            } else {
                "MODIFIED"
            }
            resource.copy(driftStatus = status, driftCheckedAt = call.now(), drifted = other)
        } catch (fault: AwsFault) {
            if (!fault.saysGone) throw fault
            resource.copy(driftStatus = "DELETED", driftCheckedAt = call.now(), drifted = emptyMap())
        }
}
