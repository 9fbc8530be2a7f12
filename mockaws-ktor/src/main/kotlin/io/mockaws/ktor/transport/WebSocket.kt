package io.mockaws.ktor.transport

import io.ktor.utils.io.ByteReadChannel
import io.ktor.utils.io.readAvailable
import io.mockaws.wire.http.WebSocketClient
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import java.io.ByteArrayOutputStream
import java.io.EOFException
import java.io.IOException
import java.nio.ByteBuffer

/** A client that speaks WebSocket (RFC 6455), behind its handshake. Pings are answered here. */
internal class WebSocket(
    private val input: ByteReadChannel,
    private val output: Outgoing,
) : WebSocketClient {
    private val writing = Mutex()
    private var isClosed = false

    @Volatile
    override var closeCode: Int = NO_CODE
        private set

    private class Frame(
        val opcode: Int,
        val isLast: Boolean,
        val content: ByteArray,
    )

    override suspend fun receive(): String? {
        val message = ByteArrayOutputStream()
        while (true) {
            val frame = frame()
            when (frame.opcode) {
                TEXT, CONTINUATION -> message.write(frame.content)
                PING -> write(PONG, frame.content)
                PONG -> Unit
                CLOSE -> return closed(frame)
                else -> return refuse(NOT_TEXT)
            }
            if (message.size() > MESSAGE) return refuse(TOO_LARGE)
            if (frame.opcode <= TEXT && frame.isLast) return message.toString(Charsets.UTF_8)
        }
    }

    /** What the client has closed with goes back. */
    private suspend fun closed(frame: Frame): String? {
        if (frame.content.size >= 2) closeCode = ByteBuffer.wrap(frame.content).short.toInt() and MASK_16
        close(if (closeCode == NO_CODE) NORMAL else closeCode)
        return null
    }

    private suspend fun refuse(code: Int): String? {
        closeCode = code
        close(code)
        return null
    }

    override suspend fun send(text: String) = write(TEXT, text.encodeToByteArray())

    override suspend fun close(code: Int) {
        if (isClosed) return
        write(CLOSE, ByteBuffer.allocate(2).putShort(code.toShort()).array())
        isClosed = true
    }

    private suspend fun frame(): Frame {
        val (first, second) = bytes(2).map { it.toInt() and MASK_8 }
        if (second and MASKED == 0 || first and RESERVED != 0) throw IOException("A frame is not as RFC 6455 has it")
        val length =
            when (val short = second and LENGTH) {
                LENGTH_16 -> ByteBuffer.wrap(bytes(2)).short.toLong() and MASK_16.toLong()
                LENGTH_64 -> ByteBuffer.wrap(bytes(Long.SIZE_BYTES)).long
                else -> short.toLong()
            }
        if (length !in 0..MESSAGE) {
            refuse(TOO_LARGE)
            throw IOException("A frame is longer than $MESSAGE bytes")
        }
        val mask = bytes(MASK)
        val content = bytes(length.toInt())
        for (i in content.indices) content[i] = (content[i].toInt() xor mask[i % MASK].toInt()).toByte()
        return Frame(first and OPCODE, first and LAST != 0, content)
    }

    /** No time is set for a client to say something. */
    private suspend fun bytes(count: Int): ByteArray {
        val bytes = ByteArray(count)
        var at = 0
        while (at < count) {
            if (!input.awaitContent()) throw EOFException("The client has gone")
            at += input.readAvailable(bytes, at, count - at)
        }
        return bytes
    }

    private suspend fun write(
        opcode: Int,
        content: ByteArray,
    ) = writing.withLock {
        if (isClosed) return@withLock
        val head = ByteBuffer.allocate(HEAD).put((LAST or opcode).toByte())
        when {
            content.size < LENGTH_16 -> head.put(content.size.toByte())
            content.size <= MASK_16 -> head.put(LENGTH_16.toByte()).putShort(content.size.toShort())
            else -> head.put(LENGTH_64.toByte()).putLong(content.size.toLong())
        }
        output.write(head.array().copyOf(head.position()) + content)
        output.flush()
    }

    private companion object {
        /** What API Gateway takes at most: 128 KB. */
        const val MESSAGE = 128 * 1024
        const val CONTINUATION = 0x0
        const val TEXT = 0x1
        const val CLOSE = 0x8
        const val PING = 0x9
        const val PONG = 0xA
        const val LAST = 0x80
        const val RESERVED = 0x70
        const val OPCODE = 0x0F
        const val MASKED = 0x80
        const val LENGTH = 0x7F
        const val LENGTH_16 = 126
        const val LENGTH_64 = 127
        const val MASK = 4
        const val MASK_8 = 0xFF
        const val MASK_16 = 0xFFFF
        const val HEAD = 10
        const val NORMAL = 1000
        const val NOT_TEXT = 1003
        const val NO_CODE = 1005
        const val TOO_LARGE = 1009
    }
}
