package io.mockaws.services.lambda.process

import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import java.net.InetAddress
import java.net.InetSocketAddress
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit

/**
 * The API by which runtimes get events and give what became of them, for one process.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
internal class RuntimeApi : AutoCloseable {
    private val server = HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)
    private val workers: ExecutorService = Executors.newCachedThreadPool { task -> daemon(task) }
    private val waiting = LinkedBlockingQueue<Event>()

    /** What came of the invocation at hand: its payload and whether it failed. */
    @Volatile
    private var outcome = CompletableFuture<Answer>()

    /** What became of the runtime's beginning: null when it asks for the first event, else why it cannot begin. */
    val initialised: CompletableFuture<String?> = CompletableFuture()

    /** What a runtime is told to call: `127.0.0.1:54321`. */
    val address: String get() = "127.0.0.1:${server.address.port}"

    /** An invocation, as the runtime is told of it. */
    class Event(
        val requestId: String,
        val payload: String,
        val headers: Map<String, String>,
    )

    class Answer(
        val payload: String,
        val isFailed: Boolean,
    )

    init {
        server.createContext("/2018-06-01/runtime/", ::answer)
        server.executor = workers
        server.start()
    }

    /** Hands [event] to the runtime as soon as it asks. */
    fun hand(event: Event): CompletableFuture<Answer> {
        val next = CompletableFuture<Answer>()
        outcome = next
        waiting.put(event)
        return next
    }

    private fun answer(exchange: HttpExchange) =
        exchange.use {
            val path = exchange.requestURI.path.removePrefix("/2018-06-01/runtime/")
            val body = exchange.requestBody.readBytes().decodeToString()
            when {
                path == "invocation/next" -> next(exchange)
                path == "init/error" -> accepted(exchange) { initialised.complete(body) }
                path.endsWith("/response") -> accepted(exchange) { outcome.complete(Answer(body, isFailed = false)) }
                path.endsWith("/error") -> accepted(exchange) { outcome.complete(Answer(body, isFailed = true)) }
                else -> exchange.sendResponseHeaders(NOT_FOUND, -1)
            }
        }

    private fun next(exchange: HttpExchange) {
        initialised.complete(null)
        val event = waiting.poll(LONGEST_WAIT, TimeUnit.DAYS) ?: return
        val headers = exchange.responseHeaders
        headers.set("Content-Type", "application/json")
        headers.set("Lambda-Runtime-Aws-Request-Id", event.requestId)
        event.headers.forEach { (name, value) -> headers.set(name, value) }
        val bytes = event.payload.encodeToByteArray()
        exchange.sendResponseHeaders(OK, bytes.size.toLong())
        exchange.responseBody.write(bytes)
    }

    private fun accepted(
        exchange: HttpExchange,
        action: () -> Unit,
    ) {
        val bytes = """{"status":"OK"}""".encodeToByteArray()
        exchange.responseHeaders.set("Content-Type", "application/json")
        exchange.sendResponseHeaders(ACCEPTED, bytes.size.toLong())
        exchange.responseBody.write(bytes)
        action()
    }

    override fun close() {
        server.stop(0)
        workers.shutdownNow()
    }

    private companion object {
        const val OK = 200
        const val ACCEPTED = 202
        const val NOT_FOUND = 404
        const val LONGEST_WAIT = 1L

        fun daemon(task: Runnable): Thread = Executors.defaultThreadFactory().newThread(task).apply { isDaemon = true }

        inline fun HttpExchange.use(action: () -> Unit) =
            try {
                action()
            } finally {
                close()
            }
    }
}
