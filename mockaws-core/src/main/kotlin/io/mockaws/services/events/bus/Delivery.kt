package io.mockaws.services.events.bus

import io.mockaws.services.events.event.Event
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** An event on its way to a target that has not taken it yet. */
@Serializable
internal data class Delivery(
    val number: Long,
    val event: Event,
    val bus: String,
    val rule: String,
    val target: Target,
    val startedAt: Instant,
    /** How often it was tried again. */
    val retries: Int,
    val due: Instant,
)
