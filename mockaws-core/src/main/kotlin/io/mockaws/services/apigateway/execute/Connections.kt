package io.mockaws.services.apigateway.execute

import io.mockaws.engine.AwsFault
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.CONNECTIONS
import io.mockaws.services.apigateway.state.Connection
import io.mockaws.services.apigateway.state.Members
import io.mockaws.services.apigateway.state.text
import io.mockaws.wire.Blob
import io.mockaws.wire.http.percentDecode

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html */
internal fun postToConnection(
    input: Members,
    call: ApiCall,
): Members {
    val (at, connection) = call.connection(input)
    WebSockets.tell(at, connection.id, (input["Data"] as Blob).bytes.decodeToString())
    return emptyMap()
}

/** The connection that [input] means, and where it is. */
private fun ApiCall.connection(input: Members): Pair<ApiCall, Connection> {
    val id = percentDecode(input.text("ConnectionId").orEmpty(), plusIsSpace = false)
    val at = everywhere().firstOrNull { id in it.state.now[CONNECTIONS] } ?: throw AwsFault("GoneException", null)
    return at to at.state.now[CONNECTIONS].getValue(id)
}

/** https://docs.aws.amazon.com/apigatewaymanagementapi/latest/api-reference/connections-connectionid.html */
internal fun getConnection(
    input: Members,
    call: ApiCall,
): Members {
    val (_, connection) = call.connection(input)
    return mapOf(
        "ConnectedAt" to connection.connectedAt,
        "LastActiveAt" to connection.lastActiveAt,
        "Identity" to mapOf("SourceIp" to connection.sourceIp, "UserAgent" to connection.userAgent),
    )
}

/** https://docs.aws.amazon.com/apigatewaymanagementapi/latest/api-reference/connections-connectionid.html */
internal fun deleteConnection(
    input: Members,
    call: ApiCall,
): Members {
    val (at, connection) = call.connection(input)
    val target = Gateway.targetOf(connection, at)
    if (target == null) {
        at.state.write { remove(CONNECTIONS, connection.id) }
    } else {
        WebSockets.close(target, connection.id, NORMAL, "Connection closed by the API")
    }
    return emptyMap()
}

private const val NORMAL = 1000
