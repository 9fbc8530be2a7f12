package io.mockaws.wire.eventstream

import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.http.CHUNK
import io.mockaws.wire.http.HttpBody
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import software.amazon.eventstream.Message
import software.amazon.eventstream.MessageDecoder
import java.nio.ByteBuffer
import java.nio.charset.CharacterCodingException

/**
 * The frames of a body as they come in. Collecting throws [MalformedRequest] where one is broken: a checksum that
 * does not hold, an impossible length, an end in the middle.
 */
internal fun HttpBody.frames(): Flow<Message> =
    flow {
        val ready = ArrayDeque<Message>()
        val decoder = MessageDecoder { ready.addLast(it) }
        val buffer = ByteArray(CHUNK)
        var read = 0L
        var framed = 0L
        open().use { source ->
            while (true) {
                val n = source.read(buffer)
                if (n < 0) break
                read += n
                refusing { decoder.feed(buffer, 0, n) }
                while (ready.isNotEmpty()) emit(ready.removeFirst().also { framed += it.toByteBuffer().remaining() })
            }
        }
        if (read != framed) throw MalformedRequest("The event stream ends within a frame")
    }

/** The frames' library throws exceptions of many kinds for bytes that make no sense, and for headers of another type. */
internal inline fun <T> refusing(read: () -> T): T =
    try {
        read()
    } catch (broken: RuntimeException) {
        throw MalformedRequest(broken.message ?: "A frame is malformed", broken)
    }

/** @throws MalformedRequest where [bytes] are not UTF-8 */
internal fun utf8(bytes: ByteArray): String =
    try {
        Charsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString()
    } catch (broken: CharacterCodingException) {
        throw MalformedRequest("Invalid UTF-8 in an event", broken)
    }
