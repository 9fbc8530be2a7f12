package io.mockaws.services.cloudformation.deploy

import io.mockaws.services.cloudformation.state.Deployment
import io.mockaws.services.cloudformation.state.Deployment.Kind
import io.mockaws.services.cloudformation.state.Deployment.Phase
import io.mockaws.services.cloudformation.state.FormerStack
import io.mockaws.services.cloudformation.state.Stack

/** What a stack does when something in it fails. */
internal class Failing(
    private val ledger: Ledger,
) {
    /** The resource [name] failed, and its events tell why. */
    fun resource(name: String) {
        cancelOthers(name)
        val stack = ledger.deployment { it.copy(failed = it.failed + name) }
        val deployment = stack.deployment!!
        val verb = if (deployment.kind == Kind.CREATE ||
            stack.resources[name]?.status == "CREATE_FAILED"
        ) {
            "create"
        } else {
            "update"
        }
        fail(stack, deployment, Reasons.failedTo(verb, deployment.failed))
    }

    /** The stack itself failed: an output, an import. */
    fun stack(reason: String) {
        val stack = ledger.stack
        fail(stack, stack.deployment!!, if (reason.endsWith(". ")) reason else reason.trimEnd('.', ' ') + ". ")
    }

    /** Somebody wants no update after all. */
    fun cancelled() {
        cancelOthers(null)
        val stack = ledger.stack
        fail(stack, stack.deployment!!.copy(onFailure = Deployment.ROLLBACK), Reasons.USER)
    }

    private fun fail(
        stack: Stack,
        deployment: Deployment,
        reason: String,
    ) {
        val isCreate = deployment.kind == Kind.CREATE
        val stays = deployment.onFailure == Deployment.DO_NOTHING
        when {
            deployment.kind == Kind.UPDATE_ROLLBACK -> ledger.status("UPDATE_ROLLBACK_FAILED", reason) {
                it.copy(deployment = null, former = formerOf(deployment))
            }

            stays -> ledger.status(if (isCreate) "CREATE_FAILED" else "UPDATE_FAILED", reason) {
                it.copy(deployment = null, former = formerOf(deployment))
            }

            isCreate -> {
                val isDeleted = deployment.onFailure == Deployment.DELETE
                val status = if (isDeleted) "DELETE_IN_PROGRESS" else "ROLLBACK_IN_PROGRESS"
                val whole = reason + if (isDeleted) "Delete requested by user." else "Rollback requested by user."
                val next = removal(deployment, stack, if (isDeleted) Kind.DELETE else Kind.CREATE_ROLLBACK)
                ledger.status(status, whole) {
                    it.copy(deployment = next, outputs = emptyList(), deletedAt = ledger.now())
                }
            }

            else ->
                ledger.status("UPDATE_ROLLBACK_IN_PROGRESS", reason) {
                    it.copy(
                        deployment = deployment.copy(
                            kind = Kind.UPDATE_ROLLBACK,
                            phase = Phase.MAKE,
                            done = emptySet(),
                            waiting = emptyMap()
                        )
                    )
                }
        }
    }

    private fun formerOf(deployment: Deployment) = deployment.former?.let { FormerStack(it, deployment.before) }

    private fun removal(
        deployment: Deployment,
        stack: Stack,
        kind: Kind,
    ) = deployment.copy(
        kind = kind,
        phase = Phase.CLEAN,
        leftovers = stack.resources.values.reversed(),
        done = emptySet(),
        waiting = emptyMap(),
        failed = emptyList()
    )

    private fun cancelOthers(name: String?) {
        for (other in ledger.stack.deployment!!.waiting.keys - setOfNotNull(name)) {
            val resource = ledger.stack.resources[other] ?: continue
            val isCreate = resource.status.startsWith("CREATE")
            val reason = if (isCreate) "Resource creation cancelled" else "Resource update cancelled"
            ledger.put(
                resource.copy(
                    status = if (isCreate) "CREATE_FAILED" else "UPDATE_FAILED",
                    statusReason = reason,
                    updatedAt = ledger.now()
                )
            )
        }
    }
}
