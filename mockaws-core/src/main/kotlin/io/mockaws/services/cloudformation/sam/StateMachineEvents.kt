package io.mockaws.services.cloudformation.sam

/** Property `Events` of a state machine: each starts it by a role of its own. */
internal class StateMachineEvents(
    private val sam: Sam,
    private val resource: SamResource,
) {
    private val events = resource["Events"] as? Fields ?: Fields()

    private fun read(name: String) = Event.read(sam, resource.id, name, events[name], "StateMachine.")

    fun links(): Map<String, Link?> = events.ordered().associateWith { name ->
        read(name).let {
            if (it.type ==
                "Api"
            ) {
                RestEvents.link(it)
            } else {
                null
            }
        }
    }

    fun make(
        machine: Made,
        links: Map<String, Link?>,
    ): List<Made> = events.ordered().flatMap { name -> make(read(name), machine, links[name]) }

    private fun make(
        event: Event,
        machine: Made,
        link: Link?,
    ): List<Made> =
        when (event.type) {
            "Api" -> api(event, machine, link!!)

            "ScheduleV2" -> ScheduleV2(event, machine) { Roles.startExecution(machine.arn, event.id) }.make()

            else -> {
                val given = event["RoleArn"]
                val role = if (given == null) role(event, machine, "events.amazonaws.com") else null
                RuleEvents(event, machine, "StepFunctionsTarget", role?.arn ?: given).make() + listOfNotNull(role)
            }
        }

    private fun role(
        event: Event,
        machine: Made,
        principal: String,
    ): Made {
        val role = Made("AWS::IAM::Role", event.id + "Role", machine.passedOn())
        role["AssumeRolePolicyDocument"] = Roles.trust(principal)
        role["Policies"] = itemsOf(Roles.startExecution(machine.arn, role.id))
        if (present(resource["PermissionsBoundary"])) role["PermissionsBoundary"] = resource["PermissionsBoundary"]
        return role
    }

    private fun api(
        event: Event,
        machine: Made,
        link: Link,
    ): List<Made> {
        val role = role(event, machine, "apigateway.amazonaws.com")
        val body = link.resource["DefinitionBody"]
        if (!present(link.resource["__MANAGE_SWAGGER"]) || body == null) return listOf(role)
        val path = event.text("Path")!!
        val method = event.text("Method")!!.let { sam.origins.inherit(it, it.lowercase()) }
        val editor = Swagger(body, sam.origins)
        if (editor.hasIntegration(
                path,
                method
            )
        ) {
            event.refuse("API method \"$method\" defined multiple times for path \"$path\".")
        }
        val uri = sub("arn:\${AWS::Partition}:apigateway:\${AWS::Region}:states:action/StartExecution")
        editor.addStateMachine(path, method, uri, role.arn, template(event, machine), machine.attributes["Condition"])
        event.fields("Auth")?.takeIf(::present)?.let {
            RestEventAuth(event, Link(link.id, link.resource), method, path).apply(it, editor)
        }
        link.resource["DefinitionBody"] = editor.document()
        return listOf(role)
    }

    private fun template(
        event: Event,
        machine: Made,
    ): Fields {
        val arn = "\${${machine.id}}"
        val text =
            if (present(event["UnescapeMappingTemplate"])) {
                """{"input": "$ESCAPED.replaceAll("\\'","'")", "stateMachineArn": "$arn"}"""
            } else {
                """{"input": "$ESCAPED", "stateMachineArn": "$arn"}"""
            }
        return fieldsOf("application/json" to sub(text))
    }

    private companion object {
        const val ESCAPED = "\$util.escapeJavaScript(\$input.json('\$'))"
    }
}
