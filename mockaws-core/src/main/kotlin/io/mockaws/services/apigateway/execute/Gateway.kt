package io.mockaws.services.apigateway.execute

import io.mockaws.kit.web.ApiAnswer
import io.mockaws.kit.web.ApiRequest
import io.mockaws.services.apigateway.state.APIS
import io.mockaws.services.apigateway.state.Api
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.ApiDefinition
import io.mockaws.services.apigateway.state.Connection
import io.mockaws.services.apigateway.state.DEPLOYMENTS
import io.mockaws.services.apigateway.state.DOMAINS
import io.mockaws.services.apigateway.state.MAPPINGS
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.STAGES
import io.mockaws.services.apigateway.state.flag
import io.mockaws.services.apigateway.state.part
import io.mockaws.services.apigateway.state.text
import io.mockaws.wire.PlainRequest
import io.mockaws.wire.PlainResponse
import io.mockaws.wire.http.Headers

/** The data plane: what comes to the address of an API, or to a domain name that leads to one. */
internal object Gateway {
    fun invoke(
        request: PlainRequest,
        call: ApiCall,
    ): PlainResponse {
        val target = targetOf(request, call) ?: return forbidden().plain()
        return if (ApiSocket.isMeant(target)) ApiSocket.open(target) else invoke(target).plain()
    }

    fun invoke(target: Target): ApiAnswer =
        if (target.api.kind == Api.Kind.REST) RestGateway.answer(target.drawn()) else HttpGateway.answer(target)

    /** Whether [request] is for a method or route that takes signed requests alone. */
    fun wantsSignature(
        request: PlainRequest,
        call: ApiCall,
    ): Boolean {
        val target = targetOf(request, call) ?: return false
        val definition = target.definition ?: return false
        val path = target.request.path
        return if (target.api.kind == Api.Kind.REST) {
            RestRoutes(definition).find(request.method, path)?.method?.get("authorizationType") == "AWS_IAM"
        } else {
            HttpRoutes(definition).find(request.method, path)?.route?.get("AuthorizationType") == "AWS_IAM"
        }
    }

    /** An API at an address, and what it is asked there. */
    class Target(
        val call: ApiCall,
        val api: Api,
        /** Null where there is no such stage. */
        val stage: Members?,
        val request: ApiRequest,
    ) {
        private val deployment =
            stage?.let { call.state.now[DEPLOYMENTS]["${api.id}/${it["deploymentId"] ?: it["DeploymentId"]}"] }

        /** As it was deployed; null where nothing is. */
        val definition: ApiDefinition? get() = deployment?.definition

        /** A request on its way through [definition] and [stage], which are there. */
        fun invocation(
            definition: ApiDefinition,
            stage: Members,
            request: ApiRequest,
        ): Invocation = Invocation(call, api, definition, deploymentId, stage, request, call.ids.uuid())

        /** This, or the canary of its stage where chance, which follows from the seed, says so. */
        fun drawn(): Target {
            val canary = stage?.part("canarySettings").orEmpty()
            val percent = (canary["percentTraffic"] as? Number)?.toDouble() ?: 0.0
            if (stage == null || percent == 0.0 || canary["deploymentId"] == null) return this
            val drawn = (call.ids.nextLong() ushr DRAWN_SHIFT).toDouble() / (1L shl DRAWN_BITS) * PERCENT
            if (drawn >= percent) return this
            val variables = stage.part("variables") + canary.part("stageVariableOverrides")
            val members = stage + mapOf("deploymentId" to canary["deploymentId"], "variables" to variables)
            return Target(call, api, members, request)
        }

        val deploymentId: String? get() = deployment?.members?.let { it.text("id") ?: it.text("DeploymentId") }
    }

    /** What [request] is for; null where nobody has anything there. */
    fun targetOf(
        request: PlainRequest,
        call: ApiCall,
    ): Target? {
        val path = "/" + request.path.trimStart('/')
        val id = request.host.substringBefore(".execute-api.", "")
        if (id.isEmpty()) return ofDomain(request, path, call)
        val at = call.everywhere().firstOrNull { id in it.state.now[APIS] } ?: return null
        val api = at.state.now[APIS].getValue(id)
        val first = path.substring(1).substringBefore('/').replace("%24", "$")
        val named = at.stage(api, first)
        val rest = if (named == null) path else "/" + path.substring(1).substringAfter('/', "").trimStart('/')
        val stage = named ?: at.stage(api, "\$default").takeIf { api.kind == Api.Kind.HTTP }
        val isPublic = !(api.members.flag("disableExecuteApiEndpoint") || api.members.flag("DisableExecuteApiEndpoint"))
        val asked = asked(request, rest, if (named?.get("StageName") == "\$default") rest else request.path, at, api)
        return Target(at, api, stage.takeIf { isPublic }, asked)
    }

    /** The API and stage of [connection], which is in the place of [call]; null where the API is gone. */
    fun targetOf(
        connection: Connection,
        call: ApiCall,
    ): Target? {
        val api = call.state.now[APIS][connection.api] ?: return null
        val domain = "${api.id}.execute-api.${call.region}.amazonaws.com"
        val headers = Headers.of("Host" to domain)
        val request = ApiRequest("GET", "/", "/${connection.stage}", "", headers, ByteArray(0), domain)
        return Target(call, api, call.stage(api, connection.stage), request)
    }

    private fun ApiCall.stage(
        api: Api,
        name: String,
    ): Members? = state.now[STAGES]["${api.id}/$name"]?.members

    /** The mapping with the longest key that the path begins with. */
    private fun ofDomain(
        request: PlainRequest,
        path: String,
        call: ApiCall,
    ): Target? {
        val at = call.everywhere().firstOrNull { request.host in it.state.now[DOMAINS] } ?: return null
        val below = path.substring(1)
        val mapping =
            at.state.now[MAPPINGS].filterKeys { it.startsWith("${request.host}/") }.values.map { it.members }
                .filter { covers(it.text("ApiMappingKey").orEmpty(), below) }
                .maxByOrNull { it.text("ApiMappingKey").orEmpty().length } ?: return null
        val api = at.state.now[APIS][mapping.text("ApiId")] ?: return null
        val key = mapping.text("ApiMappingKey").orEmpty()
        val rest = "/" + below.removePrefix(key).trimStart('/')
        val named = mapping.text("Stage")
        // A mapping without a stage has it in the path.
        val stage = named ?: rest.substring(1).substringBefore('/')
        val inside = if (named != null) rest else "/" + rest.substring(1).substringAfter('/', "")
        return Target(at, api, at.stage(api, stage), asked(request, inside, request.path, at, api))
    }

    private fun covers(
        key: String,
        path: String,
    ) = key.isEmpty() || path == key || path.startsWith("$key/")

    private fun asked(
        request: PlainRequest,
        path: String,
        fullPath: String,
        call: ApiCall,
        api: Api,
    ): ApiRequest {
        val isLocal = request.host.startsWith("${api.id}.execute-api.") && !request.host.endsWith(".amazonaws.com")
        val domain = if (isLocal) "${api.id}.execute-api.${call.region}.amazonaws.com" else request.host
        return ApiRequest(request.method, path, fullPath, request.query, request.headers, request.body.bytes, domain)
    }

    private fun forbidden() =
        ApiAnswer(
            FORBIDDEN,
            listOf("Content-Type" to "application/json", "x-amzn-ErrorType" to "ForbiddenException"),
            """{"message":"Forbidden"}""",
        )

    private const val FORBIDDEN = 403
    private const val PERCENT = 100
    private const val DRAWN_SHIFT = 11
    private const val DRAWN_BITS = 53
}
