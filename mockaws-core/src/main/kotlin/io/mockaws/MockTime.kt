package io.mockaws

import io.mockaws.engine.TestClock
import kotlin.time.Duration
import kotlin.time.Instant
import kotlin.time.toJavaInstant
import kotlin.time.toKotlinDuration
import kotlin.time.toKotlinInstant

/**
 * The time of one mock. Everything that AWS does by the clock (visibility, delays, expiry, `LastModified`) goes by
 * it. It runs with the system's clock until [freeze]; [advanceBy] and [advanceTo] move it forward at once and wake
 * every long poll whose time has come.
 */
public class MockTime internal constructor(
    private val clock: TestClock,
) {
    /** What the mock holds for now. */
    @JvmSynthetic
    public fun now(): Instant = clock.now()

    /** What the mock holds for now. */
    @JvmName("now")
    public fun nowJava(): java.time.Instant = clock.now().toJavaInstant()

    /** Stops the clock; from here on only [advanceBy] and [advanceTo] move it. Does nothing when it stands still. */
    public fun freeze(): Unit = clock.freeze()

    /** Lets a frozen clock run again, from the instant where it stands. */
    public fun unfreeze(): Unit = clock.unfreeze()

    /**
     * Moves the clock forward.
     *
     * @throws IllegalArgumentException when [duration] is negative
     */
    @JvmSynthetic
    public fun advanceBy(duration: Duration): Unit = clock.advanceBy(duration)

    /**
     * Moves the clock forward.
     *
     * @throws IllegalArgumentException when [duration] is negative
     */
    public fun advanceBy(duration: java.time.Duration): Unit = clock.advanceBy(duration.toKotlinDuration())

    /**
     * Moves the clock forward to [instant].
     *
     * @throws IllegalArgumentException when that is in the past
     */
    @JvmSynthetic
    public fun advanceTo(instant: Instant): Unit = clock.advanceTo(instant)

    /**
     * Moves the clock forward to [instant].
     *
     * @throws IllegalArgumentException when that is in the past
     */
    public fun advanceTo(instant: java.time.Instant): Unit = advanceTo(instant.toKotlinInstant())
}
