package io.mockaws.kit

import java.time.ZoneOffset
import java.time.format.DateTimeFormatter
import kotlin.time.Instant
import kotlin.time.toJavaInstant

/** This instant in whole seconds, as events have it: `2026-11-21T10:00:00Z`. */
internal fun Instant.inWholeSeconds(): String = wholeSeconds.format(toJavaInstant())

private val wholeSeconds = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC)
