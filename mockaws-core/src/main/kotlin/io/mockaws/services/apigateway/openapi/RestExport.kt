package io.mockaws.services.apigateway.openapi

import io.mockaws.kit.StrictJson
import io.mockaws.services.apigateway.rest.stage
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.ApiDefinition
import io.mockaws.services.apigateway.state.ApiFaults
import io.mockaws.services.apigateway.state.DEPLOYMENTS
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.Part
import io.mockaws.services.apigateway.state.flag
import io.mockaws.services.apigateway.state.list
import io.mockaws.services.apigateway.state.membersOf
import io.mockaws.services.apigateway.state.part
import io.mockaws.services.apigateway.state.parts
import io.mockaws.services.apigateway.state.restApiOrNull
import io.mockaws.services.apigateway.state.text
import io.mockaws.services.apigateway.state.texts
import io.mockaws.services.apigateway.state.without
import io.mockaws.services.apigateway.template.TemplateValues
import io.mockaws.wire.Blob
import kotlin.time.Instant

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetExport.html */
internal fun getExport(
    input: Members,
    call: ApiCall,
): Members {
    val api = call.restApiOrNull(input.text("restApiId").orEmpty()) ?: throw ApiFaults.noStage()
    val stage = call.stage(input)
    val type = input.text("exportType")
    if (type != "swagger" && type != "oas30") throw ApiFaults.badRequest("No API exporter for type '$type'")
    val deployed = call.state.now[DEPLOYMENTS]["${api.id}/${stage["deploymentId"]}"]
    val definition = deployed?.definition ?: api.definition
    val extensions = input.texts("parameters")["extensions"].orEmpty().split(',').map { it.trim() }
    val host = "${api.id}.execute-api.${call.region}.amazonaws.com"
    val export = RestExport(definition, type == "swagger", extensions, host, stage.text("stageName")!!)
    val created = deployed?.members?.get("createdDate") as? Instant
    return documentOf(type, input.text("accepts"), export.document(created ?: call.now()))
}

/** The answer that has [document] as YAML or JSON. */
internal fun documentOf(
    type: String,
    accepts: String?,
    document: Members,
): Members {
    val isYaml = accepts.orEmpty().endsWith("yaml")
    val json = TemplateValues.toJson(document).toString()
    // Every text in JSON is one in YAML.
    return mapOf(
        "contentType" to if (isYaml) "application/yaml" else "application/octet-stream",
        "contentDisposition" to "attachment; filename=\"$type.${if (isYaml) "yaml" else "json"}\"",
        "body" to Blob(json.toByteArray()),
    )
}

