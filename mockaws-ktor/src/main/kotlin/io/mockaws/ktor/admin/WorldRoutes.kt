package io.mockaws.ktor.admin

import io.mockaws.MockAws
import io.mockaws.Snapshot
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import java.util.concurrent.ConcurrentHashMap

/** The mock as a whole: whether it is up, who answers, its state and its clock. */
internal class WorldRoutes(
    private val aws: MockAws,
) {
    private val snapshots = ConcurrentHashMap<String, Snapshot>()
    private val name = Parameter("name", "the snapshot's name", "seeded", isOptional = false)
    private val service = Parameter("service", "only the service with this name", "sqs")
    private val time = """{"now": "2027-01-01T00:00:00Z", "frozen": true}"""

    private val moves =
        Body(
            listOf(
                Body.Member("frozen", Type.BOOLEAN, "whether the clock stands still; done first"),
                Body.Member("advanceBy", Type.DURATION, "how far to move it forward"),
                Body.Member("advanceTo", Type.INSTANT, "when to move it to; done last"),
            ),
            """{"frozen": true, "advanceBy": "PT12H"}""",
        )

    private val health =
        """{"status": "ok", "server": "mockaws", "region": "us-east-1", "account": "123456789012"}"""

    private val isUp = Description("Whether it is up, and whose it is", Answer(200, "It is", health))
    private val answering = Description("Who answers", Answer(200, "Signing names", """["s3"]"""))
    private val keeping = Description("Keeps the state under a name", Answer.Done, listOf(name))
    private val goingBack = Description("Goes back to a snapshot", Answer.Done, listOf(name))
    private val telling = Description("The mock's clock", Answer(200, "Its time", time))
    private val moving = Description("Moves the clock", Answer(200, "Its time", time), body = moves)
    private val forgetting = Description("Forgets everything, or one service's state", Answer.Done, listOf(service))

    val routes: List<Route> =
        listOf(
            route("GET", "/_mockaws/health", isUp) { health() },
            route("GET", "/_mockaws/services", answering) {
                Json.answer(JsonArray(aws.services.map { JsonPrimitive(it) }))
            },
            route("POST", "/_mockaws/snapshot", keeping) { snapshot(it.request) },
            route("POST", "/_mockaws/restore", goingBack) { restore(it.request) },
            route("GET", "/_mockaws/clock", telling) { clock() },
            route("POST", "/_mockaws/clock", moving) { setClock(it.request) },
            route("POST", "/_mockaws/reset", forgetting) { reset(it.request) },
        )

    /** By the name a process that attaches knows whom it has found. */
    private fun health() =
        Json.answer(
            buildJsonObject {
                put("status", "ok")
                put("server", "mockaws")
                put("region", aws.region)
                put("account", aws.accountId)
            },
        )

    private fun reset(request: HttpRequest): HttpResponse {
        request.parameters["service"]?.let { aws.reset(it) } ?: aws.reset()
        return done()
    }

    private fun snapshot(request: HttpRequest): HttpResponse {
        snapshots[request.required("name")] = aws.snapshot()
        return done()
    }

    private fun restore(request: HttpRequest): HttpResponse {
        val name = request.required("name")
        aws.restore(requireNotNull(snapshots[name]) { "No snapshot \"$name\"; there are ${snapshots.keys.sorted()}" })
        return done()
    }

    private fun clock() =
        Json.answer(
            buildJsonObject {
                put("now", "${aws.time.now()}")
                put("frozen", aws.time.isFrozen)
            },
        )

    /** All is read before anything is done. */
    private suspend fun setClock(request: HttpRequest): HttpResponse {
        val wanted = moves.read(request)
        val frozen = wanted.boolean("frozen")
        val advanceBy = wanted.duration("advanceBy")
        val advanceTo = wanted.instant("advanceTo")
        require(advanceBy == null || !advanceBy.isNegative()) { "The clock cannot go back by $advanceBy" }
        val now = aws.time.now()
        require(advanceTo == null || advanceTo >= now) { "It is $now already; the clock cannot go back to $advanceTo" }
        if (frozen != null) if (frozen) aws.time.freeze() else aws.time.unfreeze()
        advanceBy?.let { aws.time.advanceBy(it) }
        advanceTo?.let { aws.time.advanceTo(it) }
        return clock()
    }
}

/** A success with nothing to say. */
internal fun done(): HttpResponse = HttpResponse(204)
