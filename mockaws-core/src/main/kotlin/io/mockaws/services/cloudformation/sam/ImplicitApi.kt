package io.mockaws.services.cloudformation.sam

/**
 * The API that events get which name none, `ServerlessRestApi` or `ServerlessHttpApi`, and the paths that events add
 * to those
 * APIs whose definition is SAM's to write.
 */
internal class ImplicitApi(
    private val sam: Sam,
    private val kind: Of,
) {
    /** The two kinds of it. */
    internal abstract class Of(
        val id: String,
        val event: String,
        val apiProperty: String,
        val type: String,
    ) {
        abstract fun resource(): Fields

        abstract fun isValid(body: Any?): Boolean

        abstract fun editor(
            body: Fields,
            origins: Origins,
        ): Definition
    }

    object Rest : Of("ServerlessRestApi", "Api", "RestApiId", "AWS::Serverless::Api") {
        override fun resource() =
            fieldsOf(
                "Type" to type,
                "Properties" to
                    fieldsOf("StageName" to "Prod", "DefinitionBody" to emptySwagger(), "__MANAGE_SWAGGER" to true),
            )

        override fun isValid(body: Any?) = Swagger.isValid(body)

        override fun editor(
            body: Fields,
            origins: Origins,
        ) = Swagger(body, origins)
    }

    object Http : Of("ServerlessHttpApi", "HttpApi", "ApiId", "AWS::Serverless::HttpApi") {
        override fun resource() =
            fieldsOf(
                "Type" to type,
                "Properties" to fieldsOf("DefinitionBody" to emptyOpenApi(), "__MANAGE_SWAGGER" to true),
            )

        override fun isValid(body: Any?) = OpenApi.isValid(body)

        override fun editor(
            body: Fields,
            origins: Origins,
        ) = OpenApi(body, origins)
    }

    private val conditions = LinkedHashMap<String, LinkedHashMap<String, LinkedHashMap<String, Any?>>>()
    private val deletion = LinkedHashMap<String, MutableList<Any?>>()
    private val replacement = LinkedHashMap<String, MutableList<Any?>>()

    fun add() {
        val before = sam.resources[kind.id]
        sam.resources[kind.id] = kind.resource()
        val errors = mutableListOf<String>()
        val withEvents = arrayOf("AWS::Serverless::Function", "AWS::Serverless::StateMachine")
        Prepare.samResources(sam, *withEvents).forEach { (id, resource) ->
            try {
                eventsOf(id) { process(resource) }
            } catch (wrong: Wrong) {
                errors += wrong.text
            }
        }
        val implicit = sam.resources.fields(kind.id)!!
        condition(implicit)
        policy(implicit, "DeletionPolicy", deletion, listOf("Retain", "Delete"))
        policy(implicit, "UpdateReplacePolicy", replacement, listOf("Retain", "Snapshot", "Delete"))
        pathConditions()
        val isUsed = present(implicit.fields("Properties")?.fields("DefinitionBody")?.fields("paths"))
        if (!isUsed && before != null) sam.resources[kind.id] = before
        if (!isUsed && before == null) sam.resources.remove(kind.id)
        if (errors.isNotEmpty()) throw WrongDocument(errors)
    }

    private fun process(resource: Fields) {
        val events = resource.fields("Properties")?.fields("Events") ?: return
        val own = Fields(hashed = true)
        events.ordered().forEach { id -> events.fields(id)?.let { if (it["Type"] == kind.event) own[id] = it } }
        own.ordered().forEach { process(resource, it, own.fields(it)!!) }
        events.update(own)
    }

    private fun process(
        resource: Fields,
        event: String,
        value: Fields,
    ) {
        val properties = Expect(value.getOrDefault("Properties", Fields(true)), event, "", event = true).let { expect ->
            if (kind == Rest && !present(value["Properties"])) return
            if (value["Properties"] == null) Fields(true) else expect.map("Properties should be a map.")
        }
        value["Properties"] = properties
        tags(properties, resource)
        if (kind.apiProperty !in properties) properties[kind.apiProperty] = ref(kind.id)
        if (kind == Http && !present(properties["Path"]) && !present(properties["Method"])) {
            properties["Path"] = Definition.DEFAULT_ROUTE
            properties["Method"] = Definition.ANY_METHOD
        }
        Expect(properties["Path"], event, "Path", event = true).given()
        Expect(properties["Method"], event, "Method", event = true).given()
        val api = Expect(idOf(properties[kind.apiProperty]), event, kind.apiProperty, event = true).string()
        val path = Expect(properties["Path"], event, "Path", event = true).string()
        val method = Expect(properties["Method"], event, "Method", event = true).string()
        conditions.getOrPut(api) { LinkedHashMap() }.getOrPut(path) { LinkedHashMap() }[method] = resource["Condition"]
        deletion.getOrPut(api) { mutableListOf() } += resource["DeletionPolicy"]
        replacement.getOrPut(api) { mutableListOf() } += resource["UpdateReplacePolicy"]
        addPath(event, api, path, method)
        if (kind == Http && "RouteSettings" in properties) routeSettings(event, api, properties, resource["Condition"])
    }

    private fun tags(
        event: Fields,
        resource: Fields,
    ) {
        if (kind.apiProperty in event) return
        val section = (resource["Type"] as String).removePrefix("AWS::Serverless::")
        val shared = sam.source.fields("Globals")?.fields(section)
        val own = resource.fields("Properties")!!
        fun given(name: String) = own[name].takeIf(::present) ?: shared?.get(name)
        val tags = given("Tags") as? Fields ?: return
        if (tags.isEmpty() || !present(given("PropagateTags"))) return
        val api = sam.resources.fields(kind.id)?.fields("Properties") ?: return
        (api.fields("Tags") ?: Fields().also { api["Tags"] = it }).update(tags)
        api["PropagateTags"] = true
    }

    private fun addPath(
        event: String,
        api: String,
        path: String,
        method: String,
    ) {
        val resource = sam.resources[api] as? Fields
        if (resource == null || (resource["Type"] == "AWS::Serverless::HttpApi" && kind == Rest)) {
            wrongEvent(
                event,
                "${kind.apiProperty} must be a valid reference to an '${kind.type}' resource in " +
                    "same template."
            )
        }
        val properties = resource.fields("Properties") ?: return
        val body = properties.fields("DefinitionBody")
        if (!kind.isValid(body) || !present(properties["__MANAGE_SWAGGER"])) return
        properties["DefinitionBody"] = kind.editor(body!!, sam.origins).also { it.addPath(path, method) }.document()
    }

    private fun routeSettings(
        event: String,
        api: String,
        properties: Fields,
        condition: Any?,
    ) {
        val path = properties.text("Path")!!
        val method = properties.text("Method")!!
        val route = if (method == Definition.ANY_METHOD) path else "${method.uppercase()} $path"
        val own = sam.resources.fields(api)?.fields("Properties") ?: return
        val all = Expect(own.getOrDefault("RouteSettings", Fields()), api, "RouteSettings").map()
        val settings = properties["RouteSettings"].let { if (present(condition)) conditional(condition, it) else it }
        val given = Expect(settings, event, "RouteSettings", event = true).map()
        (all.fields(route) ?: Fields().also { all[route] = it }).update(given)
        own["RouteSettings"] = all
    }

    private fun condition(implicit: Fields) {
        val all = conditions[kind.id].orEmpty().values.flatMap { it.values }.distinct()
        if (all.isEmpty() || null in all) return
        implicit["Condition"] = if (all.size == 1) all[0] else combined("${kind.id}Condition", all)
    }

    private fun combined(
        name: String,
        all: List<Any?>,
    ): String {
        val into = sam.source.fields("Conditions") ?: Fields().also { sam.source["Conditions"] = it }
        combinedCondition(all.map { it as String }.sorted(), name).forEach { (key, value) -> into[key] = value }
        return name
    }

    private fun policy(
        implicit: Fields,
        attribute: String,
        found: Map<String, List<Any?>>,
        strongestFirst: List<String>,
    ) {
        strongestFirst.firstOrNull { it in found[kind.id].orEmpty() }?.let { implicit[attribute] = it }
    }

    private fun pathConditions() {
        Prepare.samResources(sam, kind.type).forEach { (api, resource) ->
            val properties = resource.fields("Properties") ?: return@forEach
            if (!present(properties["__MANAGE_SWAGGER"])) return@forEach
            val editor = kind.editor(properties.fields("DefinitionBody") ?: return@forEach, sam.origins)
            editor.paths.ordered().forEach { path ->
                val all = conditions[api]?.get(path)?.values.orEmpty().distinct()
                if (all.isEmpty() || null in all) return@forEach
                val name = "$api${path.replace("/", "SLASH").replace("{", "OB").replace("}", "CB")}PathCondition"
                editor.paths[path] = conditional(if (all.size == 1) all[0] else combined(name, all), editor.paths[path])
            }
            properties["DefinitionBody"] = editor.document()
        }
    }

    companion object {
        /** The id of the API that [value] names, where that can be told. */
        fun idOf(value: Any?): Any? = if (value is Fields && "Ref" in value) value["Ref"] else value
    }
}
