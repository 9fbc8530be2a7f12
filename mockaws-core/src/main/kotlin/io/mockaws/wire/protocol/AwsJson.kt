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
import io.mockaws.wire.eventstream.EventBody
import io.mockaws.wire.eventstream.EventOutput
import io.mockaws.wire.eventstream.EventStream
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import kotlinx.serialization.KSerializer
import java.util.zip.CRC32

/**
 * awsJson 1.0 and 1.1, https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html: everything is POSTed to `/`,
 * the operation is in `X-Amz-Target`. The same in CBOR is what the SDKs for Java speak with Kinesis.
 */
internal class AwsJson(
    override val name: String,
    private val service: ServiceShape,
    format: TokenFormat,
    private val contentType: String,
    private val accepted: List<String>,
) : Protocol {
    override val inputIsBody: Boolean get() = true

    private val codec = TokenCodec(format, service.memberNames)
    private val events by lazy { EventStream(codec, contentType, service.memberNames) }
    private val target = service.targetPrefix + "."

    override fun operationName(request: HttpRequest): String? {
        val header = request.headers["X-Amz-Target"] ?: return null
        if (service.targetPrefix == null || !header.startsWith(target)) return null
        return if (isAccepted(request.headers["Content-Type"].orEmpty())) header.substring(target.length) else null
    }

    private fun isAccepted(contentType: String): Boolean {
        if (contentType in accepted) return true
        val type = contentType.substringBefore(';').trim()
        return accepted.any { it.equals(type, ignoreCase = true) }
    }

    override suspend fun <I : Any> decode(
        operation: OperationShape<I, *>,
        request: HttpRequest,
        unknown: UnknownMembers,
    ): I = codec.decode(operation.input, request.document(service.maxDocument, service.failsOnBadEncoding), unknown)

    override fun <O : Any> encode(
        operation: OperationShape<*, O>,
        output: O,
        requestId: String,
    ): HttpResponse {
        if (output is EventOutput<*>) return streamed(operation.output, output, requestId)
        val body = if (operation.output.isUnit) ByteArray(0) else codec.encode(operation.output, output)
        return HttpResponse(OK, headers(body, requestId).build(), HttpBody.Bytes(body))
    }

    @Suppress("UNCHECKED_CAST")
    private fun <O : Any> streamed(
        serializer: KSerializer<O>,
        output: O,
        requestId: String,
    ): HttpResponse {
        val headers = Headers.of("x-amzn-RequestId" to requestId, "Content-Type" to EventStream.MEDIA_TYPE)
        val first = events.initialResponse(serializer, output)
        return HttpResponse(OK, headers, EventBody(events, output as EventOutput<Any>, first))
    }

    override fun encodeError(
        error: ErrorShape,
        requestId: String,
    ): HttpResponse {
        val body = codec.encodeError(service, error)
        val headers = headers(body, requestId)
        if (service.queryCompatible) headers.add(QUERY_ERROR, queryError(error))
        return HttpResponse(error.status, headers.build(), HttpBody.Bytes(body))
    }

    override fun malformed(failure: MalformedRequest): ErrorShape =
        ErrorShape(failure.code ?: "SerializationException", failure.reason, failure.status)

    /** Without a message, as AWS answers it. */
    override fun unknownOperation(name: String?): ErrorShape = ErrorShape("UnknownOperationException", null)

    override fun resembles(request: HttpRequest): Boolean = "X-Amz-Target" in request.headers

    private fun headers(
        body: ByteArray,
        requestId: String,
    ): Headers.Builder {
        val headers = Headers.builder().add("x-amzn-RequestId", requestId)
        if (service.crc32) headers.add("x-amz-crc32", CRC32().apply { update(body) }.value.toString())
        return headers.add("Content-Type", contentType).add("Content-Length", body.size.toString())
    }

    private companion object {
        const val OK = 200
    }
}

internal const val QUERY_ERROR: String = "x-amzn-query-error"

/** The error code of a service's Query days and who is at fault, for callers that still match on it. */
internal fun queryError(error: ErrorShape): String = "${error.queryCode};${if (error.sender) "Sender" else "Receiver"}"

/** `__type` and the members of the error's shape. */
internal fun TokenCodec.encodeError(
    service: ServiceShape,
    error: ErrorShape,
): ByteArray {
    val namespace = service.errorNamespace?.let { if (error.code in FRAMEWORK_ERRORS) FRAMEWORK else it }
    val type = namespace?.let { "$it#${error.code}" } ?: error.code
    return encode(mapOf("__type" to type, error.messageName to error.message), error.detail)
}

/** What no service says but the framework that all of them are built with, which has a namespace of its own. */
private val FRAMEWORK_ERRORS = setOf("SerializationException", "UnknownOperationException")
private const val FRAMEWORK = "com.amazon.coral.service"
