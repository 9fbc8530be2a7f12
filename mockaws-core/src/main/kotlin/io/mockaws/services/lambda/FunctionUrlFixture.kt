package io.mockaws.services.lambda

import io.mockaws.kit.web.ApiSender
import io.mockaws.testing.ApiResponse
import io.mockaws.wire.http.HttpHandler

/** The URL of a function. Requests to it are calls of `InvokeFunctionUrl` in the journal, with what they cause behind them. */
public class FunctionUrlFixture internal constructor(
    /** Where it is for its clients: `https://abc.lambda-url.us-east-1.on.aws/`. */
    @get:JvmName("url")
    public val url: String,
    private val handler: () -> HttpHandler,
) {
    /**
     * Sends `GET`.
     *
     * @param path percent-encoded, with a query if there is one: `/orders?size=2`
     */
    @JvmOverloads
    public fun get(
        path: String = "/",
        headers: Map<String, String> = emptyMap(),
    ): ApiResponse = request("GET", path, null as String?, headers)

    /** Sends `POST` with [body]; its type is `application/json` unless [headers] say otherwise. */
    @JvmOverloads
    public fun post(
        path: String,
        body: String,
        headers: Map<String, String> = emptyMap(),
    ): ApiResponse = request("POST", path, body, headers)

    /**
     * Sends any request. A body of text is `application/json` unless [headers] say otherwise.
     *
     * @param path percent-encoded, with a query if there is one
     */
    @JvmOverloads
    public fun request(
        method: String,
        path: String,
        body: String? = null,
        headers: Map<String, String> = emptyMap(),
    ): ApiResponse = sender().send(method, whole(path), body, headers)

    /** The same with bytes. */
    public fun request(
        method: String,
        path: String,
        body: ByteArray,
        headers: Map<String, String>,
    ): ApiResponse = sender().send(method, whole(path), body, headers)

    private fun sender() = ApiSender(url.removePrefix("https://").removeSuffix("/"), handler)

    private fun whole(path: String) = "/" + path.removePrefix("/")

    override fun toString(): String = "FunctionUrlFixture($url)"
}
