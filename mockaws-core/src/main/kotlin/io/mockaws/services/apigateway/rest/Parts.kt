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
import io.mockaws.services.apigateway.state.newId
import io.mockaws.services.apigateway.state.restApi
import io.mockaws.services.apigateway.state.restApiOrNull
import io.mockaws.services.apigateway.state.text

/** How one kind of part of a REST API is made, shown, changed and removed. */
internal class RestPart(
    val part: Part,
    /** The member of an input that tells which one is meant. */
    private val handle: String,
    /** The shape of what is shown. */
    private val shape: String,
    /** The paths that can be replaced; empty where the shape decides. */
    private val replaced: List<String> = emptyList(),
    private val noApi: ApiCall.(String) -> AwsFault = { ApiFaults.noRestApi(account, it) },
    private val missing: (String) -> AwsFault,
) {
    /** The member by which it is kept. */
    private val key: String =
        when (part) {
            Part.MODEL -> "name"
            Part.DOCUMENTATION_VERSION -> "version"
            else -> "id"
        }

    /** Adds one of [members], with an id of its own where it has none. */
    fun create(
        input: Members,
        call: ApiCall,
        members: (Api) -> Members,
    ): Members {
        val id = input.text("restApiId").orEmpty()
        val api = call.restApiOrNull(id) ?: throw call.noApi(id)
        val said = members(api)
        val made = if ("id" in said || key == "version") said else said + ("id" to call.newId(RESOURCE_ID))
        call.change(api) { it.with(part, made.text(key)!!, made) }
        return made
    }

    fun get(
        input: Members,
        call: ApiCall,
    ): Members = find(input, call).second

    private fun find(
        input: Members,
        call: ApiCall,
    ): Pair<Api, Members> {
        val id = input.text(handle).orEmpty()
        val api = call.restApiOrNull(input.text("restApiId").orEmpty())
        return (api ?: throw missing(id)) to (api[part][id] ?: throw missing(id))
    }

    fun list(
        input: Members,
        call: ApiCall,
        filter: (Members) -> Boolean = { true },
    ): Members = paged(input, call.restApi(input.text("restApiId").orEmpty())[part].values.filter(filter), key)

    fun update(
        input: Members,
        call: ApiCall,
        check: (Members) -> Unit = {},
    ): Members {
        val (api, before) = find(input, call)
        val operations = PatchOperation.of(input)
        if (replaced.isNotEmpty()) operations.forEach(::checkReplaced)
        val changed = Patches(Models.service("apigateway").structure(shape)!!).apply(before, operations)
        check(changed)
        call.change(api) { it.with(part, before.text(key)!!, changed) }
        return changed
    }

    private fun checkReplaced(operation: PatchOperation) {
        if (operation.op != "replace") throw ApiFaults.badPath(operation.path, operation.op, emptyList())
        if (operation.path !in replaced) throw ApiFaults.badPath(operation.path, operation.op, replaced)
    }

    fun delete(
        input: Members,
        call: ApiCall,
        check: (Api, Members) -> Unit = { _, _ -> },
    ): Members {
        val (api, before) = find(input, call)
        check(api, before)
        call.change(api) { it.without(part, before.text(key)!!) }
        return emptyMap()
    }
}

internal val AUTHORIZERS =
    RestPart(
        Part.AUTHORIZER,
        "authorizerId",
        "Authorizer",
        noApi = {
            ApiFaults.conflict("Unable to complete operation due to concurrent modification. Please try again later.")
        },
    ) { ApiFaults.notFound("Invalid Authorizer identifier specified") }

internal val MODELS =
    RestPart(Part.MODEL, "modelName", "Model", listOf("/description", "/schema")) {
        ApiFaults.notFound("Invalid model name specified: $it")
    }

internal val VALIDATORS =
    RestPart(
        Part.VALIDATOR,
        "requestValidatorId",
        "RequestValidator",
        listOf("/name", "/validateRequestParameters", "/validateRequestBody"),
        noApi = { ApiFaults.badRequest("Invalid REST API identifier specified") },
    ) { ApiFaults.notFound("Invalid Request Validator identifier specified") }

internal val DOCUMENTATION_PARTS =
    RestPart(Part.DOCUMENTATION, "documentationPartId", "DocumentationPart", listOf("/properties")) {
        ApiFaults.notFound("Invalid Documentation part identifier specified")
    }

internal val DOCUMENTATION_VERSIONS =
    RestPart(Part.DOCUMENTATION_VERSION, "documentationVersion", "DocumentationVersion", listOf("/description")) {
        ApiFaults.notFound("Invalid Documentation version specified")
    }
