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

    /**
     * Has [task] run at [instant], on its own, unless that is taken back. It keeps neither a test's scheduler nor a JVM busy.
     * Null while the clock stands: whoever moves it sees to what is due.
     */
    fun alarm(
        instant: Instant,
        task: suspend () -> Unit,
    ): AutoCloseable? = null

    /** When it is moved, it stops where [stops] wants it to, and says that it was. */
    fun heed(stops: ClockStops): Unit = Unit

    /** Suspends for [duration]. */
    suspend fun delay(duration: Duration) = await(now() + duration)
}
