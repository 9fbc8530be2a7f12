package io.mockaws.wire

import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.WebSocketBody
import kotlinx.serialization.Serializable
import kotlinx.serialization.Transient

/** A request that stands for itself and for no operation of AWS's: one to an API that somebody has made. */
@Serializable
internal data class PlainRequest(
    val method: String,
    /** Still percent-encoded. */
    val path: String,
    /** Still percent-encoded, without its `?`. */
    val query: String,
    /** Without port, in lower case. */
    val host: String,
    val body: Blob,
    /** As [headers], for who looks at the call, and for who makes it by its members. */
    val headerFields: Map<String, List<String>>,
    @Transient val headers: Headers = headersOf(headerFields),
) {
    constructor(method: String, path: String, query: String, host: String, body: Blob, headers: Headers) :
        this(method, path, query, host, body, headers.groupBy({ it.first }, { it.second }), headers)
}

private fun headersOf(fields: Map<String, List<String>>): Headers {
    val headers = Headers.builder()
    for ((name, values) in fields) values.forEach { headers.add(name, it) }
    return headers.build()
}

/** What such a request is answered. */
@Serializable
internal data class PlainResponse(
    val status: Int,
    val body: Blob,
    @Transient val headers: Headers = Headers.Empty,
    /** As [headers], for who looks at the call. */
    val headerFields: Map<String, List<String>> = headers.groupBy({ it.first }, { it.second }),
    /** Who talks with the client after an answer 101; null for any other. */
    @Transient val talk: WebSocketBody? = null,
)
