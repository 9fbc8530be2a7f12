package io.mockaws.services.cloudformation.sam

/**
 * `AWS::Serverless::StateMachine`: a state machine with its role, and with all that starts it.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-statemachine.html
 */
internal class StateMachineKind(
    private val sam: Sam,
    private val resource: SamResource,
) {
    private val id = resource.id
    private val tags = (
        tagList(
            fieldsOf("stateMachine:createdBy" to "SAM")
        ) + tagList(resource["Tags"] as? Fields)
        ).toMutableList()

    fun make(): List<Made> {
        val events = StateMachineEvents(sam, resource)
        val links = eventsOf(id) { events.links() }
        val machine = resource.main("AWS::StepFunctions::StateMachine")
        define(machine)
        val role = role()
        machine["RoleArn"] = role?.arn ?: resource["Role"]
        machine["StateMachineName"] = resource["Name"]
        machine["StateMachineType"] = resource["Type"]
        machine["LoggingConfiguration"] = resource["Logging"]
        machine["TracingConfiguration"] = resource["Tracing"]
        machine["Tags"] = tags
        val published = published()
        val target = published.lastOrNull().takeIf { present(resource["UseAliasAsEventTarget"]) } ?: machine
        val made = listOf(machine) + listOfNotNull(role) + published + events.make(target, links)
        val own = resource["Tags"] as? Fields
        if (present(own) && present(resource["PropagateTags"])) made.forEach { it.tag(own!!) }
        return made
    }

    private fun define(machine: Made) {
        val definition = resource["Definition"] as? Fields
        val uri = resource["DefinitionUri"]
        if (present(resource["DefinitionSubstitutions"])) {
            machine["DefinitionSubstitutions"] =
                resource["DefinitionSubstitutions"]
        }
        if (present(definition) &&
            present(uri)
        ) {
            wrongResource(id, "Specify either 'Definition' or 'DefinitionUri' property and not both.")
        }
        when {
            present(definition) -> {
                val text = definition!!.copy()
                val substitutions = Substitutions().taken(text)
                if (substitutions.isNotEmpty()) {
                    (
                        machine["DefinitionSubstitutions"] as? Fields
                            ?: Fields().also { machine["DefinitionSubstitutions"] = it }
                        ).update(substitutions)
                }
                val lines = Text.json(text, sorted = true, indent = INDENT).split("\n")
                machine["DefinitionString"] = fieldsOf("Fn::Join" to itemsOf("\n", lines.toMutableList<Any?>()))
            }

            present(uri) -> machine["DefinitionS3Location"] = S3Location.of(uri, id, "DefinitionUri")

            else -> wrongResource(id, "Either 'Definition' or 'DefinitionUri' property must be specified.")
        }
    }

    private fun role(): Made? {
        if (present(resource["Role"]) && present(resource["Policies"])) {
            wrongResource(id, "Specify either 'Role' or 'Policies' (but not both at the same time) or neither of them")
        }
        if (present(resource["Role"])) return null
        val traced = (resource["Tracing"] as? Fields)?.get("Enabled") == true
        val policies =
            PolicyTemplates.entries(resource["Policies"]) + listOfNotNull(if (traced) Roles.xrayPolicy(sam) else null)
        return Roles(sam).make(resource, Roles.trust("states.amazonaws.com"), policies, emptyList(), emptyList(), tags)
    }

    private fun published(): List<Made> {
        val alias = resource["AutoPublishAlias"]
        val preference = resource["DeploymentPreference"] as? Fields
        if (!present(alias)) {
            val needing =
                listOf("UseAliasAsEventTarget", "DeploymentPreference").firstOrNull { present(resource[it]) }
                    ?: return emptyList()
            wrongResource(id, "'$needing' requires 'AutoPublishAlias' property to be specified.")
        }
        val version = resource.part("AWS::StepFunctions::StateMachineVersion", "${id}Version")
        listOf("DeletionPolicy", "UpdateReplacePolicy").forEach { version.attributes.putIfAbsent(it, "Retain") }
        version["StateMachineArn"] = ref(id)
        version["StateMachineRevisionId"] = getAtt(id, "StateMachineRevisionId")
        val made = resource.part("AWS::StepFunctions::StateMachineAlias", "${id}Alias${Text.shown(alias)}")
        made["Name"] = alias
        val how = preference?.takeIf(::present) ?: fieldsOf("Type" to "ALL_AT_ONCE")
        how["StateMachineVersionArn"] = version.arn
        made["DeploymentPreference"] = how
        return listOf(version, made)
    }

    private companion object {
        const val INDENT = 4
    }
}

/** Takes what is only known in the stack out of a definition, which is a text, and leaves names in its place. */
internal class Substitutions {
    private val taken = Fields()

    fun taken(definition: Any?): Fields {
        when (definition) {
            is Fields -> definition.keys.sorted().forEach { definition[it] = replaced(definition[it]) }

            is List<*> -> definition.asItems()!!.let { items ->
                items.indices.forEach { items[it] = replaced(items[it]) }
            }
        }
        return taken
    }

    private fun replaced(value: Any?): Any? {
        if (!isIntrinsic(value) && !(value is String && DYNAMIC.matches(value))) return value.also { taken(it) }
        val name = "definition_substitution_${taken.size + 1}"
        taken[name] = value
        return "\${$name}"
    }

    private companion object {
        val DYNAMIC = Regex("""\{\{resolve:([a-z-]+):(.+)}}""")
    }
}
