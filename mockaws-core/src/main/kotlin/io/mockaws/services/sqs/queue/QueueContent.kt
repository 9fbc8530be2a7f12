package io.mockaws.services.sqs.queue

import io.mockaws.engine.Entry
import io.mockaws.services.sqs.acceptedEntry
import io.mockaws.services.sqs.attemptEntry
import io.mockaws.services.sqs.messageEntry

/** What changes with every message: copied as a whole when a fork and its origin part ways. */
internal class QueueContent(
    val store: MessageStore,
    val deduplication: Deduplication,
    val attempts: ReceiveAttempts,
) {
    constructor(fifo: Boolean) : this(MessageStore(fifo), Deduplication(), ReceiveAttempts())

    fun copy(): QueueContent = QueueContent(store.copy(), deduplication.copy(), attempts.copy())

    /** What is to be written down since the last [forgetChanges] of the queue [name]. */
    fun changes(name: String): List<Entry> =
        store.changed.map { messageEntry(name, it, store[it]) } +
            deduplication.changed.map { acceptedEntry(name, it, deduplication[it]) } +
            attempts.changed.map { attemptEntry(name, it, attempts[it]) }

    fun forgetChanges() {
        store.forgetChanges()
        deduplication.forgetChanges()
        attempts.forgetChanges()
    }

    fun entries(name: String): List<Entry> =
        store.all().map { messageEntry(name, it.position, it) } +
            deduplication.all().map { acceptedEntry(name, it.key, it) } +
            attempts.all().map { attemptEntry(name, it.id, it) }
}

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
