package io.mockaws.services.apigateway.execute

import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.QueryParameters
import java.nio.charset.StandardCharsets.UTF_8
import java.util.Base64

/** A request to an API. */
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
}

/** What an API answers. */
internal class ApiAnswer(
    val status: Int,
    val headers: List<Pair<String, String>>,
    val body: ByteArray,
) {
    constructor(status: Int, headers: List<Pair<String, String>>, body: String) :
        this(status, headers, body.toByteArray())

    fun header(name: String): String? = headers.firstOrNull { it.first.equals(name, ignoreCase = true) }?.second

    fun plus(vararg more: Pair<String, String>): ApiAnswer = ApiAnswer(status, headers + more, body)
}
