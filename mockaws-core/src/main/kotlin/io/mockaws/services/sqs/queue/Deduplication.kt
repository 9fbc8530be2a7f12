package io.mockaws.services.sqs.queue

import io.mockaws.services.sqs.SqsLimits
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/**
 * What a FIFO queue remembers of the messages that it accepted, also after they were deleted.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html
 */
internal class Deduplication private constructor(
    private val accepted: LinkedHashMap<Key, Accepted>,
) {
    constructor() : this(LinkedHashMap())

    constructor(accepted: List<Accepted>) : this(accepted.associateByTo(LinkedHashMap()) { it.key })

    /** [group] is null where the whole queue is the scope. */
    @Serializable
    data class Key(
        val group: String?,
        val id: String,
    )

    @Serializable
    data class Accepted(
        val key: Key,
        val at: Instant,
        val messageId: String,
        val sequenceNumber: String,
    )

    /** Of what was remembered or forgotten since the last [forgetChanges]. */
    val changed: Set<Key> get() = touched
    private val touched = LinkedHashSet<Key>(0)

    fun forgetChanges() = touched.clear()

    operator fun get(key: Key): Accepted? = accepted[key]

    fun copy(): Deduplication = Deduplication(LinkedHashMap(accepted))

    fun all(): List<Accepted> = accepted.values.toList()

    /** The message that [key] was accepted for within the interval, or null. */
    fun find(
        key: Key,
        now: Instant,
    ): Accepted? {
        val past = accepted.values.takeWhile { it.at + SqsLimits.deduplicationInterval <= now }
        past.forEach {
            accepted.remove(it.key)
            touched += it.key
        }
        return accepted[key]
    }

    fun remember(message: Accepted) {
        accepted[message.key] = message
        touched += message.key
    }
}
