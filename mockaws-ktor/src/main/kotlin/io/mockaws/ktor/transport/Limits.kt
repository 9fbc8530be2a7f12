package io.mockaws.ktor.transport

import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

/** How much of a connection one client may have. What is beyond it is refused, and the connection closed. */
internal class Limits(
    /** Bytes of a request's head: its first line and its fields. */
    val headBytes: Int = 64 * 1024,
    /** Fields of a request's head. */
    val fields: Int = 256,
    /** How long a connection may be without a request: longer than the minute that SDKs keep one for. */
    val idle: Duration = 75.seconds,
    /** How long a head may take from its first byte to its end. */
    val head: Duration = 30.seconds,
    /** How long a client may neither send what it announced nor take what it asked for. */
    val stall: Duration = 60.seconds,
    /** How long what a refused client still sends is thrown away, so that it can read why it is refused. */
    val linger: Duration = 5.seconds,
    /** How long a request may take before it is asked for the first time whether its client is still there. */
    val patience: Duration = 100.milliseconds,
)
