package io.mockaws.services.s3.lifecycle

import kotlin.time.Duration.Companion.days
import kotlin.time.Instant

// S3 runs rules once a day, at midnight UTC.

/** The first one behind this instant. */
internal fun Instant.nextMidnight(): Instant = lastMidnight() + 1.days

/** The one that this day began with. */
internal fun Instant.lastMidnight(): Instant =
    Instant.fromEpochSeconds(Math.floorDiv(epochSeconds, SECONDS_OF_DAY) * SECONDS_OF_DAY)

/** When something that began at this instant is [days] old to a rule: S3 rounds up to the next day. */
internal fun Instant.agedBy(days: Int): Instant = (this + days.days).nextMidnight()

internal val Instant.isMidnight: Boolean get() = this == lastMidnight()

private const val SECONDS_OF_DAY = 24 * 60 * 60L
