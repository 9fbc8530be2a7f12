package io.mockaws.services.apigateway.rest

import io.mockaws.engine.AwsFault
import io.mockaws.model.Models
import io.mockaws.services.apigateway.state.Api
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.ApiFaults
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.Part
import io.mockaws.services.apigateway.state.PatchOperation
import io.mockaws.services.apigateway.state.Patches
import io.mockaws.services.apigateway.state.change
import io.mockaws.services.apigateway.state.flag
import io.mockaws.services.apigateway.state.only
import io.mockaws.services.apigateway.state.part
import io.mockaws.services.apigateway.state.parts
import io.mockaws.services.apigateway.state.text
import io.mockaws.services.apigateway.state.texts

/** A method that a call means, with where it is. */
internal class FoundMethod(
    val api: Api,
    val resource: Members,
    val method: Members,
) {
    val name: String get() = method.text("httpMethod")!!

    /** Puts [changed] in place of it. */
    fun change(
        call: ApiCall,
        changed: Members,
    ): Members {
        val id = resource.text("id")!!
        call.change(api) { definition ->
            val now = definition[Part.RESOURCE][id] ?: resource
            val methods = now.parts("resourceMethods") + (name to changed)
            definition.with(Part.RESOURCE, id, now + ("resourceMethods" to methods))
        }
        return changed
    }
}

/**
 * The method that [input] names.
 *
 * @param missing what is said where the resource has no such method
 */
internal fun ApiCall.method(
    input: Members,
    missing: () -> AwsFault = ApiFaults::noMethod,
): FoundMethod {
    val (api, resource) = resource(input)
    val method = resource.parts("resourceMethods")[input.text("httpMethod")] ?: throw missing()
    return FoundMethod(api, resource, method)
}

