package io.mockaws.services.cloudformation.resource

import io.mockaws.engine.AwsFault
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.Stack
import io.mockaws.services.cloudformation.state.StackResource
import io.mockaws.services.cloudformation.state.Wait
import io.mockaws.services.cloudformation.template.NOTHING
import io.mockaws.services.cloudformation.template.scalar
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Resources that are made, changed and removed by calls of operations, as a [ResourceType] says. */
internal class ModelledResource(
    private val type: ResourceType,
) : ResourceHandler {
    private val spec get() = type.spec

    override val nameProperty: String? get() = type.name?.property

    override fun create(work: ResourceWork): Outcome {
        val calls = ResourceCalls(type, work.call, work.stack.id)
        val names = madeUp(work)
        val properties = JsonObject(work.properties + names)
        var attributes =
            JsonObject(names + ("new" to JsonPrimitive(UniqueName.of(work.stack, work.logicalId, work.call, MAX_ID))))
        for (plan in type.creates.filter { it.isFor(properties) }) {
            attributes =
                JsonObject(attributes + calls.make(plan, known(work.call, properties, attributes, null)))
        }
        val id =
            idOf(known(work.call, properties, attributes, null))
                ?: UniqueName.of(work.stack, work.logicalId, work.call, MAX_ID)
        try {
            val known = known(work.call, properties, attributes, id)
            val settings = SettingCalls(calls)
            type.settings.filter { it.isMadeToo }.forEach { settings.put(it, properties, known) }
        } catch (fault: AwsFault) {
            return Outcome.Failed(id, attributes, fault)
        }
        return Outcome.Done(id, attributes)
    }

    private fun madeUp(work: ResourceWork): JsonObject {
        val name = type.name ?: return NOTHING
        if (name.property in work.properties) return NOTHING
        val suffix = if (work.properties["FifoQueue"]?.scalar == "true" ||
            work.properties["FifoTopic"]?.scalar == "true"
        ) {
            ".fifo"
        } else {
            ""
        }
        val text =
            UniqueName.of(
                work.stack,
                work.logicalId,
                work.call,
                name.most - suffix.length,
                name.prefix ?: work.stack.name
            ) +
                suffix
        return JsonObject(
            mapOf(name.property to JsonPrimitive(if (name.isLower) text.lowercase().replace('_', '-') else text))
        )
    }

    override fun update(
        work: ResourceWork,
        before: StackResource,
    ): Outcome {
        val calls = ResourceCalls(type, work.call, work.stack.id)
        val changed = changedProperties(before.properties, work.properties)
        val known = known(work.call, work.properties, before.attributes, before.physicalId).withChanged(changed)
        val old = known(work.call, before.properties, before.attributes, before.physicalId)
        var attributes = before.attributes
        val settings = SettingCalls(calls)
        type.settings.forEach { settings.change(it, before.properties, work.properties, old, known) }
        val tagging = type.tagging?.takeIf { it.property in changed }
        tagging?.let { settings.changeTags(it, before.properties[it.property], work.properties[it.property], known) }
        val left = changed - type.settings.map { it.property }.toSet() - setOfNotNull(tagging?.property)
        if (left.isNotEmpty()) {
            for (plan in type.updates.filter { it.isFor(work.properties) && !it.except.containsAll(left) }) {
                attributes =
                    JsonObject(attributes + calls.make(plan, known))
            }
        }
        return Outcome.Done(before.physicalId!!, attributes)
    }

    override fun delete(
        call: CloudFormationCall,
        stack: Stack,
        resource: StackResource,
    ): Wait? {
        val calls = ResourceCalls(type, call, stack.id)
        val known = known(call, resource.properties, resource.attributes, resource.physicalId)
        type.settings.filter {
            it.isRemovedFirst
        }.forEach { SettingCalls(calls).remove(it, resource.properties, known) }
        for (plan in type.deletes.filter { it.isFor(resource.properties) }) {
            unlessGone { if (calls.isStillOwn(plan, known)) calls.make(plan, known) }
        }
        return null
    }

    override fun replacing(changed: Set<String>): Set<String> = changed.filterTo(LinkedHashSet()) { type.isFixed(it) }

    override fun attribute(
        call: CloudFormationCall,
        resource: StackResource,
        name: String,
    ): JsonElement? {
        val known = known(call, resource.properties, resource.attributes, resource.physicalId)
        val declared = type.attributes[name]
        if (declared == null && name.substringBefore('.') !in spec.attributes) return null
        declared?.value(known)?.let { return it }
        return stated(known, name) ?: read(call, resource, known, name, declared)
            ?: known.id?.let(::JsonPrimitive).takeIf { name in spec.identifier }
    }

    override fun live(
        call: CloudFormationCall,
        resource: StackResource,
    ): Map<String, String>? {
        val plan = type.reads.firstOrNull() ?: return null
        val known = known(call, resource.properties, resource.attributes, resource.physicalId)
        val answer = known(call, NOTHING, ResourceCalls(type, call, "").make(plan, known), resource.physicalId)
        return resource.properties.filterValues { it is JsonPrimitive }.keys.mapNotNull { name ->
            answer.at(name)?.scalar?.let {
                name to
                    it
            }
        }.toMap()
    }

    private fun stated(
        known: Known,
        name: String,
    ): JsonElement? =
        known.named(name)
            ?: if (name == "Arn" ||
                name == spec.noun + "Arn"
            ) {
                spec.arn?.let(known::filled)?.let(::JsonPrimitive)
            } else {
                null
            }

    private fun read(
        call: CloudFormationCall,
        resource: StackResource,
        known: Known,
        name: String,
        declared: Expression?,
    ): JsonElement? {
        val calls = ResourceCalls(type, call, "")
        for (plan in type.reads) {
            val more = known(call, resource.properties, calls.make(plan, known), resource.physicalId)
            (declared?.value(more) ?: stated(more, name))?.let { return it }
        }
        return null
    }

    private fun known(
        call: CloudFormationCall,
        properties: JsonObject,
        attributes: JsonObject,
        id: String?,
    ) = Known(spec, call.place, properties, attributes, id)

    /** What `Ref` gives; null where nothing tells. */
    private fun idOf(known: Known): String? {
        type.ref?.let { return it.value(known)?.scalar }
        val readOnly = spec.identifier.filter { it !in spec.properties }
        val names = if (readOnly.size == 1) readOnly else spec.identifier
        val parts = names.map { name -> (stated(known, name) ?: guess(known)).let { it?.scalar } }
        if (parts.isEmpty()) {
            return (
                type.name?.let {
                    known.at(it.property)
                } ?: known.at("Name") ?: guess(known)
                )?.scalar
        }
        return if (null in parts) null else parts.joinToString("|")
    }

    private fun guess(known: Known): JsonElement? =
        if (type.creates.isEmpty()) null else GUESSES.firstNotNullOfOrNull { known.at(spec.noun + it) }

    private companion object {
        const val MAX_ID = 255
        val GUESSES = listOf("Id", "Name", "Arn", "Identifier", "ARN")
    }
}

/** Does [action], which may find that there is nothing to remove. */
internal inline fun unlessGone(action: () -> Unit) {
    try {
        action()
    } catch (fault: AwsFault) {
        if (!fault.saysGone) throw fault
    }
}

/** The names of properties that are not the same in both. */
internal fun changedProperties(
    before: JsonObject,
    after: JsonObject,
): Set<String> = (before.keys + after.keys).filterTo(LinkedHashSet()) { before[it] != after[it] }

/** Whether it says that what was to be removed is not there. */
internal val AwsFault.saysGone: Boolean
    get() = error.status == NOT_FOUND || GONE.any { it in error.code }

private const val NOT_FOUND = 404
private val GONE = listOf("NotFound", "NoSuch", "NonExistent", "DoesNotExist")
