package io.mockaws.engine

import kotlin.time.Duration
import kotlin.time.Instant

/** The one source of time: no service reads the system clock, sleeps or starts a thread. */
internal interface Clock {
    fun now(): Instant

    /**
     * Suspends until [deadline] has come or [wakeup] fires, whichever is first. Returns at once when the deadline
     * has passed. A [Wakeup] that fires between the caller's look at its state and this call is not lost: see
     * [Wakeup.ticket].
     */
    suspend fun await(
        deadline: Instant,
        wakeup: Wakeup.Ticket? = null,
    )

    /** Suspends for [duration]. */
    suspend fun delay(duration: Duration) = await(now() + duration)
}
