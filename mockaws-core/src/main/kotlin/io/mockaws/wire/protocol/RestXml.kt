package io.mockaws.wire.protocol

import io.mockaws.wire.ErrorShape
import io.mockaws.wire.HostId
import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.OperationShape
import io.mockaws.wire.ServiceShape
import io.mockaws.wire.UnknownMembers
import io.mockaws.wire.XmlNamespace
import io.mockaws.wire.binding.BoundResponse
import io.mockaws.wire.binding.RestBindings
import io.mockaws.wire.codec.XmlCodec
import io.mockaws.wire.codec.XmlStyle
import io.mockaws.wire.codec.XmlWriter
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse

/**
 * restXml, https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html, and what S3 does otherwise:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
internal class RestXml(
    private val service: ServiceShape,
    operations: List<OperationShape<*, *>>,
) : Protocol {
    override val name: String get() = "restXml"
    override val inputIsBody: Boolean get() = false

    private val style = XmlStyle(service.xmlNamespace?.let { XmlNamespace(it) }, alwaysMilliseconds = service.isS3)
    private val codec = XmlCodec(service.memberNames, style) { if (service.isS3) malformedXml(it) else it }

    // The vectors contradict each other and restJson1: six want it so, two the other way. No service of AWS's has such a map.
    private val bindings = RestBindings(operations, service.memberNames, codec, allParameters = false)

    override fun operationName(request: HttpRequest): String? = bindings.operationName(request)

    override suspend fun <I : Any> decode(
        operation: OperationShape<I, *>,
        request: HttpRequest,
        unknown: UnknownMembers,
    ): I = bindings.request(operation).decode(request, unknown)

    override fun <O : Any> encode(
        operation: OperationShape<*, O>,
        output: O,
        requestId: String,
    ): HttpResponse {
        val http = bindings.http(operation)
        val response = bindings.response(operation.output).encode(output, codec)
        // S3 answers HEAD as if the document of a GET were to follow.
        if (service.isS3 && http.method == "HEAD") response.contentType = XmlCodec.CONTENT_TYPE
        return message(response, response.status ?: http.status, requestId)
    }

    override fun encodeError(
        error: ErrorShape,
        requestId: String,
    ): HttpResponse {
        val response = BoundResponse()
        val out = XmlWriter(strict = true).apply { declaration() }
        if (service.isS3) {
            out.start("Error")
            error.writeTo(out, response)
            out.leaf("RequestId", requestId)
            out.leaf("HostId", HostId.of(requestId))
            out.end("Error")
        } else {
            out.start("ErrorResponse", style.namespace)
            out.start("Error")
            out.leaf("Type", if (error.sender) "Sender" else "Receiver")
            error.writeTo(out, response)
            out.end("Error")
            out.leaf("RequestId", requestId)
            out.end("ErrorResponse")
        }
        if (error.status != RestBindings.NOT_MODIFIED) {
            response.body = HttpBody.Bytes(out.toBytes())
            response.contentType = XmlCodec.CONTENT_TYPE
        }
        return message(response, error.status, requestId)
    }

    override fun malformed(failure: MalformedRequest): ErrorShape =
        ErrorShape(failure.code ?: if (service.isS3) "InvalidArgument" else "MalformedInput", failure.reason)

    override fun unknownOperation(name: String?): ErrorShape =
        if (service.isS3) {
            ErrorShape("MethodNotAllowed", "The specified method is not allowed against this resource.", NOT_ALLOWED)
        } else {
            ErrorShape("UnknownOperationException", null, NOT_FOUND)
        }

    override fun resembles(request: HttpRequest): Boolean = true

    private fun ErrorShape.writeTo(
        out: XmlWriter,
        response: BoundResponse,
    ) {
        out.leaf("Code", code)
        message?.let { out.leaf("Message", it) }
        detail?.writeTo(out, response)
    }

    private fun <T : Any> ErrorShape.Detail<T>.writeTo(
        out: XmlWriter,
        response: BoundResponse,
    ) = codec.encodeMembers(out, bindings.response(serializer).inDocument(response, codec), value)

    private fun message(
        response: BoundResponse,
        status: Int,
        requestId: String,
    ): HttpResponse {
        val headers = Headers.builder()
        if (service.isS3) {
            headers.add("x-amz-id-2", HostId.of(requestId)).add("x-amz-request-id", requestId).add("Server", "AmazonS3")
        } else {
            headers.add("x-amzn-RequestId", requestId)
        }
        return bindings.message(headers, response, status)
    }

    private companion object {
        const val NOT_FOUND = 404
        const val NOT_ALLOWED = 405

        fun malformedXml(cause: MalformedRequest) =
            MalformedRequest(
                "The XML you provided was not well-formed or did not validate against our published schema",
                cause,
                code = "MalformedXML",
            )
    }
}
