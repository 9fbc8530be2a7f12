package io.mockaws.wire.http

import java.io.IOException

/** The body of an answer 101: who talks with the client from there on, where the transport can switch to WebSocket. */
public interface WebSocketBody : HttpBody {
    override val contentLength: Long get() = 0

    override suspend fun open(): ByteSource = HttpBody.Empty.open()

    /** Talks with [client] until either side ends. */
    public suspend fun talk(client: WebSocketClient)
}

/** The client of a WebSocket. One coroutine may receive while others send. */
public interface WebSocketClient {
    /**
     * The next message; null when the client has closed: see [closeCode].
     *
     * @throws IOException where the connection broke
     */
    public suspend fun receive(): String?

    /**
     * Sends [text] as one message.
     *
     * @throws IOException where the connection broke
     */
    public suspend fun send(text: String)

    /** Closes with [code] of RFC 6455, 7.4. Does nothing the second time. */
    public suspend fun close(code: Int)

    /** The code with which the client has closed; 1005 where it gave none. */
    public val closeCode: Int
}
