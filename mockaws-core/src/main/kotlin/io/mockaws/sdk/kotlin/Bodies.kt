package io.mockaws.sdk.kotlin

import aws.smithy.kotlin.runtime.http.HttpBody
import aws.smithy.kotlin.runtime.io.SdkBuffer
import aws.smithy.kotlin.runtime.io.SdkByteReadChannel
import aws.smithy.kotlin.runtime.io.SdkSource
import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.CHUNK
import java.io.IOException
import kotlin.coroutines.cancellation.CancellationException
import io.mockaws.wire.http.HttpBody as WireBody

internal fun HttpBody.toWire(): WireBody =
    when (this) {
        is HttpBody.Empty -> WireBody.Empty

        // A ByteStream is its maker's own array, who may use it again.
        is HttpBody.Bytes -> WireBody.Bytes(bytes().copyOf())

        is HttpBody.SourceContent -> SdkBody(contentLength) { SourceReader(readFrom()) }

        is HttpBody.ChannelContent -> SdkBody(contentLength) { ChannelReader(readFrom()) }
    }

internal fun WireBody.toSdk(): HttpBody =
    when {
        this is WireBody.Bytes && bytes.isEmpty() -> HttpBody.Empty

        // Its reader gets this very array and may write to it; it may be what is stored.
        this is WireBody.Bytes -> HttpBody.fromBytes(bytes.copyOf())

        else -> ChannelBody(this)
    }

private class SdkBody(
    override val contentLength: Long?,
    private val reader: () -> ByteSource,
) : WireBody {
    override suspend fun open(): ByteSource = reader()
}

/**
 * Reads where it is called: a hop to another thread would let virtual time run on meanwhile, and a test's sources
 * are files and memory.
 */
private class SourceReader(
    private val source: SdkSource,
) : ByteSource {
    private val arrived = SdkBuffer()

    override suspend fun read(
        buffer: ByteArray,
        offset: Int,
        length: Int,
    ): Int {
        if (arrived.size == 0L && source.read(arrived, length.toLong()) < 0) return -1
        return arrived.read(buffer, offset, length)
    }

    override fun close() = source.close()
}

private class ChannelReader(
    private val channel: SdkByteReadChannel,
) : ByteSource {
    private val arrived = SdkBuffer()

    override suspend fun read(
        buffer: ByteArray,
        offset: Int,
        length: Int,
    ): Int {
        if (arrived.size == 0L && channel.read(arrived, length.toLong()) < 0) return -1
        return arrived.read(buffer, offset, length)
    }

    override fun close() {
        channel.cancel(null)
    }
}

private class ChannelBody(
    private val body: WireBody,
) : HttpBody.ChannelContent() {
    private val channel = BodyChannel(body)

    override val contentLength: Long? get() = body.contentLength

    override fun readFrom(): SdkByteReadChannel = channel
}

/** A body as the SDK reads it: nothing is read before it is asked for. */
private class BodyChannel(
    private val body: WireBody,
) : SdkByteReadChannel {
    private var source: ByteSource? = null
    private val buffer by lazy(LazyThreadSafetyMode.NONE) { ByteArray(CHUNK) }

    @Volatile
    private var ended = false

    override val availableForRead: Int get() = 0
    override val isClosedForRead: Boolean get() = ended
    override val isClosedForWrite: Boolean get() = ended

    @Volatile
    override var closedCause: Throwable? = null
        private set

    override suspend fun read(
        sink: SdkBuffer,
        limit: Long,
    ): Long {
        closedCause?.let { throw it }
        if (ended) return -1
        if (limit == 0L) return 0
        val n =
            try {
                (source ?: body.open().also { source = it }).read(buffer, 0, minOf(limit, CHUNK.toLong()).toInt())
            } catch (broken: IOException) {
                end(broken)
                throw broken
            }
        if (n < 0) end(null) else sink.write(buffer, 0, n)
        return n.toLong()
    }

    override fun cancel(cause: Throwable?): Boolean {
        if (ended) return false
        end(cause ?: CancellationException("The body of the response was cancelled"))
        return true
    }

    private fun end(cause: Throwable?) {
        closedCause = cause
        ended = true
        source?.close()
    }
}
