package io.mockaws.services.apigateway.execute

import io.mockaws.kit.StrictJson
import io.mockaws.kit.web.ApiAnswer
import io.mockaws.kit.web.ApiRequest
import io.mockaws.kit.web.ProxyAnswer
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.CONNECTIONS
import io.mockaws.services.apigateway.state.Connection
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.Part
import io.mockaws.services.apigateway.state.text
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

/**
 * WebSocket APIs: who is connected, and what their messages lead to.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-overview.html
 */
internal object WebSockets {
    /** A connection, or the status with which it was refused. */
    class Opened(
        val connection: Connection?,
        val status: Int,
        /** The subprotocol that the route `$connect` has chosen. */
        val protocol: String? = null,
    )

    /** Opens a connection to [target] as its route `$connect` lets it. */
    fun open(target: Gateway.Target): Opened {
        val definition = target.definition ?: return Opened(null, FORBIDDEN)
        val stage = target.stage ?: return Opened(null, FORBIDDEN)
        val call = target.call
        val invocation = target.invocation(definition, stage, target.request)
        val now = call.now()
        val route = routeNamed(definition[Part.ROUTE].values, "\$connect")
        val connection =
            Connection(
                call.ids.alphanumeric(ID) + "=",
                target.api.id,
                invocation.stageName,
                now,
                now,
                invocation.request.sourceIp,
                target.request.userAgent.orEmpty(),
            )
        var protocol: String? = null
        try {
            if (route != null) {
                invocation.method = route
                HttpAccess.admit(invocation)
                val event = event(invocation, connection, "CONNECT", "\$connect", null, isOpening = true)
                val answer = perform(invocation, route, event)
                val status = answer?.status ?: OK
                if (status >= REFUSED) return Opened(null, status)
                protocol = answer?.header("Sec-WebSocket-Protocol")
            }
        } catch (refusal: Refusal) {
            return Opened(null, HttpGateway.statusOf(refusal))
        }
        val kept = connection.copy(authorizer = JsonObject(invocation.authorizer).toString())
        call.state.write { this[CONNECTIONS, kept.id] = kept }
        return Opened(kept, SWITCHING, protocol)
    }

    /** Takes the message [text] of the connection [id]; what a route answers goes back on it. */
    fun message(
        target: Gateway.Target,
        id: String,
        text: String,
    ) {
        val call = target.call
        val connection = call.state.now[CONNECTIONS][id] ?: return
        val definition = target.definition ?: return
        val stage = target.stage ?: return
        val asked = target.request
        val request = ApiRequest("MESSAGE", "/", "/", "", asked.headers, text.toByteArray(), asked.domain)
        val invocation = target.invocation(definition, stage, request)
        val key = selected(definition.members.text("RouteSelectionExpression").orEmpty(), text)
        val routes = definition[Part.ROUTE].values
        val route = routeNamed(routes, key) ?: routeNamed(routes, "\$default")
        touch(call, id) { it.copy(lastActiveAt = call.now()) }
        if (route == null) return tell(call, id, failure("Forbidden", connection, invocation))
        invocation.method = route
        invocation.authorizer = StrictJson.parse(connection.authorizer) as? JsonObject ?: emptyMap()
        try {
            val event = event(invocation, connection, "MESSAGE", route.text("RouteKey").orEmpty(), text)
            val answer = perform(invocation, route, event)
            val isTwoWay = route.text("RouteResponseSelectionExpression") == "\$default"
            if (answer != null && isTwoWay) tell(call, id, answer.body.decodeToString())
        } catch (_: Refusal) {
            tell(call, id, failure("Internal server error", connection, invocation))
        }
    }

    /** Ends the connection [id], and tells the route `$disconnect`. */
    fun close(
        target: Gateway.Target,
        id: String,
        code: Int,
        reason: String,
    ) {
        val call = target.call
        val connection = call.state.now[CONNECTIONS][id] ?: return
        call.state.write { remove(CONNECTIONS, id) }
        LiveSockets.of(call.world).end(id)
        val definition = target.definition ?: return
        val stage = target.stage ?: return
        val route = routeNamed(definition[Part.ROUTE].values, "\$disconnect") ?: return
        val invocation = target.invocation(definition, stage, target.request)
        invocation.method = route
        val plain = event(invocation, connection, "DISCONNECT", "\$disconnect", null, isOpening = true)
        val context = plain.getValue("requestContext") as JsonObject
        val more = mapOf("disconnectStatusCode" to JsonPrimitive(code), "disconnectReason" to JsonPrimitive(reason))
        try {
            perform(invocation, route, JsonObject(plain + ("requestContext" to JsonObject(context + more))))
        } catch (_: Refusal) {
            // The connection is gone, whatever the route says.
        }
    }

