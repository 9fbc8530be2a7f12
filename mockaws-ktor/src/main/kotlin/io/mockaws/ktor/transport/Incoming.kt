package io.mockaws.ktor.transport

import io.ktor.utils.io.ByteReadChannel
import io.ktor.utils.io.availableForRead
import io.ktor.utils.io.readAvailable
import io.mockaws.ktor.framing.Chunks
import java.io.EOFException
import java.io.IOException
import kotlin.time.Duration

/** The bytes of one connection's requests behind their heads; who sends none for [stall] is refused. */
internal class Incoming(
    private val channel: ByteReadChannel,
    private val lookout: Lookout,
    private val stall: Duration,
) : Chunks.Input {
    override suspend fun read(
        buffer: ByteArray,
        offset: Int,
        length: Int,
    ): Int {
        if (channel.availableForRead == 0) {
            val isThere = lookout.within(stall) { channel.awaitContent() } ?: throw Refusal.tooSlow()
            if (!isThere) throw EOFException("The client broke off in the middle of a request")
        }
        return channel.readAvailable(buffer, offset, length)
    }

    /** A line between two chunks, without its end, which must be whole here: half of one has misled readers before. */
    override suspend fun line(): String {
        val text = StringBuilder()
        val byte = ByteArray(1)
        while (true) {
            read(byte, 0, 1)
            val char = Char(byte[0].toUByte().toInt())
            if (char == '\n') break
            if (text.length == MAX_LINE) throw malformed("a line between two chunks is too long")
            text.append(char)
        }
        if (!text.endsWith('\r')) throw malformed("a line between two chunks has no proper end")
        return text.substring(0, text.length - 1)
    }

    override fun malformed(reason: String): IOException = Refusal.badRequest(reason)

    override fun tooManyFields(): IOException = Refusal.headTooLarge()

    private companion object {
        const val MAX_LINE = 8 * 1024
    }
}
