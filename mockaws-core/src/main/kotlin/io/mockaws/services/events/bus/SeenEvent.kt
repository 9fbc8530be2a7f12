package io.mockaws.services.events.bus

import io.mockaws.services.events.event.Event
import kotlinx.serialization.Serializable

/** An event that came to [bus]. */
@Serializable
internal data class SeenEvent(
    val bus: String,
    /** Greater than that of all that came before. */
    val number: Long,
    val event: Event,
)
