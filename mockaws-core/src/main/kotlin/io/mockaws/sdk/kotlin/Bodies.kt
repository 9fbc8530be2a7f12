package io.mockaws.sdk.kotlin

import aws.smithy.kotlin.runtime.io.SdkBuffer
import aws.smithy.kotlin.runtime.io.SdkByteReadChannel
import aws.smithy.kotlin.runtime.io.SdkSource
import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.HttpBody
import kotlinx.coroutines.CancellationException
import aws.smithy.kotlin.runtime.http.HttpBody as SdkBody

/** What the SDK sends, read as it is asked for. */
internal fun ofSdk(body: SdkBody): HttpBody =
    when (body) {
        is SdkBody.Empty -> HttpBody.Empty
        is SdkBody.Bytes -> HttpBody.Bytes(body.bytes())
        is SdkBody.SourceContent -> SentBody(body.contentLength) { SourceReader(body.readFrom()) }
        is SdkBody.ChannelContent -> SentBody(body.contentLength) { ChannelReader(body.readFrom()) }
    }

/** What the SDK reads, produced as it reads. */
internal fun toSdk(body: HttpBody): SdkBody =
    if (body is HttpBody.Bytes) {
        if (body.bytes.isEmpty()) SdkBody.Empty else SdkBody.fromBytes(body.bytes)
    } else {
        object : SdkBody.ChannelContent() {
            private val channel = AnswerChannel(body)

            override val contentLength: Long? = body.contentLength

            override fun readFrom(): SdkByteReadChannel = channel
        }
    }

private class SentBody(
    override val contentLength: Long?,
    private val reader: () -> ByteSource,
) : HttpBody {
    override suspend fun open(): ByteSource = reader()
}

private class SourceReader(
    private val source: SdkSource,
) : ByteSource {
    private val chunk = SdkBuffer()

    override suspend fun read(
        buffer: ByteArray,
        offset: Int,
        length: Int,
    ): Int = if (source.read(chunk, length.toLong()) < 0) -1 else chunk.read(buffer, offset, length)

    override fun close() = source.close()
}

private class ChannelReader(
    private val channel: SdkByteReadChannel,
) : ByteSource {
    private val chunk = SdkBuffer()

    override suspend fun read(
        buffer: ByteArray,
        offset: Int,
        length: Int,
    ): Int {
        while (true) {
            val n = channel.read(chunk, length.toLong())
            if (n < 0) return -1
            if (n > 0) return chunk.read(buffer, offset, length)
        }
    }

    override fun close() {
        if (!channel.isClosedForRead) channel.cancel(CancellationException("The mock reads no further"))
    }
}

private class AnswerChannel(
    private val body: HttpBody,
) : SdkByteReadChannel {
    private val chunk = ByteArray(CHUNK)
    private var source: ByteSource? = null

    @Volatile
    private var ended = false

    @Volatile
    override var closedCause: Throwable? = null
        private set

    override val availableForRead: Int get() = 0

    override val isClosedForRead: Boolean get() = ended

    override val isClosedForWrite: Boolean get() = ended

    override suspend fun read(
        sink: SdkBuffer,
        limit: Long,
    ): Long {
        closedCause?.let { throw it }
        if (ended) return -1
        val from = source ?: body.open().also { source = it }
        val n = from.read(chunk, 0, minOf(limit, CHUNK.toLong()).toInt())
        if (n < 0) end() else sink.write(chunk, 0, n)
        return n.toLong()
    }

    override fun cancel(cause: Throwable?): Boolean {
        if (ended) return false
        closedCause = cause ?: CancellationException("The answer was read no further")
        end()
        return true
    }

    private fun end() {
        ended = true
        source?.close()
    }

    private companion object {
        const val CHUNK = 64 * 1024
    }
}
