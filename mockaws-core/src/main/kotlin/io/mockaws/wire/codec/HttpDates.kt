package io.mockaws.wire.codec

import java.time.DateTimeException
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter
import java.time.format.DateTimeFormatterBuilder
import java.time.temporal.ChronoField
import java.util.Locale
import kotlin.time.Instant
import kotlin.time.toKotlinInstant

/**
 * Dates of headers in each form that a recipient has to know, https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7,
 * and with a day of one digit, as Java writes the first of them.
 */
internal object HttpDates {
    private val forms: List<DateTimeFormatter> =
        listOf(
            formatter { appendPattern("EEE, d MMM yyyy HH:mm:ss 'GMT'") },
            formatter {
                appendPattern("EEEE, dd-MMM-")
                appendValueReduced(ChronoField.YEAR, 2, 2, FIRST_OF_TWO_DIGITS)
                appendPattern(" HH:mm:ss 'GMT'")
            },
            formatter {
                appendPattern("EEE MMM ")
                padNext(2)
                appendPattern("d HH:mm:ss yyyy")
            },
        )

    fun parseOrNull(text: String): Instant? = forms.firstNotNullOfOrNull { parse(text, it) }

    private fun parse(
        text: String,
        form: DateTimeFormatter,
    ): Instant? =
        try {
            java.time.Instant.from(form.parse(text)).toKotlinInstant()
        } catch (_: DateTimeException) {
            null
        }

    private fun formatter(pattern: DateTimeFormatterBuilder.() -> Unit): DateTimeFormatter =
        DateTimeFormatterBuilder().apply(pattern).toFormatter(Locale.US).withZone(ZoneOffset.UTC)

    private const val FIRST_OF_TWO_DIGITS = 1970
}
