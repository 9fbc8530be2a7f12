package io.mockaws.wire.protocol

import io.mockaws.wire.ErrorShape
import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.OperationShape
import io.mockaws.wire.ServiceShape
import io.mockaws.wire.UnknownMembers
import io.mockaws.wire.XmlNamespace
import io.mockaws.wire.codec.FormCodec
import io.mockaws.wire.codec.XmlCodec
import io.mockaws.wire.codec.XmlStyle
import io.mockaws.wire.codec.XmlWriter
import io.mockaws.wire.codec.isUnit
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse

/** awsQuery, https://smithy.io/2.0/aws/protocols/aws-query-protocol.html: a form in, XML out. */
internal class AwsQuery(
    private val service: ServiceShape,
) : Protocol {
    override val name: String get() = "awsQuery"
    override val inputIsBody: Boolean get() = false

    private val forms = FormCodec(service.memberNames)
    private val xml = XmlCodec(service.memberNames, XmlStyle())
    private val namespace = service.xmlNamespace?.let { XmlNamespace(it) }

    override fun operationName(request: HttpRequest): String? = request.action()

    override suspend fun <I : Any> decode(
        operation: OperationShape<I, *>,
        request: HttpRequest,
        unknown: UnknownMembers,
    ): I = forms.decode(operation.input, request.form(), unknown)

    override fun <O : Any> encode(
        operation: OperationShape<*, O>,
        output: O,
        requestId: String,
    ): HttpResponse {
        val out = XmlWriter()
        out.declaration()
        out.element("${operation.name}Response", namespace) {
            if (!operation.output.isUnit) {
                element("${operation.name}Result") { xml.encodeMembers(this, operation.output, output) }
            }
            element("ResponseMetadata") { leaf("RequestId", requestId) }
        }
        return out.response(OK, requestId)
    }

    override fun encodeError(
        error: ErrorShape,
        requestId: String,
    ): HttpResponse {
        val out = XmlWriter(strict = true)
        out.declaration()
        out.element("ErrorResponse", namespace) {
            element("Error") {
                leaf("Type", if (error.sender) "Sender" else "Receiver")
                leaf("Code", error.queryCode)
                error.queryMessage?.let { leaf("Message", it) }
                error.detail?.let { detail(xml, it) }
            }
            leaf("RequestId", requestId)
        }
        return out.response(error.status, requestId)
    }

    override fun malformed(failure: MalformedRequest): ErrorShape =
        ErrorShape(failure.code ?: "MalformedInput", failure.reason)

    override fun unknownOperation(name: String?): ErrorShape = unknownAction(name)

    override fun resembles(request: HttpRequest): Boolean = request.isForm || request.method == "GET"

    private companion object {
        const val OK = 200
    }
}

internal inline fun XmlWriter.element(
    name: String,
    namespace: XmlNamespace? = null,
    content: XmlWriter.() -> Unit,
) {
    start(name, namespace)
    content()
    end(name)
}

internal fun <T : Any> XmlWriter.detail(
    xml: XmlCodec,
    detail: ErrorShape.Detail<T>,
) = xml.encodeMembers(this, detail.serializer, detail.value)

internal fun XmlWriter.response(
    status: Int,
    requestId: String,
    contentType: String = "text/xml",
): HttpResponse {
    val body = toBytes()
    val headers =
        Headers
            .builder()
            .add("x-amzn-RequestId", requestId)
            .add("Content-Type", contentType)
            .add("Content-Length", body.size.toString())
    return HttpResponse(status, headers.build(), HttpBody.Bytes(body))
}
