package io.mockaws.services.apigateway.rest

import io.mockaws.iam.MalformedPolicy
import io.mockaws.iam.PolicyDocument
import io.mockaws.model.Models
import io.mockaws.services.apigateway.state.APIS
import io.mockaws.services.apigateway.state.Api
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.ApiDefinition
import io.mockaws.services.apigateway.state.ApiFaults
import io.mockaws.services.apigateway.state.DEPLOYMENTS
import io.mockaws.services.apigateway.state.MAPPINGS
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.Part
import io.mockaws.services.apigateway.state.PatchOperation
import io.mockaws.services.apigateway.state.Patches
import io.mockaws.services.apigateway.state.STAGES
import io.mockaws.services.apigateway.state.change
import io.mockaws.services.apigateway.state.flag
import io.mockaws.services.apigateway.state.list
import io.mockaws.services.apigateway.state.membersOf
import io.mockaws.services.apigateway.state.newApiId
import io.mockaws.services.apigateway.state.newId
import io.mockaws.services.apigateway.state.number
import io.mockaws.services.apigateway.state.only
import io.mockaws.services.apigateway.state.part
import io.mockaws.services.apigateway.state.restApi
import io.mockaws.services.apigateway.state.text

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRestApi.html */
internal fun createRestApi(
    input: Members,
    call: ApiCall,
): Members {
    val origin = input.text("cloneFrom")?.let(call::restApi)
    val made = newRestApi(input, call)
    val api =
        if (origin == null) {
            made
        } else {
            made.copy(
                definition =
                origin.definition.copy(
                    members = made.members + ("rootResourceId" to origin.members["rootResourceId"]),
                ),
            )
        }
    call.state.write { this[APIS, api.id] = api }
    return api.members
}

/** A REST API as it is before anybody has put anything into it. */
internal fun newRestApi(
    input: Members,
    call: ApiCall,
): Api {
    if (input.text("name").isNullOrEmpty()) throw ApiFaults.badRequest("Invalid API name specified")
    checkRestApi(input)
    val root = call.newId(RESOURCE_ID)
    val id = call.newApiId()
    val members =
        input.only("name", "description", "version", "minimumCompressionSize", "policy", "tags") +
            membersOf(
                "id" to id,
                "createdDate" to call.now(),
                "apiKeySource" to (input.text("apiKeySource") ?: "HEADER"),
                "binaryMediaTypes" to input.list("binaryMediaTypes").ifEmpty { null },
                "endpointConfiguration" to endpointsOf(input.part("endpointConfiguration")),
                "disableExecuteApiEndpoint" to input.flag("disableExecuteApiEndpoint"),
                "rootResourceId" to root,
            )
    val definition =
        ApiDefinition(members)
            .with(Part.RESOURCE, root, mapOf("id" to root, "path" to "/"))
            .with(Part.MODEL, "Empty", emptyModel(call))
            .with(Part.MODEL, "Error", errorModel(call))
    return Api(id, call.ids.nextNumber(), Api.Kind.REST, definition)
}

private fun checkRestApi(members: Members) {
    if (members["description"] == "") throw ApiFaults.badRequest("Description cannot be an empty string")
    val size = members.number("minimumCompressionSize")
    if (size != null && size !in COMPRESSIBLE) {
        throw ApiFaults.badRequest("Invalid minimum compression size, must be between 0 and 10485760")
    }
    members.text("policy")?.let(::checkPolicy)
    val endpoints = members.part("endpointConfiguration")
    val types = endpoints.list("types")
    if (endpoints["types"] != null && types.isEmpty()) {
        throw ApiFaults.badRequest("REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.")
    }
    if (types.size > 1) throw ApiFaults.badRequest("Cannot create an api with multiple Endpoint Types.")
    if (types == listOf("PRIVATE") && endpoints["ipAddressType"] == "ipv4") {
        throw ApiFaults.badRequest("Only dualstack ipAddressType is supported for Private APIs.")
    }
}

private fun checkPolicy(policy: String) {
    try {
        PolicyDocument.of(policy)
    } catch (_: MalformedPolicy) {
        throw ApiFaults.badRequest(
            "Invalid policy document. Please check the policy syntax and ensure that Principals are valid.",
        )
    }
}

private fun endpointsOf(given: Members): Members {
    val types = given.list("types").ifEmpty { listOf("EDGE") }
    val addresses = given.text("ipAddressType") ?: if (types == listOf("PRIVATE")) "dualstack" else "ipv4"
    return given + mapOf("types" to types, "ipAddressType" to addresses)
}

private fun emptyModel(call: ApiCall) =
    mapOf(
        "id" to call.newId(RESOURCE_ID),
        "name" to "Empty",
        "description" to "This is a default empty schema model",
        "contentType" to "application/json",
        "schema" to schema("Empty Schema", ""),
    )

