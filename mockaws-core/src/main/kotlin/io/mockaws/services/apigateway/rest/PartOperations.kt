package io.mockaws.services.apigateway.rest

import io.mockaws.services.apigateway.state.Api
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.ApiFaults
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.Part
import io.mockaws.services.apigateway.state.flag
import io.mockaws.services.apigateway.state.number
import io.mockaws.services.apigateway.state.only
import io.mockaws.services.apigateway.state.part
import io.mockaws.services.apigateway.state.parts
import io.mockaws.services.apigateway.state.text
import io.mockaws.services.apigateway.state.texts

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html */
internal fun createAuthorizer(
    input: Members,
    call: ApiCall,
): Members =
    AUTHORIZERS.create(input, call) {
        val type = input.text("type")
        if (type == "TOKEN" && input.text("identitySource").isNullOrEmpty()) {
            throw ApiFaults.badRequest("Identity source is required for TOKEN authorizers")
        }
        val defaults: Members =
            when (type) {
                "COGNITO_USER_POOLS" -> mapOf("authType" to "cognito_user_pools")
                else -> mapOf("authType" to "custom")
            }
        defaults +
            input.only(
                "name", "type", "providerARNs", "authType", "authorizerUri", "authorizerCredentials",
                "identitySource", "identityValidationExpression", "authorizerResultTtlInSeconds",
            )
    }

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateModel.html */
internal fun createModel(
    input: Members,
    call: ApiCall,
): Members =
    MODELS.create(input, call) { api ->
        val name = input.text("name").orEmpty()
        if (name.isEmpty()) throw ApiFaults.badRequest("Model name must be non-empty")
        if (name in api[Part.MODEL]) throw ApiFaults.conflict("Model name already exists for this REST API")
        checkSchema(input)
        input.only("name", "description", "schema", "contentType").filterValues { it != "" }
    }

private fun checkSchema(model: Members) {
    if (model.text("schema").isNullOrEmpty()) {
        throw ApiFaults.badRequest("Model schema must have at least 1 property or array items defined")
    }
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateModel.html */
internal fun updateModel(
    input: Members,
    call: ApiCall,
): Members = MODELS.update(input, call, ::checkSchema).filterValues { it != "" }

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteModel.html */
internal fun deleteModel(
    input: Members,
    call: ApiCall,
): Members =
    MODELS.delete(input, call) { api, model ->
        val user = api.methodsWith { model["name"] in it.texts("requestModels").values }.lastOrNull()
        if (user != null) {
            throw ApiFaults.conflict("Cannot delete model '${model["name"]}', is referenced in method request: $user")
        }
    }

/** `/pets/GET` for each method that [isOne]. */
private fun Api.methodsWith(isOne: (Members) -> Boolean): List<String> =
    this[Part.RESOURCE].values.flatMap { resource ->
        resource.parts("resourceMethods").filterValues(isOne).keys.map { "${resource["path"]}/$it" }
    }

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRequestValidator.html */
internal fun createRequestValidator(
    input: Members,
    call: ApiCall,
): Members =
    VALIDATORS.create(input, call) {
        input.only("name") +
            mapOf(
                "validateRequestBody" to input.flag("validateRequestBody"),
                "validateRequestParameters" to input.flag("validateRequestParameters"),
            )
    }

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateRequestValidator.html */
internal fun updateRequestValidator(
    input: Members,
    call: ApiCall,
): Members =
    VALIDATORS.update(input, call) {
        if (it.text("name").isNullOrEmpty()) throw ApiFaults.badRequest("Request Validator name cannot be blank")
    }

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDocumentationPart.html */
internal fun createDocumentationPart(
    input: Members,
    call: ApiCall,
): Members =
    DOCUMENTATION_PARTS.create(input, call) { api ->
        if (api[Part.DOCUMENTATION].values.any { it["location"] == input["location"] }) {
            val type = input.part("location")["type"]
            throw ApiFaults.conflict("Documentation part already exists for the specified location: type '$type'")
        }
        input.only("location", "properties")
    }

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetDocumentationParts.html */
internal fun getDocumentationParts(
    input: Members,
    call: ApiCall,
): Members =
    DOCUMENTATION_PARTS.list(input, call) { part ->
        val location = part.part("location")
        input.text("type").let { it == null || location["type"] == it } &&
            input.text("nameQuery").let { it == null || it in location.text("name").orEmpty() } &&
            input.text("path").let { it == null || it in location.text("path").orEmpty() }
    }

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteDocumentationPart.html */
internal fun deleteDocumentationPart(
    input: Members,
    call: ApiCall,
): Members {
    DOCUMENTATION_PARTS.list(input, call)
    return DOCUMENTATION_PARTS.delete(input, call)
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDocumentationVersion.html */
internal fun createDocumentationVersion(
    input: Members,
    call: ApiCall,
): Members =
    DOCUMENTATION_VERSIONS.create(input, call) {
        input.only("description") +
            mapOf("version" to input["documentationVersion"], "createdDate" to call.now())
    }

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetModelTemplate.html */
internal fun getModelTemplate(
    input: Members,
    call: ApiCall,
): Members {
    MODELS.get(input, call)
    return mapOf("value" to "#set(\$inputRoot = \$input.path('\$'))\n{\n}")
}

/** Whether [authorizer] keeps what it said, and for how many seconds. */
internal fun ttlOf(authorizer: Members): Int = authorizer.number("authorizerResultTtlInSeconds") ?: TTL

private const val TTL = 300
