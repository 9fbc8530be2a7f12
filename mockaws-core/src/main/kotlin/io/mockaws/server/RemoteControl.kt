package io.mockaws.server

import io.mockaws.engine.CallerThread
import io.mockaws.engine.Place
import io.mockaws.engine.TestClock
import io.mockaws.testing.Calls
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.percentEncode
import io.mockaws.wire.http.readBytes
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.boolean
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.put
import java.io.IOException
import java.io.UncheckedIOException
import kotlin.time.Duration
import kotlin.time.Instant

/**
 * Steers a mock in another process by the paths of its server, on the thread that asks. All of it throws
 * [UncheckedIOException] when the server is gone, and [IllegalArgumentException] for what the server refuses.
 */
internal class RemoteControl(
    private val server: ServerMode.Attached,
) : TestClock {
    fun services(): Set<String> =
        get("/_mockaws/services").jsonArray.mapTo(sortedSetOf()) { it.jsonPrimitive.content }

    fun calls(
        service: String?,
        operation: String?,
    ): Calls {
        val calls = get("/_mockaws/calls", "service" to service, "operation" to operation, "full" to "true")
        return RemoteCalls.of(calls.jsonArray, Place(server.accountId, server.region))
    }

    fun reset(service: String?) = post("/_mockaws/reset", "service" to service)

    fun reseed(seed: Long) = post("/moto-api/seed", "a" to "$seed")

    fun snapshot(name: String) = post("/_mockaws/snapshot", "name" to name)

    fun restore(name: String) = post("/_mockaws/restore", "name" to name)

    override fun now(): Instant = Instant.parse(clock("now").content)

    override val isFrozen: Boolean get() = clock("frozen").boolean

    private fun clock(member: String) = get("/_mockaws/clock").jsonObject.getValue(member).jsonPrimitive

    override fun freeze() = setClock("frozen", JsonPrimitive(true))

    override fun unfreeze() = setClock("frozen", JsonPrimitive(false))

    override fun advanceBy(duration: Duration) = setClock("advanceBy", JsonPrimitive(duration.toIsoString()))

    override fun advanceTo(instant: Instant) = setClock("advanceTo", JsonPrimitive("$instant"))

    private fun setClock(
        name: String,
        value: JsonElement,
    ) = post("/_mockaws/clock", body = buildJsonObject { put(name, value) })

    private fun get(
        path: String,
        vararg parameters: Pair<String, String?>,
    ): JsonElement = Json.parseToJsonElement(ask("GET", path, parameters, HttpBody.Empty))

    private fun post(
        path: String,
        vararg parameters: Pair<String, String?>,
        body: JsonObject? = null,
    ) {
        ask("POST", path, parameters, body?.let { HttpBody.of("$it") } ?: HttpBody.Empty)
    }

    private fun ask(
        method: String,
        path: String,
        parameters: Array<out Pair<String, String?>>,
        body: HttpBody,
    ): String {
        val query = parameters.mapNotNull { (name, value) -> value?.let { "$name=${percentEncode(it)}" } }
        val headers = Headers.of("Content-Type" to "application/json")
        val request = HttpRequest(method, path, query.joinToString("&"), headers, body, "${server.endpoint}")
        return try {
            CallerThread().complete {
                val answer = server.handler.handle(request)
                val text = answer.body.readBytes().decodeToString()
                require(answer.status != BAD_REQUEST) { messageOf(text) }
                check(answer.status in OK) { "${server.endpoint}$path answered ${answer.status}: ${messageOf(text)}" }
                text
            }
        } catch (gone: IOException) {
            throw UncheckedIOException(gone.message, gone)
        }
    }

    private fun messageOf(text: String): String =
        try {
            (Json.parseToJsonElement(text) as? JsonObject)?.get("Error")?.jsonPrimitive?.content ?: text
        } catch (_: IllegalArgumentException) {
            text
        }

    private companion object {
        val OK = 200..299
        const val BAD_REQUEST = 400
    }
}
