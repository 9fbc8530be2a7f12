package io.mockaws.ktor.admin

import io.mockaws.MockAws
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** Worlds that begin as this one is now. */
internal class ForkRoutes(
    private val aws: MockAws,
    private val forks: Forks,
) {
    private val port =
        Parameter("port", "the port to listen on; 0, the default, is one that is free", "0", Type.INTEGER)
    private val id = Parameter("id", "the fork's number", "1", Type.INTEGER, isOptional = false)
    private val fork = """{"id": 1, "endpoint": "http://127.0.0.1:54321"}"""

    private val forking =
        Description("A copy of the state behind a port of its own", Answer(201, "Where it is", fork), listOf(port))
    private val listing = Description("The forks there are", Answer(200, "Where they are", "[$fork]"))
    private val ending = Description("Ends a fork", Answer.Done, listOf(id))

    val routes: List<Route> =
        listOf(
            route("POST", "/_mockaws/fork", forking) { fork(it.request) },
            route("GET", "/_mockaws/fork", listing) { list(it.request) },
            route("DELETE", "/_mockaws/fork/{id}", ending) { end(it.labels.number("id")) },
        )

    private fun list(request: HttpRequest): HttpResponse =
        Json.answer(JsonArray(forks.list().map { describe(it, request) }))

    private fun end(id: Int): HttpResponse {
        forks.remove(id, aws)
        return done()
    }

    private fun fork(request: HttpRequest): HttpResponse =
        Json.answer(describe(forks.add(aws, request.number("port", 0..MAX_PORT) ?: 0), request), CREATED)

    /** By the name that the client knows this server by: it may listen on all addresses. */
    private fun describe(
        fork: Forks.Fork,
        request: HttpRequest,
    ): JsonObject =
        buildJsonObject {
            put("id", fork.id)
            put("endpoint", "${fork.server.endpoint.scheme}://${request.host}:${fork.server.port}")
        }

    private companion object {
        const val CREATED = 201
        const val MAX_PORT = 65535
    }
}
