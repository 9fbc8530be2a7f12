package io.mockaws.server

import io.mockaws.engine.Place
import io.mockaws.engine.Whereabouts
import io.mockaws.testing.Call
import io.mockaws.testing.CallDocuments
import io.mockaws.testing.Calls
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.boolean
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.doubleOrNull
import kotlinx.serialization.json.int
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.long
import kotlinx.serialization.json.longOrNull
import java.util.UUID
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Instant

/** The journal of another process, as `GET /_mockaws/calls` tells it. Instants and blobs are texts in it. */
internal object RemoteCalls {
    /** What a name may be, the server has checked where it could. */
    fun of(
        journal: JsonArray,
        home: Place,
    ): Calls = Calls.of(journal.map { call(it.jsonObject, home) }) { _, _ -> }

    private fun call(
        told: JsonObject,
        home: Place,
    ) =
        Call(
            service = told.text("service").orEmpty(),
            operation = told.text("operation").orEmpty(),
            region = told.text("region").orEmpty(),
            account = told.text("account").orEmpty(),
            principal = told.text("principal").orEmpty(),
            requestId = UUID.fromString(told.text("requestId")),
            at = Instant.parse(told.getValue("at").jsonPrimitive.content),
            duration = told.getValue("durationMillis").jsonPrimitive.long.milliseconds,
            attempt = told.getValue("attempt").jsonPrimitive.int,
            thread = told.text("thread").orEmpty(),
            coroutine = told.text("coroutine"),
            status = told.getValue("status").jsonPrimitive.int,
            errorCode = told.text("errorCode"),
            errorMessage = told.text("errorMessage"),
            origin = told.text("answeredBy"),
            notHonoured = told.getValue("notHonoured").jsonArray.map { it.jsonPrimitive.content },
            isDerived = (told["derived"] as? JsonPrimitive)?.boolean == true,
            decision = told.text("decision"),
            documents = Told(told),
            calledBy = told.text("calledBy"),
            causedBy = told.text("causedBy"),
            away = Whereabouts.away(Place(told.text("account").orEmpty(), told.text("region").orEmpty()), home),
            hint = told.text("hint"),
        ).also { it.number = told.getValue("number").jsonPrimitive.int }

    private class Told(
        private val call: JsonObject,
    ) : CallDocuments {
        override fun input(): Map<String, Any?> = members(call["input"]).orEmpty()

        override fun output(): Map<String, Any?>? = members(call["output"])
    }

    private fun JsonObject.text(name: String) = (get(name) as? JsonPrimitive)?.contentOrNull

    private fun members(of: JsonElement?): Map<String, Any?>? = (of as? JsonObject)?.mapValues { value(it.value) }

    private fun value(of: JsonElement): Any? =
        when (of) {
            is JsonNull -> null
            is JsonObject -> members(of)
            is JsonArray -> of.map { value(it) }
            is JsonPrimitive -> if (of.isString) of.content else of.booleanOrNull ?: of.longOrNull ?: of.doubleOrNull
        }
}
