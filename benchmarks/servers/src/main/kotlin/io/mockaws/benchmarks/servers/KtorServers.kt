package io.mockaws.benchmarks.servers

import io.ktor.http.ContentType
import io.ktor.server.application.Application
import io.ktor.server.cio.CIO
import io.ktor.server.engine.EmbeddedServer
import io.ktor.server.engine.embeddedServer
import io.ktor.server.netty.Netty
import io.ktor.server.request.receive
import io.ktor.server.response.respondBytes
import io.ktor.server.routing.post
import io.ktor.server.routing.routing
import io.mockaws.MockAws
import io.mockaws.MockAwsOptions
import io.mockaws.ktor.mockAws

/** What Ktor's servers themselves cost: they read the request and answer a constant of the size of a `GetItem`. */
object BareKtor {
    private val answer =
        """{"Item":{"PK":{"S":"order#42"},"SK":{"S":"line#1"},"customer":{"S":"Ada Lovelace"},"total":{"N":"129.90"}}}"""
            .encodeToByteArray()

    @JvmStatic
    fun main(arguments: Array<String>) =
        serve(arguments) {
            routing {
                post("/") {
                    call.receive<ByteArray>()
                    call.respondBytes(answer, ContentType("application", "x-amz-json-1.0"))
                }
            }
        }
}

/** The mock in an application of Ktor's. */
object Mounted {
    @JvmStatic
    fun main(arguments: Array<String>) {
        val aws = MockAws.start(MockAwsOptions.builder().intercept(false).build())
        serve(arguments) { mockAws(aws) }
    }
}

private const val HOST = "127.0.0.1"

/** [arguments] are an engine and a port. */
private fun serve(
    arguments: Array<String>,
    module: Application.() -> Unit,
) {
    val (engine, port) = arguments
    val server: EmbeddedServer<*, *> =
        if (engine == "netty") {
            embeddedServer(Netty, host = HOST, port = port.toInt(), module = module)
        } else {
            embeddedServer(CIO, host = HOST, port = port.toInt(), module = module)
        }
    server.start(wait = true)
}
