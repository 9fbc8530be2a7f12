package io.mockaws.services.cloudformation.deploy

import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.Deployment
import io.mockaws.services.cloudformation.state.EVENTS
import io.mockaws.services.cloudformation.state.STACKS
import io.mockaws.services.cloudformation.state.Stack
import io.mockaws.services.cloudformation.state.StackEvent
import io.mockaws.services.cloudformation.state.StackResource
import kotlinx.serialization.json.JsonObject
import kotlin.time.Instant

/** Keeps what becomes of a stack, and tells it as events. */
internal class Ledger(
    val call: CloudFormationCall,
    val stackId: String,
) {
    val stack: Stack get() = call.state.now[STACKS].getValue(stackId)

    /** Changes the stack as [change] says. */
    fun write(change: (Stack) -> Stack): Stack =
        call.state.write {
            val changed = change(this[STACKS].getValue(stackId))
            this[STACKS, stackId] = changed
            changed
        }

    fun deployment(change: (Deployment) -> Deployment): Stack = write { stack ->
        stack.copy(deployment = stack.deployment?.let(change))
    }

    /** The stack is at [status] from here on. */
    fun status(
        status: String,
        reason: String? = null,
        change: (Stack) -> Stack = { it },
    ) {
        val stack = write { change(it).copy(status = status, statusReason = reason) }
        event(stack.name, stackId, "AWS::CloudFormation::Stack", status, reason)
    }

    /** [resource] stands as it says. */
    fun put(resource: StackResource) {
        write { it.copy(resources = it.resources - resource.logicalId + (resource.logicalId to resource)) }
        tell(resource)
    }

    /** The event alone, of a resource that is not the stack's any more. */
    fun tell(
        resource: StackResource
    ) = event(
        resource.logicalId,
        resource.physicalId.orEmpty(),
        resource.type,
        resource.status,
        resource.statusReason,
        resource.properties
    )

    fun drop(logicalId: String) {
        write { it.copy(resources = it.resources - logicalId) }
    }

    /** An update of [resource] answered that it is another one now, [physicalId]: the old one goes. */
    fun replaced(
        resource: StackResource,
        physicalId: String,
    ) {
        val old = stack.deployment?.before?.get(resource.logicalId) ?: return
        if (resource.physicalId != old.physicalId || old.physicalId == physicalId) return
        deployment { it.copy(leftovers = it.leftovers + old.copy(deletionPolicy = old.replacePolicy)) }
    }

    fun now(): Instant = call.now()

    private fun event(
        logicalId: String,
        physicalId: String,
        type: String,
        status: String,
        reason: String?,
        properties: JsonObject? = null,
    ) {
        val number = call.ids.nextNumber()
        val id = if (type == STACK) call.ids.uuid() else "$logicalId-$status-${call.now()}"
        val stack = stack
        val text = properties?.toString()
        val event =
            StackEvent(
                id,
                number,
                stackId,
                stack.name,
                logicalId,
                physicalId,
                type,
                status,
                call.now(),
                reason,
                text,
                stack.deployment?.token,
            )
        call.state.write { this[EVENTS, number.toString().padStart(WIDTH, '0')] = event }
        Notifications.send(call, event, stack.definition.notificationArns)
    }

    private companion object {
        const val STACK = "AWS::CloudFormation::Stack"
        const val WIDTH = 20
    }
}
