package io.mockaws.services.sqs.queue

import java.util.TreeMap
import java.util.TreeSet
import kotlin.time.Duration
import kotlin.time.Instant

/**
 * The messages of one queue, with the two orders in which they are looked for: by position, oldest first, and by the
 * instant at which a hidden one comes back. Knows instants and groups, not rules. Not safe for several threads.
 */
internal class MessageStore private constructor(
    private val fifo: Boolean,
    private val messages: TreeMap<Long, Message>,
    private val visible: TreeSet<Long>,
    private val hidden: TreeSet<Message>,
    private val groups: LinkedHashMap<String, TreeSet<Long>>,
) {
    constructor(fifo: Boolean) :
        this(fifo, TreeMap(), TreeSet(), TreeSet(compareBy({ it.visibleAt }, { it.position })), LinkedHashMap())

    /** Positions where messages were put or removed since the last [forgetChanges]. */
    val changed: Set<Long> get() = touched
    private val touched = LinkedHashSet<Long>(0)

    /** No message was sent before it; it may be older than the oldest. */
    private var sentSince = Instant.DISTANT_FUTURE
    var inFlight = 0
        private set

    val visibleCount: Int get() = visible.size
    val delayed: Int get() = hidden.size - inFlight

    /** When the next hidden message comes back, or null. */
    val nextVisible: Instant? get() = if (hidden.isEmpty()) null else hidden.first().visibleAt

    fun copy(): MessageStore {
        val groupCopies = LinkedHashMap<String, TreeSet<Long>>(groups.size * 2)
        groups.forEach { (id, positions) -> groupCopies[id] = TreeSet(positions) }
        return MessageStore(fifo, TreeMap(messages), TreeSet(visible), TreeSet(hidden), groupCopies).also {
            it.sentSince = sentSince
            it.inFlight = inFlight
        }
    }

    fun forgetChanges() = touched.clear()

    /** In the order of arrival. */
    fun all(): Collection<Message> = messages.values

    /** Those behind [position], in the order of arrival. */
    fun after(position: Long): Collection<Message> = messages.tailMap(position, false).values

    operator fun get(position: Long): Message? = messages[position]

    /** Adds [message], or puts it in the place of the one at its position. */
    fun put(
        message: Message,
        now: Instant,
    ) {
        val old = messages.put(message.position, message)
        touched += message.position
        if (old != null) {
            unindex(old)
        } else {
            if (fifo) groups.getOrPut(groupOf(message)) { TreeSet() }.add(message.position)
            if (message.sentAt < sentSince) sentSince = message.sentAt
        }
        if (message.visibleAt <= now) {
            visible.add(message.position)
        } else {
            hidden.add(message)
            if (message.received) inFlight++
        }
    }

    fun remove(message: Message) {
        messages.remove(message.position) ?: return
        touched += message.position
        unindex(message)
        if (!fifo) return
        val positions = groups.getValue(groupOf(message))
        positions.remove(message.position)
        if (positions.isEmpty()) groups.remove(groupOf(message))
    }

    /**
     * What may be received, in order. In a FIFO queue a group gives what stands before its first hidden message,
     * and groups that have waited longest come first.
     */
    fun available(): Sequence<Message> =
        if (fifo) {
            groups.values.asSequence().flatMap { group ->
                group.asSequence().takeWhile { it in visible }
            }.map(messages::getValue)
        } else {
            visible.asSequence().map(messages::getValue)
        }

    /** Since when each of what may be received was visible, in order; and when the first hidden one will be. */
    fun arrivals(most: Int): List<Instant> {
        val here = available().take(most).mapTo(ArrayList()) { it.visibleAt }
        if (here.size < most) nextVisible?.let { here += it }
        return here.sorted()
    }

    /** Lets every other group of a FIFO queue have its turn before that of [message]. */
    fun toTheBack(message: Message) {
        if (!fifo) return
        val id = groupOf(message)
        groups.remove(id)?.let { groups[id] = it }
    }

    /** Whether [advance] has something to do. */
    fun isBehind(
        now: Instant,
        retention: Duration,
    ): Boolean =
        (hidden.isNotEmpty() && hidden.first().visibleAt <= now) ||
            (sentSince != Instant.DISTANT_FUTURE && sentSince + retention <= now)

    /** Brings the indexes up to [now]: hidden messages come back, those older than [retention] go. */
    fun advance(
        now: Instant,
        retention: Duration,
    ) {
        while (hidden.isNotEmpty() && hidden.first().visibleAt <= now) {
            val message = hidden.pollFirst()!!
            if (message.received) inFlight--
            visible.add(message.position)
        }
        if (sentSince == Instant.DISTANT_FUTURE || sentSince + retention > now) return
        messages.values.filter { it.sentAt + retention <= now }.forEach(::remove)
        sentSince = messages.values.minOfOrNull { it.sentAt } ?: Instant.DISTANT_FUTURE
    }

    /** Whether [message] can be received now, but for its group. */
    fun isVisible(message: Message): Boolean = message.position in visible

    private fun unindex(message: Message) {
        if (!visible.remove(message.position) && hidden.remove(message) && message.received) inFlight--
    }

    private fun groupOf(message: Message): String = message.groupId.orEmpty()
}
