package io.mockaws.ktor.admin

import io.mockaws.MockAws
import io.mockaws.Snapshot
import io.mockaws.testing.Call
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.addJsonObject
import kotlinx.serialization.json.boolean
import kotlinx.serialization.json.buildJsonArray
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.put
import java.util.concurrent.ConcurrentHashMap
import kotlin.time.Duration
import kotlin.time.Instant

/** What a test in another language steers the mock by: `/_mockaws/`, described in `docs/server.md`. */
internal class OwnApi(
    private val aws: MockAws,
) {
    private val snapshots = ConcurrentHashMap<String, Snapshot>()

    val routes: Routes =
        Routes(
            "/_mockaws",
            listOf(
                Route("GET", "/_mockaws/health") { health() },
                Route("GET", "/_mockaws/services") { Json.answer(JsonArray(aws.services.map { JsonPrimitive(it) })) },
                Route("POST", "/_mockaws/reset") { reset(it) },
                Route("POST", "/_mockaws/snapshot") { snapshot(it) },
                Route("POST", "/_mockaws/restore") { restore(it) },
                Route("GET", "/_mockaws/calls") { calls(it) },
                Route("GET", "/_mockaws/clock") { clock() },
                Route("POST", "/_mockaws/clock") { setClock(it) },
            ),
        )

    /** By [the name][SERVER] a process that attaches knows whom it has found. */
    private fun health() =
        Json.answer(
            buildJsonObject {
                put("status", "ok")
                put("server", SERVER)
                put("region", aws.region)
                put("account", aws.accountId)
            },
        )

    /** `?service=sqs` forgets that one. */
    private fun reset(request: HttpRequest): HttpResponse {
        request.parameters["service"]?.let { aws.reset(it) } ?: aws.reset()
        return HttpResponse(NO_CONTENT)
    }

    private fun snapshot(request: HttpRequest): HttpResponse {
        snapshots[name(request)] = aws.snapshot()
        return HttpResponse(NO_CONTENT)
    }

    private fun restore(request: HttpRequest): HttpResponse {
        val name = name(request)
        aws.restore(requireNotNull(snapshots[name]) { "No snapshot \"$name\"; there are ${snapshots.keys.sorted()}" })
        return HttpResponse(NO_CONTENT)
    }

    private fun name(request: HttpRequest) = requireNotNull(request.parameters["name"]) { "Which name?" }

    private fun calls(request: HttpRequest): HttpResponse {
        val after = request.parameters["after"]?.toInt() ?: 0
        val calls = aws.calls(request.parameters["service"], request.parameters["operation"]).where {
            it.number > after
        }
        return Json.answer(buildJsonArray { calls.forEach { call -> addJsonObject { describe(call) } } })
    }

    private fun JsonObjectBuilder.describe(call: Call) {
        put("number", call.number)
        put("at", "${call.at}")
        put("durationMillis", call.duration.inWholeMilliseconds)
        put("service", call.service)
        put("operation", call.operation)
        put("region", call.region)
        put("account", call.account)
        put("requestId", call.requestId)
        put("attempt", call.attempt)
        put("thread", call.thread)
        put("coroutine", call.coroutine)
        put("status", call.status)
        put("errorCode", call.errorCode)
        put("errorMessage", call.errorMessage)
        put("answeredBy", call.answeredBy)
        put("notHonoured", JsonArray(call.notHonoured.map { JsonPrimitive(it) }))
        put("input", json(call.input))
        put("output", json(call.output))
    }

    private fun json(value: Any?): JsonElement =
        when (value) {
            null -> JsonNull
            is Boolean -> JsonPrimitive(value)
            is Number -> JsonPrimitive(value)
            is Map<*, *> -> JsonObject(value.entries.associate { (name, member) -> "$name" to json(member) })
            is Iterable<*> -> JsonArray(value.map { json(it) })
            else -> JsonPrimitive("$value")
        }

    private fun clock() = Json.answer(buildJsonObject { put("now", "${aws.time.now()}") })

    /** `{"frozen": true}`, `{"advanceBy": "PT12H"}`, `{"advanceTo": "2027-01-01T00:00:00Z"}`, in that order. */
    private suspend fun setClock(request: HttpRequest): HttpResponse {
        val wanted = Json.read(request)
        val unknown = wanted.keys - CLOCK
        require(unknown.isEmpty()) { "The clock knows $CLOCK, not $unknown" }
        wanted["frozen"]?.let { if (it.jsonPrimitive.boolean) aws.time.freeze() else aws.time.unfreeze() }
        text(wanted, "advanceBy")?.let { aws.time.advanceBy(Duration.parse(it)) }
        text(wanted, "advanceTo")?.let { aws.time.advanceTo(Instant.parse(it)) }
        return clock()
    }

    private fun text(
        of: JsonObject,
        name: String,
    ) = of[name]?.jsonPrimitive?.contentOrNull

    private companion object {
        const val NO_CONTENT = 204
        const val SERVER = "mockaws"
        val CLOCK = setOf("frozen", "advanceBy", "advanceTo")
    }
}
