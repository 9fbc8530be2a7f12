package io.mockaws.services.sqs.queue

import io.mockaws.engine.Ids
import io.mockaws.services.sqs.SqsFaults
import java.util.Base64

/**
 * What a consumer got a message with. It names the life of the queue, the message's position in it and which receive
 * it was, so that nothing has to be remembered to understand it.
 */
internal class ReceiptHandle private constructor(
    private val text: String,
    val queue: String,
    val position: Long,
    val receive: Int,
) {
    override fun toString(): String = text

    companion object {
        private const val SALT = 64
        private val encoder = Base64.getEncoder()
        private val decoder = Base64.getDecoder()

        fun create(
            queue: String,
            message: Message,
            ids: Ids,
        ): String = encoder.encodeToString(
            "$queue ${message.position} ${message.receivesHere} ${ids.hex(SALT)}".encodeToByteArray()
        )

        /** Refuses what is no handle of [queue]. */
        fun parse(
            text: String,
            queue: String,
        ): ReceiptHandle {
            val parts =
                try {
                    decoder.decode(text).decodeToString().split(' ')
                } catch (_: IllegalArgumentException) {
                    throw SqsFaults.receiptHandleIsInvalid(text)
                }
            val position = parts.getOrNull(1)?.toLongOrNull()
            val receive = parts.getOrNull(2)?.toIntOrNull()
            if (parts.size != 4 || parts[0] != queue || position == null || receive == null) {
                throw SqsFaults.receiptHandleIsInvalid(text)
            }
            return ReceiptHandle(text, queue, position, receive)
        }
    }
}
