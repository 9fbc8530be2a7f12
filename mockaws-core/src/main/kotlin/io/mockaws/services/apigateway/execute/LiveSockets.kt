package io.mockaws.services.apigateway.execute

import io.mockaws.engine.World
import kotlinx.coroutines.channels.Channel
import java.util.concurrent.ConcurrentHashMap

/** What is to be sent to clients of WebSocket APIs that are behind a port of this mock. */
internal class LiveSockets private constructor() : AutoCloseable {
    private val outboxes = ConcurrentHashMap<String, Channel<String>>()

    /** Keeps what comes for the connection [id] in the channel that this gives, until it ends. */
    fun begin(id: String): Channel<String> = Channel<String>(Channel.UNLIMITED).also { outboxes[id] = it }

    /** Whether somebody is there who takes [text]. */
    fun send(
        id: String,
        text: String,
    ): Boolean = outboxes[id]?.trySend(text)?.isSuccess ?: false

    /** Closes the connection [id] where it is behind a port, once all is sent. */
    fun end(id: String) {
        outboxes.remove(id)?.close()
    }

    override fun close() = outboxes.keys.toList().forEach(::end)

    companion object {
        fun of(world: World): LiveSockets = world.running.part("apigateway sockets") { LiveSockets() }
    }
}
