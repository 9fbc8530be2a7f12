package io.mockaws.services.cloudformation.deploy

import io.mockaws.engine.AwsFault
import io.mockaws.services.cloudformation.resource.Outcome
import io.mockaws.services.cloudformation.resource.ResourceHandler
import io.mockaws.services.cloudformation.resource.ResourceSpec
import io.mockaws.services.cloudformation.resource.ResourceWork
import io.mockaws.services.cloudformation.resource.changedProperties
import io.mockaws.services.cloudformation.state.StackResource
import io.mockaws.services.cloudformation.template.NOTHING
import io.mockaws.services.cloudformation.template.TemplateFaults
import io.mockaws.services.cloudformation.template.section
import io.mockaws.services.cloudformation.template.textAt
import kotlinx.serialization.json.JsonObject

/** Makes or changes one resource. */
internal class Making(
    private val ledger: Ledger,
    private val plan: StackPlan,
    private val fail: (String) -> Unit,
) {
    fun make(name: String) {
        val declaration = plan.blueprint.resources.getValue(name)
        val type = declaration.textAt("Type")!!
        val current = ledger.stack.resources[name]?.takeIf { it.physicalId != null }
        val blank =
            StackResource(
                name,
                type,
                status = "CREATE_IN_PROGRESS",
                updatedAt = ledger.now(),
                needs = plan.blueprint.needs(name).toList(),
                deletionPolicy = declaration.textAt("DeletionPolicy"),
                replacePolicy = declaration.textAt("UpdateReplacePolicy"),
                metadata = declaration["Metadata"]?.toString(),
            )
        try {
            val path = "/Resources/$name/Properties"
            val properties = if (current ==
                null
            ) {
                NOTHING
            } else {
                plan.evaluator.members(declaration.section("Properties"), path)
            }
            when {
                current == null -> create(blank, declaration)

                current.type != type -> throw TemplateFaults.invalid(
                    "Update of resource type is not permitted. The new template modifies resource type of the following resources: [$name]"
                )

                else -> change(current, blank, withStackTags(type, properties), declaration)
            }
        } catch (fault: AwsFault) {
            failed(ledger.stack.resources[name] ?: blank, current != null, fault)
        }
    }

    private fun work(
        resource: StackResource,
        declaration: JsonObject,
    ) = ResourceWork(ledger.call, ledger.stack, resource.logicalId, resource.type, resource.properties, declaration)

    private fun create(
        blank: StackResource,
        declaration: JsonObject,
    ) {
        ledger.put(blank)
        val name = blank.logicalId
        val handler = Handlers.of(blank.type, ledger.call)
        val path = "/Resources/$name/Properties"
        val properties = withStackTags(blank.type, plan.evaluator.members(declaration.section("Properties"), path))
        checkProperties(blank.type, properties)
        val resource = blank.copy(properties = properties)
        ledger.write { it.copy(resources = it.resources + (name to resource)) }
        val tagged = StackTags.withOrigin(blank.type, properties, ledger.stack, name)
        val outcome = handler.create(work(resource.copy(properties = tagged), declaration))
        came(resource, outcome, "CREATE", Reasons.INITIATED)
    }

    /** What became of a resource that was to be made or changed. */
    private fun came(
        resource: StackResource,
        outcome: Outcome,
        verb: String,
        initiated: String?,
    ) {
        fun begun(
            physicalId: String?,
            attributes: JsonObject,
        ) = resource.copy(
            physicalId = physicalId,
            attributes = attributes,
            statusReason = initiated,
            status = "${verb}_IN_PROGRESS",
            updatedAt = ledger.now()
        )
        when (outcome) {
            is Outcome.Done -> {
                ledger.replaced(resource, outcome.physicalId)
                val there = begun(outcome.physicalId, outcome.attributes)
                if (initiated != null) ledger.put(there)
                ledger.put(there.copy(status = "${verb}_COMPLETE", statusReason = null, updatedAt = ledger.now()))
                done(resource.logicalId)
            }

            is Outcome.Waits -> {
                ledger.put(begun(outcome.physicalId ?: resource.physicalId, outcome.attributes))
                ledger.deployment { it.copy(waiting = it.waiting + (resource.logicalId to outcome.wait)) }
                // It may have come meanwhile.
                Waits(ledger, fail).check(outcome.wait.key)
            }

            is Outcome.Failed -> {
                val there = begun(outcome.physicalId, outcome.attributes)
                ledger.put(there)
                failed(there, verb == "UPDATE", outcome.fault)
            }
        }
    }

    private fun change(
        current: StackResource,
        blank: StackResource,
        properties: JsonObject,
        declaration: JsonObject,
    ) {
        val handler = Handlers.of(blank.type, ledger.call)
        val changed = changedProperties(current.properties, properties)
        if (changed.isEmpty() && !handler.alwaysUpdates) {
            val kept = current.copy(
                needs = blank.needs,
                deletionPolicy = blank.deletionPolicy,
                replacePolicy = blank.replacePolicy,
                metadata = blank.metadata
            )
            ledger.write { it.copy(resources = it.resources + (blank.logicalId to kept)) }
            return done(blank.logicalId)
        }
        checkProperties(blank.type, properties)
        val replacing = handler.replacing(changed)
        checkName(handler, current, properties, replacing)
        StackPolicies.check(ledger.stack.policy, blank, replacing.isNotEmpty())
        val updated = blank.copy(
            properties = properties,
            status = "UPDATE_IN_PROGRESS",
            physicalId = current.physicalId,
            attributes = current.attributes
        )
        if (replacing.isEmpty()) {
            update(
                handler,
                current,
                updated,
                declaration
            )
        } else {
            replace(handler, current, updated, declaration)
        }
    }

    /** Two cannot have the same name. */
    private fun checkName(
        handler: ResourceHandler,
        current: StackResource,
        properties: JsonObject,
        replacing: Set<String>,
    ) {
        val name = handler.nameProperty ?: return
        if (replacing.isEmpty() || name !in properties || properties[name] != current.properties[name]) return
        throw TemplateFaults.invalid(
            "CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${current.physicalId} and update the stack again.",
        )
    }

    private fun update(
        handler: ResourceHandler,
        current: StackResource,
        updated: StackResource,
        declaration: JsonObject,
    ) {
        ledger.put(updated)
        came(updated, handler.update(work(updated, declaration), current), "UPDATE", null)
    }

    private fun replace(
        handler: ResourceHandler,
        current: StackResource,
        updated: StackResource,
        declaration: JsonObject,
    ) {
        ledger.put(updated.copy(statusReason = Reasons.REPLACING))
        val fresh = updated.copy(physicalId = null, attributes = NOTHING)
        val outcome = handler.create(work(fresh, declaration))
        ledger.deployment { it.copy(leftovers = it.leftovers + current.copy(deletionPolicy = current.replacePolicy)) }
        came(fresh, outcome, "UPDATE", Reasons.INITIATED)
    }

    private fun done(name: String) {
        ledger.deployment { it.copy(done = it.done + name) }
    }

    private fun failed(
        resource: StackResource,
        isUpdate: Boolean,
        fault: AwsFault,
    ) {
        val reason = Reasons.of(fault, resource.type, ledger.call.ids.uuid())
        val verb = if (isUpdate) "UPDATE" else "CREATE"
        ledger.put(resource.copy(status = "${verb}_FAILED", statusReason = reason, updatedAt = ledger.now()))
        fail(resource.logicalId)
    }

    private fun withStackTags(
        type: String,
        properties: JsonObject,
    ) = StackTags.merged(type, properties, plan.target.tags)

    private companion object {
        fun checkProperties(
            type: String,
            properties: JsonObject,
        ) {
            val spec = ResourceSpec.of(type) ?: return
            val strangers = properties.keys - spec.properties
            if (strangers.isNotEmpty() && spec.properties.isNotEmpty()) {
                throw TemplateFaults.invalid(
                    "Property validation failure: [Encountered unsupported properties in {/}: [${strangers.joinToString()}]]"
                )
            }
            val missing = spec.required - properties.keys
            if (missing.isEmpty()) return
            throw TemplateFaults.invalid(
                "Property validation failure: [${missing.joinToString {
                    "The property {/$it} is required"
                }}]"
            )
        }
    }
}
