package io.mockaws.services.apigateway.rest

import io.mockaws.services.apigateway.state.Api
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.ApiDefinition
import io.mockaws.services.apigateway.state.ApiFaults
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.Part
import io.mockaws.services.apigateway.state.PatchOperation
import io.mockaws.services.apigateway.state.change
import io.mockaws.services.apigateway.state.list
import io.mockaws.services.apigateway.state.newId
import io.mockaws.services.apigateway.state.parts
import io.mockaws.services.apigateway.state.restApi
import io.mockaws.services.apigateway.state.restApiOrNull
import io.mockaws.services.apigateway.state.text
import io.mockaws.services.apigateway.state.without

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateResource.html */
internal fun createResource(
    input: Members,
    call: ApiCall,
): Members {
    val api = call.restApi(input.text("restApiId").orEmpty())
    val part = input.text("pathPart").orEmpty()
    if (!PATH_PART.matches(part)) {
        throw ApiFaults.badRequest(
            "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the " +
                "beginning and the end.",
        )
    }
    val parent = api[Part.RESOURCE][input.text("parentId")] ?: throw ApiFaults.noResource()
    val made = newResource(call.newId(RESOURCE_ID), parent, part)
    checkPlace(made, api.definition)
    call.change(api) { it.with(Part.RESOURCE, made.text("id")!!, made) }
    return made
}

/** A resource without methods, [pathPart] below [parent]. */
internal fun newResource(
    id: String,
    parent: Members,
    pathPart: String,
): Members =
    mapOf(
        "id" to id,
        "parentId" to parent["id"],
        "pathPart" to pathPart,
        "path" to pathBelow(parent, pathPart),
    )

private fun pathBelow(
    parent: Members,
    part: String,
) = "${parent.text("path")?.removeSuffix("/")}/$part"

/** Refuses a name that a sibling has, a second variable beside another, and anything below a greedy one. */
private fun checkPlace(
    resource: Members,
    definition: ApiDefinition,
) {
    val part = resource.text("pathPart")!!
    val parent = definition[Part.RESOURCE][resource.text("parentId")]?.text("pathPart").orEmpty()
    if (parent.endsWith("+}")) {
        throw ApiFaults.badRequest("Cannot create a child of a resource with a greedy path variable: $parent")
    }
    val siblings =
        definition[Part.RESOURCE].values
            .filter { it["parentId"] == resource["parentId"] && it["id"] != resource["id"] }
            .mapNotNull { it.text("pathPart") }
    if (part in siblings) {
        throw ApiFaults.conflict("Another resource with the same parent already has this name: $part")
    }
    val variable = siblings.firstOrNull { it.startsWith("{") }
    if (part.startsWith("{") && variable != null) {
        throw ApiFaults.badRequest(
            "A sibling ($variable) of this resource already has a variable path part -- only one is allowed",
        )
    }
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetResource.html */
internal fun getResource(
    input: Members,
    call: ApiCall,
): Members = shown(call.resource(input).second, input)

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetResources.html */
internal fun getResources(
    input: Members,
    call: ApiCall,
): Members {
    val api = call.restApi(input.text("restApiId").orEmpty())
    return paged(input, api[Part.RESOURCE].values.map { shown(it, input) })
}

/** Methods are shown by their names alone, unless they are asked for. */
private fun shown(
    resource: Members,
    input: Members,
): Members {
    val methods = resource.parts("resourceMethods")
    if (methods.isEmpty()) return resource.without("resourceMethods")
    if ("methods" in input.list("embed")) return resource
    return resource + ("resourceMethods" to methods.mapValues { emptyMap<String, Any?>() })
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateResource.html */
internal fun updateResource(
    input: Members,
    call: ApiCall,
): Members {
    val (api, resource) = call.resource(input)
    val changed = PatchOperation.of(input).fold(resource) { now, operation -> moved(now, operation, api) }
    call.change(api) { rebased(it.with(Part.RESOURCE, resource.text("id")!!, changed)) }
    return shown(call.resource(input).second, input)
}

private fun moved(
    resource: Members,
    operation: PatchOperation,
    api: Api,
): Members {
    if (operation.op != "replace") throw ApiFaults.badPath(operation.path, operation.op, emptyList())
    val name = operation.path.orEmpty().removePrefix("/")
    if (name != "pathPart" && name != "parentId") {
        throw ApiFaults.badPath(operation.path, operation.op, listOf("/parentId", "/pathPart"))
    }
    if ("parentId" !in resource) throw ApiFaults.badRequest("Root resource cannot update its $name.")
    val changed = resource + (name to operation.value)
    if (name == "parentId") {
        var above = api[Part.RESOURCE][operation.value] ?: throw ApiFaults.noResource()
        while (true) {
            if (above["id"] == resource["id"]) throw ApiFaults.badRequest("Resources cannot be cyclical.")
            above = api[Part.RESOURCE][above.text("parentId")] ?: break
        }
    }
    checkPlace(changed, api.definition)
    return changed
}

/** All paths anew, after a resource got another name or place. */
private fun rebased(definition: ApiDefinition): ApiDefinition {
    val all = definition[Part.RESOURCE]

    fun pathOf(resource: Members): String {
        val parent = all[resource.text("parentId")] ?: return "/"
        return "${pathOf(parent).removeSuffix("/")}/${resource["pathPart"]}"
    }
    return all.entries.fold(definition) { now, (id, resource) ->
        now.with(Part.RESOURCE, id, resource + ("path" to pathOf(resource)))
    }
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteResource.html */
internal fun deleteResource(
    input: Members,
    call: ApiCall,
): Members {
    val (api, resource) = call.resource(input)
    if ("parentId" !in resource) throw ApiFaults.badRequest("Cannot delete root resource.")
    call.change(api) { definition ->
        branch(resource, definition).fold(definition) { now, id -> now.without(Part.RESOURCE, id) }
    }
    return emptyMap()
}

/** The id of [resource] and those of all below it. */
private fun branch(
    resource: Members,
    definition: ApiDefinition,
): List<String> =
    listOf(resource.text("id")!!) +
        definition[Part.RESOURCE].values.filter { it["parentId"] == resource["id"] }.flatMap { branch(it, definition) }

/** The resource that a call means, and its API. */
internal fun ApiCall.resource(input: Members): Pair<Api, Members> {
    val api = restApiOrNull(input.text("restApiId").orEmpty()) ?: throw ApiFaults.noResource()
    val resource = api[Part.RESOURCE][input.text("resourceId")] ?: throw ApiFaults.noResource()
    return api to resource
}

private val PATH_PART = Regex("[a-zA-Z0-9._:-]+|\\{[a-zA-Z0-9._:-]+\\+?}")
