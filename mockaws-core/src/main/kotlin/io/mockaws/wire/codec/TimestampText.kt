package io.mockaws.wire.codec

import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.Timestamps
import java.math.BigDecimal
import java.math.RoundingMode
import java.time.DateTimeException
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter
import java.time.format.DateTimeFormatterBuilder
import java.time.temporal.ChronoField
import java.util.Locale
import kotlin.time.Instant
import kotlin.time.toJavaInstant
import kotlin.time.toKotlinInstant

/** The text of a timestamp in each of Smithy's formats, https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait */
internal object TimestampText {
    private val httpDate: DateTimeFormatter =
        DateTimeFormatterBuilder()
            .appendPattern("EEE, dd MMM yyyy HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendLiteral(" GMT")
            .toFormatter(Locale.US)
            .withZone(ZoneOffset.UTC)

    /** With an upper-case `T` and `Z`; AWS takes no offset. */
    private val dateTime = Regex("""\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z""")

    fun format(
        value: Instant,
        format: Timestamps,
    ): String =
        when (format) {
            Timestamps.EPOCH_SECONDS -> epochSeconds(value)
            Timestamps.DATE_TIME -> value.toString()
            Timestamps.HTTP_DATE -> httpDate.format(value.toJavaInstant())
        }

    /** @throws MalformedRequest for [text] that is not in [format] */
    fun parse(
        text: String,
        format: Timestamps,
    ): Instant =
        try {
            when (format) {
                Timestamps.EPOCH_SECONDS -> instantOf(BigDecimal(text))

                Timestamps.DATE_TIME -> {
                    if (!dateTime.matches(text)) refuse(text, format)
                    Instant.parse(text)
                }

                Timestamps.HTTP_DATE -> java.time.Instant.from(httpDate.parse(text)).toKotlinInstant()
            }
        } catch (e: IllegalArgumentException) {
            refuse(text, format, e)
        } catch (e: DateTimeException) {
            refuse(text, format, e)
        }

    /** Seconds since 1970, to the nanosecond. */
    fun instantOf(seconds: BigDecimal): Instant {
        // Neither a huge exponent nor a million digits is worth to be worked out.
        if (seconds.precision() - seconds.scale() > SECONDS_DIGITS || seconds.scale() > MAX_SCALE) {
            throw MalformedRequest("Timestamp out of range")
        }
        val whole = seconds.setScale(0, RoundingMode.FLOOR)
        val nanos = seconds.subtract(whole).movePointRight(NANO_DIGITS).setScale(0, RoundingMode.HALF_UP)
        return Instant.fromEpochSeconds(whole.toLong(), nanos.toLong())
    }

    private fun epochSeconds(value: Instant): String {
        if (value.nanosecondsOfSecond == 0) return value.epochSeconds.toString()
        return BigDecimal(value.epochSeconds)
            .add(BigDecimal.valueOf(value.nanosecondsOfSecond.toLong(), NANO_DIGITS))
            .stripTrailingZeros()
            .toPlainString()
    }

    private fun refuse(
        text: String,
        format: Timestamps,
        cause: Exception? = null,
    ): Nothing = throw MalformedRequest("Unable to parse the timestamp '${text.take(SHOWN)}' as $format", cause)

    private const val SECONDS_DIGITS = 12
    private const val NANO_DIGITS = 9
    private const val MAX_SCALE = 400
    private const val SHOWN = 64
}
