package io.mockaws.services.cloudformation.special

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.services.cloudformation.resource.Outcome
import io.mockaws.services.cloudformation.resource.ResourceCalls
import io.mockaws.services.cloudformation.resource.ResourceHandler
import io.mockaws.services.cloudformation.resource.ResourceWork
import io.mockaws.services.cloudformation.resource.UniqueName
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.STACKS
import io.mockaws.services.cloudformation.state.Stack
import io.mockaws.services.cloudformation.state.StackResource
import io.mockaws.services.cloudformation.state.Wait
import io.mockaws.services.cloudformation.template.NOTHING
import io.mockaws.services.cloudformation.template.TemplateFaults
import io.mockaws.services.cloudformation.template.scalar
import io.mockaws.services.cloudformation.template.section
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlin.time.Duration.Companion.days

/**
 * A stack in a stack.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html
 */
internal object NestedStack : ResourceHandler {
    private const val MAX_NAME = 128
    private val LONGEST = 30.days

    override val alwaysUpdates: Boolean get() = true

    override fun create(work: ResourceWork): Outcome {
        val name = UniqueName.of(work.stack, work.logicalId, work.call, MAX_NAME)
        val id = work.call.serviceCall(
            "cloudformation",
            "CreateStack",
            input(work, name),
            ResourceCalls.SENDER,
            work.stack.id
        )["StackId"] as String
        return outcome(work.call, id, "created") ?: Outcome.Waits(waitFor(work.call, id), id, NOTHING)
    }

    override fun update(
        work: ResourceWork,
        before: StackResource,
    ): Outcome {
        val id = before.physicalId!!
        try {
            work.call.serviceCall("cloudformation", "UpdateStack", input(work, id), ResourceCalls.SENDER, work.stack.id)
        } catch (fault: AwsFault) {
            if (fault.error.message != "No updates are to be performed.") throw fault
        }
        return outcome(work.call, id, "updated") ?: Outcome.Waits(waitFor(work.call, id), id, NOTHING)
    }

    override fun delete(
        call: CloudFormationCall,
        stack: Stack,
        resource: StackResource,
    ): Wait? {
        val id = resource.physicalId!!
        call.serviceCall(
            "cloudformation",
            "DeleteStack",
            buildJsonObject {
                put("StackName", id)
            },
            ResourceCalls.SENDER,
            stack.id
        )
        return if (outcome(call, id, "deleted") == null) waitFor(call, id) else null
    }

    override fun resume(
        call: CloudFormationCall,
        resource: StackResource,
        wait: Wait,
    ): Outcome =
        outcome(call, wait.key, "${resource.status.substringBefore('_').lowercase()}d")
            ?: Outcome.Waits(wait, resource.physicalId, NOTHING)

    override fun replacing(changed: Set<String>): Set<String> = emptySet()

    override fun attribute(
        call: CloudFormationCall,
        resource: StackResource,
        name: String,
    ): JsonElement? {
        if (!name.startsWith("Outputs.")) return null
        val output = call.state.now[STACKS][resource.physicalId]?.outputs?.firstOrNull {
            it.key ==
                name.removePrefix("Outputs.")
        }
        return JsonPrimitive((output ?: return null).value)
    }

    private fun waitFor(
        call: CloudFormationCall,
        id: String,
    ) = Wait(id, call.now() + LONGEST)

    /** Null while somebody works on it. */
    private fun outcome(
        call: CloudFormationCall,
        id: String,
        verb: String,
    ): Outcome? {
        val stack = call.state.now[STACKS][id] ?: return Outcome.Done(id, NOTHING)
        if (stack.isBusy) return null
        val isFine =
            stack.status == "DELETE_COMPLETE" || (stack.status.endsWith("_COMPLETE") && "ROLLBACK" !in stack.status)
        if (isFine) return Outcome.Done(id, NOTHING)
        val fault = TemplateFaults.invalid("Embedded stack $id was not successfully $verb: ${reasonOf(stack, call)}")
        return Outcome.Failed(id, NOTHING, fault).also { if (verb == "deleted") throw fault }
    }

    private fun reasonOf(
        stack: Stack,
        call: CloudFormationCall,
    ): String {
        val events = call.state.now[io.mockaws.services.cloudformation.state.EVENTS].values.filter {
            it.stackId ==
                stack.id &&
                it.logicalId == stack.name
        }
        val last = events.filter {
            it.reason != null && it.status.let { s -> "ROLLBACK_IN" in s || "FAILED" in s }
        }.maxByOrNull { it.number }
        return (stack.statusReason ?: last?.reason).orEmpty().substringBefore("Rollback requested")
    }

    private fun input(
        work: ResourceWork,
        name: String,
    ): JsonObject =
        buildJsonObject {
            put("StackName", name)
            work.properties["TemplateURL"]?.let { put("TemplateURL", it) }
            work.properties["TemplateBody"]?.let {
                put("TemplateBody", if (it is JsonObject) JsonPrimitive(it.toString()) else it)
            }
            put(
                "Parameters",
                JsonArray(
                    work.properties.section("Parameters").map { (key, value) ->
                        pair("ParameterKey", key, "ParameterValue", text(value))
                    }
                )
            )
            work.properties["Tags"]?.let { put("Tags", it) }
            work.properties["NotificationARNs"]?.let { put("NotificationARNs", it) }
            put("Capabilities", JsonArray(work.stack.definition.capabilities.map(::JsonPrimitive)))
        }

    private fun text(value: JsonElement): String = if (value is JsonArray) {
        value.joinToString(",") { it.scalar.orEmpty() }
    } else {
        value.scalar
            ?: value.toString()
    }

    private fun pair(
        keyName: String,
        key: String,
        valueName: String,
        value: String,
    ) = buildJsonObject {
        put(keyName, key)
        put(valueName, value)
    }
}
