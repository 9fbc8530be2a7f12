package io.mockaws.wire.protocol

import io.mockaws.wire.ErrorShape
import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.OperationShape
import io.mockaws.wire.ServiceShape
import io.mockaws.wire.UnknownMembers
import io.mockaws.wire.codec.TokenCodec
import io.mockaws.wire.codec.TokenFormat
import io.mockaws.wire.codec.isUnit
import io.mockaws.wire.content.document
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse

/**
 * rpcv2Cbor, https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html: POST to
 * `/service/NAME/operation/OPERATION`, CBOR both ways.
 */
internal class RpcV2Cbor(
    private val service: ServiceShape,
) : Protocol {
    override val name: String get() = "rpcv2Cbor"
    override val inputIsBody: Boolean get() = true

    private val codec = TokenCodec(TokenFormat.CBOR, service.memberNames)
    private val path = "/service/${service.shapeName}/operation/"

    override fun operationName(request: HttpRequest): String? {
        if (request.headers[PROTOCOL] != "rpc-v2-cbor") return null
        val start = request.path.indexOf(path)
        return if (start < 0) null else request.path.substring(start + path.length)
    }

    override suspend fun <I : Any> decode(
        operation: OperationShape<I, *>,
        request: HttpRequest,
        unknown: UnknownMembers,
    ): I = codec.decode(operation.input, request.document(), unknown)

    override fun <O : Any> encode(
        operation: OperationShape<*, O>,
        output: O,
        requestId: String,
    ): HttpResponse {
        // An operation without output has no body at all, one with an empty output has an empty map.
        if (operation.output.isUnit) return HttpResponse(OK, headers(requestId).build())
        return respond(OK, codec.encode(operation.output, output), headers(requestId))
    }

    override fun encodeError(
        error: ErrorShape,
        requestId: String,
    ): HttpResponse {
        val headers = headers(requestId)
        if (service.queryCompatible) headers.add(QUERY_ERROR, queryError(error))
        return respond(error.status, codec.encodeError(service, error), headers)
    }

    override fun malformed(failure: MalformedRequest): ErrorShape =
        ErrorShape(failure.code ?: "SerializationException", failure.reason)

    override fun unknownOperation(name: String?): ErrorShape =
        ErrorShape("UnknownOperationException", null, NOT_FOUND)

    override fun resembles(request: HttpRequest): Boolean = PROTOCOL in request.headers

    private fun headers(requestId: String) =
        Headers.builder().add("x-amzn-RequestId", requestId).add(PROTOCOL, "rpc-v2-cbor")

    private fun respond(
        status: Int,
        body: ByteArray,
        headers: Headers.Builder,
    ): HttpResponse {
        headers.add("Content-Type", "application/cbor").add("Content-Length", body.size.toString())
        return HttpResponse(status, headers.build(), HttpBody.Bytes(body))
    }

    private companion object {
        const val OK = 200
        const val NOT_FOUND = 404
        const val PROTOCOL = "Smithy-Protocol"
    }
}
