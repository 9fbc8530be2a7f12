package io.mockaws.services.cloudformation.sam

/**
 * Refuses a template whose sections are no maps, and marks in it what ids of deployments are made from: APIs, the
 * events and
 * the names of functions, ids and defaults of parameters.
 */
internal class Marking(
    private val origins: Origins,
) {
    fun mark(template: Fields) {
        check(template)
        template.fields("Globals")?.let { globals -> globals.fields("Api")?.let { globals["Api"] = origins.own(it) } }
        template.fields("Parameters")?.let { parameters ->
            parameters.values.filterIsInstance<Fields>().forEach {
                if ("Default" in
                    it
                ) {
                    it["Default"] = origins.own(it["Default"])
                }
            }
        }
        val resources = Fields(hashed = true)
        template.fields("Resources")!!.forEach { (id, resource) ->
            own(resource as Fields)
            resources[origins.mark(id)] = resource
        }
        template["Resources"] = resources
    }

    private fun own(resource: Fields) {
        when (resource["Type"]) {
            "AWS::Serverless::Api", "AWS::Serverless::HttpApi" -> resource.own("Properties")

            "AWS::Serverless::Function", "AWS::Serverless::StateMachine" -> {
                if (resource["Properties"] == null) return
                resource.own("Condition")
                resource.fields("Properties")?.let { properties ->
                    listOf("FunctionName", "Events").forEach { properties.own(it) }
                }
            }
        }
    }

    private fun Fields.own(key: String) {
        if (key in this) this[key] = origins.own(this[key])
    }

    private fun check(template: Fields) {
        val resources = template["Resources"] as? Fields
        if (resources.isNullOrEmpty()) wrongDocument("'Resources' section is required")
        if (!resources.values.all { it is Fields }) {
            wrongDocument("All 'Resources' must be Objects. If you're using YAML, this may be an indentation issue.")
        }
        resources.forEach { (id, resource) ->
            resource as Fields
            if (!Prepare.isSam(resource)) return@forEach
            if ("Properties" in resource && resource["Properties"] !is Fields) {
                throw WrongDocument(
                    listOf("Resource with id [$id] is invalid. Attribute 'Properties' should be a map.")
                )
            }
        }
    }
}
