package io.mockaws.wire.protocol

import io.mockaws.wire.ErrorShape
import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.OperationShape
import io.mockaws.wire.ServiceShape
import io.mockaws.wire.UnknownMembers
import io.mockaws.wire.binding.BoundResponse
import io.mockaws.wire.binding.RestBindings
import io.mockaws.wire.binding.admitAccept
import io.mockaws.wire.binding.admitContentType
import io.mockaws.wire.codec.TokenCodec
import io.mockaws.wire.codec.TokenFormat
import io.mockaws.wire.codec.isUnit
import io.mockaws.wire.eventstream.EventBody
import io.mockaws.wire.eventstream.EventOutput
import io.mockaws.wire.eventstream.EventStream
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse

/** restJson1, https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html: REST with JSON documents. */
internal class RestJson(
    private val service: ServiceShape,
    operations: List<OperationShape<*, *>>,
) : Protocol {
    override val name: String get() = "restJson1"
    override val inputIsBody: Boolean get() = false

    private val codec = TokenCodec(TokenFormat.JSON, service.memberNames, jsonNames = true)
    private val bindings = RestBindings(operations, service.memberNames, codec)
    private val events by lazy { EventStream(codec, codec.contentType, service.memberNames) }

    override fun operationName(request: HttpRequest): String? = bindings.operationName(request)

    override suspend fun <I : Any> decode(
        operation: OperationShape<I, *>,
        request: HttpRequest,
        unknown: UnknownMembers,
    ): I {
        val input = bindings.request(operation)
        bindings.response(operation.output).plan.admitAccept(request, codec.contentType)
        input.plan.admitContentType(request, codec.contentType)
        return input.decode(request, unknown)
    }

    override fun <O : Any> encode(
        operation: OperationShape<*, O>,
        output: O,
        requestId: String,
    ): HttpResponse {
        val binding = bindings.response(operation.output)
        val response = binding.encode(output, codec)
        val status = response.status ?: bindings.http(operation).status
        if (output is EventOutput<*>) {
            @Suppress("UNCHECKED_CAST")
            response.body = EventBody(events, output as EventOutput<Any>)
            response.contentType = EventStream.MEDIA_TYPE
            return message(response, status, requestId)
        }
        // An output whose members all lie elsewhere is an empty object, no output at all is nothing.
        if (binding.plan.payload == null && !binding.plan.hasDocument && !operation.output.isUnit &&
            status != RestBindings.NO_CONTENT
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
        val first = mapOf(error.messageName to error.message)
        return codec.encode(
            first,
            detail?.let {
                bindings.response(it.serializer).inDocument(response, codec)
            },
            detail?.value
        )
    }

    override fun malformed(failure: MalformedRequest): ErrorShape =
        ErrorShape(failure.code ?: "SerializationException", failure.reason, failure.status)

    override fun unknownOperation(name: String?): ErrorShape =
        ErrorShape("UnknownOperationException", null, NOT_FOUND)

    override fun resembles(request: HttpRequest): Boolean = true

    private fun message(
        response: BoundResponse,
        status: Int,
        requestId: String,
    ): HttpResponse = bindings.message(Headers.builder().add("x-amzn-RequestId", requestId), response, status)

    private companion object {
        const val NOT_FOUND = 404
    }
}
