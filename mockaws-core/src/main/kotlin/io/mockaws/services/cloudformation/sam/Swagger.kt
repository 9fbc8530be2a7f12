package io.mockaws.services.cloudformation.sam

/** The definition of a REST API. */
internal class Swagger(
    body: Any?,
    origins: Origins,
) : Definition(valid(body), origins) {
    var securityDefinitions: Any? = doc["securityDefinitions"].takeIf(::present) ?: Fields(hashed = true)
    private val gatewayResponses: Fields = doc.fields(GATEWAY_RESPONSES)?.takeIf(::present) ?: Fields(hashed = true)
    private val models: Fields = doc.fields("definitions") ?: Fields(hashed = true)
    val policy = ResourcePolicy(doc.fields(POLICY)?.takeIf(::present) ?: Fields(hashed = true), origins)

    init {
        paths.ordered().forEach { items(it) }
    }

    override fun document(): Fields {
        if (present(securityDefinitions)) doc["securityDefinitions"] = securityDefinitions
        if (gatewayResponses.isNotEmpty()) doc[GATEWAY_RESPONSES] = gatewayResponses
        if (models.isNotEmpty()) doc["definitions"] = models
        return doc.copy()
    }

    private fun unused(
        path: String,
        method: String,
        what: String,
    ) {
        if (hasIntegration(path, method)) {
            wrongDocument("${what}ntegration already exists on Path=$path, Method=$method")
        }
        addPath(path, method)
    }

    fun addLambda(
        path: String,
        method: String,
        uri: Any?,
        condition: Any?,
        streams: Boolean,
        credentials: () -> Any?,
    ) {
        val name = origins.normalized(method)
        unused(path, name, "Lambda i")
        val target = if (present(condition)) conditional(condition, uri) else uri
        items(path).forEach { item ->
            val definition = item.fields(name)!!
            val integration = hashedOf("type" to "aws_proxy", "httpMethod" to "POST", "uri" to target)
            definition[INTEGRATION] = integration
            if (streams) integration["responseTransferMode"] = "STREAM"
            credentials()?.let { integration["credentials"] = it }
            if ("responses" !in definition) definition["responses"] = Fields(hashed = true)
            if (present(condition)) item[name] = conditional(condition, definition)
        }
    }

    fun addStateMachine(
        path: String,
        method: String,
        uri: Any?,
        credentials: Any?,
        templates: Fields,
        condition: Any?,
    ) {
        val name = origins.normalized(method)
        unused(path, name, "I")
        val target = if (present(condition)) conditional(condition, uri) else uri
        items(path).forEach { item ->
            val definition = item.fields(name)!!
            definition[INTEGRATION] =
                hashedOf(
                    "type" to "aws",
                    "httpMethod" to "POST",
                    "uri" to target,
                    "responses" to
                        hashedOf("200" to hashedOf("statusCode" to "200"), "400" to hashedOf("statusCode" to "400")),
                    "credentials" to credentials,
                )
            if ("responses" !in definition) {
                definition["responses"] =
                    hashedOf(
                        "200" to hashedOf("description" to "OK"),
                        "400" to hashedOf("description" to "Bad Request")
                    )
            }
            definition.fields(INTEGRATION)!!["requestTemplates"] = templates
            if (present(condition)) item[name] = conditional(condition, definition)
        }
    }

    /** All methods of [path] that have an integration, with their definitions. */
    fun methods(path: String): List<Pair<String, Fields>> =
        items(path).flatMap { item ->
            item.ordered().filter { it !in NO_METHODS }.flatMap { name ->
                variants(item[name]).map {
                    definition(it, path, name)
                }.filter { integrated(it) }.map {
                    origins.normalized(name) to it
                }
            }
        }

    fun disableEndpoint(disabled: Any?) {
        fun set(
            on: Fields,
            where: String,
        ) {
            if (ENDPOINT !in on) on[ENDPOINT] = Fields()
            val configuration = on[ENDPOINT] as? Fields ?: wrongDocument(
                "Invalid OpenAPI definition$where: The " +
                    "value of '$ENDPOINT' should be a map."
            )
            configuration["disableExecuteApiEndpoint"] = disabled
        }
        if (!present(doc["openapi"]) || !isOpenApi3(doc["openapi"])) return set(doc, "")
        val servers = doc.items("servers") ?: itemsOf(Fields(hashed = true))
        servers.forEachIndexed { index, server ->
            set(
                server as? Fields ?: wrongDocument(
                    "Invalid OpenAPI definition of 'servers[$index]': It should " +
                        "be a map."
                ),
                " of 'servers[$index]'"
            )
        }
        doc["servers"] = servers
    }

    fun setBinaryTypes(types: Any?) {
        fun unescaped(value: Any?): Any? =
            when (value) {
                is Fields -> Fields(hashed = true).also { made ->
                    value.ordered().forEach { made[origins.mark(it.replace("~1", "/"))] = unescaped(value[it]) }
                }

                is List<*> -> value.mapTo(mutableListOf()) { unescaped(it) }

                is String -> origins.mark(value.replace("~1", "/"))

                else -> value
            }
        doc["x-amazon-apigateway-binary-media-types"] = unescaped(types)
    }

    fun addGatewayResponses(responses: Map<String, Fields>) = responses.forEach { (type, response) ->
        gatewayResponses[type] = response
    }

    fun addModels(given: Fields) {
        given.ordered().forEach { name ->
            val schema = given.fields(name)!!
            if (!present(schema["type"])) wrongDocument("'Models' schema is missing 'type'.")
            models[origins.inherit(name, name.lowercase())] = schema
        }
    }

    fun setModel(
        path: String,
        method: String,
        model: Fields,
    ) {
        val given = model.text("Model")!!
        val name = origins.inherit(given, given.lowercase())
        val required = model["Required"]
        definitions(path, method).forEach { definition ->
            if (doc["swagger"] != null) {
                val parameter = hashedOf(
                    "in" to "body",
                    "name" to name,
                    "schema" to fieldsOf("\$ref" to "#/definitions/$name")
                )
                if (required != null) parameter["required"] = required
                definition["parameters"] = (definition.items("parameters") ?: mutableListOf()).also { it += parameter }
            } else if (present(doc["openapi"]) && isOpenApi3(doc["openapi"])) {
                val schema = fieldsOf("schema" to fieldsOf("\$ref" to "#/components/schemas/$name"))
                val body = fieldsOf("content" to fieldsOf("application/json" to schema))
                if (required != null) body["required"] = required
                definition["requestBody"] = body
            }
        }
    }

    fun setValidator(
        path: String,
        method: String,
        body: Boolean,
        parameters: Boolean,
    ) {
        val name =
            when {
                body && parameters -> "body-and-params"
                body -> "body-only"
                parameters -> "params-only"
                else -> "no-validation"
            }
        if (!present(doc[VALIDATORS])) doc[VALIDATORS] = Fields(hashed = true)
        val all = doc.fields(VALIDATORS)!!
        if (!present(all[name])) {
            all[name] = hashedOf("validateRequestBody" to body, "validateRequestParameters" to parameters)
        }
        definitions(path, method).forEach { it["x-amazon-apigateway-request-validator"] = name }
    }

    /** Adds [parameters], each with its name, whether it is required, and whether answers are cached by it. */
    fun addParameters(
        path: String,
        method: String,
        parameters: List<Triple<String, Any?, Any?>>,
    ) = definitions(path, method).forEach { definition ->
        val all = definition.items("parameters") ?: mutableListOf()
        parameters.forEach { (full, required, caching) ->
            val place = full.replace("method.request.", "")
            val location = origins.inherit(full, place.substringBefore('.'))
            all +=
                hashedOf(
                    "in" to if (location == "querystring") "query" else location,
                    "name" to origins.inherit(full, place.substringAfter('.')),
                    "required" to required,
                    "type" to "string",
                )
            if (present(caching)) {
                val integration = definition.fields(INTEGRATION)!!
                integration["cacheKeyParameters"] = (integration.items("cacheKeyParameters") ?: mutableListOf()).also {
                    it += full
                }
            }
        }
        definition["parameters"] = all
    }

    fun setPolicy() {
        doc[POLICY] = policy.document
    }

    companion object {
        private const val GATEWAY_RESPONSES = "x-amazon-apigateway-gateway-responses"
        private const val POLICY = "x-amazon-apigateway-policy"
        private const val VALIDATORS = "x-amazon-apigateway-request-validators"
        private val NO_METHODS = setOf("summary", "description", "parameters")

        fun isValid(body: Any?): Boolean =
            body is Fields && body["paths"] is Fields &&
                (present(body["swagger"]) || (present(body["openapi"]) && isOpenApi3(body["openapi"])))

        private fun valid(body: Any?): Fields {
            if (!isValid(body)) {
                wrongDocument(
                    "Invalid Swagger document or the Swagger document is not explicitly defined in " +
                        "'DefinitionBody'."
                )
            }
            return body as Fields
        }
    }
}
