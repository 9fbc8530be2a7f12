package io.mockaws.ktor.admin

import io.mockaws.MockAws
import io.mockaws.testing.StubScript
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.doubleOrNull
import kotlinx.serialization.json.longOrNull
import kotlinx.serialization.json.put
import java.util.Base64

/** The strict script of the calls that have to come. */
internal class StubRoutes(
    private val aws: MockAws,
) {
    private val body =
        Body(
            listOf(
                Body.Member("service", Type.TEXT, "the name of the service", isRequired = true),
                Body.Member("operation", Type.TEXT, "as AWS names it", isRequired = true),
                Body.Member(
                    "response",
                    Type.OBJECT,
                    "what is answered, by AWS's names; bytes as {\"\$base64\": \"...\"}"
                ),
                Body.Member("error", Type.OBJECT, "what is answered instead: code, message, status"),
                Body.Member(
                    "expected",
                    Type.OBJECT,
                    "the parameters that the call has to have; {\"\$any\": true} for any value"
                ),
                Body.Member("including", Type.OBJECT, "the same, and there may be others"),
            ),
            """{"service": "sqs", "operation": "ListQueues", "response": {"QueueUrls": ["http://localhost/q"]},
            "including": {"QueueNamePrefix": "q"}}""",
        )

    private val error =
        Body(
            listOf(
                Body.Member("code", Type.TEXT, "as AWS has it", isRequired = true),
                Body.Member("message", Type.TEXT, "null for none"),
                Body.Member("status", Type.INTEGER, "null for the error's own"),
            ),
            "{}",
        )

    private val state = """{"leftOver": ["stub 1 of 1: sqs:ListQueues"], "violations": []}"""

    private val adding = Description("Adds a call to the script", Answer(201, "How it stands", state), body = body)
    private val telling =
        Description("What was not called yet, and what went against the script", Answer(200, "How it stands", state))
    private val clearing = Description("Takes the script away", Answer.Done)

    val routes: List<Route> =
        listOf(
            route("POST", "/_mockaws/stubs", adding) { add(it.request) },
            route("GET", "/_mockaws/stubs", telling) { describe(OK) },
            route("DELETE", "/_mockaws/stubs", clearing) { clear() },
        )

    private fun clear(): HttpResponse {
        aws.stubs.clear()
        return done()
    }

    private suspend fun add(request: HttpRequest): HttpResponse {
        val wanted = body.read(request)
        val service = wanted.required("service")
        val operation = wanted.required("operation")
        val response = wanted.members("response")
        val error = wanted.members("error")?.let { error.fields(it) }
        require(response == null || error == null) { "A stub has a \"response\" or an \"error\", not both" }
        val expected = wanted.members("expected")
        val including = wanted.members("including")
        require(expected == null || including == null) { "A stub has \"expected\" or \"including\", not both" }
        aws.stub {
            val parameters = (expected ?: including)?.let { members(it) }
            val allowed = if (including == null) parameters else including(parameters!!)
            if (error != null) {
                fail(service, operation, error.required("code"), error.text("message"), error.int("status"), allowed)
            } else {
                respond(service, operation, response?.let { members(it) }.orEmpty(), allowed)
            }
        }
        return describe(CREATED)
    }

    private fun describe(status: Int): HttpResponse =
        Json.answer(
            buildJsonObject {
                put("leftOver", JsonArray(aws.stubs.leftOver.map { JsonPrimitive(it) }))
                put("violations", JsonArray(aws.stubs.violations.map { JsonPrimitive(it) }))
            },
            status,
        )

    private fun StubScript.members(of: JsonObject): Map<String, Any?> = of.mapValues { value(it.value) }

    /** What JSON has no form for stands under a name with a dollar. */
    private fun StubScript.value(json: JsonElement): Any? =
        when (json) {
            is JsonNull -> null

            is JsonArray -> json.map { value(it) }

            is JsonPrimitive -> if (json.isString) {
                json.content
            } else {
                json.booleanOrNull ?: json.longOrNull
                    ?: json.doubleOrNull
            }

            is JsonObject -> special(json) ?: members(json)
        }

    private fun StubScript.special(json: JsonObject): Any? {
        val (name, value) = json.entries.singleOrNull() ?: return null
        return when {
            name == "\$any" -> any()
            name == "\$base64" -> Base64.getDecoder().decode(Fields(json).required(name))
            name == "\$including" && value is JsonObject -> including(members(value))
            else -> null
        }
    }

    private companion object {
        const val OK = 200
        const val CREATED = 201
    }
}
