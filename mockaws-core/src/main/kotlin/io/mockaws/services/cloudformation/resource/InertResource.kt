package io.mockaws.services.cloudformation.resource

import io.mockaws.engine.AwsFault
import io.mockaws.engine.World
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.StackResource
import io.mockaws.services.cloudformation.template.NOTHING
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonPrimitive

/** Resources that are kept in their stack alone: there is nothing that they make. */
internal object InertResource : KeptResource() {
    private const val MAX_ID = 128

    override fun create(work: ResourceWork): Outcome {
        val name = (work.properties["Name"] as? JsonPrimitive)?.content.takeIf {
            work.type ==
                "AWS::CloudFormation::Macro"
        }
        return Outcome.Done(name ?: UniqueName.of(work.stack, work.logicalId, work.call, MAX_ID), NOTHING)
    }

    /** Its properties, else a text that says what it would be. */
    override fun attribute(
        call: CloudFormationCall,
        resource: StackResource,
        name: String,
    ): JsonElement = resource.properties[name] ?: JsonPrimitive("${resource.physicalId}-$name")
}

/** What is done with types that nothing here makes. */
internal object Unsupported {
    private const val KEY = "cloudformation unsupported"

    /** Whether they are kept as if they were there: a test asked for it, or everything is answered somehow. */
    fun isRecorded(world: World): Boolean = world.settings.lenient || world.functions[KEY] == true

    fun record(
        world: World,
        isRecorded: Boolean,
    ) {
        world.functions[KEY] = isRecorded
    }

    fun fault(type: String): AwsFault =
        AwsFault(
            "NotImplemented",
            "mockaws cannot make $type. aws.cloudFormation.recordUnsupported() has it recorded without being made, and so does the option lenient",
            status = NOT_IMPLEMENTED,
        )

    private const val NOT_IMPLEMENTED = 501
}
