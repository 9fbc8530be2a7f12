package io.mockaws.engine

import io.mockaws.testing.CallDocuments
import io.mockaws.wire.MemberNames
import io.mockaws.wire.OperationShape
import io.mockaws.wire.codec.Documents
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.protocol.Protocol
import io.mockaws.wire.streams
import kotlinx.serialization.KSerializer
import java.lang.ref.SoftReference

/**
 * How the journal keeps the input and output of a call. It holds thousands of them, each outlives a collection of
 * garbage or two, and copying them is what a call costs later: so what counts is of how few objects one is made.
 */
internal class Documented<I : Any, O : Any>(
    private val protocol: Protocol,
    private val names: MemberNames,
    private val asked: OperationShape<I, *>?,
    private val answered: OperationShape<*, O>?,
    request: HttpRequest,
    input: I?,
    /** What could be read of an input that was malformed. */
    legible: Map<String, Any?>?,
    response: HttpBody,
    output: O?,
) : CallDocuments {
    /** The bytes of a small body, which say all in one object instead of a tree; or as [kept]. */
    private val input: Any? =
        input?.let { bytesOf(request) ?: kept(asked!!.input, it, request.body) } ?: legible?.let { Seen(it) }
    private val output: Any? = output?.let { kept(answered!!.output, it, response) }

    override fun input(): Map<String, Any?> {
        if (input !is ByteArray) return input?.let { document(asked!!.input, it) }.orEmpty()
        val sent = HttpRequest("POST", "/", body = HttpBody.Bytes(input))
        return Documents.of(asked!!.input, CallerThread().complete { protocol.decode(asked, sent) {} }, names)
    }

    override fun output(): Map<String, Any?>? = output?.let { document(answered!!.output, it) }

    private fun bytesOf(request: HttpRequest): ByteArray? {
        val body = request.body
        val saysAll = protocol.inputIsBody && "Content-Encoding" !in request.headers
        return if (saysAll && body is HttpBody.Bytes && body.bytes.size <= SMALL) body.bytes else null
    }

    /** [value]; or what is to be seen of it where it holds a stream, which would be kept alive. */
    private fun <T : Any> kept(
        serializer: KSerializer<T>,
        value: T,
        body: HttpBody,
    ): Any =
        when {
            serializer.descriptor.streams -> Seen(Documents.of(serializer, value, names))
            body is HttpBody.Bytes && body.bytes.size > LARGE -> SoftReference(value)
            else -> value
        }

    @Suppress("UNCHECKED_CAST")
    private fun <T : Any> document(
        serializer: KSerializer<T>,
        kept: Any,
    ): Map<String, Any?> =
        when (kept) {
            is Seen -> kept.document
            is SoftReference<*> -> Documents.of(serializer, kept.get() as T? ?: letGo(), names)
            else -> Documents.of(serializer, kept as T, names)
        }

    private fun letGo(): Nothing =
        error("The journal has let go of this: memory ran short, and it was larger than ${LARGE / 1024} KiB")

    private class Seen(
        val document: Map<String, Any?>,
    )

    private companion object {
        /** Bytes; the items of a longer body are better shared with the state than kept twice. */
        const val SMALL = 4096

        /** Bytes; what was longer is given up before the JVM runs out of memory. */
        const val LARGE = 64 * 1024
    }
}
