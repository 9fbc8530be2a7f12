package io.mockaws.engine

import kotlin.time.Instant

/** Who keeps logs, as services meet it that write some. */
internal fun interface LogStore {
    /** Adds [lines], which are in order, to [stream] of [group]; both are made where they are not there. */
    fun write(
        group: String,
        stream: String,
        lines: List<LogLine>,
        call: CallContext<*>,
    )
}

/** One event of a log. */
internal class LogLine(
    val time: Instant,
    val text: String,
)
