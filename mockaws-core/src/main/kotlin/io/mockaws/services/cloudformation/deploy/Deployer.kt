package io.mockaws.services.cloudformation.deploy

import io.mockaws.engine.AwsFault
import io.mockaws.engine.World
import io.mockaws.services.cloudformation.functions.Evaluator
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.Deployment
import io.mockaws.services.cloudformation.state.Deployment.Kind
import io.mockaws.services.cloudformation.state.Deployment.Phase
import io.mockaws.services.cloudformation.state.STACKS
import io.mockaws.services.cloudformation.state.Stack
import io.mockaws.services.cloudformation.state.StackDefinition
import java.util.concurrent.ConcurrentHashMap

/**
 * Brings a stack to what it shall be, step by step: each is written before the next begins, so that what has to wait for an answer goes
 * on when that is there. All that does not wait is done in the call.
 */
internal class Deployer private constructor(
    call: CloudFormationCall,
    stackId: String,
) {
    private val ledger = Ledger(call, stackId)
    private var plan: Pair<StackDefinition, StackPlan>? = null

    private fun run() {
        var isGoing = true
        while (isGoing) isGoing = step()
    }

    /** Whether there was something to do. */
    private fun step(): Boolean {
        val stack = ledger.stack
        val deployment = stack.deployment ?: return false
        val ripe = deployment.waiting.entries.firstOrNull { it.value.until == null }
        return when {
            ripe != null -> Waits(ledger, ::fail).look(ripe.key, ripe.value)
            deployment.phase == Phase.CLEAN -> Cleaning(ledger).step(deployment)
            deployment.kind == Kind.UPDATE_ROLLBACK -> Restoring(ledger).step(stack, deployment)
            else -> make(stack, deployment)
        }
    }

    private fun make(
        stack: Stack,
        deployment: Deployment,
    ): Boolean {
        val target = deployment.target!!
        try {
            val plan = planOf(stack, target)
            val next =
                plan.blueprint.order.firstOrNull { name ->
                    name !in deployment.done && name !in deployment.waiting &&
                        plan.blueprint.needs(name).all { it in deployment.done }
                }
            when {
                next != null -> Making(ledger, plan, ::fail).make(next)
                deployment.waiting.isNotEmpty() -> return false
                else -> finish(plan)
            }
        } catch (fault: AwsFault) {
            failWhole(fault)
        }
        return true
    }

    private fun planOf(
        stack: Stack,
        target: StackDefinition,
    ): StackPlan {
        plan?.takeIf { it.first === target || it.first == target }?.let { return it.second }
        val scope =
            StackScope(ledger.call, target.template, target.parameters, stack.name, stack.id, target.notificationArns) {
                ledger.stack.resources
            }
        val evaluator = Evaluator(scope)
        return StackPlan(target, scope, evaluator, Blueprint(target.template, evaluator)).also { plan = target to it }
    }

    private fun finish(plan: StackPlan) {
        val outputs = Outputs.of(plan, ledger)
        val stack = ledger.write { it.copy(outputs = outputs, imports = plan.scope.imports.toSet()) }
        val deployment = stack.deployment!!
        if (deployment.isImport || deployment.kind == Kind.CREATE) {
            ledger.status(if (deployment.isImport) "IMPORT_COMPLETE" else "CREATE_COMPLETE") {
                it.copy(deployment = null)
            }
            return
        }
        val gone = stack.resources.values.filter { it.logicalId !in plan.blueprint.resources }
        gone.forEach { StackPolicies.check(stack.policy, it, isReplaced = false, "Update:Delete") }
        val leftovers = deployment.leftovers + gone.reversed()
        ledger.status("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS") {
            it.copy(deployment = it.deployment?.copy(phase = Phase.CLEAN, leftovers = leftovers, done = emptySet()))
        }
    }

    private fun fail(name: String) {
        Failing(ledger).resource(name)
    }

    private fun failWhole(fault: AwsFault) = Failing(ledger).stack(fault.error.message.orEmpty())

    /** The stacks that somebody works on, in one mock. */
    private class Busy : AutoCloseable {
        val stacks: MutableSet<String> = ConcurrentHashMap.newKeySet()

        override fun close() = stacks.clear()
    }

    companion object {
        /** Goes on with the stack [stackId] as far as that goes now. Does nothing where somebody is at it, who will look again. */
        fun advance(
            call: CloudFormationCall,
            stackId: String,
        ) {
            val busy = busy(call.world)
            do {
                if (!busy.stacks.add(stackId)) return
                try {
                    Deployer(call, stackId).run()
                } finally {
                    busy.stacks -= stackId
                }
            } while (isRipe(call, stackId))
            tellParent(call, stackId)
        }

        private fun busy(world: World) = world.running.part("cloudformation busy") { Busy() }

        private fun isRipe(
            call: CloudFormationCall,
            stackId: String,
        ) = call.state.now[STACKS][stackId]?.deployment?.waiting.orEmpty().values.any { it.until == null }

        private fun tellParent(
            call: CloudFormationCall,
            stackId: String,
        ) {
            val stack = call.state.now[STACKS][stackId] ?: return
            if (stack.deployment == null &&
                stack.parentId != null
            ) {
                Waits.answered(call, stackId).forEach { advance(call, it) }
            }
        }
    }
}

/** What is to be made of a stack, and what its functions see. */
internal class StackPlan(
    val target: StackDefinition,
    val scope: StackScope,
    val evaluator: Evaluator,
    val blueprint: Blueprint,
)
