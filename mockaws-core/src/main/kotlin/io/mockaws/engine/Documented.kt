package io.mockaws.engine

import io.mockaws.wire.MemberNames
import io.mockaws.wire.OperationShape
import io.mockaws.wire.codec.Documents
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.protocol.Protocol
import io.mockaws.wire.streams
import kotlinx.serialization.KSerializer

/** A shape as people look at it, made when they do: see [Documents]. */
internal typealias Document = () -> Map<String, Any?>

/**
 * How the journal keeps inputs and outputs. It holds thousands of them, each outlives a collection of garbage or
 * two, and copying them is what a call costs later: so what counts is of how few objects one is made.
 */
internal object Documented {
    /** The bytes of a small body say all, in one object instead of a tree. */
    fun <I : Any> input(
        shape: OperationShape<I, *>,
        value: I,
        names: MemberNames,
        protocol: Protocol,
        request: HttpRequest,
    ): Document {
        val body = request.body
        val saysAll = protocol.inputIsBody && "Content-Encoding" !in request.headers
        if (body !is HttpBody.Bytes || body.bytes.size > SMALL || !saysAll) return shape(shape.input, value, names)
        val bytes = body.bytes
        return {
            val sent = HttpRequest("POST", "/", body = HttpBody.Bytes(bytes))
            Documents.of(shape.input, CallerThread().complete { protocol.decode(shape, sent) {} }, names)
        }
    }

    /** Made at once where [value] holds a stream, which would be kept alive. */
    fun <T : Any> shape(
        serializer: KSerializer<T>,
        value: T,
        names: MemberNames,
    ): Document {
        if (!serializer.descriptor.streams) return { Documents.of(serializer, value, names) }
        val document = Documents.of(serializer, value, names)
        return { document }
    }

    /** Bytes; the items of a longer body are better shared with the state than kept twice. */
    private const val SMALL = 4096
}