    /** Sends [text] to the connection [id]; nothing where it is gone. Where nobody is behind a port, it is kept. */
    fun tell(
        call: ApiCall,
        id: String,
        text: String,
    ) {
        if (!LiveSockets.of(call.world).send(id, text)) touch(call, id) { it.copy(received = it.received + text) }
    }

    private fun touch(
        call: ApiCall,
        id: String,
        change: (Connection) -> Connection,
    ) {
        call.state.write { this[CONNECTIONS][id]?.let { this[CONNECTIONS, id] = change(it) } }
    }

    private fun routeNamed(
        routes: Collection<Members>,
        key: String,
    ): Members? = routes.firstOrNull { it["RouteKey"] == key }

    /** What `$request.body.action` finds in [text]; several may stand in one expression. */
    private fun selected(
        expression: String,
        text: String,
    ): String =
        Regex("\\$\\{?request\\.body((?:\\.[A-Za-z0-9_]+)+)}?").replace(expression) { found ->
            JsonPaths.text("$" + found.groupValues[1], text).orEmpty()
        }

    private fun perform(
        invocation: Invocation,
        route: Members,
        event: JsonObject,
    ): ApiAnswer? {
        val integration = HttpGateway.integrationOf(route, invocation) ?: return null
        return when (integration.text("IntegrationType")) {
            "AWS_PROXY", "AWS" -> function(invocation, integration, event)
            "MOCK" -> ApiAnswer(OK, emptyList(), "")
            else -> HttpIntegration.proxiedHttpApi(invocation, integration)
        }
    }

    private fun function(
        invocation: Invocation,
        integration: Members,
        event: JsonObject,
    ): ApiAnswer {
        val arn =
            Functions.arnOf(integration.text("IntegrationUri").orEmpty(), invocation.stageVariables)
                ?: throw Refusal.badIntegration("Invalid function")
        val key = invocation.method.text("RouteKey").orEmpty()
        val source = "${invocation.sourceArn("", "").substringBeforeLast("//")}/$key"
        val result = Functions.invoke(invocation, arn, event, source, integration.text("CredentialsArn"))
        if (result.isFailed) throw Refusal.badIntegration("The function failed")
        val answer = StrictJson.parse(result.payload) as? JsonObject
        val isProxy = answer != null && ("statusCode" in answer || "body" in answer)
        if (!isProxy) return ApiAnswer(OK, emptyList(), result.payload)
        return Functions.answer { ProxyAnswer.first(result.payload) { true } }
    }

    private fun event(
        invocation: Invocation,
        connection: Connection,
        type: String,
        key: String,
        body: String?,
        isOpening: Boolean = false,
    ): JsonObject =
        buildJsonObject {
            val request = invocation.request
            if (isOpening) {
                val headers = RestEvent.headersOf(invocation)
                put("headers", RestEvent.lastOf(headers))
                put("multiValueHeaders", RestEvent.listsOf(headers))
                if (request.query.isNotEmpty()) {
                    put("queryStringParameters", RestEvent.lastOf(request.multiQuery()))
                    put("multiValueQueryStringParameters", RestEvent.listsOf(request.multiQuery()))
                }
            }
            if (invocation.stageVariables.isNotEmpty()) {
                put("stageVariables", RestEvent.textsOf(invocation.stageVariables))
            }
            putJsonObject("requestContext") {
                put("routeKey", key)
                if (type == "MESSAGE") put("messageId", invocation.call.ids.alphanumeric(ID) + "=")
                if (invocation.authorizer.isNotEmpty()) put("authorizer", JsonObject(invocation.authorizer))
                put("eventType", type)
                put("extendedRequestId", invocation.extendedRequestId)
                put("requestTime", invocation.requestTime)
                put("messageDirection", "IN")
                put("stage", invocation.stageName)
                put("connectedAt", connection.connectedAt.toEpochMilliseconds())
                put("requestTimeEpoch", invocation.time.toEpochMilliseconds())
                putJsonObject("identity") {
                    if (connection.userAgent.isNotEmpty()) put("userAgent", connection.userAgent)
                    put("sourceIp", connection.sourceIp)
                }
                put("requestId", invocation.extendedRequestId)
                put("domainName", request.domain)
                put("connectionId", connection.id)
                put("apiId", invocation.api.id)
            }
            if (body != null) put("body", body)
            put("isBase64Encoded", false)
        }

    private fun failure(
        text: String,
        connection: Connection,
        invocation: Invocation,
    ): String =
        buildJsonObject {
            put("message", text)
            put("connectionId", connection.id)
            put("requestId", invocation.extendedRequestId)
        }.toString()

    private const val ID = 15
    private const val OK = 200
    private const val SWITCHING = 101
    private const val REFUSED = 300
    private const val FORBIDDEN = 403
}
