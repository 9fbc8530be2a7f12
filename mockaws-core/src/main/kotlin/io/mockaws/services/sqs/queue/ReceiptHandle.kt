package io.mockaws.services.sqs.queue

import io.mockaws.engine.Ids
import io.mockaws.services.sqs.SqsFaults
import java.util.Base64

/**
 * What a consumer got a message with. It names the life of the queue, the message's position in it, which receive it was
 * and in which copy of a mock, so that nothing has to be remembered to understand it, and a consumer that is late does not
 * delete a message of the next test.
 */
internal class ReceiptHandle private constructor(
    private val text: String,
    val queue: String,
    val position: Long,
    private val receive: Int,
    private val copy: Long,
) {
    /** Whether nobody has received [message] since. */
    fun isOfLastReceive(message: Message): Boolean = receive == message.receivesHere && copy == message.receivedIn

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
            "$queue ${message.position} ${message.receivesHere} ${message.receivedIn} ${ids.hex(
                SALT
            )}".encodeToByteArray()
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
            val copy = parts.getOrNull(3)?.toLongOrNull()
            if (parts.size != 5 || parts[0] != queue || position == null || receive == null || copy == null) {
                throw SqsFaults.receiptHandleIsInvalid(text)
            }
            return ReceiptHandle(text, queue, position, receive, copy)
        }
    }
}
