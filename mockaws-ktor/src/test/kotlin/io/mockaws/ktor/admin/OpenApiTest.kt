package io.mockaws.ktor.admin

import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.mockaws.wire.http.percentEncode
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import java.net.http.HttpRequest
import java.net.http.HttpResponse

/** The description of the server by itself: what it says is there and answers so. */
@Timeout(60)
class OpenApiTest {
    private val served = Served()
    private val document = served.get("/openapi.json")

    @AfterEach
    fun close() = served.close()

    private class Described(val path: String, val method: String, val operation: JsonObject)

    private val operations =
        document["paths"].members.flatMap { (path, item) ->
            item.members.map { (method, operation) -> Described(path, method.uppercase(), operation.members) }
        }

    @Test
    fun `every path that is served is described, and under no name twice`() {
        val served = listOf("", "/calls", "/calls/live", "/clock", "/content/{service}/{path}", "/faults", "/fork", "/health")
        document["paths"].members.keys shouldContainAll served.map { "/_mockaws$it" }
        val ids = operations.map { it.operation.getValue("operationId").text }
        ids.groupingBy { it }.eachCount().filterValues { it > 1 }.keys.shouldBeEmpty()
        ids shouldContain "deleteFaultsById"
    }

    @Test
    fun `labels and parameters agree`() {
        for (described in operations) {
            withClue("${described.method} ${described.path}") {
                val labels = Regex("\\{(\\w+)}").findAll(described.path).map { it.groupValues[1] }.toList()
                val parameters = described.operation.getValue("parameters").items
                parameters.filter { it["in"].text == "path" }.map { it["name"].text } shouldBe labels
                parameters.filter { it["in"].text == "path" }.all { it["required"].text == "true" } shouldBe true
            }
        }
    }

    @Test
    fun `every example answers as it is described`() {
        served.aws.s3.bucket("photos").put("a.txt", "hello")
        served.s3.createBucket { it.bucket("seen") }
        // Forgets what the others are about.
        val (last, first) = operations.partition { it.path.endsWith("/reset") || it.method == "DELETE" }
        for (described in first.sortedByDescending { it.method } + last.sortedBy { it.method }.sortedBy { "{" !in it.path }) {
            withClue("${described.method} ${described.path}") { answersAsDescribed(described) }
        }
    }

    private fun answersAsDescribed(described: Described) {
        val parameters = described.operation.getValue("parameters").items
        val path =
            parameters.filter { it["in"].text == "path" }.fold(described.path) { path, parameter ->
                path.replace("{${parameter["name"].text}}", percentEncode(parameter["example"].text, keepSlash = true))
            }
        val query =
            parameters.filter { it["in"].text == "query" && it["name"].text != "port" }.joinToString("&") {
                "${it["name"].text}=${percentEncode(it["example"].text)}"
            }
        val body = described.operation["requestBody"]?.let { json(it)["example"].toString() }.orEmpty()
        val request =
            served.request(path.removePrefix("/_mockaws") + "?" + query)
                .method(described.method, HttpRequest.BodyPublishers.ofString(body)).build()
        val answer = Served.client.send(request, HttpResponse.BodyHandlers.ofInputStream())
        val (status, success) = described.operation.getValue("responses").members.entries.first()
        answer.statusCode() shouldBe status.toInt()
        val types = success.members["content"]?.members?.keys.orEmpty()
        if ("text/event-stream" in types) return answer.body().close()
        val content = answer.body().use { it.readBytes() }
        if ("application/json" !in types) return
        fits(Json.parseToJsonElement(content.decodeToString()), json(success)["schema"].members)
    }

    private fun json(of: JsonElement) = of["content"]["application/json"]

    /** Whether [value] is what [schema] says, and has no member that is not described. */
    private fun fits(value: JsonElement, schema: JsonObject) {
        val types = schema["type"]?.let { if (it is JsonArray) it.texts else listOf(it.text) } ?: return
        withClue("$value is no $types") {
            when (value) {
                is JsonObject -> {
                    types shouldContain "object"
                    for ((name, member) in value) {
                        val known = schema.getValue("properties").members[name] ?: schema["additionalProperties"]
                        withClue(name) { fits(member, known.shouldNotBeNull().members) }
                    }
                }

                is JsonArray -> {
                    types shouldContain "array"
                    value.forEach { item -> schema["items"]?.let { fits(item, it.members) } }
                }

                is JsonNull -> types shouldContain "null"

                is JsonPrimitive -> types shouldContain typeOf(value)
            }
        }
    }

    private fun typeOf(value: JsonPrimitive) =
        when {
            value.isString -> "string"
            value.content in setOf("true", "false") -> "boolean"
            else -> "integer"
        }
}
