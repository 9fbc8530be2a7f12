package io.mockaws.wire.http

/**
 * A request as it is on the wire: nothing is decoded, so that signatures, labels and keys keep every byte.
 */
public class HttpRequest(
    /** `GET`, `PUT`, ... in capitals. */
    public val method: String,
    /** The absolute path, still percent-encoded; `/` at least. */
    public val path: String,
    /** The query string without its `?`, still percent-encoded; empty when there is none. */
    public val query: String = "",
    /** The header fields; `Host` is among them unless the client left it to its transport. */
    public val headers: Headers = Headers.Empty,
    /** The content. */
    public val body: HttpBody = HttpBody.Empty,
    /** Scheme, host and port that the client meant, without a path: `https://sqs.us-east-1.amazonaws.com`. */
    public val origin: String = "https://" + (headers["Host"] ?: "localhost"),
) {
    // Not by lazy: most requests have no query, and none of them should pay for the delegate.
    @Volatile
    private var parsed: QueryParameters? = null

    /**
     * The query string, decoded when it is first asked for.
     *
     * @throws IllegalArgumentException when it cannot be
     */
    public val parameters: QueryParameters
        get() = parsed ?: QueryParameters.parse(query).also { parsed = it }

    /** [parameters], or none where the query string cannot be read: who has to refuse it does so later. */
    internal val parametersOrNone: QueryParameters
        get() =
            try {
                parameters
            } catch (_: IllegalArgumentException) {
                QueryParameters.parse("")
            }

    @Volatile
    private var named: String? = null

    /** Host without port, in lower case: what [origin] names, or the `Host` header. */
    public val host: String
        get() = named ?: hostOf(origin).also { named = it }

    private fun hostOf(origin: String): String =
        origin
            .substringAfter("://")
            .let { if (it.startsWith("[")) it.substringBefore("]") + "]" else it.substringBefore(":") }
            .lowercase()

    /** A copy with other parts. */
    public fun copy(
        method: String = this.method,
        path: String = this.path,
        query: String = this.query,
        headers: Headers = this.headers,
        body: HttpBody = this.body,
        origin: String = this.origin,
    ): HttpRequest = HttpRequest(method, path, query, headers, body, origin)

    override fun toString(): String = "$method $origin$path" + if (query.isEmpty()) "" else "?$query"
}

/** A response as it goes to the wire. */
public class HttpResponse(
    /** The status code, 100 to 599. */
    public val status: Int,
    /** The header fields. */
    public val headers: Headers = Headers.Empty,
    /** The content. */
    public val body: HttpBody = HttpBody.Empty,
) {
    /** A copy with other parts. */
    public fun copy(
        status: Int = this.status,
        headers: Headers = this.headers,
        body: HttpBody = this.body,
    ): HttpResponse = HttpResponse(status, headers, body)

    override fun toString(): String = "HTTP $status"
}
