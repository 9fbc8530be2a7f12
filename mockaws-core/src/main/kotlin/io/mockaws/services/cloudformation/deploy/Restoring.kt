package io.mockaws.services.cloudformation.deploy

import io.mockaws.engine.AwsFault
import io.mockaws.services.cloudformation.resource.Outcome
import io.mockaws.services.cloudformation.resource.ResourceWork
import io.mockaws.services.cloudformation.state.Deployment
import io.mockaws.services.cloudformation.state.Deployment.Phase
import io.mockaws.services.cloudformation.state.Stack
import io.mockaws.services.cloudformation.state.StackResource
import io.mockaws.services.cloudformation.template.NOTHING

/** Brings a stack back to what it was before an update that failed. */
internal class Restoring(
    private val ledger: Ledger,
) {
    fun step(
        stack: Stack,
        deployment: Deployment,
    ): Boolean {
        val next = deployment.before.keys.firstOrNull { it !in deployment.done && it !in deployment.waiting }
        when {
            next != null -> restore(stack.resources[next], deployment.before.getValue(next))
            deployment.waiting.isNotEmpty() -> return false
            else -> clean(stack, deployment)
        }
        return true
    }

    private fun restore(
        current: StackResource?,
        before: StackResource,
    ) {
        val name = before.logicalId
        try {
            when {
                current == null || current == before -> Unit

                current.physicalId == before.physicalId && current.properties == before.properties &&
                    !current.status.endsWith("FAILED") -> put(before)

                current.physicalId != before.physicalId -> putBack(current, before)

                else -> if (!changeBack(current, before)) return
            }
            ledger.deployment { it.copy(done = it.done + name) }
        } catch (fault: AwsFault) {
            ledger.put(
                before.copy(status = "UPDATE_FAILED", statusReason = fault.error.message, updatedAt = ledger.now())
            )
            Failing(ledger).resource(name)
        }
    }

    private fun put(before: StackResource) {
        ledger.write { it.copy(resources = it.resources + (before.logicalId to before)) }
    }

    /** The old one is still there, and the new one goes. */
    private fun putBack(
        current: StackResource,
        before: StackResource,
    ) {
        ledger.put(before.copy(status = "UPDATE_COMPLETE", updatedAt = ledger.now(), statusReason = null))
        ledger.deployment { deployment ->
            val kept = deployment.leftovers.filterNot {
                it.logicalId == before.logicalId &&
                    it.physicalId == before.physicalId
            }
            deployment.copy(
                leftovers =
                kept + listOfNotNull(current.copy(deletionPolicy = null).takeIf { it.physicalId != null })
            )
        }
    }

    /** Whether that is done, and not waited for. */
    private fun changeBack(
        current: StackResource,
        before: StackResource,
    ): Boolean {
        val updating = before.copy(
            status = "UPDATE_IN_PROGRESS",
            statusReason = null,
            updatedAt = ledger.now(),
            attributes = current.attributes
        )
        ledger.put(updating)
        val work = ResourceWork(ledger.call, ledger.stack, before.logicalId, before.type, before.properties, NOTHING)
        when (val outcome = Handlers.of(before.type, ledger.call).update(work, current)) {
            is Outcome.Done -> ledger.put(
                updating.copy(status = "UPDATE_COMPLETE", attributes = outcome.attributes, updatedAt = ledger.now())
            )

            is Outcome.Failed -> throw outcome.fault

            is Outcome.Waits -> {
                ledger.deployment { it.copy(waiting = it.waiting + (before.logicalId to outcome.wait)) }
                return false
            }
        }
        return true
    }

    private fun clean(
        stack: Stack,
        deployment: Deployment,
    ) {
        val fresh = stack.resources.values.filter { it.logicalId !in deployment.before }.reversed()
        val old = deployment.before.values.map { it.logicalId to it.physicalId }.toSet()
        val leftovers = deployment.leftovers.filterNot { (it.logicalId to it.physicalId) in old } + fresh
        ledger.status("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS") {
            it.copy(
                definition = deployment.former!!,
                deployment = deployment.copy(
                    phase = Phase.CLEAN,
                    leftovers = leftovers,
                    done = emptySet(),
                    failed = emptyList()
                ),
            )
        }
    }
}
