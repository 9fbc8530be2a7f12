package io.mockaws.services.sqs.queue

import io.mockaws.services.sqs.SqsLimits
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/**
 * What was handed out under which `ReceiveRequestAttemptId`, so that a consumer whose answer was lost can ask for the
 * same messages again.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-receiverequestattemptid-request-parameter.html
 */
internal class ReceiveAttempts private constructor(
    private val attempts: LinkedHashMap<String, Attempt>,
) {
    constructor() : this(LinkedHashMap())

    constructor(attempts: List<Attempt>) : this(attempts.associateByTo(LinkedHashMap()) { it.id })

    @Serializable
    data class Attempt(
        val id: String,
        val at: Instant,
        val positions: List<Long>,
        val handles: List<String>,
    )

    /** Ids of what was remembered or forgotten since the last [forgetChanges]. */
    val changed: Set<String> get() = touched
    private val touched = LinkedHashSet<String>(0)

    fun forgetChanges() = touched.clear()

    operator fun get(id: String): Attempt? = attempts[id]

    fun copy(): ReceiveAttempts = ReceiveAttempts(LinkedHashMap(attempts))

    fun all(): List<Attempt> = attempts.values.toList()

    fun find(
        id: String,
        now: Instant,
    ): Attempt? {
        val past = attempts.values.takeWhile { it.at + SqsLimits.receiveRequestAttemptInterval <= now }
        past.forEach { forget(it.id) }
        return attempts[id]
    }

    fun remember(attempt: Attempt) {
        attempts.remove(attempt.id)
        attempts[attempt.id] = attempt
        touched += attempt.id
    }

    private fun forget(id: String) {
        if (attempts.remove(id) != null) touched += id
    }
}
