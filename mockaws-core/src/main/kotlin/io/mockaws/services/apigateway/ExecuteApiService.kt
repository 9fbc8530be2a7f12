package io.mockaws.services.apigateway

import io.mockaws.derive.operationByMembers
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.World
import io.mockaws.model.ServiceShapes
import io.mockaws.services.apigateway.execute.Gateway
import io.mockaws.services.apigateway.execute.deleteConnection
import io.mockaws.services.apigateway.execute.getConnection
import io.mockaws.services.apigateway.execute.postToConnection
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.ApiGatewayState
import io.mockaws.services.apigateway.state.DOMAINS
import io.mockaws.wire.Blob
import io.mockaws.wire.PlainRequest
import io.mockaws.wire.PlainResponse
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.operationShape
import io.mockaws.wire.protocol.PlainHttp
import io.mockaws.wire.protocol.ProtocolFactory
import io.mockaws.wire.protocol.RestJson

/**
 * APIs at their addresses: requests to them, which are calls of `Invoke`, and `@connections` of WebSocket APIs, which a
 * client of the management API sends there.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html
 */
internal object ExecuteApiService : Service<ApiGatewayState>(
    ServiceShapes.of("apigatewaymanagementapi"),
    listOf(
        // Invoke has no route: it takes what is left.
        ProtocolFactory { service, operations -> RestJson(service, operations().filter { it.http != null }) },
        ProtocolFactory { _, _ -> PlainHttp(INVOKE, MOST) },
    ),
    ApiGatewayService.state,
) {
    override val stateOwner: Service<ApiGatewayState> get() = ApiGatewayService

    override val beyondModel: List<String> get() = listOf(INVOKE)

    override val hasAddresses: Boolean get() = true

    override fun claims(
        request: HttpRequest,
        world: World,
    ): Boolean {
        val path = request.path
        if (".execute-api." in request.host || path.startsWith(LOCAL)) return true
        if (path.startsWith(OLD) && USER_REQUEST in path) return true
        return hasDomain(request.host, world)
    }

    /** Hosts of AWS's and of this machine are nobody's domain names. */
    private fun hasDomain(
        host: String,
        world: World,
    ): Boolean {
        if (host.endsWith(".amazonaws.com") || host.endsWith("localhost") || host.none { it.isLetter() }) return false
        return world.states.places(this).any { host in world.states.of(this, it).now[DOMAINS] }
    }

    /**
     * `/_aws/execute-api/{id}/{stage}/...` and `/restapis/{id}/{stage}/_user_request_/...` lead where a host of the API
     * does, and so do paths of connections with their stage.
     */
    override fun normalize(request: HttpRequest): HttpRequest {
        val path = request.path
        val hosted =
            when {
                path.startsWith(LOCAL) -> {
                    val rest = path.removePrefix(LOCAL)
                    hosted(request, rest.substringBefore('/'), "/" + rest.substringAfter('/', ""))
                }

                path.startsWith(OLD) && USER_REQUEST in path -> {
                    val (id, stage) = path.removePrefix(OLD).split('/')
                    hosted(request, id, "/$stage/" + path.substringAfter(USER_REQUEST).trimStart('/'))
                }

                else -> request
            }
        val connection = CONNECTION.matchEntire(hosted.path) ?: return hosted
        return hosted.copy(path = connection.groupValues[1])
    }

    private fun hosted(
        request: HttpRequest,
        id: String,
        path: String,
    ) = request.copy(path = path, origin = "http://$id.execute-api.localhost")

    override fun isSigned(
        request: HttpRequest,
        call: ApiCall,
    ): Boolean = CONNECTION.matches(request.path) || Gateway.wantsSignature(plain(request), call)

    private fun plain(request: HttpRequest) =
        PlainRequest(request.method, request.path, request.query, request.host, Blob(NOTHING), request.headers)

    override fun operation(name: String): Operation<ApiGatewayState, *, *>? =
        when (name) {
            INVOKE ->
                Operation(operationShape<PlainRequest, PlainResponse>(name), isOwn = true) { request, call ->
                    Gateway.invoke(request, call)
                }

            "DeleteConnection" -> operationByMembers(shape.name, name, ::deleteConnection)

            "GetConnection" -> operationByMembers(shape.name, name, ::getConnection)

            "PostToConnection" -> operationByMembers(shape.name, name, ::postToConnection)

            else -> null
        }

    private val NOTHING = ByteArray(0)
    private const val LOCAL = "/_aws/execute-api/"
    private const val OLD = "/restapis/"
    private const val USER_REQUEST = "/_user_request_"
    private val CONNECTION = Regex("(?:/[^/@]+)?(/@connections/[^/]+)")
}

private const val INVOKE = "Invoke"

/** What API Gateway takes at most: 10 MB. */
private const val MOST = 10L * 1024 * 1024
