package io.mockaws.services.sqs.queue

import io.mockaws.engine.Entry
import io.mockaws.engine.Ids
import io.mockaws.engine.Wakeup
import io.mockaws.services.sqs.NEXT_POSITION
import io.mockaws.services.sqs.QUEUE
import io.mockaws.services.sqs.SqsFaults
import io.mockaws.services.sqs.SqsLimits
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant

/**
 * One queue and what may be done with its messages. It knows nothing of other queues: what has to go to a dead-letter
 * queue is handed back to [io.mockaws.services.sqs.SqsState], which also sees to it that one thread at a time is here.
 */
internal class Queue(
    settings: QueueSettings,
    private var nextPosition: Long,
    private var content: QueueContent,
) {
    constructor(settings: QueueSettings) : this(settings, 1, QueueContent(settings.attributes.fifo)) {
        toldSettings = null
        toldPosition = null
    }

    var settings = settings
        private set

    /** What was told of it last; null where nobody knows of the queue. */
    private var toldSettings: QueueSettings? = settings
    private var toldPosition: Long? = nextPosition

    /** Whether all that it held at some moment is gone, and nobody was told. */
    private var isCleared = false
    private var isClosed = false

    val name: String get() = settings.name
    val arn: String get() = settings.arn
    val life: String get() = settings.life
    val createdAt: Instant get() = settings.createdAt
    val modifiedAt: Instant get() = settings.modifiedAt
    val attributes: QueueAttributes get() = settings.attributes
    val tags: Map<String, String> get() = settings.tags

    /** Whether [content] is seen by a fork too, and so has to be copied before the next change. */
    private var shared = false

    /** What long polls wait on. */
    val arrivals = Wakeup()

    /** Whether something happened since the last look that a waiting receiver wants to know. */
    private var stirred = false

    val store: MessageStore get() = content.store

    fun takeStirred(): Boolean = stirred.also { stirred = false }

    fun fork(): Queue {
        shared = true
        return Queue(settings, nextPosition, content).also { it.shared = true }
    }

    /** What is to be written down of this queue since the last call. */
    fun takeChanges(): List<Entry> {
        if (isClosed) return listOf(QUEUE.entry(name, value = null))
        val changes = ArrayList<Entry>()
        // What is below a queue goes with it.
        if (isCleared) changes += QUEUE.entry(name, value = null)
        if (isCleared || settings !== toldSettings) changes += QUEUE.entry(name, value = settings)
        if (isCleared || nextPosition != toldPosition) changes += NEXT_POSITION.entry(name, "", value = nextPosition)
        changes += content.changes(name)
        forgetChanges()
        return changes
    }

    fun forgetChanges() {
        isCleared = false
        toldSettings = settings
        toldPosition = nextPosition
        if (!shared) content.forgetChanges()
    }

    fun entries(): List<Entry> =
        listOf(QUEUE.entry(name, value = settings), NEXT_POSITION.entry(name, "", value = nextPosition)) +
            content.entries(name)

    /** Lets the time up to [now] take effect. Call it before anything else. */
    fun advance(now: Instant) {
        if (store.isBehind(now, attributes.retention)) change().store.advance(now, attributes.retention)
    }

    fun setAttributes(
        new: QueueAttributes,
        now: Instant,
    ) {
        val old = attributes
        settings = settings.copy(attributes = new, modifiedAt = now)
        if (new.fifo && new.delaySeconds != old.delaySeconds) delayAgain(now)
        stirred = true
        advance(now)
    }

    fun setTags(new: Map<String, String>) {
        settings = settings.copy(tags = new)
    }

    fun send(
        draft: Draft,
        now: Instant,
    ): Sent {
        MessageRules.checkFor(attributes, draft)
        if (!attributes.fifo) {
            add(draft, null, now)
            return Sent(draft.id, null)
        }
        val id = draft.deduplicationId ?: contentDeduplicationId(draft.body)
        val key = Deduplication.Key(draft.groupId.takeIf { attributes.deduplicatesByGroup }, id)
        val deduplication = change().deduplication
        deduplication.find(key, now)?.let { return Sent(it.messageId, it.sequenceNumber) }
        val message = add(draft, id, now)
        deduplication.remember(Deduplication.Accepted(key, now, message.id, message.sequenceNumber!!))
        return Sent(message.id, message.sequenceNumber)
    }

    /** Takes up to [demand]'s number of messages; those that were received [limit] times already are handed back as dead. */
    fun receive(
        demand: Demand,
        limit: Int,
        now: Instant,
        ids: Ids,
    ): Received {
        val timeout = (demand.visibilityTimeout ?: attributes.visibilityTimeout).seconds
        demand.attemptId?.let { id -> repeat(id, now, now + timeout)?.let { return it } }
        val room = minOf(demand.max, SqsLimits.IN_FLIGHT - store.inFlight)
        if (room <= 0) return if (attributes.fifo) Received.Nothing else throw SqsFaults.tooManyInFlight()
        val taken = ArrayList<Message>(room)
        val dead = ArrayList<Message>(0)
        for (message in store.available()) {
            if (message.receivesHere >= limit) dead += message else taken += message
            if (taken.size == room) break
        }
        if (taken.isEmpty() && dead.isEmpty()) return Received.Nothing
        dead.forEach { change().store.remove(it) }
        val deliveries = taken.map { deliver(it, demand, now, now + timeout, ids) }
        demand.attemptId?.let { id -> remember(id, now, deliveries) }
        return Received(deliveries, dead)
    }

    fun delete(handle: String) {
        val receipt = ReceiptHandle.parse(handle, life)
        val message = store[receipt.position] ?: return
        val stale = !receipt.isOfLastReceive(message)
        if (attributes.fifo && (stale || store.isVisible(message))) throw expired(handle)
        if (!stale) remove(message)
    }

    fun changeVisibility(
        handle: String,
        timeout: Int,
        now: Instant,
    ) {
        val receipt = ReceiptHandle.parse(handle, life)
        val message =
            store[receipt.position] ?: throw SqsFaults.invalidParameter(
                "ReceiptHandle",
                handle,
                "Message does not exist or is not available for visibility timeout change.",
            )
        val stale = !receipt.isOfLastReceive(message)
        if (attributes.fifo && (stale || store.isVisible(message))) throw expired(handle)
        // The last handle of a message that came back by itself still serves; one that was overtaken does not.
        if (stale && store.isVisible(message)) throw SqsFaults.messageNotInflight()
        val until = now + timeout.seconds
        if (until > message.receivedAt!! + SqsLimits.totalVisibility) {
            throw SqsFaults.invalidParameter(
                "VisibilityTimeout",
                timeout,
                "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]",
            )
        }
        change().store.put(message.copy(visibleAt = until, attemptId = null), now)
        stirred = true
    }

    fun purge(now: Instant) {
        settings.purgedAt?.let {
            if (now < it + SqsLimits.purgeAgainAfter) throw SqsFaults.purgeQueueInProgress(name)
        }
        settings = settings.copy(purgedAt = now)
        clear()
    }

    /** A purge that does not count as one. */
    fun clear() {
        content = QueueContent(attributes.fifo)
        shared = false
        isCleared = true
    }

    /** The queue is deleted: whoever waits shall notice. */
    fun close() {
        clear()
        isClosed = true
        stirred = true
    }

    fun remove(message: Message) {
        change().store.remove(message)
        stirred = true
    }

    /** Takes in [message] from another queue as it is, but for its place here. */
    fun accept(
        message: Message,
        now: Instant,
    ) {
        val position = nextPosition++
        val sequence = if (attributes.fifo) sequenceNumber(position) else null
        change().store.put(message.copy(position = position, sequenceNumber = sequence, visibleAt = now), now)
        stirred = true
    }

    private fun add(
        draft: Draft,
        deduplicationId: String?,
        now: Instant,
    ): Message {
        val position = nextPosition++
        val message =
            Message(
                position,
                draft.id,
                draft.body,
                draft.md5OfBody,
                draft.attributes,
                draft.traceHeader,
                draft.senderId,
                now,
                draft.groupId,
                deduplicationId,
                if (attributes.fifo) sequenceNumber(position) else null,
                visibleAt = now + (draft.delaySeconds?.takeIf { !attributes.fifo } ?: attributes.delaySeconds).seconds,
            )
        change().store.put(message, now)
        stirred = true
        return message
    }

    private fun deliver(
        message: Message,
        demand: Demand,
        now: Instant,
        until: Instant,
        ids: Ids,
    ): Delivery {
        val received =
            message.copy(
                visibleAt = until,
                receiveCount = message.receiveCount + 1,
                receivesHere = message.receivesHere + 1,
                receivedIn = ids.copy,
                firstReceivedAt = message.firstReceivedAt ?: now,
                receivedAt = now,
                attemptId = demand.attemptId,
            )
        change().store.put(received, now)
        store.toTheBack(received)
        return Delivery(received, ReceiptHandle.create(life, received, ids))
    }

    private fun remember(
        attemptId: String,
        now: Instant,
        deliveries: List<Delivery>,
    ) {
        val positions = deliveries.map { it.message.position }
        change().attempts.remember(ReceiveAttempts.Attempt(attemptId, now, positions, deliveries.map { it.handle }))
    }

    /**
     * The messages that were received under [attemptId], hidden anew; null where they were not, or are visible again.
     * It is refused when one of them was deleted, received by somebody else or had its visibility changed.
     */
    private fun repeat(
        attemptId: String,
        now: Instant,
        until: Instant,
    ): Received? {
        val attempt = change().attempts.find(attemptId, now) ?: return null
        val messages =
            attempt.positions.map { position ->
                store[position]?.takeIf { it.attemptId == attemptId } ?: throw SqsFaults.notRetryable(attemptId)
            }
        if (messages.any { store.isVisible(it) }) return null
        val again = messages.map { it.copy(visibleAt = until, receivedAt = now) }
        again.forEach { store.put(it, now) }
        return Received(again.zip(attempt.handles, ::Delivery), emptyList())
    }

    /** The delay of a FIFO queue holds for the messages that are in it already. */
    private fun delayAgain(now: Instant) {
        val waiting = store.all().filter { !it.received }
        waiting.forEach { change().store.put(it.copy(visibleAt = it.sentAt + attributes.delaySeconds.seconds), now) }
    }

    private fun expired(handle: String) =
        SqsFaults.invalidParameter("ReceiptHandle", handle, "The receipt handle has expired.")

    private fun change(): QueueContent {
        if (shared) {
            content = content.copy()
            shared = false
        }
        return content
    }

    companion object {
        private const val FIRST_SEQUENCE_NUMBER = 49_496_460_467_696_128L
        private const val SEQUENCE_STEP = 256

        /** Twenty digits, increasing with gaps, as AWS's are. */
        private fun sequenceNumber(position: Long) = "188" + (FIRST_SEQUENCE_NUMBER + position * SEQUENCE_STEP)
    }
}
