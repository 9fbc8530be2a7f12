package io.mockaws.ktor.admin

import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import io.mockaws.wire.http.readBytes
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.Json as Format

/** Bodies of JSON, out and in. */
internal object Json {
    private val headers = Headers.of("Content-Type" to "application/json")

    /** More than any setting takes. */
    private const val LIMIT = 16L * 1024 * 1024

    fun answer(
        content: JsonElement,
        status: Int = 200,
    ): HttpResponse = answer(content.toString(), status)

    /** [content] is JSON already. */
    fun answer(
        content: String,
        status: Int = 200,
    ): HttpResponse = HttpResponse(status, headers, HttpBody.of(content))

    /** [content] with the spaces that Python writes: clients of moto's server compare bytes. */
    fun spacedAnswer(
        content: JsonElement,
        status: Int = 200,
    ): HttpResponse = answer(spaced(content), status)

    private fun spaced(content: JsonElement): String =
        when (content) {
            is JsonObject ->
                content.entries.joinToString(prefix = "{", postfix = "}") { (name, value) ->
                    "${JsonPrimitive(name)}: ${spaced(value)}"
                }

            is JsonArray -> content.joinToString(prefix = "[", postfix = "]", transform = ::spaced)

            is JsonPrimitive -> content.toString()
        }

    fun error(
        status: Int,
        message: String,
    ): HttpResponse = answer(buildJsonObject { put("Error", message) }, status)

    /** @throws IllegalArgumentException when the body of [request] is no JSON object */
    suspend fun read(request: HttpRequest): JsonObject {
        val content =
            try {
                Format.parseToJsonElement(text(request))
            } catch (wrong: SerializationException) {
                throw IllegalArgumentException("The body is no JSON: ${wrong.message}", wrong)
            }
        return requireNotNull(content as? JsonObject) { "The body is no JSON object" }
    }

    suspend fun text(request: HttpRequest): String = request.body.readBytes(LIMIT).decodeToString()
}
