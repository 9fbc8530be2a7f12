package io.mockaws.services.cloudformation.resource

import io.mockaws.model.ListModel
import io.mockaws.model.MemberModel
import io.mockaws.model.Models
import io.mockaws.model.ScalarKind
import io.mockaws.model.ScalarModel
import io.mockaws.model.ServiceModel
import io.mockaws.model.ShapeModel

/** Finds by names which operations make, change, read and remove the resources of a type: `Queue` and `CreateQueue`. */
internal object DerivedTypes {
    private val MAKING =
        "Create Put Register Add Allocate Request Publish Import Associate Attach Enable Start Set".split(' ')
    private val CHANGING = listOf("Update", "Modify", "Set", "Change")
    private val REMOVING =
        "Delete Remove Deregister Release Terminate Disassociate Detach Cancel Disable Stop".split(' ')
    private val READING = listOf("Get", "Describe")
    private val ID_ENDINGS = listOf("Id", "Name", "Arn", "Identifier")
    private val ARN_MEMBERS =
        "ResourceArn resourceArn ResourceARN resourceARN resource Resource Arn arn ResourceName".split(' ')

    /** Null where names do not tell. */
    fun of(spec: ResourceSpec): ResourceType? {
        val model = Models.service(spec.service)
        val making = operation(model, MAKING, spec.noun) ?: return null
        val removing = operation(model, REMOVING, spec.noun) ?: return null
        val changing = operation(model, CHANGING, spec.noun) ?: making.takeIf { it.startsWith("Put") }
        val reading = operation(model, READING, spec.noun) ?: operation(model, READING, plural(spec.noun))
        fun plan(
            name: String,
            takesRest: Boolean,
            withIds: Boolean,
        ) = CallPlan(spec.service, name, if (withIds) ids(spec, model, name) else emptyList(), takesRest)
        return ResourceType(
            spec,
            name(spec, model, making),
            listOf(plan(making, true, false)),
            listOfNotNull(changing?.let { plan(it, true, true) }),
            listOf(plan(removing, false, true)),
            listOfNotNull(reading?.let { plan(it, false, true) }),
            tagging = tagging(spec, model),
        )
    }

    private fun operation(
        model: ServiceModel,
        verbs: List<String>,
        noun: String,
    ): String? {
        val names = model.operationNames
        return verbs.firstNotNullOfOrNull { verb -> names.firstOrNull { it.equals(verb + noun, ignoreCase = true) } }
            ?: verbs.firstNotNullOfOrNull { verb ->
                names.singleOrNull {
                    it.startsWith(verb) && it.endsWith(noun, ignoreCase = true) &&
                        it.length > verb.length + noun.length
                }
            }
    }

    private fun plural(noun: String) =
        when {
            noun.endsWith('y') && !noun.endsWith("ay") -> noun.dropLast(1) + "ies"
            noun.endsWith('s') || noun.endsWith('x') || noun.endsWith("ch") -> noun + "es"
            else -> noun + "s"
        }

    /** The members of an operation that say which resource is meant. */
    private fun ids(
        spec: ResourceSpec,
        model: ServiceModel,
        operation: String,
    ): List<Pair<String, Expression>> {
        val members = model.operation(operation)!!.input.members.filter { isText(it.target) }
        val required = members.filter { it.isRequired }
        return members.filter { it.isRequired || isId(spec, it) }.map {
            val star = if (it === required.singleOrNull() || members.size == 1) "*" else ""
            it.name to Expression("id(${it.name}$star)")
        }
    }

    private fun isText(shape: ShapeModel): Boolean =
        (shape is ScalarModel && shape.kind == ScalarKind.STRING) || (shape is ListModel && isText(shape.item))

    private fun isId(
        spec: ResourceSpec,
        member: MemberModel,
    ): Boolean {
        val name = member.name.removeSuffix("s")
        return spec.identifier.any { it.equals(name, ignoreCase = true) } ||
            ID_ENDINGS.any { name.equals(spec.noun + it, ignoreCase = true) }
    }

    /** A property that the operation cannot do without, and a template can. */
    private fun name(
        spec: ResourceSpec,
        model: ServiceModel,
        making: String,
    ): MadeUpName? {
        val input = model.operation(making)!!.input
        val property =
            spec.properties.firstOrNull { property ->
                property !in spec.required &&
                    (property in spec.identifier || property == "Name" || property == spec.noun + "Name") &&
                    input.members.any { it.isRequired && isText(it.target) && matches(spec, it.name, property) }
            } ?: return null
        return MadeUpName(property, isLower = spec.service in LOWER)
    }

    private fun matches(
        spec: ResourceSpec,
        member: String,
        property: String,
    ) = member.equals(property, ignoreCase = true) || member.equals(spec.noun + property, ignoreCase = true) ||
        (spec.noun + member).equals(property, ignoreCase = true)

    private fun tagging(
        spec: ResourceSpec,
        model: ServiceModel,
    ): Setting? {
        val property = spec.tags ?: return null
        val put = if ("TagResource" in model.operationNames) "TagResource" else return null
        val remove = if ("UntagResource" in model.operationNames) "UntagResource" else return null
        val member = model.operation(put)!!.input.members.firstOrNull { it.name in ARN_MEMBERS }?.name ?: return null
        val arn = listOf(member to Expression("arn(@)"))
        return Setting(
            property,
            emptyList(),
            CallPlan(spec.service, put, arn),
            CallPlan(spec.service, remove, arn),
            Setting.Kind.TAGS,
            isRemovedFirst = false
        )
    }

    private val LOWER = setOf("rds", "docdb", "neptune", "elasticache", "redshift", "opensearch", "es", "ecr")
}
