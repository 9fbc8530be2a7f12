package io.mockaws.services.events

import io.mockaws.engine.World
import io.mockaws.engine.context
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.Recipient
import io.mockaws.engine.delivery.ServiceCall
import io.mockaws.kit.Arn
import io.mockaws.services.events.bus.ARCHIVES
import io.mockaws.services.events.bus.RULES
import io.mockaws.services.events.bus.bus
import io.mockaws.services.events.event.Event
import io.mockaws.services.events.op.PutEventsRequest
import kotlinx.serialization.json.Json

/** Events of other services, and those that other buses send on. */
internal object EventsRecipient : Recipient {
    private const val BUS = "event-bus/"

    override val service: String get() = "events"

    override fun has(
        arn: Arn,
        world: World,
    ): Boolean =
        arn.resource.startsWith(BUS) &&
            world.context(EventsService, arn.place).state.now.bus(arn.resource.removePrefix(BUS)) != null

    /** By a rule or an archive. */
    override fun isHeard(
        arn: Arn,
        world: World,
    ): Boolean {
        val tables = world.states.existing(EventsService, arn.place)?.now ?: return false
        return tables[RULES].isNotEmpty() || tables[ARCHIVES].isNotEmpty()
    }

    override fun callFor(
        parcel: Parcel,
        arn: Arn,
        world: World,
    ): ServiceCall<*> {
        val bus = arn.resource.removePrefix(BUS)
        val parts = parcel.event
        val entry =
            if (parts == null) {
                forwarded(Json.decodeFromString<Event>(parcel.text), bus)
            } else {
                PutEventsRequest.Entry(
                    parts.time,
                    parts.source,
                    parts.resources,
                    parts.detailType,
                    parcel.text,
                    bus,
                    parcel.traceHeader,
                )
            }
        return ServiceCall(EventsService, "PutEvents", PutEventsRequest(listOf(entry)), arn.place)
    }

    /** With what the journal shows of it; the event itself goes on as it is. */
    private fun forwarded(
        event: Event,
        bus: String,
    ) = PutEventsRequest.Entry(
        event.time,
        event.source,
        event.resources,
        event.detailType,
        event.detail,
        bus,
        event.traceHeader,
        event,
    )
}
