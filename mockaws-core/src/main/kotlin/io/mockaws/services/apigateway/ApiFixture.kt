package io.mockaws.services.apigateway

import io.mockaws.engine.AwsFault
import io.mockaws.engine.settle
import io.mockaws.kit.web.ApiSender
import io.mockaws.services.apigateway.execute.Gateway
import io.mockaws.services.apigateway.execute.WebSockets
import io.mockaws.services.apigateway.http.INTEGRATIONS
import io.mockaws.services.apigateway.http.ROUTES
import io.mockaws.services.apigateway.state.APIS
import io.mockaws.services.apigateway.state.Api
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.Part
import io.mockaws.services.apigateway.state.stages
import io.mockaws.services.apigateway.state.text
import io.mockaws.testing.ApiResponse
import io.mockaws.testing.Calls
import io.mockaws.wire.Blob
import io.mockaws.wire.PlainRequest
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpHandler

/** One API as a test sees it. Requests to it are calls in the journal, and what they cause stands behind them. */
public class ApiFixture internal constructor(
    /** The API's id. */
    @get:JvmName("id")
    public val id: String,
    /** The API's name. */
    @get:JvmName("name")
    public val name: String,
    private val stage: String?,
    private val context: () -> ApiCall,
    private val handler: () -> HttpHandler,
    private val journal: () -> Calls,
) {
    /** The requests that came to any API. */
    @get:JvmName("calls")
    public val calls: Calls get() = journal()

    /** Whether there is such an API. */
    @get:JvmName("exists")
    public val exists: Boolean get() = id in context().state.now[APIS]

    /** The names of its stages, in the order in which they came. */
    @get:JvmName("stages")
    public val stages: List<String>
        get() = context().state.now.stages(id).map { (it.text("stageName") ?: it.text("StageName")).orEmpty() }

    /** The same API, asked at the stage [name]. An API with one stage is asked there if nobody says otherwise. */
    public fun stage(name: String): ApiFixture = ApiFixture(id, this.name, name, context, handler, journal)

    /** Where it is for its clients: `https://abc.execute-api.us-east-1.amazonaws.com/prod`. */
    @get:JvmName("url")
    public val url: String get() = "https://$host" + prefix()

    private val host get() = "$id.execute-api.${context().region}.amazonaws.com"

    private fun prefix(): String {
        val all = stages
        val chosen = stage ?: "\$default".takeIf { it in all } ?: all.singleOrNull()
        requireNotNull(chosen) {
            if (all.isEmpty()) "The API $name is deployed to no stage" else "Which stage of $name: $all? Say stage(...)"
        }
        return if (chosen == "\$default") "" else "/$chosen"
    }

    /**
     * Sends `GET`.
     *
     * @param path as a client has it behind the stage, percent-encoded, with a query if there is one: `/orders?size=2`
     */
    @JvmOverloads
    public fun get(
        path: String,
        headers: Map<String, String> = emptyMap(),
    ): ApiResponse = request("GET", path, null as String?, headers)

    /** Sends `POST` with [body]; its type is `application/json` unless [headers] say otherwise. */
    @JvmOverloads
    public fun post(
        path: String,
        body: String,
        headers: Map<String, String> = emptyMap(),
    ): ApiResponse = request("POST", path, body, headers)

    /** Sends `PUT` with [body]. */
    @JvmOverloads
    public fun put(
        path: String,
        body: String,
        headers: Map<String, String> = emptyMap(),
    ): ApiResponse = request("PUT", path, body, headers)

    /** Sends `DELETE`. */
    @JvmOverloads
    public fun delete(
        path: String,
        headers: Map<String, String> = emptyMap(),
    ): ApiResponse = request("DELETE", path, null as String?, headers)

    /**
     * Sends any request. A body of text is `application/json` unless [headers] say otherwise.
     *
     * @param path as a client has it behind the stage, percent-encoded, with a query if there is one
     * @throws IllegalArgumentException where the API has no stage, or several and none was chosen
     */
    @JvmOverloads
    public fun request(
        method: String,
        path: String,
        body: String? = null,
        headers: Map<String, String> = emptyMap(),
    ): ApiResponse = ApiSender(host, handler).send(method, whole(path), body, headers)

    /** The same with bytes. */
    public fun request(
        method: String,
        path: String,
        body: ByteArray,
        headers: Map<String, String>,
    ): ApiResponse = ApiSender(host, handler).send(method, whole(path), body, headers)

    /** Takes requests as if this API were all that there is. */
    internal fun atRoot(): HttpHandler {
        val stage = prefix()
        val origin = "https://$host"
        return HttpHandler { handler().handle(it.copy(path = stage + it.path, origin = origin)) }
    }

    private fun whole(path: String) = prefix() + "/" + path.removePrefix("/")

    /**
     * Has the function at [function] answer a route of an HTTP API: `route("GET /orders/{id}", function.arn)`.
     *
     * @param key a method and a path, or `$default`
     * @throws IllegalArgumentException for a key that AWS would refuse, and for an API of another kind
     */
    public fun route(
        key: String,
        function: String,
    ): ApiFixture {
        val call = context()
        require(call.state.now[APIS][id]?.kind == Api.Kind.HTTP) { "$name is no HTTP API" }
        try {
            val all = call.state.now[APIS].getValue(id)[Part.INTEGRATION].values
            val known = all.firstOrNull { it["IntegrationUri"] == function }
            val integration =
                known ?: INTEGRATIONS.create(
                    mapOf(
                        "ApiId" to id,
                        "IntegrationType" to "AWS_PROXY",
                        "IntegrationUri" to function,
                        "PayloadFormatVersion" to "2.0",
                    ),
                    call,
                )
            val target = "integrations/${integration["IntegrationId"]}"
            ROUTES.create(mapOf("ApiId" to id, "RouteKey" to key, "Target" to target), call)
        } catch (refused: AwsFault) {
            throw IllegalArgumentException(refused.message, refused)
        }
        call.settle()
        return this
    }

    /**
     * Connects to a WebSocket API, as a client does with `wss://...`.
     *
     * @param query what stands behind the `?`, percent-encoded
     * @throws IllegalStateException where the route `$connect` or its authorizer refuses it, with the status
     */
    @JvmOverloads
    public fun connect(
        headers: Map<String, String> = emptyMap(),
        query: String = "",
    ): WebSocketFixture {
        val call = context()
        require(call.state.now[APIS][id]?.kind == Api.Kind.WEBSOCKET) { "$name is no WebSocket API" }
        val fields = Headers.builder().add("Host", host)
        headers.forEach { (name, value) -> fields.add(name, value) }
        val request = PlainRequest("GET", prefix(), query, host, Blob(ByteArray(0)), fields.build())
        val opened = WebSockets.open(checkNotNull(Gateway.targetOf(request, call)))
        call.settle()
        val connection = checkNotNull(opened.connection) { "$name refuses the connection with ${opened.status}" }
        return WebSocketFixture(connection.id, context)
    }

    override fun toString(): String = "ApiFixture($name, $id)"
}
