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
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse

/** What AWS's two Query dialects share: a form in, whose `Action` is the operation, and XML out. */
internal abstract class QueryProtocol(
    service: ServiceShape,
    isEc2: Boolean,
    private val contentType: String,
) : Protocol {
    final override val inputIsBody: Boolean get() = false

    private val forms = FormCodec(service.memberNames, isEc2)
    protected val xml: XmlCodec = XmlCodec(service.memberNames, XmlStyle())
    protected val namespace: XmlNamespace? = service.xmlNamespace?.let { XmlNamespace(it) }

    final override fun operationName(request: HttpRequest): String? = request.action()

    final override suspend fun <I : Any> decode(
        operation: OperationShape<I, *>,
        request: HttpRequest,
        unknown: UnknownMembers,
    ): I = forms.decode(operation.input, request.form(), unknown)

    final override fun malformed(failure: MalformedRequest): ErrorShape =
        ErrorShape(failure.code ?: "MalformedInput", failure.reason)

    /** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html */
    final override fun unknownOperation(name: String?): ErrorShape =
        if (name.isNullOrEmpty()) {
            ErrorShape("MissingAction", "The request is missing an action or a required parameter.")
        } else {
            ErrorShape("InvalidAction", "The action $name is not valid for this endpoint.")
        }

    final override fun resembles(request: HttpRequest): Boolean = request.isForm || request.method == "GET"

    /** An answer whose document is what [content] writes. */
    protected inline fun respond(
        status: Int,
        requestId: String,
        strict: Boolean = false,
        content: XmlWriter.() -> Unit,
    ): HttpResponse = response(status, requestId, XmlWriter(strict).apply { declaration() }.apply(content).toBytes())

    /** Writes the code, the message and the members of an error. */
    protected fun XmlWriter.error(
        error: ErrorShape,
        message: String?,
    ) {
        leaf("Code", error.queryCode)
        message?.let { leaf("Message", it) }
        error.detail?.let { members(it) }
    }

    private fun <T : Any> XmlWriter.members(detail: ErrorShape.Detail<T>) =
        xml.encodeMembers(this, detail.serializer, detail.value)

    protected inline fun XmlWriter.element(
        name: String,
        namespace: XmlNamespace? = null,
        content: XmlWriter.() -> Unit,
    ) {
        start(name, namespace)
        content()
        end(name)
    }

    protected fun response(
        status: Int,
        requestId: String,
        body: ByteArray,
    ): HttpResponse {
        val headers =
            Headers
                .builder()
                .add("x-amzn-RequestId", requestId)
                .add("Content-Type", contentType)
                .add("Content-Length", body.size.toString())
        return HttpResponse(status, headers.build(), HttpBody.Bytes(body))
    }

    protected companion object {
        const val OK: Int = 200
    }
}
