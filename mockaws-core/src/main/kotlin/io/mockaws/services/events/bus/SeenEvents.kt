package io.mockaws.services.events.bus

import io.mockaws.services.events.event.Event
import kotlinx.serialization.Serializable

/** Events that came together. */
@Serializable
internal data class SeenEvents(
    /** Greater than that of all that came before. */
    val number: Long,
    val events: List<Seen>,
) {
    /** An event and the bus that it came to. */
    @Serializable
    data class Seen(
        val bus: String,
        val event: Event,
    )
}
