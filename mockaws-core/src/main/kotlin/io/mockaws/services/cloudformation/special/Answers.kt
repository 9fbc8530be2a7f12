package io.mockaws.services.cloudformation.special

import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import io.mockaws.services.cloudformation.state.CloudFormationCall
import io.mockaws.services.cloudformation.state.CloudFormationState
import io.mockaws.services.cloudformation.state.SIGNALS
import io.mockaws.services.cloudformation.state.STACKS
import io.mockaws.services.cloudformation.state.Signal
import java.net.InetAddress
import java.net.InetSocketAddress
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import kotlin.time.Instant

/**
 * Where custom resources and wait conditions are answered by HTTP: an address of this machine, which functions of this JVM and of other
 * processes reach alike. AWS has a presigned URL of Amazon S3 there.
 */
internal class Answers : AutoCloseable {
    private val server = HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)
    private val workers: ExecutorService = Executors.newCachedThreadPool { task ->
        Executors.defaultThreadFactory().newThread(task).apply {
            isDaemon =
                true
        }
    }
    private val calls = ConcurrentHashMap<String, CloudFormationCall>()

    init {
        server.createContext("/", ::answer)
        server.executor = workers
        server.start()
    }

    /** The address at which what is said is a signal for [key]. */
    fun urlOf(
        key: String,
        call: CloudFormationCall,
    ): String {
        calls[key] = call
        return "http://127.0.0.1:${server.address.port}/$key"
    }

    private fun answer(exchange: HttpExchange) {
        val key = exchange.requestURI.path.removePrefix("/")
        val call = calls[key]
        try {
            val body = exchange.requestBody.readBytes().decodeToString()
            val isAnswer = exchange.requestMethod == "PUT" && call != null
            if (isAnswer) {
                signal(call!!, key, body)
                call.world.dueWork.runNow()
            }
            exchange.sendResponseHeaders(if (isAnswer) OK else FORBIDDEN, -1)
        } finally {
            exchange.close()
        }
    }

    private fun signal(
        call: CloudFormationCall,
        key: String,
        body: String,
    ) = call.state.signal(call.ids.nextNumber(), key, body, call.now())

    override fun close() {
        server.stop(0)
        workers.shutdownNow()
    }

    companion object {
        private const val OK = 200
        private const val FORBIDDEN = 403

        fun of(call: CloudFormationCall): Answers = call.world.running.part("cloudformation answers") { Answers() }

        /** Keeps [body] as an answer for [key], which what waits for it looks at next. */
        fun CloudFormationState.signal(
            number: Long,
            key: String,
            body: String,
            now: Instant,
        ) = write {
            this[SIGNALS, number.toString()] = Signal(number, key, "", isSuccess = true, data = body)
            for (stack in this[STACKS].values) {
                val deployment = stack.deployment ?: continue
                val waiting = deployment.waiting.mapValues { (_, wait) ->
                    if (wait.key == key &&
                        wait.until != null
                    ) {
                        wait.copy(until = now)
                    } else {
                        wait
                    }
                }
                if (waiting !=
                    deployment.waiting
                ) {
                    this[STACKS, stack.id] =
                        stack.copy(deployment = deployment.copy(waiting = waiting))
                }
            }
        }
    }
}
