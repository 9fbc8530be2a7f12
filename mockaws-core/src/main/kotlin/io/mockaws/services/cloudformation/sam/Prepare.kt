package io.mockaws.services.cloudformation.sam

/** What happens to a template as a whole before its resources are looked at one by one. */
internal class Prepare(
    private val sam: Sam,
) {
    fun run() {
        Applications(sam).resolveLocations()
        defaultBodies()
        ImplicitApi(sam, ImplicitApi.Rest).add()
        ImplicitApi(sam, ImplicitApi.Http).add()
        Globals(sam).merge()
        embeddedConnectors()
    }

    /** An API without a definition gets an empty one, which its events fill. */
    private fun defaultBodies() {
        val bodies = listOf("AWS::Serverless::Api" to ::emptySwagger, "AWS::Serverless::HttpApi" to ::emptyOpenApi)
        bodies.forEach { (type, empty) ->
            samResources(sam, type).forEach { (_, api) ->
                val properties = api.fields("Properties") ?: Fields().also { api["Properties"] = it }
                if (present(properties["DefinitionBody"]) || present(properties["DefinitionUri"])) return@forEach
                properties["DefinitionBody"] = empty()
                properties["__MANAGE_SWAGGER"] = true
            }
        }
    }

    private fun embeddedConnectors() {
        val found = LinkedHashMap<String, Fields>()
        sam.resources.ordered().forEach { id ->
            val resource = sam.resources[id] as Fields
            if ("Connectors" !in resource) return@forEach
            sam.collecting {
                val connectors = Expect(resource["Connectors"], id, "$id.Connectors", attribute = true).map()
                connectors.ordered().forEach { name ->
                    sam.collecting { found[id + name] = connector(id, name, connectors[name]) }
                }
            }
        }
        found.forEach { (id, connector) -> sam.resources[id] = connector }
        sam.resources.values.forEach { (it as Fields).remove("Connectors") }
    }

    private fun connector(
        source: String,
        name: String,
        given: Any?,
    ): Fields {
        val id = source + name
        val connector = (given as? Fields ?: wrongResource(id, "$source.$id should be a map.")).copy()
        connector["Type"] = "AWS::Serverless::Connector"
        val properties = Expect(connector["Properties"], source, "Connectors.$name.Properties", attribute = true).map()
        val from = fieldsOf("Id" to source)
        if ("SourceReference" in properties) {
            val path = "Connectors.$name.Properties.SourceReference"
            val reference = Expect(properties["SourceReference"], source, path).map()
            if ("Id" in reference) wrongResource(name, "'Id' shouldn't be defined in 'SourceReference'.")
            from.update(reference)
            properties.remove("SourceReference")
        }
        properties["Source"] = from
        sam.read(id, "AWS::Serverless::Connector", connector)
        if (id in sam.resources) throw Wrong(SamTransform.duplicateMessage(source, id, "AWS::Serverless::Connector"))
        return connector
    }

    companion object {
        private val TYPES =
            (
                "Api Function SimpleTable Application LayerVersion HttpApi WebSocketApi StateMachine " +
                    "CapacityProvider"
                ).split(' ')
                .map { "AWS::Serverless::$it" }

        fun isSam(resource: Fields): Boolean {
            if (present(resource["Condition"]) && resource["Condition"] !is String) {
                wrongDocument("Every Condition member must be a string.")
            }
            return resource["Type"] in TYPES
        }

        /** The resources of SAM's in the template, of one of [types] if any is given. */
        fun samResources(
            sam: Sam,
            vararg types: String,
        ): List<Pair<String, Fields>> =
            sam.resources
                .ordered()
                .map { it to sam.resources[it] as Fields }
                .filter { (_, resource) -> isSam(resource) && (types.isEmpty() || resource["Type"] in types) }
    }
}
