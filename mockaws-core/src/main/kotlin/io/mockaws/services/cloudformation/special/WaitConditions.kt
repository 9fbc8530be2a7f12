package io.mockaws.services.cloudformation.special

import io.mockaws.kit.StrictJson
import io.mockaws.services.cloudformation.resource.KeptResource
import io.mockaws.services.cloudformation.resource.Outcome
import io.mockaws.services.cloudformation.resource.ResourceHandler
import io.mockaws.services.cloudformation.resource.ResourceWork
import io.mockaws.services.cloudformation.resource.UniqueName
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.SIGNALS
import io.mockaws.services.cloudformation.state.Stack
import io.mockaws.services.cloudformation.state.StackResource
import io.mockaws.services.cloudformation.state.Wait
import io.mockaws.services.cloudformation.template.NOTHING
import io.mockaws.services.cloudformation.template.TemplateFaults
import io.mockaws.services.cloudformation.template.section
import io.mockaws.services.cloudformation.template.textAt
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

/**
 * The address to which signals for a wait condition go.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-waitcondition.html
 */
internal object WaitConditionHandle : KeptResource() {
    override fun create(
        work: ResourceWork
    ): Outcome = Outcome.Done(Answers.of(work.call).urlOf(work.call.ids.uuid(), work.call), NOTHING)

    override fun attribute(
        call: CloudFormationCall,
        resource: StackResource,
        name: String,
    ): JsonElement? = null
}

/** Waits for so many signals, to its handle's address or by SignalResource. */
internal object WaitCondition : ResourceHandler {
    private const val MAX_ID = 128
    private val DEFAULT_TIMEOUT = 300.seconds

    override fun create(work: ResourceWork): Outcome {
        val handle = work.properties.textAt("Handle")
        val signal = work.declaration.section("CreationPolicy").section("ResourceSignal")
        val key = handle?.substringAfterLast('/') ?: keyOf(work.stack.id, work.logicalId)
        val timeout =
            work.properties.textAt("Timeout")?.toLongOrNull()?.seconds
                ?: signal.textAt("Timeout")?.let(Duration::parseIsoStringOrNull)
                ?: DEFAULT_TIMEOUT
        val count = work.properties.textAt("Count") ?: signal.textAt("Count") ?: "1"
        val id = UniqueName.of(work.stack, work.logicalId, work.call, MAX_ID)
        val attributes = JsonObject(mapOf("@count" to JsonPrimitive(count)))
        return looked(work.call, key, id, attributes)
            ?: Outcome.Waits(Wait(key, work.call.now() + timeout), id, attributes)
    }

    /** What signals for a resource are kept under that come by SignalResource. */
    fun keyOf(
        stackId: String,
        logicalId: String,
    ): String = "$stackId|$logicalId"

    override fun resume(
        call: CloudFormationCall,
        resource: StackResource,
        wait: Wait,
    ): Outcome {
        looked(call, wait.key, resource.physicalId!!, resource.attributes)?.let { return it }
        if (call.now() < wait.deadline) return Outcome.Waits(wait, resource.physicalId, resource.attributes)
        val count = resource.attributes.textAt("@count")
        throw TemplateFaults.invalid(
            "WaitCondition timed out. Received ${signals(call, wait.key).size} conditions when expecting $count"
        )
    }

    private class Said(
        val id: String,
        val isSuccess: Boolean,
        val data: String,
        val reason: String,
    )

    private fun signals(
        call: CloudFormationCall,
        key: String,
    ): List<Said> =
        call.state.now[SIGNALS].values.filter { it.target == key }.sortedBy { it.number }.map { signal ->
            val body = bodyOf(signal.data)
            Said(
                body?.textAt("UniqueId") ?: signal.uniqueId,
                body?.textAt("Status")?.let { it == "SUCCESS" } ?: signal.isSuccess,
                body?.textAt("Data").orEmpty(),
                body?.textAt("Reason").orEmpty(),
            )
        }.distinctBy { it.id }

    private fun bodyOf(text: String?): JsonObject? = text?.let(StrictJson::parse) as? JsonObject

    /** Null while there are too few. */
    private fun looked(
        call: CloudFormationCall,
        key: String,
        id: String,
        attributes: JsonObject,
    ): Outcome? {
        val said = signals(call, key)
        said.firstOrNull {
            !it.isSuccess
        }?.let {
            throw TemplateFaults.invalid("WaitCondition received failed message: '${it.reason}' for uniqueId: ${it.id}")
        }
        if (said.size < (attributes.textAt("@count")?.toIntOrNull() ?: 1)) return null
        val data = buildJsonObject { said.forEach { put(it.id, it.data) } }
        return Outcome.Done(id, JsonObject(attributes + ("Data" to JsonPrimitive(data.toString()))))
    }

    override fun update(
        work: ResourceWork,
        before: StackResource,
    ): Outcome = throw TemplateFaults.invalid(
        "Update to resource type AWS::CloudFormation::WaitCondition is not supported."
    )

    override fun delete(
        call: CloudFormationCall,
        stack: Stack,
        resource: StackResource,
    ): Wait? = null

    override fun replacing(changed: Set<String>): Set<String> = emptySet()

    override fun attribute(
        call: CloudFormationCall,
        resource: StackResource,
        name: String,
    ): JsonElement? = resource.attributes[name]
}
