package io.mockaws.wire.protocol

import io.mockaws.wire.Blob
import io.mockaws.wire.ErrorShape
import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.OperationShape
import io.mockaws.wire.PlainRequest
import io.mockaws.wire.PlainResponse
import io.mockaws.wire.UnknownMembers
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import io.mockaws.wire.http.readBytes
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** No protocol of AWS's: every request is [operation], which takes a [PlainRequest] and gives a [PlainResponse]. */
internal class PlainHttp(
    private val operation: String,
    /** The most bytes that the body of a request may have. */
    private val most: Long,
    /** Which requests; all where a service has no other protocol. */
    private val takes: (HttpRequest) -> Boolean = { true },
) : Protocol {
    override val name: String get() = "http"
    override val inputIsBody: Boolean get() = false

    override fun operationName(request: HttpRequest): String? = operation.takeIf { takes(request) }

    @Suppress("UNCHECKED_CAST")
    override suspend fun <I : Any> decode(
        operation: OperationShape<I, *>,
        request: HttpRequest,
        unknown: UnknownMembers,
    ): I {
        val body = Blob(request.body.readBytes(most))
        return PlainRequest(request.method, request.path, request.query, request.host, body, request.headers) as I
    }

    override fun <O : Any> encode(
        operation: OperationShape<*, O>,
        output: O,
        requestId: String,
    ): HttpResponse {
        val response =
            output as? PlainResponse
                ?: return HttpResponse(OK, json, HttpBody.of(buildJsonObject { put("message", "$output") }.toString()))
        val content = response.talk ?: HttpBody.Bytes(response.body.bytes)
        return HttpResponse(response.status, response.headers, content)
    }

    override fun encodeError(
        error: ErrorShape,
        requestId: String,
    ): HttpResponse {
        val headers = Headers.of("Content-Type" to "application/json", "x-amzn-ErrorType" to error.code)
        return HttpResponse(
            error.status,
            headers,
            HttpBody.of(buildJsonObject { put("message", error.message) }.toString()),
        )
    }

    override fun malformed(failure: MalformedRequest): ErrorShape =
        ErrorShape(failure.code ?: "BadRequestException", failure.reason, failure.status)

    override fun unknownOperation(name: String?): ErrorShape = ErrorShape("NotFoundException", "Not Found", NOT_FOUND)

    override fun resembles(request: HttpRequest): Boolean = takes(request)

    private companion object {
        const val OK = 200
        const val NOT_FOUND = 404
        val json = Headers.of("Content-Type" to "application/json")
    }
}
