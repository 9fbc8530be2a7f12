package io.mockaws.wire.protocol

import io.mockaws.wire.ErrorShape
import io.mockaws.wire.HttpTrait
import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.OperationShape
import io.mockaws.wire.ServiceShape
import io.mockaws.wire.UnknownMembers
import io.mockaws.wire.binding.BoundResponse
import io.mockaws.wire.binding.RequestBinding
import io.mockaws.wire.binding.ResponseBinding
import io.mockaws.wire.binding.RouteTable
import io.mockaws.wire.codec.TokenCodec
import io.mockaws.wire.codec.TokenFormat
import io.mockaws.wire.codec.isUnit
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import kotlinx.serialization.KSerializer
import java.util.concurrent.ConcurrentHashMap

/** restJson1, https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html: REST with JSON documents. */
internal class RestJson(
    private val service: ServiceShape,
    operations: List<OperationShape<*, *>>,
) : Protocol {
    override val name: String get() = "restJson1"

    private val routes = RouteTable(operations)
    private val codec = TokenCodec(TokenFormat.JSON, service.memberNames, jsonNames = true)
    private val inputs = ConcurrentHashMap<OperationShape<*, *>, RequestBinding<*>>()
    private val outputs = ConcurrentHashMap<KSerializer<*>, ResponseBinding<*>>()

    override fun operationName(request: HttpRequest): String? = routes.find(request)

    @Suppress("UNCHECKED_CAST")
    override suspend fun <I : Any> decode(
        operation: OperationShape<I, *>,
        request: HttpRequest,
        unknown: UnknownMembers,
    ): I {
        val binding =
            inputs[operation] ?: inputs.computeIfAbsent(operation) {
                RequestBinding(operation.input, httpOf(operation), service.memberNames, codec)
            }
        return (binding as RequestBinding<I>).decode(request, unknown)
    }

    override fun <O : Any> encode(
        operation: OperationShape<*, O>,
        output: O,
        requestId: String,
    ): HttpResponse {
        val binding = binding(operation.output)
        val response = binding.encode(output, codec)
        val status = response.status ?: httpOf(operation).status
        // An output whose members all lie elsewhere is an empty object, no output at all is nothing.
        if (binding.plan.payload == null && !binding.plan.hasDocument && !operation.output.isUnit &&
            status != NO_CONTENT
        ) {
            response.body = HttpBody.Bytes(TokenFormat.JSON.empty)
            response.contentType = codec.contentType
        }
        return message(response, status, requestId)
    }

    override fun encodeError(
        error: ErrorShape,
        requestId: String,
    ): HttpResponse {
        val response = BoundResponse()
        response.headers.add("X-Amzn-ErrorType", error.code)
        if (service.queryCompatible) response.headers.add(QUERY_ERROR, queryError(error))
        response.body = HttpBody.Bytes(document(error, error.detail, response))
        response.contentType = codec.contentType
        return message(response, error.status, requestId)
    }

    private fun <T : Any> document(
        error: ErrorShape,
        detail: ErrorShape.Detail<T>?,
        response: BoundResponse,
    ): ByteArray {
        val first = mapOf("message" to error.message)
        return codec.encode(first, detail?.let { binding(it.serializer).inDocument(response, codec) }, detail?.value)
    }

    override fun malformed(failure: MalformedRequest): ErrorShape =
        ErrorShape(failure.code ?: "SerializationException", failure.reason)

    override fun unknownOperation(name: String?): ErrorShape =
        ErrorShape("UnknownOperationException", null, NOT_FOUND)

    override fun resembles(request: HttpRequest): Boolean = true

    @Suppress("UNCHECKED_CAST")
    private fun <T : Any> binding(serializer: KSerializer<T>): ResponseBinding<T> =
        (
            outputs[serializer]
                ?: outputs.computeIfAbsent(serializer) { ResponseBinding(serializer, service.memberNames) }
            ) as ResponseBinding<T>

    private fun message(
        response: BoundResponse,
        status: Int,
        requestId: String,
    ): HttpResponse {
        val own = response.headers.build()
        val headers = Headers.builder().add("x-amzn-RequestId", requestId).addAll(own)
        response.contentType?.let { if ("Content-Type" !in own) headers.add("Content-Type", it) }
        val length = response.body.contentLength
        if (length != null && status != NO_CONTENT && "Content-Length" !in own) {
            headers.add("Content-Length", length.toString())
        }
        return HttpResponse(status, headers.build(), response.body)
    }

    private fun httpOf(operation: OperationShape<*, *>): HttpTrait =
        operation.http ?: error("${operation.name} has no http trait")

    private companion object {
        const val NO_CONTENT = 204
        const val NOT_FOUND = 404
    }
}
