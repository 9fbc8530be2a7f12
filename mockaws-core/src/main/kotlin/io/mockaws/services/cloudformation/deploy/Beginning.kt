package io.mockaws.services.cloudformation.deploy

import io.mockaws.services.cloudformation.state.CHANGE_SETS
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.Deployment
import io.mockaws.services.cloudformation.state.Deployment.Kind
import io.mockaws.services.cloudformation.state.Deployment.Phase
import io.mockaws.services.cloudformation.state.FormerStack
import io.mockaws.services.cloudformation.state.STACKS
import io.mockaws.services.cloudformation.state.Stack
import io.mockaws.services.cloudformation.state.StackDefinition
import io.mockaws.services.cloudformation.state.StackResource
import io.mockaws.services.cloudformation.state.StackStatus

/** Begins work on stacks, and does of it what does not wait. */
internal class Beginning(
    private val call: CloudFormationCall,
) {
    /** Makes [stack], which nobody has yet, or which is in review. */
    fun create(
        stack: Stack,
        target: StackDefinition,
        onFailure: String,
        token: String?,
        imported: List<StackResource> = emptyList(),
    ) {
        call.state.write { this[STACKS, stack.id] = stack }
        val isImport = imported.isNotEmpty()
        val deployment =
            Deployment(Kind.CREATE, Phase.MAKE, target, onFailure = onFailure, token = token, isImport = isImport)
        begin(stack.id, if (isImport) "IMPORT_IN_PROGRESS" else "CREATE_IN_PROGRESS") {
            it.copy(definition = target, deployment = deployment)
        }
        take(stack.id, imported)
        Deployer.advance(call, stack.id)
    }

    fun update(
        stack: Stack,
        target: StackDefinition,
        isRollbackDisabled: Boolean,
        token: String?,
        imported: List<StackResource> = emptyList(),
        change: (Stack) -> Stack = { it },
    ) {
        val deployment =
            Deployment(
                Kind.UPDATE,
                Phase.MAKE,
                target,
                stack.resources,
                stack.definition,
                onFailure = if (isRollbackDisabled) Deployment.DO_NOTHING else Deployment.ROLLBACK,
                token = token,
                isImport = imported.isNotEmpty(),
            )
        begin(stack.id, if (imported.isNotEmpty()) "IMPORT_IN_PROGRESS" else "UPDATE_IN_PROGRESS") {
            change(it).copy(definition = target, deployment = deployment, updatedAt = call.now())
        }
        take(stack.id, imported)
        Deployer.advance(call, stack.id)
    }

    /** Resources that are there already and become the stack's. */
    private fun take(
        stackId: String,
        imported: List<StackResource>,
    ) {
        val ledger = Ledger(call, stackId)
        for (resource in imported) {
            ledger.put(resource.copy(status = "IMPORT_IN_PROGRESS"))
            ledger.put(resource.copy(status = "IMPORT_COMPLETE"))
        }
    }

    fun delete(
        stack: Stack,
        retained: Set<String>,
        token: String?,
    ) {
        val deployment =
            Deployment(Kind.DELETE, Phase.CLEAN, leftovers = removalOrder(stack), retained = retained, token = token)
        begin(stack.id, "DELETE_IN_PROGRESS") { it.copy(deployment = deployment, deletedAt = call.now()) }
        val user = exportUser(stack)
        if (user == null) {
            Deployer.advance(call, stack.id)
        } else {
            Ledger(call, stack.id).status("DELETE_FAILED", user) { it.copy(deployment = null) }
        }
    }

    private fun removalOrder(stack: Stack): List<StackResource> = stack.resources.values.reversed()

    private fun exportUser(stack: Stack): String? {
        for (output in stack.outputs) {
            val name = output.export ?: continue
            val user =
                call.state.now[STACKS].values.firstOrNull { it.id != stack.id && !it.isGone && name in it.imports }
                    ?: continue
            return "Export $name cannot be deleted as it is in use by ${user.name}"
        }
        return null
    }

    /** Goes back to what the stack was before an update that failed. */
    fun rollback(
        stack: Stack,
        skipped: Set<String>,
        token: String?,
    ) {
        val former = stack.former ?: FormerStack(stack.definition, stack.resources)
        val deployment =
            Deployment(
                Kind.UPDATE_ROLLBACK,
                Phase.MAKE,
                stack.definition,
                former.resources,
                former.definition,
                done = skipped,
                token = token
            )
        begin(stack.id, "UPDATE_ROLLBACK_IN_PROGRESS") { it.copy(deployment = deployment, former = null) }
        Deployer.advance(call, stack.id)
    }

    /** Ends the update that [stack] is in, which is then taken back. */
    fun cancel(stack: Stack) {
        Failing(Ledger(call, stack.id)).cancelled()
        Deployer.advance(call, stack.id)
    }

    /** Takes back a stack whose creation failed and stayed. */
    fun rollbackCreation(
        stack: Stack,
        token: String?,
    ) {
        val deployment = Deployment(Kind.CREATE_ROLLBACK, Phase.CLEAN, leftovers = removalOrder(stack), token = token)
        begin(stack.id, "ROLLBACK_IN_PROGRESS") { it.copy(deployment = deployment, deletedAt = call.now()) }
        Deployer.advance(call, stack.id)
    }

    /** A stack whose template could not be transformed is there, and has nothing. */
    fun failed(
        stack: Stack,
        reason: String,
    ) {
        call.state.write { this[STACKS, stack.id] = stack }
        val ledger = Ledger(call, stack.id)
        ledger.status("CREATE_IN_PROGRESS", Reasons.USER)
        ledger.status("ROLLBACK_IN_PROGRESS", "${reason.trimEnd()}. Rollback requested by user.")
        ledger.status("ROLLBACK_COMPLETE")
    }

    /** Keeps a stack that has nothing but change sets. */
    fun review(stack: Stack) {
        call.state.write { this[STACKS, stack.id] = stack }
        Ledger(call, stack.id).status(StackStatus.REVIEW_IN_PROGRESS, Reasons.USER)
    }

    private fun begin(
        stackId: String,
        status: String,
        change: (Stack) -> Stack,
    ) {
        Ledger(call, stackId).status(status, Reasons.USER, change)
    }

    companion object {
        /** Goes on with what has waited for too long, or has an answer. */
        fun work(call: CloudFormationCall) = Waits.overdue(call).forEach { Deployer.advance(call, it) }

        /** Goes on with what waits for [key]. */
        fun answered(
            call: CloudFormationCall,
            key: String,
        ) = Waits.answered(call, key).forEach { Deployer.advance(call, it) }

        /** The change set [executed] is made; the others of its stack are of no use any more. */
        fun endChangeSets(
            call: CloudFormationCall,
            stackId: String,
            executed: String?,
        ) = call.state.write {
            for (set in this[CHANGE_SETS].values.filter { it.stackId == stackId }) {
                this[CHANGE_SETS, set.id] =
                    set.copy(executionStatus = if (set.id == executed) "EXECUTE_COMPLETE" else "OBSOLETE")
            }
        }
    }
}
