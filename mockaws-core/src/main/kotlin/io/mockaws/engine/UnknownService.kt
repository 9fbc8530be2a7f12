package io.mockaws.engine

import io.mockaws.wire.ErrorShape
import io.mockaws.wire.ServiceShape
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import io.mockaws.wire.protocol.Protocol
import io.mockaws.wire.protocol.Protocols
import io.mockaws.wire.protocol.isForm

/** Speaks for services that nobody has written: an error in the protocol that the request looks like. */
internal object UnknownService {
    private val shape = ServiceShape(id = "Unknown", signingName = "unknown", version = "")

    private val cbor = Protocols.RpcV2Cbor.create(shape)
    private val json = Protocols.AwsJson10.create(shape)
    private val jsonAsCbor = Protocols.AwsJsonCbor.create(shape)
    private val restJson = Protocols.RestJson1.create(shape)
    private val xml = Protocols.AwsQuery.create(shape)

    fun encode(
        error: ErrorShape,
        request: HttpRequest,
        requestId: String,
    ): HttpResponse = protocolOf(request).encodeError(error, requestId)

    private fun protocolOf(request: HttpRequest): Protocol {
        val type = request.headers["Content-Type"].orEmpty()
        return when {
            request.headers["Smithy-Protocol"] == "rpc-v2-cbor" -> cbor
            type.startsWith("application/x-amz-cbor") -> jsonAsCbor
            "X-Amz-Target" in request.headers -> json
            request.isForm || "xml" in type -> xml
            else -> restJson
        }
    }

    /** What the request calls its operation, where its protocol has a name in plain sight. */
    fun operationName(request: HttpRequest): String? {
        request.headers["X-Amz-Target"]?.let { return it.substringAfterLast('.') }
        if ("/operation/" in request.path) return request.path.substringAfterLast('/')
        request.query.split('&').firstOrNull { it.startsWith("Action=") }?.let { return it.substring("Action=".length) }
        val body = request.body as? HttpBody.Bytes ?: return null
        if (!request.isForm) return null
        return Regex("(?:^|&)Action=([A-Za-z0-9]+)").find(body.bytes.decodeToString())?.groupValues?.get(1)
    }
}
