package io.mockaws.services.apigateway.execute

import io.mockaws.engine.settle
import io.mockaws.services.apigateway.state.Api
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.CONNECTIONS
import io.mockaws.services.apigateway.state.Connection
import io.mockaws.wire.Blob
import io.mockaws.wire.PlainResponse
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.WebSocketBody
import io.mockaws.wire.http.WebSocketClient
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import java.io.IOException

/**
 * A client of a WebSocket API behind a port.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-overview.html
 */
internal class ApiSocket private constructor(
    target: Gateway.Target,
    private val connection: Connection,
) : WebSocketBody {
    private val opening = target.call
    private val world = opening.world

    override suspend fun talk(client: WebSocketClient) {
        val outbox = LiveSockets.of(world).begin(connection.id)
        // What was sent to it before somebody could take it.
        connectionNow()?.received?.forEach { outbox.trySend(it) }
        coroutineScope {
            val writing = launch { write(client, outbox) }
            val code = read(client)
            // A connection that the API has closed is gone already.
            connectionNow()?.let { Gateway.targetOf(it, call()) }?.let { WebSockets.close(it, connection.id, code, "") }
            LiveSockets.of(world).end(connection.id)
            call().settle()
            writing.join()
        }
    }

    private suspend fun write(
        client: WebSocketClient,
        outbox: Channel<String>,
    ) {
        try {
            for (text in outbox) client.send(text)
            client.close(NORMAL)
        } catch (_: IOException) {
            // Who reads from it hears of it, too.
        }
    }

    /** @return the code with which it ends */
    private suspend fun read(client: WebSocketClient): Int {
        try {
            while (true) {
                val text = client.receive() ?: return client.closeCode
                val target = connectionNow()?.let { Gateway.targetOf(it, call()) } ?: return NORMAL
                WebSockets.message(target, connection.id, text)
                call().settle()
            }
        } catch (_: IOException) {
            return ABNORMAL
        }
    }

    /** A context of its own: the call that opened it is over. */
    private fun call(): ApiCall = opening.anew()

    private fun connectionNow(): Connection? = call().state.now[CONNECTIONS][connection.id]

    companion object {
        /** Whether [target] is asked for a WebSocket. */
        fun isMeant(target: Gateway.Target): Boolean =
            target.api.kind == Api.Kind.WEBSOCKET &&
                target.request.headers["Upgrade"].equals("websocket", ignoreCase = true)

        /** The answer to who wants a connection: 101, or what the route `$connect` says. */
        fun open(target: Gateway.Target): PlainResponse {
            val opened = WebSockets.open(target)
            val connection = opened.connection ?: return HttpGateway.message(opened.status, "Forbidden").plain()
            val headers = Headers.builder()
            opened.protocol?.let { headers.add("Sec-WebSocket-Protocol", it) }
            val talk = ApiSocket(target, connection)
            return PlainResponse(opened.status, Blob(ByteArray(0)), headers.build(), talk = talk)
        }

        private const val NORMAL = 1000
        private const val ABNORMAL = 1006
    }
}