/** A document of OpenAPI that tells a REST API. */
private class RestExport(
    private val definition: ApiDefinition,
    private val isSecond: Boolean,
    extensions: List<String>,
    private val host: String,
    private val stage: String,
) {
    private val hasAll = "apigateway" in extensions
    private val hasIntegrations = hasAll || "integrations" in extensions
    private val hasAuthorizers = hasAll || "authorizers" in extensions

    fun document(created: Instant): Members {
        val version = definition.members["version"] ?: created.toString().substringBefore('.').removeSuffix("Z") + "Z"
        val api = definition.members
        val info = membersOf("title" to api["name"], "description" to api["description"], "version" to version)
        val paths =
            definition[Part.RESOURCE].values.filter { it.parts("resourceMethods").isNotEmpty() }
                .associate { it.text("path")!! to pathOf(it) }
        val schemas = definition[Part.MODEL].mapValues { (_, model) -> schemaOf(model) }
        val schemes = schemes().ifEmpty { null }
        val head =
            if (isSecond) {
                mapOf(
                    "swagger" to "2.0",
                    "info" to info,
                    "host" to host,
                    "basePath" to "/$stage",
                    "schemes" to listOf("https"),
                )
            } else {
                val variables = mapOf("basePath" to mapOf("default" to stage))
                val server = mapOf("url" to "https://$host/{basePath}", "variables" to variables)
                mapOf("openapi" to "3.0.1", "info" to info, "servers" to listOf(server))
            }
        val body =
            if (isSecond) {
                membersOf("paths" to paths, "securityDefinitions" to schemes, "definitions" to schemas.ifEmpty { null })
            } else {
                val components = membersOf("schemas" to schemas.ifEmpty { null }, "securitySchemes" to schemes)
                mapOf("paths" to paths, "components" to components)
            }
        return head + body + more()
    }

    private fun more(): Members {
        if (!hasAll) return emptyMap()
        val validators =
            definition[Part.VALIDATOR].values.associate { it.text("name").orEmpty() to it.without("id", "name") }
        return membersOf(
            "x-amazon-apigateway-binary-media-types" to definition.members.list("binaryMediaTypes").ifEmpty { null },
            "x-amazon-apigateway-request-validators" to validators.ifEmpty { null },
            "x-amazon-apigateway-gateway-responses" to
                definition[Part.GATEWAY_RESPONSE].mapValues { it.value.without("responseType", "defaultResponse") }
                    .ifEmpty { null },
            "x-amazon-apigateway-policy" to
                definition.members.text("policy")?.let { TemplateValues.of(StrictJson.parse(it)) },
        )
    }

    /** References to models are such to schemas of the document. */
    private fun schemaOf(model: Members): Any? {
        val place = if (isSecond) "#/definitions/" else "#/components/schemas/"

        fun local(value: Any?): Any? =
            when (value) {
                is Map<*, *> ->
                    value.entries.associate { (name, item) ->
                        val isRef = name == "\$ref" && item is String && "/models/" in item
                        "$name" to if (isRef) place + "$item".substringAfterLast('/') else local(item)
                    }

                is List<*> -> value.map(::local)

                else -> value
            }
        return local(TemplateValues.of(StrictJson.parse(model.text("schema").orEmpty())) ?: emptyMap<String, Any?>())
    }

    private fun schemes(): Members {
        val methods = definition[Part.RESOURCE].values.flatMap { it.parts("resourceMethods").values }
        val isKeyed = methods.any { it.flag("apiKeyRequired") }
        val scheme = mapOf("type" to "apiKey", "name" to "x-api-key", "in" to "header")
        val key = if (isKeyed) mapOf("api_key" to scheme) else emptyMap()
        if (!hasAuthorizers) return key
        return key +
            definition[Part.AUTHORIZER].values.associate { authorizer ->
                val header = authorizer.text("identitySource")?.substringAfterLast('.') ?: "Authorization"
                authorizer.text("name").orEmpty() to
                    membersOf(
                        "type" to "apiKey",
                        "name" to header,
                        "in" to "header",
                        "x-amazon-apigateway-authtype" to authorizer["authType"],
                        "x-amazon-apigateway-authorizer" to
                            authorizer.without("id", "name", "authType") +
                            ("type" to authorizer.text("type")?.lowercase()),
                    )
            }
    }

    private fun pathOf(resource: Members): Members =
        resource.parts("resourceMethods").entries.associate { (name, method) ->
            val key = if (name == "ANY") "x-amazon-apigateway-any-method" else name.lowercase()
            key to operationOf(method)
        }

    private fun operationOf(method: Members): Members {
        val parameters =
            method.part("requestParameters").map { (name, required) ->
                val (place, own) = name.removePrefix("method.request.").split('.', limit = 2)
                val type = if (isSecond) mapOf("type" to "string") else mapOf("schema" to mapOf("type" to "string"))
                val where = if (place == "querystring") "query" else place
                mapOf("name" to own, "in" to where, "required" to required) + type
            }
        val models = method.texts("requestModels")
        val body =
            models.values.firstOrNull()?.takeIf { isSecond }?.let {
                mapOf("in" to "body", "name" to it, "required" to true, "schema" to refTo(it))
            }
        val authorizer = definition[Part.AUTHORIZER][method.text("authorizerId")]?.text("name")
        val security =
            listOfNotNull(
                authorizer?.let { mapOf(it to method.list("authorizationScopes")) },
                mapOf("api_key" to emptyList<String>()).takeIf { method.flag("apiKeyRequired") },
            )
        val integration = method.part("methodIntegration").takeIf { hasIntegrations && it.isNotEmpty() }
        return membersOf(
            "operationId" to method["operationName"],
            "consumes" to models.keys.toList().takeIf { isSecond && it.isNotEmpty() },
            "produces" to typesOf(method).takeIf { isSecond && it.isNotEmpty() },
            "parameters" to (parameters + listOfNotNull(body)).ifEmpty { null },
            "requestBody" to
                models.takeIf { !isSecond && it.isNotEmpty() }
                    ?.let { mapOf("content" to contentOf(it), "required" to true) },
            "responses" to method.parts("methodResponses").mapValues { responseOf(it.value) },
            "security" to security.ifEmpty { null },
            "x-amazon-apigateway-integration" to integration?.let(::integrationOf),
        )
    }

    private fun typesOf(method: Members): List<String> =
        method.parts("methodResponses").values.flatMap { it.part("responseModels").keys }.distinct()

    private fun refTo(model: String): Members =
        mapOf("\$ref" to (if (isSecond) "#/definitions/" else "#/components/schemas/") + model)

    private fun contentOf(models: Map<String, String>): Members =
        models.mapValues { mapOf("schema" to refTo(it.value)) }

    private fun responseOf(response: Members): Members {
        val models = response.texts("responseModels")
        val type = mapOf("type" to "string")
        val headers =
            response.part("responseParameters").keys.associate {
                it.removePrefix("method.response.header.") to if (isSecond) type else mapOf("schema" to type)
            }
        return membersOf(
            "description" to "${response["statusCode"]} response",
            "headers" to headers.ifEmpty { null },
            "schema" to models.values.firstOrNull()?.takeIf { isSecond }?.let(::refTo),
            "content" to (if (isSecond) null else contentOf(models)),
        )
    }

    private fun integrationOf(integration: Members): Members =
        integration.without("integrationResponses", "cacheNamespace", "cacheKeyParameters", "timeoutInMillis") +
            membersOf(
                "type" to integration.text("type")?.lowercase(),
                "passthroughBehavior" to integration.text("passthroughBehavior")?.lowercase(),
                "responses" to
                    integration.parts("integrationResponses").values.associate {
                        it.text("selectionPattern").orEmpty().ifEmpty { "default" } to it.without("selectionPattern")
                    }.ifEmpty { null },
            )
}