private fun errorModel(call: ApiCall) =
    mapOf(
        "id" to call.newId(RESOURCE_ID),
        "name" to "Error",
        "description" to "This is a default error schema model",
        "contentType" to "application/json",
        "schema" to schema("Error Schema", ",\n  \"properties\" : {\n    \"message\" : { \"type\" : \"string\" }\n  }"),
    )

private fun schema(
    title: String,
    rest: String,
) = "{\n  \"\$schema\" : \"http://json-schema.org/draft-04/schema#\",\n  \"title\" : \"$title\",\n" +
    "  \"type\" : \"object\"$rest\n}"

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApi.html */
internal fun getRestApi(
    input: Members,
    call: ApiCall,
): Members = call.restApi(input.text("restApiId").orEmpty()).members

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApis.html */
internal fun getRestApis(
    input: Members,
    call: ApiCall,
): Members = paged(input, call.restApis().map { it.members })

/** All REST APIs, in the order in which they came. */
internal fun ApiCall.restApis(): List<Api> =
    state.now[APIS].values.filter { it.kind == Api.Kind.REST }.sortedBy { it.number }

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateRestApi.html */
internal fun updateRestApi(
    input: Members,
    call: ApiCall,
): Members {
    val api = call.restApi(input.text("restApiId").orEmpty())
    val operations = PatchOperation.of(input)
    for (operation in operations) {
        if (operation.path == "/minimumCompressionSize" && operation.op != "replace") throw ApiFaults.badOp("replace")
        val size = operation.value?.takeIf { operation.path == "/minimumCompressionSize" && it.isNotEmpty() }
        if (size != null && size.toIntOrNull() !in COMPRESSIBLE) {
            throw ApiFaults.badRequest("Invalid minimum compression size, must be between 0 and 10485760")
        }
    }
    val shape = Models.service("apigateway").structure("RestApi")!!
    val patched =
        operations.fold(api.members) { now, operation ->
            when {
                isEndpointType(operation) -> withEndpointType(now, operation)

                operation.path == ADDRESSES && operation.op != "replace" -> throw ApiFaults.badOp("replace")

                operation.path == ADDRESSES && operation.value !in setOf("ipv4", "dualstack") ->
                    throw ApiFaults.badRequest("ipAddressType must be either ipv4 or dualstack.")

                else -> Patches(shape).apply(now, operation)
            }
        }
    checkRestApi(patched)
    val changed = patched + mapOf("tags" to patched.part("tags"), "id" to api.id)
    return call.change(api) { it.copy(members = changed) }.members
}

private fun isEndpointType(operation: PatchOperation) =
    operation.path.orEmpty().startsWith("/endpointConfiguration/types")

/** `/endpointConfiguration/types/0` and `/endpointConfiguration/types/EDGE` mean the one type that there is. */
private fun withEndpointType(
    members: Members,
    operation: PatchOperation,
): Members {
    // An API has to have a type, so that there is nothing to remove.
    if (operation.op !in setOf("add", "replace")) {
        throw ApiFaults.badRequest("Invalid patch operation specified. Must be 'add'|'remove'|'replace'")
    }
    val type = operation.value
    if (type !in TYPES) {
        throw ApiFaults.badRequest(
            "Invalid EndpointTypes specified. Valid options are ${TYPES.joinToString(",")}",
        )
    }
    val before = members.part("endpointConfiguration")
    val types = if (operation.op == "add") (before.list("types") + type).distinct() else listOf(type)
    // Private APIs have both kinds of addresses.
    val addresses = if (types == listOf("PRIVATE")) mapOf("ipAddressType" to "dualstack") else emptyMap()
    return members + ("endpointConfiguration" to before + mapOf("types" to types) + addresses)
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteRestApi.html */
internal fun deleteRestApi(
    input: Members,
    call: ApiCall,
): Members {
    call.deleteApi(call.restApi(input.text("restApiId").orEmpty()))
    return emptyMap()
}

/** Removes [api] with all that belongs to it. */
internal fun ApiCall.deleteApi(api: Api) {
    state.write {
        remove(APIS, api.id)
        this[STAGES].keys.filter { it.startsWith(api.id + "/") }.forEach { remove(STAGES, it) }
        this[DEPLOYMENTS].keys.filter { it.startsWith(api.id + "/") }.forEach { remove(DEPLOYMENTS, it) }
        this[MAPPINGS].filterValues { it.members["ApiId"] == api.id }.keys.forEach { remove(MAPPINGS, it) }
    }
}

/** Characters of the ids of resources, deployments and other parts. */
internal const val RESOURCE_ID: Int = 6
private const val ADDRESSES = "/endpointConfiguration/ipAddressType"
private val TYPES = listOf("REGIONAL", "EDGE", "PRIVATE")
private val COMPRESSIBLE = 0..10_485_760
