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
    @Volatile
    private var input: Any? =
        input?.let { bytesOf(request) ?: kept(asked!!.input, it) } ?: legible?.let { Seen(it) }

    @Volatile
    private var output: Any? = output?.let { kept(answered!!.output, it) }

    override val weight: Int = weight(this.input, request.body) + weight(this.output, response)

    @Volatile
    override var isLetGo: Boolean = false
        private set

    override fun letGo() {
        isLetGo = true
        if (isHeavy(input)) input = Gone
        if (isHeavy(output)) output = Gone
    }

    override fun input(): Map<String, Any?> {
        val input = input
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
    ): Any = if (serializer.descriptor.streams) Seen(Documents.of(serializer, value, names)) else value

    private fun weight(
        kept: Any?,
        body: HttpBody,
    ): Int = (body.contentLength ?: 0).takeIf { it > SMALL && isHeavy(kept) }?.toInt() ?: 0

    private fun isHeavy(kept: Any?): Boolean = kept != null && kept !is Seen && kept !is ByteArray

    @Suppress("UNCHECKED_CAST")
    private fun <T : Any> document(
        serializer: KSerializer<T>,
        kept: Any,
    ): Map<String, Any?> =
        when (kept) {
            is Seen -> kept.document
            is Gone -> error("The journal has let go of this: of calls with long bodies it keeps the last ones")
            else -> Documents.of(serializer, kept as T, names)
        }

    /** Stands for what the journal no longer keeps. */
    private object Gone

    private class Seen(
        val document: Map<String, Any?>,
    )

    private companion object {
        /** Bytes; the items of a longer body are better shared with the state than kept twice. */
        const val SMALL = 4096
    }
}
