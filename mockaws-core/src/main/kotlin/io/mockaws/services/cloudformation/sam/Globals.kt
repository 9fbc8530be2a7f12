package io.mockaws.services.cloudformation.sam

/**
 * Section `Globals`: what its properties say holds for every resource of their type.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
internal class Globals(
    private val sam: Sam,
) {
    fun merge() {
        val globals = if ("Globals" in sam.source) read(sam.source["Globals"]) else emptyMap()
        Prepare.samResources(sam).forEach { (id, resource) ->
            val properties = resource.fields("Properties") ?: Fields()
            val shared = globals[resource["Type"]]?.let { without(id, it, resource["IgnoreGlobals"]) }
            resource["Properties"] = if (shared == null) properties else merged(shared, properties)
        }
        sam.source.remove("Globals")
        sam.resources.values.forEach { matchOpenApiVersion(it as Fields) }
    }

    private fun read(globals: Any?): Map<String, Fields> {
        val sections = globals as? Fields ?: refuse("It must be a non-empty dictionary")
        return sections.ordered().associate { kind ->
            val supported =
                Properties.ofGlobals(kind)
                    ?: refuse(
                        "'$kind' is not supported. Must be one of the following values - ${Text.python(
                            Properties.globalKinds
                        )}"
                    )
            val properties = sections[kind] as? Fields ?: refuse("Value of \${section} must be a dictionary")
            properties.ordered().firstOrNull { it !in supported }?.let {
                refuse(
                    "'$it' is not a supported property of '$kind'. Must be one of the following values - ${Text.python(
                        supported
                    )}"
                )
            }
            "AWS::Serverless::$kind" to properties
        }
    }

    private fun refuse(message: String): Nothing = throw WrongDocument(listOf("'Globals' section is invalid. $message"))

    private fun without(
        id: String,
        properties: Fields,
        ignored: Any?,
    ): Fields {
        if (!present(ignored)) return properties
        if (ignored == "*") return Fields()
        fun refused(more: String): Nothing =
            throw WrongDocument(
                listOf(
                    "Resource with id [$id] is invalid. Resource $id has invalid resource attribute " +
                        "'IgnoreGlobals'$more."
                )
            )
        if (ignored !is List<*>) refused("")
        val left = properties.copy()
        ignored.forEach { key ->
            if (key !in left) refused(" on item '${Text.shown(key)}'")
            left.remove(key as String)
        }
        return left
    }

    /** Maps are merged, lists follow each other, and of anything else the resource's own counts. */
    private fun merged(
        shared: Fields,
        own: Fields,
    ): Fields {
        val all = shared.shallow()
        own.ordered().forEach { key -> all[key] = if (key in shared) mergedValue(shared[key], own[key]) else own[key] }
        return all
    }

    private fun mergedValue(
        shared: Any?,
        own: Any?,
    ): Any? =
        when {
            shared is Fields && own is Fields && !isIntrinsic(shared) && !isIntrinsic(own) -> merged(shared, own)
            shared is List<*> && own is List<*> -> (shared + own).toMutableList()
            else -> own
        }

    private fun matchOpenApiVersion(resource: Fields) {
        if (resource["Type"] != "AWS::Serverless::Api") return
        val properties = resource.fields("Properties") ?: return
        val version = properties["OpenApiVersion"] ?: return
        if ("__MANAGE_SWAGGER" !in properties || !isOpenApi3(version)) return
        if (version !is String) properties["OpenApiVersion"] = Text.shown(version)
        val body = properties.fields("DefinitionBody") ?: return
        body["openapi"] = properties["OpenApiVersion"]
        if (present(body["swagger"])) body.remove("swagger")
    }
}
