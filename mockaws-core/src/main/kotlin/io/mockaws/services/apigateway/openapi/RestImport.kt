package io.mockaws.services.apigateway.openapi

import io.mockaws.services.apigateway.rest.GatewayResponses
import io.mockaws.services.apigateway.rest.RESOURCE_ID
import io.mockaws.services.apigateway.rest.newResource
import io.mockaws.services.apigateway.state.Api
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.ApiDefinition
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.Part
import io.mockaws.services.apigateway.state.flag
import io.mockaws.services.apigateway.state.list
import io.mockaws.services.apigateway.state.membersOf
import io.mockaws.services.apigateway.state.newId
import io.mockaws.services.apigateway.state.number
import io.mockaws.services.apigateway.state.part
import io.mockaws.services.apigateway.state.parts
import io.mockaws.services.apigateway.state.text
import io.mockaws.services.apigateway.template.TemplateValues

/**
 * Puts what a document says into the definition of a REST API.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
 */
internal class RestImport(
    private val document: OpenApiDocument,
    private val api: Api,
    private val call: ApiCall,
    private val basePath: String?,
) {
    private val root = document.root

    /** [before] with all of the document; [isMerged] where what is there already stays. */
    fun into(
        before: ApiDefinition,
        isMerged: Boolean,
    ): ApiDefinition {
        var now = if (isMerged) before else emptied(before)
        now = now.copy(members = members(now.members, isMerged))
        for ((name, schema) in document.schemas) now = now.with(Part.MODEL, name, model(name, schema, now))
        for ((name, validator) in root.parts("x-amazon-apigateway-request-validators")) {
            val id = idOf(name, now[Part.VALIDATOR])
            val made =
                mapOf(
                    "id" to id,
                    "name" to name,
                    "validateRequestBody" to validator.flag("validateRequestBody"),
                    "validateRequestParameters" to validator.flag("validateRequestParameters"),
                )
            now = now.with(Part.VALIDATOR, id, made)
        }
        for ((name, scheme) in document.securitySchemes) now = withAuthorizer(now, name, scheme)
        for ((type, response) in root.parts("x-amazon-apigateway-gateway-responses")) {
            now = now.with(Part.GATEWAY_RESPONSE, type, gatewayResponse(type, response))
        }
        for ((path, item) in document.paths) now = withPath(now, prefix() + path, item)
        return now
    }

    /** The id of the one called [name], or a new one. */
    private fun idOf(
        name: String,
        all: Map<String, Members>,
    ): String = all.values.firstOrNull { it["name"] == name }?.text("id") ?: call.newId(RESOURCE_ID)

    private fun prefix(): String =
        when (basePath) {
            "prepend" -> document.basePath
            "split" -> document.basePath.drop(1).substringAfter('/', "").let { if (it.isEmpty()) "" else "/$it" }
            else -> ""
        }

    /** The root resource stays, with its id. */
    private fun emptied(before: ApiDefinition): ApiDefinition {
        val id = before.members.text("rootResourceId")!!
        val bare = ApiDefinition(before.members).with(Part.RESOURCE, id, mapOf("id" to id, "path" to "/"))
        val documentation = before[Part.DOCUMENTATION].entries
        return documentation.fold(bare) { now, (key, part) -> now.with(Part.DOCUMENTATION, key, part) }
    }

    private fun members(
        before: Members,
        isMerged: Boolean,
    ): Members {
        val types = root.list(BINARY_TYPES)
        val all = if (isMerged) (before.list("binaryMediaTypes") + types).distinct() else types
        val endpoints = root.part("x-amazon-apigateway-endpoint-configuration")
        val kept = if (isMerged || BINARY_TYPES !in root) before else before - "binaryMediaTypes"
        val vpcEndpoints = endpoints.list("vpcEndpointIds").ifEmpty { null }
        return kept +
            membersOf(
                "name" to document.info["title"]?.toString(),
                "description" to document.info["description"]?.toString()?.trim(),
                "version" to document.info["version"]?.toString(),
                "binaryMediaTypes" to all.ifEmpty { null },
                "minimumCompressionSize" to root.number("x-amazon-apigateway-minimum-compression-size"),
                "apiKeySource" to root.text("x-amazon-apigateway-api-key-source"),
                "policy" to root["x-amazon-apigateway-policy"]?.let { TemplateValues.toJson(it).toString() },
                "disableExecuteApiEndpoint" to endpoints["disableExecuteApiEndpoint"] as? Boolean,
                "endpointConfiguration" to
                    vpcEndpoints?.let { before.part("endpointConfiguration") + ("vpcEndpointIds" to it) },
            )
    }

    private fun model(
        name: String,
        schema: Members,
        now: ApiDefinition,
    ): Members =
        membersOf(
            "id" to (now[Part.MODEL][name]?.text("id") ?: call.newId(RESOURCE_ID)),
            "name" to name,
            "description" to schema.text("description"),
            "contentType" to "application/json",
            "schema" to TemplateValues.toJson(withModelRefs(schema)).toString(),
        )

    /** References to other schemas are addresses of models. */
    private fun withModelRefs(value: Any?): Any? =
        when (value) {
            is Map<*, *> ->
                value.entries.associate { (name, item) ->
                    val isRef = name == "\$ref" && item is String && item.startsWith("#/")
                    "$name" to
                        if (isRef) {
                            MODELS.format(api.id, (item as String).substringAfterLast('/'))
                        } else {
                            withModelRefs(item)
                        }
                }

            is List<*> -> value.map(::withModelRefs)

            else -> value
        }

    private fun withAuthorizer(
        now: ApiDefinition,
        name: String,
        scheme: Members,
    ): ApiDefinition {
        val said = scheme.part("x-amazon-apigateway-authorizer").ifEmpty { return now }
        val type = said.text("type").orEmpty().uppercase()
        val id = idOf(name, now[Part.AUTHORIZER])
        val header = scheme.text("name")?.let { "method.request.header.$it" }.takeUnless { type == "REQUEST" }
        val made =
            membersOf(
                "id" to id,
                "name" to name,
                "type" to type,
                "authType" to scheme.text("x-amazon-apigateway-authtype"),
                "authorizerUri" to said.text("authorizerUri"),
                "authorizerCredentials" to said.text("authorizerCredentials"),
                "identitySource" to (said.text("identitySource") ?: header),
                "identityValidationExpression" to said.text("identityValidationExpression"),
                "authorizerResultTtlInSeconds" to said.number("authorizerResultTtlInSeconds"),
                "providerARNs" to said.list("providerARNs").ifEmpty { null },
            )
        return now.with(Part.AUTHORIZER, id, made)
    }

    private fun gatewayResponse(
        type: String,
        said: Members,
    ): Members {
        val plain = GatewayResponses.default(type)
        return membersOf(
            "responseType" to type,
            "statusCode" to (said["statusCode"]?.toString() ?: plain["statusCode"]),
            "responseParameters" to said.part("responseParameters"),
            "responseTemplates" to said.part("responseTemplates").ifEmpty { plain["responseTemplates"] },
            "defaultResponse" to false,
        )
    }

    private fun withPath(
        before: ApiDefinition,
        path: String,
        item: Members,
    ): ApiDefinition {
        var now = before
        var resource = before[Part.RESOURCE].values.first { "parentId" !in it }
        for (part in path.trim('/').split('/').filter { it.isNotEmpty() }) {
            val parent = resource
            resource =
                now[Part.RESOURCE].values.firstOrNull { it["parentId"] == parent["id"] && it["pathPart"] == part }
                    ?: newResource(call.newId(RESOURCE_ID), parent, part)
            now = now.with(Part.RESOURCE, resource.text("id")!!, resource)
        }
        val methods = RestMethodImport(document, now)
        val made =
            item.filterKeys { it in METHODS }.entries.associate { (name, operation) ->
                val method = METHODS.getValue(name)
                @Suppress("UNCHECKED_CAST")
                method to methods.method(method, operation as Members, item, resource.text("id")!!)
            }
        val all = resource.parts("resourceMethods") + made
        if (all.isEmpty()) return now
        return now.with(Part.RESOURCE, resource.text("id")!!, resource + ("resourceMethods" to all))
    }

    private companion object {
        const val BINARY_TYPES = "x-amazon-apigateway-binary-media-types"
        const val MODELS = "https://apigateway.amazonaws.com/restapis/%s/models/%s"
        val METHODS =
            listOf("get", "put", "post", "delete", "patch", "options", "head").associateWith { it.uppercase() } +
                ("x-amazon-apigateway-any-method" to "ANY")
    }
}
