package io.mockaws.services.apigateway.openapi

import io.mockaws.services.apigateway.http.changeApi
import io.mockaws.services.apigateway.http.newApi
import io.mockaws.services.apigateway.state.APIS
import io.mockaws.services.apigateway.state.Api
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.ApiDefinition
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.Part
import io.mockaws.services.apigateway.state.api
import io.mockaws.services.apigateway.state.list
import io.mockaws.services.apigateway.state.membersOf
import io.mockaws.services.apigateway.state.newId
import io.mockaws.services.apigateway.state.number
import io.mockaws.services.apigateway.state.part
import io.mockaws.services.apigateway.state.text

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html#ImportApi */
internal fun importApi(
    input: Members,
    call: ApiCall,
): Members {
    val document = OpenApiDocument.of(input.text("Body").orEmpty().toByteArray())
    val api = newApi(mapOf("Name" to document.info["title"]?.toString(), "ProtocolType" to "HTTP"), call)
    val whole = HttpImport(document, call, input.text("Basepath")).into(api.definition)
    call.state.write { this[APIS, api.id] = api.copy(definition = whole) }
    return whole.members
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html#ReimportApi */
internal fun reimportApi(
    input: Members,
    call: ApiCall,
): Members {
    val api: Api = call.api(input.text("ApiId").orEmpty())
    val document = OpenApiDocument.of(input.text("Body").orEmpty().toByteArray())
    val import = HttpImport(document, call, input.text("Basepath"))
    return call.changeApi(api) { import.into(ApiDefinition(it.members)) }.members
}

/**
 * Puts what a document says into the definition of an HTTP API.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html
 */
internal class HttpImport(
    private val document: OpenApiDocument,
    private val call: ApiCall,
    private val basePath: String?,
) {
    private val root = document.root

    fun into(before: ApiDefinition): ApiDefinition {
        var now = before.copy(members = members(before.members))
        for ((name, scheme) in document.securitySchemes) now = withAuthorizer(now, name, scheme)
        val prefix = if (basePath == "prepend") document.basePath else ""
        for ((path, item) in document.paths) {
            for ((name, operation) in item) {
                val method = METHODS[name] ?: continue
                @Suppress("UNCHECKED_CAST")
                now = withRoute(now, method, prefix + path, operation as Members)
            }
        }
        return now
    }

    private fun members(before: Members): Members {
        val cors = root.part("x-amazon-apigateway-cors")
        val endpoints = root.part("x-amazon-apigateway-endpoint-configuration")

        @Suppress("UNCHECKED_CAST")
        val tags =
            (root["tags"] as? List<Members>).orEmpty().filter { "x-amazon-apigateway-tag-value" in it }
                .associate { it.text("name").orEmpty() to it.text("x-amazon-apigateway-tag-value").orEmpty() }
        return before +
            membersOf(
                "Name" to document.info["title"]?.toString(),
                "Description" to document.info["description"]?.toString(),
                "Version" to document.info["version"]?.toString(),
                "DisableExecuteApiEndpoint" to
                    (endpoints["disableExecuteApiEndpoint"] ?: before["DisableExecuteApiEndpoint"]),
                "Tags" to before.part("Tags") + tags,
                "CorsConfiguration" to
                    if (cors.isEmpty()) {
                        before["CorsConfiguration"]
                    } else {
                        membersOf(
                            "AllowOrigins" to cors.list("allowOrigins").ifEmpty { null },
                            "AllowMethods" to cors.list("allowMethods").ifEmpty { null },
                            "AllowHeaders" to cors.list("allowHeaders").ifEmpty { null },
                            "ExposeHeaders" to cors.list("exposeHeaders").ifEmpty { null },
                            "AllowCredentials" to cors["allowCredentials"],
                            "MaxAge" to cors.number("maxAge"),
                        )
                    },
            )
    }

    private fun withAuthorizer(
        now: ApiDefinition,
        name: String,
        scheme: Members,
    ): ApiDefinition {
        val said = scheme.part("x-amazon-apigateway-authorizer").ifEmpty { return now }
        val id = call.newId(AUTHORIZER_ID)
        val source = said["identitySource"]
        val sources = source as? List<*> ?: (source as? String)?.split(',')?.map { it.trim() }.orEmpty()
        val jwt = said.part("jwtConfiguration")
        val made =
            membersOf(
                "AuthorizerId" to id,
                "Name" to name,
                "AuthorizerType" to said.text("type")?.uppercase(),
                "IdentitySource" to sources,
                "JwtConfiguration" to
                    jwt.takeIf { it.isNotEmpty() }
                        ?.let { membersOf("Issuer" to it["issuer"], "Audience" to it.list("audience")) },
                "AuthorizerUri" to said.text("authorizerUri"),
                "AuthorizerCredentialsArn" to said.text("authorizerCredentials"),
                "AuthorizerPayloadFormatVersion" to said["authorizerPayloadFormatVersion"]?.toString(),
                "AuthorizerResultTtlInSeconds" to said.number("authorizerResultTtlInSeconds"),
                "EnableSimpleResponses" to said["enableSimpleResponses"],
            )
        return now.with(Part.AUTHORIZER, id, made)
    }

    private fun withRoute(
        before: ApiDefinition,
        method: String,
        path: String,
        operation: Members,
    ): ApiDefinition {
        var now = before
        val integration = document.resolved(operation.part("x-amazon-apigateway-integration"))
        var target: String? = null
        if (integration.isNotEmpty()) {
            val made = integrationOf(integration)
            target = "integrations/${made["IntegrationId"]}"
            now = now.with(Part.INTEGRATION, made.text("IntegrationId")!!, made)
        }
        val isDefault = path.endsWith("/\$default")
        val id = call.newId(PART_ID)
        val route =
            membersOf(
                "RouteId" to id,
                "RouteKey" to if (isDefault) "\$default" else "$method $path",
                "OperationName" to operation.text("operationId"),
                "ApiKeyRequired" to false,
                "Target" to target,
            ) + security(now, operation)
        return now.with(Part.ROUTE, id, route)
    }

    private fun security(
        now: ApiDefinition,
        operation: Members,
    ): Members {
        @Suppress("UNCHECKED_CAST")
        val needs = ((operation["security"] ?: root["security"]) as? List<Members>).orEmpty()
        for ((name, scopes) in needs.flatMap { it.entries }) {
            val scheme = document.securitySchemes[name].orEmpty()
            if (scheme["x-amazon-apigateway-authtype"] == "awsSigv4") return mapOf("AuthorizationType" to "AWS_IAM")
            val authorizer = now[Part.AUTHORIZER].values.firstOrNull { it["Name"] == name } ?: continue
            return membersOf(
                "AuthorizationType" to if (authorizer["AuthorizerType"] == "JWT") "JWT" else "CUSTOM",
                "AuthorizerId" to authorizer["AuthorizerId"],
                "AuthorizationScopes" to (scopes as? List<*>)?.ifEmpty { null },
            )
        }
        return mapOf("AuthorizationType" to "NONE")
    }

    private fun integrationOf(said: Members): Members {
        val type = said.text("type").orEmpty().uppercase()
        return membersOf(
            "IntegrationId" to call.newId(PART_ID),
            "IntegrationType" to type,
            "IntegrationSubtype" to said.text("integrationSubtype"),
            "IntegrationUri" to said.text("uri"),
            "IntegrationMethod" to (said.text("httpMethod") ?: "POST".takeIf { type == "AWS_PROXY" }),
            "PayloadFormatVersion" to (said["payloadFormatVersion"]?.toString() ?: "1.0"),
            "ConnectionType" to (said.text("connectionType") ?: "INTERNET"),
            "ConnectionId" to said.text("connectionId"),
            "CredentialsArn" to said.text("credentials"),
            "RequestParameters" to said.part("requestParameters").ifEmpty { null },
            "ResponseParameters" to said.part("responseParameters").ifEmpty { null },
            "TimeoutInMillis" to (said.number("timeoutInMillis") ?: TIMEOUT),
            "TlsConfig" to
                said.part("tlsConfig")["serverNameToVerify"]?.let { mapOf("ServerNameToVerify" to it) },
        )
    }

    private companion object {
        const val PART_ID = 7
        const val AUTHORIZER_ID = 6
        const val TIMEOUT = 30_000
        val METHODS =
            listOf("get", "put", "post", "delete", "patch", "options", "head").associateWith { it.uppercase() } +
                ("x-amazon-apigateway-any-method" to "ANY")
    }
}
