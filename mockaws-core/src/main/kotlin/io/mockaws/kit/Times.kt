package io.mockaws.kit

import java.time.ZoneOffset
import java.time.format.DateTimeFormatter
import kotlin.time.Instant
import kotlin.time.toJavaInstant

/** This instant in whole seconds, as events have it: `2026-11-21T10:00:00Z`. */
internal fun Instant.inWholeSeconds(): String = wholeSeconds.format(toJavaInstant())

/** This instant in milliseconds: `2026-11-21T10:00:00.000Z`. */
internal fun Instant.inMilliseconds(): String = milliseconds.format(toJavaInstant())

private val wholeSeconds = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC)
private val milliseconds = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC)
