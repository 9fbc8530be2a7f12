package io.mockaws.services.ec2.metadata

import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.state.Ec2Call
import java.net.InetAddress
import java.net.InetSocketAddress
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant

/**
 * The instance metadata service of one instance, versions 1 and 2, behind a port of this machine. At AWS it is at
 * `http://169.254.169.254`.
 *
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
 */
internal class MetadataService(
    private val instanceId: String,
    private val call: () -> Ec2Call,
) : AutoCloseable {
    private val server = HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)
    private val workers: ExecutorService =
        Executors.newCachedThreadPool { task ->
            Executors.defaultThreadFactory().newThread(task).apply { isDaemon = true }
        }
    private val tokens = ConcurrentHashMap<String, Instant>()

    /** Its address. */
    val endpoint: String = "http://127.0.0.1:${server.address.port}"

    init {
        server.createContext("/", ::answer)
        server.executor = workers
        server.start()
    }

    private class Answer(
        val status: Int,
        val text: String = "",
        val headers: Map<String, String> = emptyMap(),
    )

    private fun answer(exchange: HttpExchange) {
        try {
            val answer = answerTo(exchange)
            val bytes = answer.text.encodeToByteArray()
            answer.headers.forEach { (name, value) -> exchange.responseHeaders.add(name, value) }
            exchange.responseHeaders.add("Content-Type", "text/plain")
            exchange.sendResponseHeaders(answer.status, if (bytes.isEmpty()) -1 else bytes.size.toLong())
            if (bytes.isNotEmpty()) exchange.responseBody.write(bytes)
        } finally {
            exchange.close()
        }
    }

    private fun answerTo(exchange: HttpExchange): Answer {
        val call = call()
        val instance = call.state.now.find(Kind.INSTANCE, instanceId) ?: return Answer(NOT_FOUND)
        val options = instance.part("MetadataOptions").orEmpty()
        if (options.text("HttpEndpoint") == "disabled") return Answer(FORBIDDEN)
        if (exchange.requestMethod == "PUT") return token(exchange, call)
        val token = exchange.requestHeaders.getFirst("X-aws-ec2-metadata-token")
        val isKnown = token != null && (tokens[token] ?: Instant.DISTANT_PAST) > call.now()
        if (!isKnown && (token != null || options.text("HttpTokens") == "required")) return Answer(UNAUTHORIZED)
        return InstanceData(instance, call).at(exchange.requestURI.path)?.let { Answer(OK, it) } ?: Answer(NOT_FOUND)
    }

    private fun token(
        exchange: HttpExchange,
        call: Ec2Call,
    ): Answer {
        if (exchange.requestURI.path.trimEnd('/') != "/latest/api/token") return Answer(NOT_FOUND)
        val seconds = exchange.requestHeaders.getFirst(TTL)?.toIntOrNull()
        if (seconds == null || seconds !in LIFETIME) return Answer(BAD_REQUEST)
        // Who comes through a proxy gets none.
        if (exchange.requestHeaders.containsKey("X-Forwarded-For")) return Answer(FORBIDDEN)
        val token = call.ids.random(TOKEN, LETTERS) + "=="
        tokens[token] = call.now() + seconds.seconds
        return Answer(OK, token, mapOf(TTL to "$seconds"))
    }

    override fun close() {
        server.stop(0)
        workers.shutdownNow()
    }

    private companion object {
        const val OK = 200
        const val BAD_REQUEST = 400
        const val UNAUTHORIZED = 401
        const val FORBIDDEN = 403
        const val NOT_FOUND = 404
        const val TTL = "X-aws-ec2-metadata-token-ttl-seconds"
        const val TOKEN = 54
        const val LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        val LIFETIME = 1..21_600
    }
}
