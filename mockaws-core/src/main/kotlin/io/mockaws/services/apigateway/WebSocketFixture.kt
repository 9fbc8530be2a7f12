package io.mockaws.services.apigateway

import io.mockaws.engine.settle
import io.mockaws.services.apigateway.execute.Gateway
import io.mockaws.services.apigateway.execute.WebSockets
import io.mockaws.services.apigateway.state.ApiCall
import io.mockaws.services.apigateway.state.CONNECTIONS
import io.mockaws.services.apigateway.state.Connection

/** A client's connection to a WebSocket API. */
public class WebSocketFixture internal constructor(
    /** The id of the connection, as functions see it and `PostToConnection` takes it. */
    @get:JvmName("connectionId")
    public val connectionId: String,
    private val context: () -> ApiCall,
) {
    private val connection: Connection? get() = context().state.now[CONNECTIONS][connectionId]

    /** Whether it is open. */
    @get:JvmName("isOpen")
    public val isOpen: Boolean get() = connection != null

    /** The messages that came to the client, in order; none of a connection that is closed. */
    @get:JvmName("received")
    public val received: List<String>
        get() {
            context().settle()
            return connection?.received.orEmpty()
        }

    /**
     * Sends [message], which goes to the route that the API selects.
     *
     * @throws IllegalStateException when the connection is closed
     */
    public fun send(message: String): WebSocketFixture {
        val call = context()
        val target = checkNotNull(connection?.let { Gateway.targetOf(it, call) }) { "The connection is closed" }
        WebSockets.message(target, connectionId, message)
        call.settle()
        return this
    }

    /** Closes it, as the client does; the route `$disconnect` is told. */
    public fun close() {
        val call = context()
        val target = connection?.let { Gateway.targetOf(it, call) } ?: return
        WebSockets.close(target, connectionId, NORMAL, "")
        call.settle()
    }

    override fun toString(): String = "WebSocketFixture($connectionId)"

    private companion object {
        const val NORMAL = 1000
    }
}
