package io.mockaws.services.cloudformation.deploy

import io.mockaws.engine.AwsFault
import io.mockaws.services.cloudformation.resource.Outcome
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.SIGNALS
import io.mockaws.services.cloudformation.state.STACKS
import io.mockaws.services.cloudformation.state.StackResource
import io.mockaws.services.cloudformation.state.Wait

/** What resources wait for, and what becomes of them when it is there, or does not come. */
internal class Waits(
    private val ledger: Ledger,
    private val fail: (String) -> Unit,
) {
    /** Looks for what [name] waits for; says whether anything changed. */
    fun look(
        name: String,
        wait: Wait,
    ): Boolean {
        val resource = resourceOf(name, wait)
        try {
            when (val outcome = Handlers.of(resource.type, ledger.call).resume(ledger.call, resource, wait)) {
                is Outcome.Done -> done(resource, outcome)

                is Outcome.Waits -> ledger.deployment {
                    it.copy(
                        waiting =
                        it.waiting + (name to outcome.wait.copy(until = outcome.wait.deadline))
                    )
                }

                is Outcome.Failed -> failed(resource, outcome.fault)
            }
        } catch (fault: AwsFault) {
            failed(resource, fault)
        }
        return true
    }

    /** What is removed may be another than the stack has under that name now. */
    private fun resourceOf(
        name: String,
        wait: Wait,
    ): StackResource {
        val stack = ledger.stack
        val leftover = stack.deployment!!.leftovers.firstOrNull()?.takeIf {
            it.logicalId == name &&
                it.status == "DELETE_IN_PROGRESS"
        }
        return leftover ?: checkNotNull(stack.resources[name]) { "Nothing waits for ${wait.key}" }
    }

    private fun isRemoval(resource: StackResource) = resource.status.startsWith("DELETE")

    private fun done(
        resource: StackResource,
        outcome: Outcome.Done,
    ) {
        forget(resource.logicalId)
        if (isRemoval(resource)) return Cleaning(ledger).removed(resource)
        val verb = resource.status.substringBefore('_')
        if (verb == "UPDATE") ledger.replaced(resource, outcome.physicalId)
        ledger.put(
            resource.copy(
                physicalId = outcome.physicalId,
                attributes = outcome.attributes,
                status = "${verb}_COMPLETE",
                statusReason = null,
                updatedAt = ledger.now(),
            ),
        )
        ledger.deployment { it.copy(done = it.done + resource.logicalId) }
    }

    private fun failed(
        resource: StackResource,
        fault: AwsFault,
    ) {
        forget(resource.logicalId)
        if (isRemoval(resource)) return Cleaning(ledger).failed(resource, fault)
        val verb = resource.status.substringBefore('_')
        ledger.put(
            resource.copy(status = "${verb}_FAILED", statusReason = fault.error.message, updatedAt = ledger.now())
        )
        fail(resource.logicalId)
    }

    private fun forget(name: String) {
        ledger.deployment { it.copy(waiting = it.waiting - name) }
    }

    /** Has what waits for [key] looked at, if there was a signal for it. */
    fun check(key: String) {
        if (ledger.call.state.now[SIGNALS].values.any { it.target == key }) answered(ledger.call, key)
    }

    companion object {
        /** Marks what waits for [key] as to be looked at; gives the stacks that have any such. */
        fun answered(
            call: CloudFormationCall,
            key: String,
        ): List<String> = mark(call) { it.key == key }

        /** The same for all that has waited for too long. */
        fun overdue(call: CloudFormationCall): List<String> {
            val now = call.now()
            return mark(call) { wait -> wait.until.let { it != null && it <= now } }
        }

        private fun mark(
            call: CloudFormationCall,
            matches: (Wait) -> Boolean,
        ): List<String> =
            call.state.write {
                val found = this[STACKS].values.filter { stack ->
                    stack.deployment?.waiting.orEmpty().values.any(matches)
                }
                for (stack in found) {
                    val waiting = stack.deployment!!.waiting.mapValues {
                        if (matches(it.value)) it.value.copy(until = null) else it.value
                    }
                    this[STACKS, stack.id] = stack.copy(deployment = stack.deployment.copy(waiting = waiting))
                }
                found.map { it.id }
            }
    }
}
