package io.mockaws.benchmarks.servers

import io.ktor.http.ContentType
import io.ktor.server.application.call
import io.ktor.server.cio.CIO
import io.ktor.server.engine.embeddedServer
import io.ktor.server.request.receive
import io.ktor.server.response.respondBytes
import io.ktor.server.routing.post
import io.ktor.server.routing.routing

/** What Ktor's CIO server itself costs: it reads the request and answers a constant of the size of a `GetItem`. */
object BareKtor {
    private val answer =
        """{"Item":{"PK":{"S":"order#42"},"SK":{"S":"line#1"},"customer":{"S":"Ada Lovelace"},"total":{"N":"129.90"}}}"""
            .encodeToByteArray()

    @JvmStatic
    fun main(arguments: Array<String>) {
        val server =
            embeddedServer(CIO, host = "127.0.0.1", port = arguments[0].toInt()) {
                routing {
                    post("/") {
                        call.receive<ByteArray>()
                        call.respondBytes(answer, ContentType("application", "x-amz-json-1.0"))
                    }
                }
            }
        server.start(wait = true)
    }
}
