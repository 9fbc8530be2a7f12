package io.mockaws.ktor.program

import io.ktor.network.sockets.InetSocketAddress
import io.ktor.network.sockets.SocketAddress
import io.ktor.server.engine.connector
import io.ktor.server.engine.embeddedServer
import io.ktor.server.netty.Netty
import io.mockaws.ktor.plugin.mount
import io.mockaws.ktor.transport.Http2
import io.mockaws.wire.http.HttpHandler
import kotlinx.coroutines.runBlocking

/** HTTP/2 by Ktor's engine on Netty, which begins when the first client comes that speaks it. */
internal class NettyHttp2(
    handler: HttpHandler,
) : Http2 {
    private val server =
        lazy {
            embeddedServer(
                Netty,
                configure = {
                    connector {
                        host = LOOPBACK
                        port = 0
                    }
                    enableH2c = true
                    shareWorkGroup = true
                },
            ) { mount(handler) }.start()
        }

    override val address: SocketAddress by lazy {
        runBlocking { InetSocketAddress(LOOPBACK, server.value.engine.resolvedConnectors().single().port) }
    }

    override fun close() {
        if (server.isInitialized()) server.value.stop(0, 0)
    }

    private companion object {
        const val LOOPBACK = "127.0.0.1"
    }
}
