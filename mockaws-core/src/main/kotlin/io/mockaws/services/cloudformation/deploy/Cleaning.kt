package io.mockaws.services.cloudformation.deploy

import io.mockaws.engine.AwsFault
import io.mockaws.services.cloudformation.state.CHANGE_SETS
import io.mockaws.services.cloudformation.state.Deployment
import io.mockaws.services.cloudformation.state.Deployment.Kind
import io.mockaws.services.cloudformation.state.StackResource

/** Removes what a stack does not need any more, one after the other. */
internal class Cleaning(
    private val ledger: Ledger,
) {
    fun step(deployment: Deployment): Boolean {
        if (deployment.waiting.isNotEmpty()) return false
        val next = deployment.leftovers.firstOrNull()
        if (next == null) finish(deployment) else remove(next, deployment)
        return true
    }

    private fun remove(
        resource: StackResource,
        deployment: Deployment,
    ) {
        if (resource.physicalId == null) return removed(resource.copy(status = "DELETE_IN_PROGRESS"))
        if (resource.logicalId in deployment.retained || isRetained(resource, deployment)) return skip(resource)
        val removing = resource.copy(status = "DELETE_IN_PROGRESS", statusReason = null, updatedAt = ledger.now())
        tell(removing)
        ledger.deployment { it.copy(leftovers = listOf(removing) + it.leftovers.drop(1)) }
        try {
            val wait = Handlers.of(resource.type, ledger.call).delete(ledger.call, ledger.stack, removing)
            if (wait == null) return removed(removing)
            ledger.deployment { it.copy(waiting = it.waiting + (resource.logicalId to wait)) }
            Waits(ledger) {}.check(wait.key)
        } catch (fault: AwsFault) {
            failed(removing, fault)
        }
    }

    private fun isRetained(
        resource: StackResource,
        deployment: Deployment,
    ) = when (resource.deletionPolicy) {
        "Retain" -> true
        "RetainExceptOnCreate" -> deployment.kind == Kind.DELETE || deployment.kind == Kind.UPDATE
        else -> false
    }

    private fun skip(resource: StackResource) {
        ledger.tell(resource.copy(status = "DELETE_SKIPPED", statusReason = null))
        next(resource)
    }

    /** [resource] is gone. */
    fun removed(resource: StackResource) {
        tell(resource.copy(status = "DELETE_COMPLETE", statusReason = null, updatedAt = ledger.now()))
        next(resource)
    }

    /** What failed stays, and so does what it needs. */
    fun failed(
        resource: StackResource,
        fault: AwsFault,
    ) {
        val reason = Reasons.of(fault, resource.type, ledger.call.ids.uuid())
        val broken = resource.copy(status = "DELETE_FAILED", statusReason = reason, updatedAt = ledger.now())
        tell(broken)
        ledger.deployment { deployment ->
            val needed = neededBy(resource, deployment)
            deployment.copy(
                failed = deployment.failed + resource.logicalId,
                leftovers = deployment.leftovers.drop(1).filterNot {
                    it.logicalId in
                        needed
                }
            )
        }
    }

    private fun neededBy(
        resource: StackResource,
        deployment: Deployment,
    ): Set<String> {
        val all = deployment.leftovers.associateBy { it.logicalId }
        val found = LinkedHashSet<String>()

        fun add(names: List<String>) {
            for (name in names) if (found.add(name)) all[name]?.let { add(it.needs) }
        }
        add(resource.needs)
        return found
    }

    private fun next(resource: StackResource) {
        if (isOwn(resource)) ledger.drop(resource.logicalId)
        ledger.deployment { it.copy(leftovers = it.leftovers.drop(1)) }
    }

    private fun tell(resource: StackResource) = if (isOwn(resource)) ledger.put(resource) else ledger.tell(resource)

    /** Whether the stack knows it by its logical id still: of what was replaced, it knows the new one. */
    private fun isOwn(resource: StackResource) =
        ledger.stack.resources[resource.logicalId]?.physicalId == resource.physicalId

    private fun finish(deployment: Deployment) {
        val failed = deployment.failed
        val reason = if (failed.isEmpty()) null else Reasons.failedTo("delete", failed)
        when (deployment.kind) {
            Kind.CREATE_ROLLBACK -> end(if (failed.isEmpty()) "ROLLBACK_COMPLETE" else "ROLLBACK_FAILED", reason)
            Kind.DELETE -> if (failed.isEmpty()) gone() else end("DELETE_FAILED", reason)
            Kind.UPDATE_ROLLBACK -> end("UPDATE_ROLLBACK_COMPLETE", null)
            else -> end("UPDATE_COMPLETE", null)
        }
    }

    private fun end(
        status: String,
        reason: String?,
    ) = ledger.status(status, reason) { it.copy(deployment = null) }

    private fun gone() {
        ledger.status("DELETE_COMPLETE") { it.copy(deployment = null, deletedAt = ledger.now(), outputs = emptyList()) }
        ledger.call.state.write {
            this[CHANGE_SETS].values.filter { it.stackId == ledger.stackId }.forEach { remove(CHANGE_SETS, it.id) }
        }
    }
}
