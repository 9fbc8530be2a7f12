package io.mockaws.services.cloudformation.resource

import io.mockaws.engine.AwsFault
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.Stack
import io.mockaws.services.cloudformation.state.StackResource
import io.mockaws.services.cloudformation.state.Wait
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** A resource that is to be made or changed. */
internal class ResourceWork(
    val call: CloudFormationCall,
    val stack: Stack,
    val logicalId: String,
    val type: String,
    /** Without functions. */
    val properties: JsonObject,
    /** The resource as the template has it. */
    val declaration: JsonObject,
)

/** What became of it. */
internal sealed interface Outcome {
    class Done(
        val physicalId: String,
        val attributes: JsonObject,
    ) : Outcome

    /** It is begun, and an answer is waited for. */
    class Waits(
        val wait: Wait,
        val physicalId: String?,
        val attributes: JsonObject,
    ) : Outcome

    /** It failed after something was made. */
    class Failed(
        val physicalId: String,
        val attributes: JsonObject,
        val fault: AwsFault,
    ) : Outcome
}

/** How resources of one kind are made, changed and removed. All throw the [AwsFault] that is the reason of a failure. */
internal interface ResourceHandler {
    fun create(work: ResourceWork): Outcome

    fun update(
        work: ResourceWork,
        before: StackResource,
    ): Outcome

    /** Null where it is gone; else what is waited for. */
    fun delete(
        call: CloudFormationCall,
        stack: Stack,
        resource: StackResource,
    ): Wait?

    /** Looks whether the answer that [resource] waits for is there. */
    fun resume(
        call: CloudFormationCall,
        resource: StackResource,
        wait: Wait,
    ): Outcome = error("${resource.type} never waits")

    /**
     * What AWS's own service says of [resource] now, of the properties that can be compared; null where nobody can tell.
     *
     * @throws AwsFault where it is gone, as its service says so
     */
    fun live(
        call: CloudFormationCall,
        resource: StackResource,
    ): Map<String, String>? = null

    /** What `Ref` of [resource] gives. */
    fun refOf(resource: StackResource): String = resource.physicalId.orEmpty()

    /** The property that names it; null where it has none. */
    val nameProperty: String? get() = null

    /** Whether it is looked at in each update of its stack. */
    val alwaysUpdates: Boolean get() = false

    /** The properties of [changed] that need another resource. */
    fun replacing(changed: Set<String>): Set<String>

    /** What `Fn::GetAtt` of [name] gives; null where the type has no such attribute. */
    fun attribute(
        call: CloudFormationCall,
        resource: StackResource,
        name: String,
    ): JsonElement?
}
