package io.mockaws.ktor.transport

import io.ktor.network.sockets.SocketAddress

/** What speaks HTTP/2, which nothing here does: connections are handed on to it, out of TLS where they are in it. */
internal interface Http2 : AutoCloseable {
    /** Where it listens, for this machine only. It may begin to when it is asked. */
    val address: SocketAddress
}
