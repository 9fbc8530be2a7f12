package io.mockaws.services.apigateway.state

import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** What somebody has used of what a plan lets him. */
@Serializable
internal data class KeyUse(
    /** How many requests might have come at once at [at]. */
    val tokens: Double,
    val at: Instant,
    /** Requests by day: `2026-12-01`. */
    val days: Map<String, Long> = emptyMap(),
    /** What is added to what the plan lets him, by UpdateUsage. */
    val extra: Long = 0,
)

/** Who is connected to a WebSocket API. */
@Serializable
internal data class Connection(
    val id: String,
    val api: String,
    val stage: String,
    val connectedAt: Instant,
    val lastActiveAt: Instant,
    val sourceIp: String,
    val userAgent: String,
    /** What an authorizer said when it was opened: JSON. */
    val authorizer: String = "{}",
    /** What was sent to it, in order. */
    val received: List<String> = emptyList(),
)
