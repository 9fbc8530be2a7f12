package io.mockaws.services.apigateway.execute

import io.mockaws.kit.StrictJson
import io.mockaws.services.apigateway.state.Part
import io.mockaws.services.apigateway.state.flag
import io.mockaws.services.apigateway.state.part
import io.mockaws.services.apigateway.state.text
import io.mockaws.services.apigateway.state.texts
import kotlinx.serialization.json.JsonObject

/**
 * What the validator of a method wants of a request.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 */
internal object RequestValidation {
    /** @throws Refusal for what it does not let through */
    fun check(invocation: Invocation) {
        val validator = invocation.definition[Part.VALIDATOR][invocation.method.text("requestValidatorId")] ?: return
        if (validator.flag("validateRequestParameters")) checkParameters(invocation)
        if (validator.flag("validateRequestBody")) checkBody(invocation)
    }

    private fun checkParameters(invocation: Invocation) {
        val wanted = invocation.method.part("requestParameters").filterValues { it == true }.keys
        val missing =
            ORDER.flatMap { place -> wanted.filter { it.startsWith("method.request.$place.") } }
                .filter { ParameterMapping.valueOf(it, invocation).isNullOrEmpty() }
        if (missing.isEmpty()) return
        val names = missing.joinToString { it.substringAfter("method.request.").substringAfter('.') }
        throw Refusal(
            "BAD_REQUEST_PARAMETERS",
            "Missing required request parameters: [$names]",
            "BadRequestException",
        )
    }

    private fun checkBody(invocation: Invocation) {
        val models = invocation.method.texts("requestModels")
        val type = invocation.request.contentType?.substringBefore(';')?.trim() ?: "application/json"
        val name = models[type] ?: models["\$default"] ?: return
        val schema = schemaOf(name, invocation) ?: return
        val json = StrictJson.parse(invocation.request.text.ifEmpty { "{}" })
        val problems =
            if (json == null) {
                listOf("the body is no JSON")
            } else {
                JsonSchema(schema) { ref ->
                    val model = ref.substringAfterLast("/models/").takeIf { "/models/" in ref }
                    model?.let { schemaOf(it, invocation) }
                }.problems(json)
            }
        if (problems.isEmpty()) return
        throw Refusal(
            "BAD_REQUEST_BODY",
            "Invalid request body",
            "BadRequestException",
            validation = problems.joinToString(", ", "[", "]"),
        )
    }

    private fun schemaOf(
        model: String,
        invocation: Invocation,
    ): JsonObject? =
        StrictJson.parse(invocation.definition[Part.MODEL][model]?.text("schema").orEmpty()) as? JsonObject

    private val ORDER = listOf("header", "path", "querystring", "multivalueheader", "multivaluequerystring")
}
