package io.mockaws.services.s3.objects

import java.time.ZoneOffset
import java.time.format.DateTimeFormatter
import java.util.Locale
import kotlin.time.Instant
import kotlin.time.toJavaInstant

/** As a header has it that tells of a date among other things: `Sat, 21 Nov 2026 00:00:00 GMT`. */
internal fun Instant.asHttpDate(): String = format.format(toJavaInstant())

private val format: DateTimeFormatter =
    DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC)
