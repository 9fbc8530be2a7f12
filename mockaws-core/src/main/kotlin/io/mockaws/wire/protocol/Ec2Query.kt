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
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse

/** ec2Query, https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html: EC2's own dialect of Query. */
internal class Ec2Query(
    private val service: ServiceShape,
) : Protocol {
    override val name: String get() = "ec2Query"
    override val inputIsBody: Boolean get() = false

    private val forms = FormCodec(service.memberNames, isEc2 = true)
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
            xml.encodeMembers(this, operation.output, output)
            leaf("requestId", requestId)
        }
        return out.response(OK, requestId, CONTENT_TYPE)
    }

    /** Without a namespace, and with another spelling of the request's id than in a success. */
    override fun encodeError(
        error: ErrorShape,
        requestId: String,
    ): HttpResponse {
        val out = XmlWriter(strict = true)
        out.declaration()
        out.element("Response") {
            element("Errors") {
                element("Error") {
                    leaf("Code", error.queryCode)
                    error.message?.let { leaf("Message", it) }
                    error.detail?.let { detail(xml, it) }
                }
            }
            leaf("RequestID", requestId)
        }
        return out.response(error.status, requestId, CONTENT_TYPE)
    }

    override fun malformed(failure: MalformedRequest): ErrorShape =
        ErrorShape(failure.code ?: "MalformedInput", failure.reason)

    override fun unknownOperation(name: String?): ErrorShape = unknownAction(name)

    override fun resembles(request: HttpRequest): Boolean = request.isForm || request.method == "GET"

    private companion object {
        const val OK = 200
        const val CONTENT_TYPE = "text/xml;charset=UTF-8"
    }
}
