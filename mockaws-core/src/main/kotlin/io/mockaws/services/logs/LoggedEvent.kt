package io.mockaws.services.logs

import io.mockaws.services.logs.group.StoredEvent
import kotlin.time.Instant
import kotlin.time.toJavaInstant

/** An event of a log, as a test sees it. */
public class LoggedEvent internal constructor(
    private val stored: StoredEvent,
) {
    /** What was logged, as it came; lines that AWS Lambda writes end in a line break. */
    @get:JvmName("message")
    public val message: String get() = stored.event.message

    /** The stream that it is in. */
    @get:JvmName("stream")
    public val stream: String get() = stored.stream.name

    /** The id by which FilterLogEvents and subscribers know it. */
    @get:JvmName("id")
    public val id: String get() = stored.id

    /** When it happened, as whoever logged it says; in milliseconds. */
    @get:JvmSynthetic
    public val time: Instant get() = Instant.fromEpochMilliseconds(stored.event.timestamp)

    /** When it was put; in milliseconds. */
    @get:JvmSynthetic
    public val ingestedAt: Instant get() = Instant.fromEpochMilliseconds(stored.ingestedAt)

    /** [time] for Java. */
    @JvmName("time")
    public fun timeJava(): java.time.Instant = time.toJavaInstant()

    /** [ingestedAt] for Java. */
    @JvmName("ingestedAt")
    public fun ingestedAtJava(): java.time.Instant = ingestedAt.toJavaInstant()

    override fun toString(): String = message
}
