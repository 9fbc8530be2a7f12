package io.mockaws.kit

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.isRetryable
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant

/**
 * How long EventBridge and its scheduler try to deliver what is not taken: 185 times and 24 hours unless less is asked
 * for. AWS says of the times in between only that they grow; here they double from a second to eight minutes, by which 185
 * of them fill a day.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
 */
@Serializable
internal data class RetryPolicy(
    val attempts: Int = ATTEMPTS,
    val ageInSeconds: Int = AGE,
) {
    /** Which of the two limits keeps the retry of that number from being made. */
    enum class Exhausted(
        /** What AWS calls it. */
        val text: String,
    ) {
        ATTEMPTS("MaximumRetryAttempts"),
        AGE("MaximumEventAgeInSeconds"),
    }

    /** What comes of a failure. */
    sealed interface Outcome {
        /** It is tried again. */
        class Again(
            val due: Instant,
        ) : Outcome

        /** It is given up; for which of the limits, or null where trying again would change nothing. */
        class Over(
            val limit: Exhausted?,
        ) : Outcome
    }

    /** What comes of [refused], [now], after [retries] of what began at [start]. */
    fun outcome(
        refused: AwsFault,
        retries: Int,
        start: Instant,
        now: Instant,
    ): Outcome {
        // What mockaws has not got it will not have later.
        if (!refused.isRetryable || refused.error.code == "NotImplemented") return Outcome.Over(limit = null)
        val due = next(retries + 1, now)
        val limit = exhausted(retries + 1, start, due)
        return if (limit == null) Outcome.Again(due) else Outcome.Over(limit)
    }

    /** When retry [number], the first is 1, of what failed [now] is due. */
    fun next(
        number: Int,
        now: Instant,
    ): Instant = now + minOf(LONGEST, 1L shl minOf(number - 1, DOUBLINGS)).seconds

    /** What ends it before retry [number] at [due]; null where nothing does. */
    fun exhausted(
        number: Int,
        start: Instant,
        due: Instant,
    ): Exhausted? =
        when {
            number > attempts -> Exhausted.ATTEMPTS
            due > start + ageInSeconds.seconds -> Exhausted.AGE
            else -> null
        }

    companion object {
        /** What a member `RetryPolicy` says; null for one that is not there. */
        fun of(said: JsonObject?): RetryPolicy =
            RetryPolicy(
                said?.number("MaximumRetryAttempts") ?: ATTEMPTS,
                said?.number("MaximumEventAgeInSeconds") ?: AGE,
            )

        /** How often it is tried anew where nobody says otherwise; also the most that can be asked for. */
        const val ATTEMPTS: Int = 185

        /** The same of the seconds that it is tried for. */
        const val AGE: Int = 86_400
        private const val LONGEST = 480L
        private const val DOUBLINGS = 9
    }
}
