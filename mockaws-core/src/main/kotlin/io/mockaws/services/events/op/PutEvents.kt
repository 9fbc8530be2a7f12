package io.mockaws.services.events.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Arn
import io.mockaws.kit.StrictJson
import io.mockaws.services.events.bus.EventsCall
import io.mockaws.services.events.bus.EventsFaults
import io.mockaws.services.events.bus.EventsLimits
import io.mockaws.services.events.bus.bus
import io.mockaws.services.events.bus.busName
import io.mockaws.services.events.delivery.ingest
import io.mockaws.services.events.event.Event
import kotlinx.serialization.Serializable
import kotlinx.serialization.Transient
import kotlinx.serialization.json.JsonObject
import kotlin.time.Instant

@Serializable
internal data class PutEventsRequest(
    val entries: List<Entry>,
) {
    @Serializable
    data class Entry(
        val time: Instant? = null,
        val source: String? = null,
        val resources: List<String> = emptyList(),
        val detailType: String? = null,
        val detail: String? = null,
        val eventBusName: String? = null,
        val traceHeader: String? = null,
        /** The event that another bus sends on. */
        @Transient
        val forwarded: Event? = null,
    )
}

@Serializable
internal data class PutEventsResponse(
    val failedEntryCount: Int,
    val entries: List<Result>,
) {
    @Serializable
    data class Result(
        val eventId: String? = null,
        val errorCode: String? = null,
        val errorMessage: String? = null,
    )
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
internal fun putEvents(
    request: PutEventsRequest,
    call: EventsCall,
): PutEventsResponse {
    if (request.entries.sumOf(::sizeOf) > EventsLimits.ENTRIES) throw EventsFaults.entriesTooLarge()
    val taken = ArrayList<Pair<String, Event>>(request.entries.size)
    val results =
        request.entries.map { entry ->
            try {
                val event = entry.forwarded ?: call.eventOf(entry)
                taken += entry.eventBusName.orEmpty() to event
                PutEventsResponse.Result(event.id)
            } catch (refused: AwsFault) {
                PutEventsResponse.Result(errorCode = refused.error.code, errorMessage = refused.error.message)
            }
        }
    // What is put on a bus that is not there is accepted, and gone.
    for ((place, events) in taken.groupBy { (bus, _) -> Arn.parse(bus)?.place ?: call.place }) {
        val there = call.at(place)
        val named = events.map { (bus, event) -> busName(bus.ifEmpty { null }) to event }
        there.ingest(named.filter { (bus, _) -> there.state.now.bus(bus) != null })
    }
    return PutEventsResponse(results.count { it.errorCode != null }, results)
}

private fun EventsCall.eventOf(entry: PutEventsRequest.Entry): Event {
    val source = required("Source", entry.source)
    val detailType = required("DetailType", entry.detailType)
    val detail = required("Detail", entry.detail)
    if (principal == null && source.startsWith("aws.")) {
        throw AwsFault("NotAuthorizedForSourceException", "Not authorized for the source.")
    }
    val document = StrictJson.parse(detail) as? JsonObject ?: throw AwsFault("MalformedDetail", "Detail is malformed.")
    val now = now()
    return Event(
        ids.uuid(),
        source,
        detailType,
        account,
        region,
        entry.time ?: now,
        entry.resources,
        document.toString(),
        ingestedAt = now,
        traceHeader = entry.traceHeader,
    ).also { it.document = document }
}

private fun required(
    name: String,
    value: String?,
): String {
    if (!value.isNullOrEmpty()) return value
    throw AwsFault("InvalidArgument", "Parameter $name is not valid. Reason: $name is a required argument.")
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html */
private fun sizeOf(entry: PutEventsRequest.Entry): Int =
    (if (entry.time == null) 0 else TIME) + bytes(entry.source) + bytes(entry.detailType) + bytes(entry.detail) +
        entry.resources.sumOf(::bytes)

private fun bytes(text: String?): Int = text?.encodeToByteArray()?.size ?: 0

private const val TIME = 14
