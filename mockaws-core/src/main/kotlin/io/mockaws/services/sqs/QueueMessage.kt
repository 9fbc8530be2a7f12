package io.mockaws.services.sqs

import io.mockaws.services.sqs.queue.Message
import java.util.Base64
import kotlin.time.Instant
import kotlin.time.toJavaInstant

/** A message as it lies in a queue. */
public class QueueMessage internal constructor(
    /** The message's id. */
    @get:JvmName("id")
    public val id: String,
    /** The message's body. */
    @get:JvmName("body")
    public val body: String,
    /** The message attributes by name: strings and numbers as they were sent, binary values in Base64. */
    @get:JvmName("attributes")
    public val attributes: Map<String, String>,
    /** How often it was received, in dead-letter queues counted on from the queue that it came from. */
    @get:JvmName("receiveCount")
    public val receiveCount: Int,
    /** Whether it could be received now. */
    @get:JvmName("state")
    public val state: State,
    /** The `MessageGroupId`, or null. */
    @get:JvmName("groupId")
    public val groupId: String?,
    /** The `MessageDeduplicationId`, given or made from the body; null in standard queues. */
    @get:JvmName("deduplicationId")
    public val deduplicationId: String?,
    /** When it was sent, by the mock's clock. */
    @get:JvmSynthetic
    public val sentAt: Instant,
) {
    /** Whether a message could be received now. */
    public enum class State {
        /** It could; in a FIFO queue unless its group is in the hands of a consumer. */
        VISIBLE,

        /** Not yet: it was sent with a delay. */
        DELAYED,

        /** Not now: a consumer has received it. */
        IN_FLIGHT,
    }

    /** [sentAt] for Java. */
    @JvmName("sentAt")
    public fun sentAtJava(): java.time.Instant = sentAt.toJavaInstant()

    override fun toString(): String = "$body ($state)"

    internal companion object {
        fun of(
            message: Message,
            visible: Boolean,
        ): QueueMessage =
            QueueMessage(
                message.id,
                message.body,
                message.attributes.mapValues { (_, value) ->
                    value.stringValue
                        ?: value.binaryValue?.let { Base64.getEncoder().encodeToString(it.bytes) }.orEmpty()
                },
                message.receiveCount,
                when {
                    visible -> State.VISIBLE
                    message.received -> State.IN_FLIGHT
                    else -> State.DELAYED
                },
                message.groupId,
                message.deduplicationId,
                message.sentAt,
            )
    }
}
