package io.mockaws.ktor.transport

import io.ktor.utils.io.ByteWriteChannel
import io.ktor.utils.io.writeFully
import java.io.IOException
import kotlin.time.Duration

/** What goes back on a connection; a client that takes nothing for [stall] is given up. */
internal class Outgoing(
    private val channel: ByteWriteChannel,
    private val lookout: Lookout,
    private val stall: Duration,
) {
    /** In pieces, because the channel takes one of any size, and only then looks whether anybody takes it. */
    suspend fun write(
        bytes: ByteArray,
        length: Int = bytes.size,
    ) {
        for (offset in 0 until length step PIECE) {
            inTime { channel.writeFully(bytes, offset, minOf(offset + PIECE, length)) }
        }
    }

    suspend fun write(text: String) = write(text.encodeToByteArray())

    suspend fun flush() = inTime { channel.flush() }

    /** Says that nothing more will come. */
    suspend fun end() = inTime { channel.flushAndClose() }

    private suspend inline fun inTime(write: () -> Unit) {
        val alarm =
            lookout.alarm(stall) { channel.cancel(IOException("The client has not taken its answer for $stall")) }
        alarm.use { write() }
    }

    private companion object {
        const val PIECE = 64 * 1024
    }
}
