package io.mockaws.services.cloudformation.sam

import kotlinx.serialization.json.Json

/** The definition of an HTTP API. */
internal class OpenApi(
    body: Any?,
    origins: Origins,
) : Definition(valid(body), origins) {
    private val schemes: Fields = part("components.securitySchemes") as? Fields ?: Fields()
    private var tags: Any? = part("tags") ?: mutableListOf<Any?>()
    private val info: Fields = part("info") as? Fields ?: Fields()

    private fun part(path: String): Any? = deep(doc, path) {
        wrongDocument("Invalid OpenApi document: $it")
    }.takeIf(::present)

    override fun document(): Fields {
        if (present(tags)) doc["tags"] = tags
        if (schemes.isNotEmpty()) {
            val components = doc.fields("components") ?: Fields().also { doc["components"] = it }
            components["securitySchemes"] = schemes
        }
        if (info.isNotEmpty()) doc["info"] = info
        return doc.copy()
    }

    /** Whether [method] of [path] calls function [id], and no other. */
    fun calls(
        path: String,
        method: String,
        id: String,
    ): Boolean {
        if (!hasIntegration(path, method)) return false
        return definitions(path, method, integratedOnly = false).all { definition ->
            val integration =
                definition.getOrDefault(INTEGRATION, Fields()) as? Fields
                    ?: wrongDocument("Value of '$INTEGRATION' must be a dictionary according to Swagger spec.")
            val uri = integration["uri"] as? Fields ?: return false
            variants(uri).all { FUNCTION.find((it as Fields).text("Fn::Sub").orEmpty())?.groupValues?.get(1) == id }
        }
    }

    fun addLambda(
        path: String,
        method: String,
        uri: Any?,
        condition: Any?,
    ) {
        val name = methodName(method)
        if (hasIntegration(path, name)) return
        addPath(path, name)
        val target = if (present(condition)) conditional(condition, uri) else uri
        items(path).forEach { item ->
            val definition = item[name] as? Fields ?: Fields(hashed = true).also { item[name] = it }
            definition[INTEGRATION] =
                hashedOf(
                    "type" to "aws_proxy",
                    "httpMethod" to "POST",
                    "payloadFormatVersion" to "2.0",
                    "uri" to target
                )
            if (path == DEFAULT_ROUTE && name == ANY_METHOD) definition["isDefaultRoute"] = true
            if ("responses" !in definition) definition["responses"] = Fields(hashed = true)
            if (present(condition)) item[name] = conditional(condition, definition)
        }
    }

    fun addPathParameters(
        path: String,
        method: String,
        names: List<String>,
    ) = definitions(path, method).forEach { definition ->
        val all = definition.items("parameters") ?: mutableListOf<Any?>().also { definition["parameters"] = it }
        names.forEach { name ->
            val there = all.firstOrNull { (it as? Fields)?.get("name") == name } as? Fields
            if (there == null) {
                all += hashedOf("name" to name, "in" to "path", "required" to true)
            } else {
                there["in"] = "path"
                there["required"] = true
            }
        }
    }

    fun setPayloadFormat(
        path: String,
        method: String,
        version: Any?,
    ) = definitions(path, method).forEach { it.fields(INTEGRATION)!!["payloadFormatVersion"] = version }

    fun addSchemes(authorizers: Map<String, HttpAuthorizer>) = authorizers.forEach { (name, authorizer) ->
        schemes[name] =
            authorizer.scheme()
    }

    fun setDefaultAuthorizer(
        path: String,
        name: String,
        authorizer: HttpAuthorizer?,
    ) = items(path).forEach { item ->
        item.keys.toList().filter { methodName(it) !in NO_AUTH }.forEach { method ->
            if (methodName(method) !in
                item
            ) {
                wrongDocument("Could not find ${methodName(method)} in $path within DefinitionBody.")
            }
            variants(item[method]).map { definition(it, path, method) }.filter {
                integrated(it) &&
                    !present(it["security"])
            }.forEach {
                it["security"] = itemsOf(fieldsOf(name to (authorizer?.scopes ?: mutableListOf<Any?>())))
            }
        }
    }

    fun setAuthorizer(
        path: String,
        method: String,
        name: String,
        authorizers: Fields?,
        scopes: Any?,
    ) = definitions(path, method).forEach { definition ->
        var of: Any? = mutableListOf<Any?>()
        if (name != "NONE" && name != "AWS_IAM") {
            val authorizer =
                authorizers?.getOrDefault(name, Fields()) as? Fields
                    ?: wrongDocument("Type of authorizer '$name' must be a dictionary")
            val needed = if (present(scopes)) scopes else authorizer["AuthorizationScopes"]
            if (present(authorizers[name]) && present(needed)) of = needed
        }
        definition["security"] = (security(definition, path, method) + fieldsOf(name to of)).toMutableList()
    }

    fun addTags(given: Fields) =
        given.forEach { (name, value) ->
            val all =
                tags.asItems() ?: wrongDocument(
                    "Tags in OpenApi DefinitionBody needs to be a list. ${Text.shown(
                        tags
                    )} is a ${typeName(tags)} not a list.",
                )
            val there = all.firstOrNull { (it as? Fields)?.get("name") == name } as? Fields
            if (there == null) all += hashedOf("name" to name, TAG_VALUE to value) else there[TAG_VALUE] = value
        }

    fun disableEndpoint(disabled: Any?) {
        val servers = doc.items("servers") ?: itemsOf(Fields())
        servers.forEach { server ->
            val own =
                server as? Fields
                    ?: wrongDocument("Value of 'servers' item must be a dictionary according to Swagger spec.")
            (own.fields(ENDPOINT) ?: Fields().also { own[ENDPOINT] = it })["disableExecuteApiEndpoint"] = disabled
        }
        doc["servers"] = servers
    }

    /** Sets what the API allows to pages from elsewhere; [cors] has the names of SAM's property. */
    fun setCors(cors: Fields) {
        val all =
            doc.getOrDefault(CORS, Fields()) as? Fields
                ?: wrongDocument("Value of '$CORS' must be a dictionary according to Swagger spec.")
        val origins = cors["AllowOrigins"]
        if (isIntrinsic(origins)) {
            val renamed = CORS_NAMES.entries.fold(Text.json(origins)) { text, (from, to) -> text.replace(from, to) }
            all.update(Json.parseToJsonElement(renamed).toTree() as Fields)
        } else {
            CORS_NAMES.forEach { (from, to) ->
                val value = cors[from]
                val counts =
                    when (from) {
                        "MaxAge" -> value != null
                        "AllowCredentials" -> value == true
                        else -> present(value)
                    }
                if (counts) all[to] = value
            }
        }
        doc[CORS] = all
    }

    fun describe(text: Any?) {
        if (!present(info["description"])) info["description"] = text
    }

    fun title(text: Any?) {
        if (info["title"] == ref("AWS::StackName")) info["title"] = text
    }

    companion object {
        private const val TAG_VALUE = "x-amazon-apigateway-tag-value"
        private const val CORS = "x-amazon-apigateway-cors"
        private val NO_AUTH = setOf("parameters", "options")
        private val FUNCTION = Regex("""([A-Za-z0-9]+)\.Arn""")
        private val CORS_NAMES =
            listOf("AllowOrigins", "AllowHeaders", "AllowMethods", "ExposeHeaders", "MaxAge", "AllowCredentials")
                .associateWith { it.replaceFirstChar(Char::lowercase) }

        fun isValid(body: Any?): Boolean =
            body is Fields && body["paths"] is Fields && present(body["openapi"]) && isOpenApi3(body["openapi"])

        private fun valid(body: Any?): Fields {
            if (!isValid(body)) {
                wrongDocument(
                    "Invalid OpenApi document. Invalid values or missing keys for 'openapi' or 'paths' in " +
                        "'DefinitionBody'."
                )
            }
            return body as Fields
        }
    }
}

/** The type of [value] as SAM's messages name it. */
internal fun typeName(value: Any?): String =
    when (value) {
        is Fields -> "dict"
        is List<*> -> "list"
        is String -> "str"
        is Boolean -> "bool"
        else -> if (isInteger(value)) "int" else "float"
    }
