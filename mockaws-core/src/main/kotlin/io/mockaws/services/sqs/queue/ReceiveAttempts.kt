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

    fun copy(): ReceiveAttempts = ReceiveAttempts(LinkedHashMap(attempts))

    fun all(): List<Attempt> = attempts.values.toList()

    fun find(
        id: String,
        now: Instant,
    ): Attempt? {
        val oldest = attempts.values.iterator()
        while (oldest.hasNext() && oldest.next().at + SqsLimits.receiveRequestAttemptInterval <= now) oldest.remove()
        return attempts[id]
    }

    fun remember(attempt: Attempt) {
        attempts.remove(attempt.id)
        attempts[attempt.id] = attempt
    }

    /** One of the attempt's messages was deleted or had its visibility changed: it cannot be repeated. */
    fun forget(id: String) {
        attempts.remove(id)
    }
}
