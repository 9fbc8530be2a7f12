package io.mockaws.wire

import io.mockaws.wire.http.Headers
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
    @Transient val headers: Headers = Headers.Empty,
    /** As [headers], for who looks at the call. */
    val headerFields: Map<String, List<String>> = headers.groupBy({ it.first }, { it.second }),
)

/** What such a request is answered. */
@Serializable
internal data class PlainResponse(
    val status: Int,
    val body: Blob,
    @Transient val headers: Headers = Headers.Empty,
    /** As [headers], for who looks at the call. */
    val headerFields: Map<String, List<String>> = headers.groupBy({ it.first }, { it.second }),
)
