package io.mockaws.kit.web

import io.mockaws.wire.Blob
import io.mockaws.wire.PlainResponse
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.QueryParameters
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonPrimitive
import java.nio.charset.StandardCharsets.UTF_8
import java.util.Base64

/** A request to an API, or to the URL of a function. */
internal class ApiRequest(
    val method: String,
    /** Behind the stage, still percent-encoded; begins with a slash. */
    val path: String,
    /** As it was sent, with the stage. */
    val fullPath: String,
    /** Still percent-encoded. */
    val rawQuery: String,
    val headers: Headers,
    val body: ByteArray,
    /** The host that the API has for its client. */
    val domain: String,
) {
    /** Decoded, in the order in which they were sent. */
    val query: List<Pair<String, String>> by lazy(LazyThreadSafetyMode.NONE) {
        try {
            QueryParameters.parse(rawQuery).map { it.name to it.value.orEmpty() }
        } catch (_: IllegalArgumentException) {
            emptyList()
        }
    }

    val text: String get() = body.toString(UTF_8)

    val base64: String get() = Base64.getEncoder().encodeToString(body)

    val contentType: String? get() = headers["Content-Type"]

    val userAgent: String? get() = headers["User-Agent"]

    /** Where it comes from; in memory from here. */
    val sourceIp: String get() = headers["X-Forwarded-For"]?.substringBefore(',')?.trim() ?: "127.0.0.1"

    /** Text is what says so, and what says nothing and can be read as such. */
    val isBinary: Boolean
        get() {
            val type = contentType?.substringBefore(';')?.trim()?.lowercase() ?: return false
            if (type.startsWith("text/") || type in TEXTS) return false
            return !(type.endsWith("+json") || type.endsWith("+xml"))
        }

    /** The body as events have it: text, Base64 where it [isBinary], null where there is none. */
    fun bodyAsJson(isBinary: Boolean): JsonElement =
        when {
            body.isEmpty() -> JsonNull
            isBinary -> JsonPrimitive(base64)
            else -> JsonPrimitive(text)
        }

    /** What an integration is told of the header fields, by their names as they were sent. */
    fun multiHeaders(without: Set<String> = emptySet()): Map<String, List<String>> {
        val all = LinkedHashMap<String, MutableList<String>>()
        headers.forEachField { name, value ->
            if (name.lowercase() !in without) {
                val known = all.keys.firstOrNull { it.equals(name, ignoreCase = true) } ?: name
                all.getOrPut(known) { ArrayList(1) } += value
            }
        }
        return all
    }

    /** The values of each query parameter. */
    fun multiQuery(): Map<String, List<String>> = query.groupBy({ it.first }, { it.second })

    private companion object {
        val TEXTS = setOf("application/json", "application/javascript", "application/xml")
    }
}

/** What an API, or the URL of a function, answers. */
internal class ApiAnswer(
    val status: Int,
    val headers: List<Pair<String, String>>,
    val body: ByteArray,
) {
    constructor(status: Int, headers: List<Pair<String, String>>, body: String) :
        this(status, headers, body.toByteArray())

    fun header(name: String): String? = headers.firstOrNull { it.first.equals(name, ignoreCase = true) }?.second

    fun plus(vararg more: Pair<String, String>): ApiAnswer = ApiAnswer(status, headers + more, body)

    /** As it goes out. */
    fun plain(): PlainResponse {
        val fields = Headers.builder()
        headers.forEach { (name, value) -> fields.add(name, value) }
        return PlainResponse(status, Blob(body), fields.build())
    }
}
