package io.mockaws.compat.ktor.mounted

import java.io.EOFException
import java.io.InputStream
import java.net.Socket

/** A client that sends what it is told, byte for byte. */
internal class RawSocket(
    port: Int,
) : AutoCloseable {
    private val socket = Socket("127.0.0.1", port).apply { soTimeout = 20_000 }
    private val input: InputStream = socket.getInputStream().buffered()

    fun send(text: String): RawSocket = send(text.replace("\n", "\r\n").encodeToByteArray())

    fun send(bytes: ByteArray): RawSocket =
        apply {
            socket.getOutputStream().write(bytes)
            socket.getOutputStream().flush()
        }

    /** @throws EOFException when the server breaks off */
    fun answer(isToHead: Boolean = false): Answer {
        val status = line().split(' ')[1].toInt()
        val headers =
            generateSequence(::line).takeWhile { it.isNotEmpty() }
                .map { it.substringBefore(':').lowercase() to it.substringAfter(':').trim() }.toList()
        val length = headers.firstOrNull { it.first == "content-length" }?.second?.toInt() ?: 0
        val isEmpty = isToHead || status == 100 || status == 204 || status == 304
        return Answer(status, headers, if (isEmpty) ByteArray(0) else exactly(length))
    }

    private fun exactly(length: Int): ByteArray =
        input.readNBytes(length).also { if (it.size < length) throw EOFException("${it.size} of $length bytes") }

    private fun line(): String {
        val bytes = generateSequence { byte() }.takeWhile { it != '\n'.code }.map { it.toByte() }.toList()
        return bytes.toByteArray().decodeToString().removeSuffix("\r")
    }

    private fun byte(): Int = input.read().also { if (it < 0) throw EOFException("The server closed the connection") }

    override fun close() = socket.close()
}
