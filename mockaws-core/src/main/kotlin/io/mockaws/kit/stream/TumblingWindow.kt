package io.mockaws.kit.stream

import io.mockaws.kit.StrictJson
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlin.time.Duration
import kotlin.time.Instant

/**
 * A part of a shard whose records are handled with a state that goes from batch to batch.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-windows.html
 */
@Serializable
internal data class TumblingWindow(
    val start: Instant,
    /** The first instant behind it. */
    val end: Instant,
    /** What the last batch has given, as JSON of an object. */
    val state: String = "{}",
    /** Whether it ends before its time, because the state has become too large. */
    val isEarly: Boolean = false,
) {
    /** This with the state that [payload] has; null where it has none. */
    fun after(payload: String?): TumblingWindow? {
        val state = (payload?.let(StrictJson::parse) as? JsonObject)?.get("state") as? JsonObject ?: return null
        val text = state.toString()
        return if (text.encodeToByteArray().size > MOST) copy(isEarly = true) else copy(state = text)
    }

    companion object {
        /** What AWS keeps at most: 1 MB. */
        private const val MOST = 1024 * 1024

        /** The one that a record of [at] opens; null where there is none, or no windows. */
        fun of(
            at: Instant?,
            rules: ReadingRules,
        ): TumblingWindow? = if (at == null || rules.tumbling == null) null else at(at, rules.tumbling)

        /** The one of [size] that [at] is in: they begin at whole multiples of it. */
        private fun at(
            at: Instant,
            size: Duration,
        ): TumblingWindow {
            val length = size.inWholeSeconds
            val start = Instant.fromEpochSeconds(at.epochSeconds.floorDiv(length) * length)
            return TumblingWindow(start, start + size)
        }
    }
}
