package io.mockaws.services.cloudformation

import io.mockaws.engine.settle
import io.mockaws.services.cloudformation.op.DeleteStackInput
import io.mockaws.services.cloudformation.op.deleteStack
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.Stack
import io.mockaws.services.cloudformation.state.eventsOf
import io.mockaws.services.cloudformation.state.stackOrNull
import io.mockaws.services.cloudformation.state.stacks
import io.mockaws.testing.Calls
import io.mockaws.testing.noSuch

/** One stack as a test sees it. A look into one that is not there is a [NoSuchElementException]. */
public class StackFixture internal constructor(
    /** The stack's name. */
    @get:JvmName("name")
    public val name: String,
    private val context: () -> CloudFormationCall,
    private val journal: () -> Calls,
) {
    /** What the mock's journal has of AWS CloudFormation, for any stack. */
    @get:JvmName("calls")
    public val calls: Calls get() = journal()

    /** Whether there is such a stack. */
    @get:JvmName("exists")
    public val exists: Boolean get() = found() != null

    /** The stack's Amazon Resource Name. */
    @get:JvmName("id")
    public val id: String get() = stack().id

    /** As AWS says it: `CREATE_COMPLETE`. */
    @get:JvmName("status")
    public val status: String get() = stack().status

    /** Its outputs, by the names that the template has for them. */
    @get:JvmName("outputs")
    public val outputs: Map<String, String> get() = stack().outputs.associate { it.key to it.value }

    /** The physical ids of its resources, by their names in the template: what `Ref` gives. */
    @get:JvmName("resources")
    public val resources: Map<String, String>
        get() = stack().resources.values.mapNotNull { resource ->
            resource.physicalId?.let { resource.logicalId to it }
        }.toMap()

    /** What happened to it, the first one first: `Queue CREATE_COMPLETE`, with the reason where there is one. */
    @get:JvmName("events")
    public val events: List<String>
        get() = context().eventsOf(stack().id).reversed().map {
            listOfNotNull("${it.logicalId} ${it.status}", it.reason).joinToString(": ")
        }

    /** Deletes it, and what it has made. */
    public fun delete() {
        val call = context()
        deleteStack(DeleteStackInput(stack().name), call)
        call.settle()
    }

    /** @throws IllegalStateException where it failed */
    internal fun checkThere() {
        val stack = stack()
        if (!stack.status.endsWith("FAILED") && "ROLLBACK" !in stack.status) return
        val reasons = context().eventsOf(stack.id).reversed().filter {
            it.status.endsWith("FAILED") ||
                "ROLLBACK_IN" in it.status
        }.map { "${it.logicalId}: ${it.reason}" }
        error("The stack $name is in ${stack.status}\n  ${reasons.joinToString("\n  ")}")
    }

    override fun toString(): String = "StackFixture($name, ${found()?.status ?: "not there"})"

    private fun stack(): Stack =
        found() ?: throw noSuch("stack", name, context().stacks().filterNot { it.isGone }.map { it.name })

    private fun found(): Stack? = context().stackOrNull(name)
}
