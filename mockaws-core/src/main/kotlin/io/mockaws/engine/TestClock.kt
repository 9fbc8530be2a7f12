package io.mockaws.engine

import kotlin.time.Duration
import kotlin.time.Instant

/** The time of a mock as a test sees and moves it. */
internal interface TestClock {
    fun now(): Instant

    /** Stops it where it is. */
    fun freeze()

    /** Lets it run again from where it stands. */
    fun unfreeze()

    /** @throws IllegalArgumentException when [duration] is negative */
    fun advanceBy(duration: Duration)

    /** @throws IllegalArgumentException when [instant] is in the past */
    fun advanceTo(instant: Instant)
}
