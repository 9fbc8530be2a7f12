package io.mockaws.server

import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import io.mockaws.engine.CallerThread
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpHandler
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.readBytes
import java.net.InetAddress
import java.net.InetSocketAddress
import java.net.URI
import java.util.concurrent.Executors

/**
 * A mock behind a port of this machine, for programs that it starts itself: functions of Lambda in other languages. The
 * server for everybody else is `mockaws-ktor`.
 */
internal class LocalEndpoint(
    private val handler: HttpHandler,
) : AutoCloseable {
    private val server = HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)
    private val workers =
        Executors.newCachedThreadPool { task ->
            Executors.defaultThreadFactory().newThread(task).apply { isDaemon = true }
        }

    /** Its address. */
    val uri: URI = URI("http://127.0.0.1:${server.address.port}")

    init {
        server.createContext("/", ::answer)
        server.executor = workers
        server.start()
    }

    private fun answer(exchange: HttpExchange) {
        try {
            val headers = Headers.builder()
            exchange.requestHeaders.forEach { (name, values) -> values.forEach { headers.add(name, it) } }
            val request =
                HttpRequest(
                    exchange.requestMethod,
                    exchange.requestURI.rawPath,
                    exchange.requestURI.rawQuery.orEmpty(),
                    headers.build(),
                    HttpBody.Bytes(exchange.requestBody.readBytes()),
                    uri.toString(),
                )
            val (response, body) =
                CallerThread().complete {
                    val response = handler.handle(request)
                    response to response.body.readBytes()
                }
            response.headers.forEach { (name, value) ->
                if (!name.equals("Content-Length", ignoreCase = true)) exchange.responseHeaders.add(name, value)
            }
            val isBare = body.isEmpty() || request.method == "HEAD"
            exchange.sendResponseHeaders(response.status, if (isBare) -1 else body.size.toLong())
            if (!isBare) exchange.responseBody.write(body)
        } finally {
            exchange.close()
        }
    }

    override fun close() {
        server.stop(0)
        workers.shutdownNow()
    }
}
