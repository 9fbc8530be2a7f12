package io.mockaws.services.cloudformation.deploy

import io.mockaws.engine.AwsFault
import io.mockaws.services.cloudformation.functions.Evaluator
import io.mockaws.services.cloudformation.functions.References
import io.mockaws.services.cloudformation.functions.Scope
import io.mockaws.services.cloudformation.resource.changedProperties
import io.mockaws.services.cloudformation.state.ChangeDetail
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.ResourceChange
import io.mockaws.services.cloudformation.state.Stack
import io.mockaws.services.cloudformation.state.StackDefinition
import io.mockaws.services.cloudformation.state.StackResource
import io.mockaws.services.cloudformation.template.section
import io.mockaws.services.cloudformation.template.textAt
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** What would change in [stack] if it became what [target] says; nothing is made. */
internal class Changes(
    private val call: CloudFormationCall,
    private val stack: Stack,
    private val target: StackDefinition,
    private val imports: Map<String, String>,
) {
    private val scope =
        StackScope(call, target.template, target.parameters, stack.name, stack.id, target.notificationArns) {
            stack.resources
        }
    private val replaced = LinkedHashSet<String>()
    private val evaluator = Evaluator(Unmade(scope))
    private val blueprint = Blueprint(target.template, evaluator)

    /** What is not there yet is known after the change only. */
    private inner class Unmade(
        private val scope: StackScope,
    ) : Scope by scope {
        override fun physicalId(name: String): JsonElement? =
            if (name in replaced ||
                (name !in stack.resources && name in target.template.section("Resources"))
            ) {
                UNKNOWN
            } else {
                scope.physicalId(name)
            }

        override fun attribute(
            resource: String,
            attribute: String,
            path: String,
        ): JsonElement = if (resource in replaced ||
            resource !in stack.resources
        ) {
            UNKNOWN
        } else {
            scope.attribute(resource, attribute, path)
        }
    }

    /** All of them, by logical id. */
    fun all(): List<ResourceChange> {
        val kept = blueprint.order.mapNotNull { name -> stack.resources[name]?.let { modified(it) } ?: added(name) }
        val gone = stack.resources.values.filter { it.logicalId !in blueprint.resources }.map(::removed)
        return (kept + gone).sortedBy { it.logicalId }
    }

    private fun added(name: String): ResourceChange? {
        if (name in stack.resources) return null
        val declaration = blueprint.resources.getValue(name)
        val type = declaration.textAt("Type").orEmpty()
        val imported = imports[name]
        val after = contextOf(properties(name, declaration))
        return ResourceChange(if (imported == null) "Add" else "Import", name, type, imported, after = after)
    }

    private fun removed(resource: StackResource): ResourceChange {
        val policy = if (resource.deletionPolicy == "Retain" ||
            resource.deletionPolicy == "RetainExceptOnCreate"
        ) {
            "Retain"
        } else {
            "Delete"
        }
        return ResourceChange(
            "Remove",
            resource.logicalId,
            resource.type,
            resource.physicalId,
            policyAction = policy,
            before = contextOf(resource.properties)
        )
    }

    private fun modified(resource: StackResource): ResourceChange? {
        val declaration = blueprint.resources.getValue(resource.logicalId)
        val after = properties(resource.logicalId, declaration)
        val changed = changedProperties(resource.properties, after)
        if (changed.isEmpty()) return null
        val fixed = Handlers.of(resource.type, call).replacing(changed)
        if (fixed.isNotEmpty()) replaced += resource.logicalId
        return ResourceChange(
            "Modify",
            resource.logicalId,
            resource.type,
            resource.physicalId,
            if (fixed.isEmpty()) {
                "False"
            } else if (isCertain(fixed, declaration)) {
                "True"
            } else {
                "Conditional"
            },
            changed.map { if (it == TAGS) TAGS else "Properties" }.distinct(),
            changed.map { detail(it, declaration, resource.properties, after, it in fixed) },
            if (fixed.isEmpty()) null else "ReplaceAndDelete",
            before = contextOf(resource.properties),
            after = contextOf(after),
        )
    }

    private fun isCertain(
        fixed: Set<String>,
        declaration: JsonObject,
    ) = fixed.any { property ->
        referencesOf(declaration, property).none {
            it.name in
                target.template.section("Resources")
        }
    }

    private fun referencesOf(
        declaration: JsonObject,
        property: String,
    ) = declaration.section("Properties")[property]?.let { References.of(it, property) }.orEmpty()

    private fun detail(
        property: String,
        declaration: JsonObject,
        before: JsonObject,
        after: JsonObject,
        isFixed: Boolean,
    ): ChangeDetail {
        val resources = target.template.section("Resources")
        val references = referencesOf(declaration, property)
        val resource = references.firstOrNull { it.name in resources }
        val parameter = references.firstOrNull { it.name in target.template.section("Parameters") }
        val source =
            when {
                resource?.attribute != null -> "ResourceAttribute"
                resource != null -> "ResourceReference"
                parameter != null -> "ParameterReference"
                else -> "DirectModification"
            }
        val cause =
            resource?.let { reference -> reference.attribute?.let { "${reference.name}.$it" } ?: reference.name }
                ?: parameter?.name
        val isTag = property == TAGS
        val recreation = if (!isFixed) {
            "Never"
        } else if (resource == null) {
            "Always"
        } else {
            "Conditionally"
        }
        return ChangeDetail(
            if (isTag) TAGS else "Properties",
            property.takeIf { !isTag },
            recreation,
            if (resource == null) "Static" else "Dynamic",
            source,
            cause,
            before[property]?.let(::plain),
            after[property]?.let(::plain),
        )
    }

    private fun plain(value: JsonElement) = (value as? JsonPrimitive)?.content ?: value.toString()

    /** Without what cannot be worked out yet. */
    private fun properties(
        name: String,
        declaration: JsonObject,
    ): JsonObject =
        try {
            evaluator.members(declaration.section("Properties"), "/Resources/$name/Properties").let {
                StackTags.merged(blueprint.resources.getValue(name).textAt("Type").orEmpty(), it, target.tags)
            }
        } catch (_: AwsFault) {
            declaration.section("Properties")
        }

    private fun contextOf(properties: JsonObject) = JsonObject(mapOf("Properties" to properties)).toString()

    /** The resources that become the stack's without being made. */
    fun imported(): List<StackResource> =
        imports.map { (name, id) ->
            val declaration = blueprint.resources.getValue(name)
            StackResource(
                name,
                declaration.textAt("Type").orEmpty(),
                id,
                "IMPORT_COMPLETE",
                updatedAt = call.now(),
                properties = properties(name, declaration),
                needs = blueprint.needs(name).toList(),
                deletionPolicy = declaration.textAt("DeletionPolicy"),
            )
        }

    private companion object {
        const val TAGS = "Tags"
        val UNKNOWN = JsonPrimitive("{{changeSet:KNOWN_AFTER_APPLY}}")
    }
}
