package io.mockaws.ktor.client

import io.ktor.network.selector.SelectorManager
import io.ktor.network.sockets.aSocket
import kotlinx.coroutines.Dispatchers
import java.io.IOException
import java.net.ConnectException
import java.net.URI
import java.nio.channels.UnresolvedAddressException
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.ConcurrentLinkedDeque

/** The connections to one server: those that rest are used again, and there are as many as there are calls at once. */
internal class Connections(
    private val server: URI,
) : AutoCloseable {
    private val resting = ConcurrentLinkedDeque<Connection>()
    private val open: MutableSet<Connection> = ConcurrentHashMap.newKeySet()

    @Volatile
    var isClosed: Boolean = false
        private set

    /** @throws ConnectException when there is no server any more */
    suspend fun take(): Connection {
        while (true) {
            val known = resting.pollFirst() ?: return connect()
            if (known.isUsable) return known
            drop(known)
        }
    }

    /** Puts a connection back on which a request has been answered to its end. */
    fun giveBack(connection: Connection) {
        connection.rest()
        resting.addFirst(connection)
        if (isClosed) drop(connection)
    }

    /** Ends a connection of which nobody knows where it stands. */
    fun drop(connection: Connection) {
        open -= connection
        connection.close()
    }

    override fun close() {
        isClosed = true
        open.forEach { drop(it) }
    }

    private suspend fun connect(): Connection =
        try {
            Connection(aSocket(selector).tcp().connect(server.host, server.port) { noDelay = true }).also {
                open += it
                if (isClosed) drop(it)
            }
        } catch (failure: IOException) {
            throw refused(failure)
        } catch (failure: UnresolvedAddressException) {
            throw refused(failure)
        }

    private fun refused(cause: Exception) =
        ConnectException("The mockaws server at $server no longer answers: ${cause.message ?: cause}").apply {
            initCause(cause)
        }

    private companion object {
        /** One for the JVM: it holds a thread as long as there is a connection. */
        val selector by lazy { SelectorManager(Dispatchers.IO) }
    }
}
