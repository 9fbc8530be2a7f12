package io.mockaws.services.sqs.queue

import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** A value that travels beside the body. Exactly one of the two values goes with [dataType]'s prefix. */
@Serializable
internal data class MessageAttributeValue(
    val dataType: String? = null,
    val stringValue: String? = null,
    val binaryValue: Blob? = null,
)

/** What a producer hands over, with what can be worked out before the queue is locked. */
internal class Draft(
    val id: String,
    val body: String,
    val attributes: Map<String, MessageAttributeValue>,
    val traceHeader: String?,
    val senderId: String,
    val delaySeconds: Int?,
    val groupId: String?,
    val deduplicationId: String?,
) {
    private val bodyBytes = body.encodeToByteArray()
    val md5OfBody: String = Md5.of(bodyBytes)
    val md5OfAttributes: String? = if (attributes.isEmpty()) null else Md5.of(attributes)

    /** Body and attributes: names, types and values count, system attributes do not. */
    val bytes: Int = bodyBytes.size + attributes.entries.sumOf { (name, value) -> sizeOf(name, value) }

    private fun sizeOf(
        name: String,
        value: MessageAttributeValue,
    ): Int =
        name.encodeToByteArray().size +
            (value.dataType?.encodeToByteArray()?.size ?: 0) +
            (value.stringValue?.encodeToByteArray()?.size ?: value.binaryValue?.size ?: 0)
}

/** A message in a queue. Immutable: a receive puts a new one in its place. */
@Serializable
internal data class Message(
    /** Its place in the queue, counted up and never given twice. */
    val position: Long,
    val id: String,
    val body: String,
    val md5OfBody: String,
    val attributes: Map<String, MessageAttributeValue>,
    val traceHeader: String?,
    val senderId: String,
    val sentAt: Instant,
    val groupId: String?,
    val deduplicationId: String?,
    val sequenceNumber: String?,
    /** Hidden until then: delayed when it was never received, in flight otherwise. */
    val visibleAt: Instant,
    /** Over all queues that it has been in. */
    val receiveCount: Int = 0,
    /** In this queue; what the redrive policy goes by. */
    val receivesHere: Int = 0,
    /** The copy of the mock in which it was received last: [io.mockaws.engine.Ids.copy]. */
    val receivedIn: Long = 0,
    val firstReceivedAt: Instant? = null,
    val receivedAt: Instant? = null,
    /** The `ReceiveRequestAttemptId` of the last receive, as long as that can be repeated. */
    val attemptId: String? = null,
    /** The queue that gave it up, when this is a dead-letter queue. */
    val deadLetterSource: String? = null,
) {
    val received: Boolean get() = receivedAt != null

    /**
     * As its dead-letter queue takes it in. It keeps its age, except in a FIFO queue:
     * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
     */
    fun deadLetterFrom(
        sourceArn: String,
        fifo: Boolean,
        now: Instant,
    ): Message =
        copy(
            sentAt = if (fifo) now else sentAt,
            receivesHere = 0,
            receivedAt = null,
            attemptId = null,
            deadLetterSource = sourceArn,
        )

    /**
     * As a message move task hands it on, which makes it a new message:
     * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
     */
    fun redriven(
        id: String,
        now: Instant,
    ): Message =
        copy(
            id = id,
            sentAt = now,
            receiveCount = 0,
            receivesHere = 0,
            firstReceivedAt = null,
            receivedAt = null,
            attemptId = null,
            deadLetterSource = null,
        )
}
