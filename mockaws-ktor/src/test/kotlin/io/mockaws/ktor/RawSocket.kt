package io.mockaws.ktor

import java.io.InputStream
import java.net.Socket

/** A client that sends what it is told, byte for byte. */
class RawSocket(server: MockAwsServer) : AutoCloseable {
    private val socket = Socket(server.host, server.port).apply { soTimeout = 10_000 }
    private val input: InputStream = socket.getInputStream().buffered()

    fun send(text: String): RawSocket = send(text.replace("\n", "\r\n").encodeToByteArray())

    fun send(bytes: ByteArray): RawSocket = apply {
        socket.getOutputStream().write(bytes)
        socket.getOutputStream().flush()
    }

    fun halfClose() = socket.shutdownOutput()

    /** Breaks off as a process that is killed does: without a farewell. */
    fun reset() {
        socket.setSoLinger(true, 0)
        socket.close()
    }

    /** The next answer: its head, and its content where it has a length. */
    fun answer(isToHead: Boolean = false): Answer {
        val lines = generateSequence { line() }.takeWhile { it.isNotEmpty() }.toList()
        check(lines.isNotEmpty()) { "The server closed the connection" }
        val headers = lines.drop(1).associate { it.substringBefore(": ").lowercase() to it.substringAfter(": ") }
        val status = lines.first().split(' ')[1].toInt()
        val length = if (isToHead || status == 100) 0 else headers["content-length"]?.toInt() ?: 0
        return Answer(status, headers, input.readNBytes(length).decodeToString())
    }

    /** The next answer that is not interim. */
    fun finalAnswer(): Answer = generateSequence { answer() }.first { it.status >= 200 }

    /** Whether the server sent all it had and closed the connection. */
    fun isAtEnd(): Boolean = input.read() < 0

    /** All that comes until the server closes the connection. */
    fun readBytes(): ByteArray = input.readAllBytes()

    private fun line(): String? {
        val bytes = generateSequence { input.read().takeIf { it >= 0 } }.takeWhile { it != '\n'.code }.toList()
        return if (bytes.isEmpty()) null else String(bytes.map { it.toChar() }.toCharArray()).removeSuffix("\r")
    }

    override fun close() = socket.close()

    class Answer(val status: Int, val headers: Map<String, String>, val body: String)
}
