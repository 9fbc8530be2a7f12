package io.mockaws.ktor.admin

import io.mockaws.MockAws
import io.mockaws.testing.ActiveFault
import io.mockaws.testing.FaultRule
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import java.util.WeakHashMap

/** Faults: those that were asked for here, and those of a test in the same process. */
internal class FaultRoutes(
    private val aws: MockAws,
) {
    /** A fault that was told of: its number here, and what it was asked for by; null for one that a test put up. */
    private class Told(
        val id: Int,
        val definition: JsonObject?,
    )

    /** By rules that hold. When they do no more nobody else knows them, and they are gone from here too. */
    private val told = WeakHashMap<FaultRule, Told>()
    private var count = 0

    private val id = Parameter("id", "the fault's number", "1", Type.INTEGER, isOptional = false)

    private val adding = Description("Lets calls go wrong", Answer(201, "It holds", FAULT), body = FaultJson.body)
    private val listing = Description("The faults that hold", Answer(200, "They", "[$FAULT]"))
    private val removing = Description("Takes one fault away", Answer.Done, listOf(id))
    private val clearing = Description("Takes all faults away", Answer.Done)

    val routes: List<Route> =
        listOf(
            route("POST", "/_mockaws/faults", adding) { add(it.request) },
            route("GET", "/_mockaws/faults", listing) { Json.answer(JsonArray(aws.faults.active.map(::describe))) },
            route("DELETE", "/_mockaws/faults/{id}", removing) { remove(it.labels.number("id")) },
            route("DELETE", "/_mockaws/faults", clearing) { clear() },
        )

    private fun clear(): HttpResponse {
        aws.faults.clear()
        return done()
    }

    private suspend fun add(request: HttpRequest): HttpResponse {
        val wanted = FaultJson.body.read(request)
        lateinit var rule: FaultRule
        aws.faults {
            rule = FaultJson.read(this, wanted)
            numbered(rule, wanted.content)
        }
        val active = aws.faults.active.firstOrNull { it.rule === rule }
        return Json.answer(
            describe(active ?: throw AdminError.conflict("The fault was taken away at once, by a reset")),
            CREATED
        )
    }

    private fun remove(id: Int): HttpResponse {
        val fault = aws.faults.active.firstOrNull { numbered(it.rule, null).id == id }
        aws.faults.remove(fault ?: throw AdminError.notFound("No fault $id holds"))
        return done()
    }

    @Synchronized
    private fun numbered(
        rule: FaultRule,
        definition: JsonObject?,
    ): Told = told.getOrPut(rule) { Told(++count, definition) }

    private fun describe(fault: ActiveFault): JsonObject {
        val told = numbered(fault.rule, null)
        return buildJsonObject {
            put("id", told.id)
            put("rule", "$fault")
            put("asked", fault.asked)
            put("struck", fault.struck)
            put("definition", told.definition ?: JsonNull)
        }
    }

    private companion object {
        const val CREATED = 201
        const val FAULT =
            """{"id": 1, "rule": "error SlowDown on s3:PutObject first 2", "asked": 3, "struck": 2,
            "definition?": {"fault": "error", "{service}": null}}"""
    }
}
