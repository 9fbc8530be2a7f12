package io.mockaws.ktor.admin

import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.put
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.CopyOnWriteArraySet

/**
 * Settings of moto that are kept and given back. They are of services that are not here yet (Batch, Lambda, the
 * transitions of ElastiCache, ...), and stay when the server is reset, as moto's do.
 */
internal class MotoSettings {
    private val config = ConcurrentHashMap<String, JsonElement>(DEFAULT)
    private val transitions = ConcurrentHashMap<String, JsonElement>()
    private val urls = CopyOnWriteArraySet<JsonElement>()
    private val hosts = CopyOnWriteArraySet<JsonElement>()

    val routes: List<Route> =
        listOf(
            Route("GET", "/moto-api/config") { Json.spacedAnswer(shown(), CREATED) },
            Route("POST", "/moto-api/config") { configure(it) },
            Route("GET", "/moto-api/state-manager/get-transition") { transition(it) },
            Route("POST", "/moto-api/state-manager/set-transition") { setTransition(it) },
            Route("POST", "/moto-api/state-manager/unset-transition") { unsetTransition(it) },
            Route("GET", "/moto-api/proxy/passthrough") { Json.spacedAnswer(passthrough(), CREATED) },
            Route("POST", "/moto-api/proxy/passthrough") { addPassthrough(it) },
            Route("DELETE", "/moto-api/proxy/passthrough") { clearPassthrough() },
        )

    /** moto shows two of its three settings. */
    private fun shown() = JsonObject(DEFAULT.keys.associateWith(config::getValue))

    private suspend fun configure(request: HttpRequest): HttpResponse {
        config += Json.read(request)
        return Json.spacedAnswer(shown(), CREATED)
    }

    private fun transition(request: HttpRequest): HttpResponse {
        val model = requireNotNull(request.parameters["model_name"]) { "Which model_name?" }
        return Json.spacedAnswer(transitions[model] ?: IMMEDIATE)
    }

    private suspend fun setTransition(request: HttpRequest): HttpResponse {
        val wanted = Json.read(request)
        transitions[model(wanted)] = requireNotNull(wanted["transition"]) { "Which transition?" }
        return HttpResponse(CREATED)
    }

    private suspend fun unsetTransition(request: HttpRequest): HttpResponse {
        transitions.remove(model(Json.read(request)))
        return HttpResponse(CREATED)
    }

    private fun model(of: JsonObject) = requireNotNull(of["model_name"]?.jsonPrimitive?.contentOrNull) {
        "Which model_name?"
    }

    private fun passthrough() =
        buildJsonObject {
            put("http_urls", JsonArray(urls.toList()))
            put("https_hosts", JsonArray(hosts.toList()))
        }

    private suspend fun addPassthrough(request: HttpRequest): HttpResponse {
        val wanted = Json.read(request)
        urls += (wanted["http_urls"] as? JsonArray).orEmpty()
        hosts += (wanted["https_hosts"] as? JsonArray).orEmpty()
        return Json.spacedAnswer(passthrough(), CREATED)
    }

    private fun clearPassthrough(): HttpResponse {
        urls.clear()
        hosts.clear()
        return Json.spacedAnswer(passthrough(), CREATED)
    }

    private companion object {
        const val CREATED = 201
        val IMMEDIATE = buildJsonObject { put("progression", "immediate") }
        private val DOCKER = JsonObject(mapOf("use_docker" to JsonPrimitive(true)))
        val DEFAULT: Map<String, JsonElement> = mapOf("batch" to DOCKER, "lambda" to DOCKER)
    }
}
