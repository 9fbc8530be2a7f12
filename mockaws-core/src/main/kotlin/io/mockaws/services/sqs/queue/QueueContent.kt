package io.mockaws.services.sqs.queue

import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** What changes with every message: copied as a whole when a fork and its origin part ways. */
internal class QueueContent(
    val store: MessageStore,
    val deduplication: Deduplication,
    val attempts: ReceiveAttempts,
) {
    constructor(fifo: Boolean) : this(MessageStore(fifo), Deduplication(), ReceiveAttempts())

    fun copy(): QueueContent = QueueContent(store.copy(), deduplication.copy(), attempts.copy())
}

/** A queue as it is saved. */
@Serializable
internal data class QueueData(
    val name: String,
    val arn: String,
    val life: String,
    val createdAt: Instant,
    val modifiedAt: Instant,
    val purgedAt: Instant?,
    val attributes: QueueAttributes,
    val tags: Map<String, String>,
    val nextPosition: Long,
    val messages: List<Message>,
    val accepted: List<Deduplication.Accepted>,
    val attempts: List<ReceiveAttempts.Attempt>,
)

/** What a producer learns of its message. */
internal class Sent(
    val messageId: String,
    val sequenceNumber: String?,
)

/** What a consumer asks for. */
internal class Demand(
    val max: Int,
    /** In seconds; null for the queue's own. */
    val visibilityTimeout: Int?,
    val attemptId: String?,
)

/** A message in the hands of a consumer. */
internal class Delivery(
    val message: Message,
    val handle: String,
)

/** The outcome of a receive. */
internal class Received(
    val deliveries: List<Delivery>,
    /** Received too often: taken out of the queue, for its dead-letter queue. */
    val dead: List<Message>,
) {
    companion object {
        val Nothing = Received(emptyList(), emptyList())
    }
}
