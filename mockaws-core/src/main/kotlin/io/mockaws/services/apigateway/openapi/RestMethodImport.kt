package io.mockaws.services.apigateway.openapi

import io.mockaws.services.apigateway.state.ApiDefinition
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.Part
import io.mockaws.services.apigateway.state.flag
import io.mockaws.services.apigateway.state.list
import io.mockaws.services.apigateway.state.membersOf
import io.mockaws.services.apigateway.state.number
import io.mockaws.services.apigateway.state.part
import io.mockaws.services.apigateway.state.parts
import io.mockaws.services.apigateway.state.text
import io.mockaws.services.apigateway.template.TemplateValues

/** The methods of a REST API as operations of a document tell them. */
internal class RestMethodImport(
    private val document: OpenApiDocument,
    private val definition: ApiDefinition,
) {
    private val root = document.root

    fun method(
        name: String,
        operation: Members,
        item: Members,
        resource: String,
    ): Members {
        val validator = operation.text(VALIDATOR) ?: root.text(VALIDATOR)
        val validators = definition[Part.VALIDATOR].values
        val plain =
            membersOf(
                "httpMethod" to name,
                "operationName" to operation.text("operationId"),
                "requestParameters" to (inPath(resource) + parameters(operation, item)).ifEmpty { null },
                "requestModels" to bodyModels(operation).ifEmpty { null },
                "requestValidatorId" to validators.firstOrNull { it["name"] == validator }?.get("id"),
                "methodResponses" to responses(operation).ifEmpty { null },
                "methodIntegration" to integration(operation.part("x-amazon-apigateway-integration"), resource),
            )
        return plain + security(operation)
    }

    private fun security(operation: Members): Members {
        @Suppress("UNCHECKED_CAST")
        val needs = ((operation["security"] ?: root["security"]) as? List<Members>).orEmpty().filter { it.isNotEmpty() }
        val names = needs.flatMap { it.keys }
        val schemes = names.mapNotNull { name -> document.securitySchemes[name]?.let { name to it } }
        val isKeyed = schemes.any { (_, scheme) -> isKey(scheme) }
        val plain: Members = mapOf("apiKeyRequired" to isKeyed)
        val isSigned =
            operation.part("x-amazon-apigateway-auth").text("type").equals("AWS_IAM", ignoreCase = true) ||
                schemes.any { (_, it) -> it[AUTH_TYPE] == "awsSigv4" }
        if (isSigned) return plain + ("authorizationType" to "AWS_IAM")
        val authorizers = definition[Part.AUTHORIZER].values
        val authorizer =
            schemes.firstNotNullOfOrNull { (name, _) -> authorizers.firstOrNull { it["name"] == name } }
                ?: return plain + ("authorizationType" to "NONE")
        val type = if (authorizer["type"] == "COGNITO_USER_POOLS") "COGNITO_USER_POOLS" else "CUSTOM"
        val scopes = needs.firstNotNullOfOrNull { it[authorizer.text("name")] as? List<*> }.orEmpty()
        return plain +
            membersOf(
                "authorizationType" to type,
                "authorizerId" to authorizer["id"],
                "authorizationScopes" to scopes.takeIf { type == "COGNITO_USER_POOLS" && it.isNotEmpty() },
            )
    }

    private fun isKey(scheme: Members) =
        scheme["type"] == "apiKey" && scheme.text("name").equals("x-api-key", ignoreCase = true) && AUTH_TYPE !in scheme

    /** Variables of the path are parameters, whether they are said to be or not. */
    private fun inPath(resource: String): Members =
        VARIABLE.findAll(definition[Part.RESOURCE][resource]?.text("path").orEmpty())
            .associate { "method.request.path.${it.groupValues[1]}" to true }

    private fun parameters(
        operation: Members,
        item: Members,
    ): Members =
        (all(item) + all(operation)).mapNotNull { parameter ->
            val place =
                when (parameter.text("in")) {
                    "query" -> "querystring"
                    "header" -> "header"
                    "path" -> "path"
                    else -> return@mapNotNull null
                }
            "method.request.$place.${parameter["name"]}" to parameter.flag("required")
        }.toMap()

    @Suppress("UNCHECKED_CAST")
    private fun all(of: Members): List<Members> = (of["parameters"] as? List<Members>).orEmpty().map(document::resolved)

    private fun bodyModels(operation: Members): Members {
        if (document.isSecond) {
            val body = all(operation).firstOrNull { it["in"] == "body" } ?: return emptyMap()
            val model = modelOf(body.part("schema")) ?: return emptyMap()
            return types(operation, "consumes").associateWith { model }
        }
        return contentModels(document.resolved(operation.part("requestBody")))
    }

    private fun contentModels(of: Members): Members =
        of.parts("content").mapNotNull { (type, content) ->
            modelOf(content.part("schema"))?.let { type to it }
        }.toMap()

    private fun types(
        operation: Members,
        name: String,
    ): List<String> = operation.list(name).ifEmpty { root.list(name) }.ifEmpty { listOf("application/json") }

    private fun modelOf(schema: Members): String? = schema.text("\$ref")?.substringAfterLast('/')

    private fun responses(operation: Members): Members =
        operation.parts("responses").filterKeys { it != "default" }.entries.associate { (status, sent) ->
            val response = document.resolved(sent)
            val headers = response.parts("headers").keys.associate { "method.response.header.$it" to false }
            val models =
                if (document.isSecond) {
                    modelOf(response.part("schema"))
                        ?.let { model -> types(operation, "produces").associateWith { model } }.orEmpty()
                } else {
                    contentModels(response)
                }
            status to
                membersOf(
                    "statusCode" to status,
                    "responseParameters" to headers.ifEmpty { null },
                    "responseModels" to models.ifEmpty { null },
                )
        }

    private fun integration(
        sent: Members,
        resource: String,
    ): Members? {
        val said = document.resolved(sent).ifEmpty { return null }
        val type = said.text("type").orEmpty().uppercase()
        val isHttp = type.startsWith("HTTP")
        val method = said.text("httpMethod")?.uppercase()?.let { if (it == ANY_METHOD) "ANY" else it }
        return membersOf(
            "type" to type,
            "uri" to said.text("uri"),
            "httpMethod" to method.takeUnless { type == "MOCK" },
            "credentials" to said.text("credentials"),
            "connectionType" to (said.text("connectionType") ?: "INTERNET".takeIf { isHttp }),
            "connectionId" to said.text("connectionId"),
            "passthroughBehavior" to (said.text("passthroughBehavior") ?: "when_no_match").uppercase(),
            "contentHandling" to said.text("contentHandling")?.uppercase(),
            "timeoutInMillis" to (said.number("timeoutInMillis") ?: TIMEOUT),
            "cacheNamespace" to (said.text("cacheNamespace") ?: resource),
            "cacheKeyParameters" to said.list("cacheKeyParameters"),
            "requestParameters" to textsOf(said.part("requestParameters")),
            "requestTemplates" to templates(said.part("requestTemplates")),
            "tlsConfig" to said.part("tlsConfig").ifEmpty { null },
            "integrationResponses" to integrationResponses(said).ifEmpty { null },
        )
    }

    private fun templates(said: Members): Members? =
        said.mapValues { (_, template) -> template as? String ?: TemplateValues.toJson(template).toString() }
            .ifEmpty { null }

    private fun textsOf(said: Members): Members? = said.mapValues { "${it.value}" }.ifEmpty { null }

    private fun integrationResponses(integration: Members): Members =
        integration.parts("responses").entries.associate { (pattern, response) ->
            val status = response["statusCode"]?.toString() ?: "200"
            status to
                membersOf(
                    "statusCode" to status,
                    "selectionPattern" to pattern.takeIf { it != "default" },
                    "responseParameters" to textsOf(response.part("responseParameters")),
                    "responseTemplates" to templates(response.part("responseTemplates")),
                    "contentHandling" to response.text("contentHandling"),
                )
        }

    private companion object {
        val VARIABLE = Regex("\\{([^}+]+)\\+?}")
        const val TIMEOUT = 29_000
        const val VALIDATOR = "x-amazon-apigateway-request-validator"
        const val AUTH_TYPE = "x-amazon-apigateway-authtype"
        const val ANY_METHOD = "X-AMAZON-APIGATEWAY-ANY-METHOD"
    }
}