/** The same, or the method for all where the resource has no such one. */
internal fun ApiCall.methodOrAny(input: Members): FoundMethod {
    val methods = resource(input).second.parts("resourceMethods")
    return method(if (input.text("httpMethod") in methods) input else input + ("httpMethod" to "ANY"))
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethod.html */
internal fun putMethod(
    input: Members,
    call: ApiCall,
): Members {
    val (api, resource) = call.resource(input)
    val name = input.text("httpMethod").orEmpty()
    if (name !in METHODS) {
        throw ApiFaults.badRequest("Invalid HttpMethod specified. Valid options are ${METHODS.joinToString(",")}")
    }
    if (name in resource.parts("resourceMethods")) throw ApiFaults.conflict("Method already exists for this resource")
    val method =
        input.only(
            "httpMethod",
            "authorizationType",
            "operationName",
            "requestParameters",
            "requestModels",
            "authorizerId",
            "requestValidatorId",
            "authorizationScopes",
        ) + ("apiKeyRequired" to input.flag("apiKeyRequired"))
    checkMethod(method, api)
    return FoundMethod(api, resource, method).change(call, method)
}

private fun checkMethod(
    method: Members,
    api: Api,
) {
    checkAuthorizer(method, api)
    method.text("requestValidatorId")?.let {
        if (it !in api[Part.VALIDATOR]) throw ApiFaults.badRequest("Invalid Request Validator identifier specified")
    }
    for (model in method.texts("requestModels").values) {
        if (model !in api[Part.MODEL]) throw ApiFaults.badRequest("Invalid model identifier specified: $model")
    }
    val names = method.part("requestParameters").keys.map { it.substringAfterLast('.') }
    if (names.toSet().size < names.size) {
        throw ApiFaults.badRequest("Parameter names must be unique across querystring, header and path")
    }
}

private fun checkAuthorizer(
    method: Members,
    api: Api,
) {
    if (method.text("authorizationType") !in setOf("CUSTOM", "COGNITO_USER_POOLS")) return
    if (method.text("authorizerId") in api[Part.AUTHORIZER]) return
    throw ApiFaults.badRequest(
        "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a " +
            "valid authorizer.",
    )
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetMethod.html */
internal fun getMethod(
    input: Members,
    call: ApiCall,
): Members = call.method(input).method

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateMethod.html */
internal fun updateMethod(
    input: Members,
    call: ApiCall,
): Members {
    val found = call.method(input)
    var isOfValidator = false
    for (operation in PatchOperation.of(input)) {
        val head = operation.steps.first()
        if (head !in CHANGEABLE) throw ApiFaults.badPath(operation.path)
        if (head in REPLACED && operation.op != "replace") throw ApiFaults.badOp("replace")
        isOfValidator = isOfValidator || head == "requestValidatorId"
    }
    val changed = Patches(METHOD).apply(found.method, PatchOperation.of(input))
    // An authorizer that the type has no use for is not kept.
    val known = if (changed["authorizationType"] in WITHOUT_AUTHORIZER) changed - "authorizerId" else changed
    checkMethod(known, found.api)
    return found.change(call, known)
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteMethod.html */
internal fun deleteMethod(
    input: Members,
    call: ApiCall,
): Members {
    val found = call.method(input)
    val id = found.resource.text("id")!!
    call.change(found.api) { definition ->
        val now = definition[Part.RESOURCE][id] ?: found.resource
        val methods = now.parts("resourceMethods") - found.name
        definition.with(Part.RESOURCE, id, now + ("resourceMethods" to methods))
    }
    return emptyMap()
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethodResponse.html */
internal fun putMethodResponse(
    input: Members,
    call: ApiCall,
): Members {
    val found = call.method(input)
    val status = input.text("statusCode").orEmpty()
    val responses = found.method.parts("methodResponses")
    if (status in responses) throw ApiFaults.conflict("Response already exists for this resource")
    for (model in input.texts("responseModels").values) {
        if (model !in found.api[Part.MODEL]) throw ApiFaults.badRequest("Invalid model identifier specified: $model")
    }
    val made = input.only("statusCode", "responseParameters", "responseModels")
    found.change(call, found.method + ("methodResponses" to responses + (status to made)))
    return made
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetMethodResponse.html */
internal fun getMethodResponse(
    input: Members,
    call: ApiCall,
): Members = call.methodResponse(input).second

private fun ApiCall.methodResponse(input: Members): Pair<FoundMethod, Members> {
    val found = method(input)
    return found to (found.method.parts("methodResponses")[input.text("statusCode")] ?: throw ApiFaults.noResponse())
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateMethodResponse.html */
internal fun updateMethodResponse(
    input: Members,
    call: ApiCall,
): Members {
    val (found, before) = call.methodResponse(input)
    val changed =
        PatchOperation.of(input).fold(before) { now, operation ->
            checkRemoved(now, operation)
            Patches(METHOD_RESPONSE).apply(now, operation)
        }
    val responses = found.method.parts("methodResponses") + (before.text("statusCode")!! to changed)
    found.change(call, found.method + ("methodResponses" to responses))
    return changed
}

/** Only what is there can be removed or replaced. */
private fun checkRemoved(
    response: Members,
    operation: PatchOperation,
) {
    if (operation.op !in setOf("remove", "replace") || operation.steps.size < 2) return
    val (kind, name) = operation.steps
    if (name in response.part(kind)) return
    if (kind == "responseParameters") throw ApiFaults.notFound("Invalid parameter name specified")
    if (kind == "responseModels") throw ApiFaults.notFound("Content-Type specified was not found")
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteMethodResponse.html */
internal fun deleteMethodResponse(
    input: Members,
    call: ApiCall,
): Members {
    val (found, before) = call.methodResponse(input)
    val responses = found.method.parts("methodResponses") - before.text("statusCode")!!
    found.change(call, found.method + ("methodResponses" to responses))
    return emptyMap()
}

private val METHODS = listOf("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "ANY")
private val CHANGEABLE =
    setOf(
        "apiKeyRequired",
        "authorizationScopes",
        "authorizationType",
        "authorizerId",
        "operationName",
        "requestModels",
        "requestParameters",
        "requestValidatorId",
    )
private val REPLACED =
    setOf("apiKeyRequired", "authorizationType", "authorizerId", "operationName", "requestValidatorId")
private val WITHOUT_AUTHORIZER = setOf("NONE", "AWS_IAM")
private val METHOD by lazy { Models.service("apigateway").structure("Method")!! }
private val METHOD_RESPONSE by lazy { Models.service("apigateway").structure("MethodResponse")!! }
