package io.mockaws.services.events.op

import io.mockaws.derive.derivedOperation
import io.mockaws.engine.AwsFault
import io.mockaws.services.events.bus.BUSES
import io.mockaws.services.events.bus.EventBus
import io.mockaws.services.events.bus.EventsCall
import io.mockaws.services.events.bus.EventsFaults
import io.mockaws.services.events.bus.EventsLimits
import io.mockaws.services.events.bus.EventsState
import io.mockaws.services.events.bus.RULES
import io.mockaws.services.events.bus.bus
import io.mockaws.services.events.bus.busArn
import io.mockaws.services.events.bus.busName
import io.mockaws.services.events.bus.buses
import io.mockaws.services.events.bus.ruleKey
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlin.time.Instant

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html */
internal suspend fun createEventBus(
    request: CreateEventBusRequest,
    call: EventsCall,
): CreateEventBusResponse {
    val source = request.eventSourceName
    if (source == null && '/' in request.name) throw EventsFaults.slashInBusName()
    if (source != null) call.checkSource(source)
    val bus =
        EventBus(
            request.name,
            call.now(),
            description = request.description,
            kmsKeyIdentifier = request.kmsKeyIdentifier,
            deadLetterArn = request.deadLetterConfig?.arn,
            logConfig = request.logConfig?.let { EventBus.LogConfig(it.includeDetail, it.level) },
            tags = tagged(emptyMap(), request.tags),
        )
    call.state.write {
        if (bus(bus.name) != null) throw EventsFaults.busExists(bus.name)
        if (this[BUSES].size >= EventsLimits.BUSES) throw EventsFaults.tooMany()
        this[BUSES, bus.name] = bus
    }
    return CreateEventBusResponse(
        call.busArn(bus.name),
        bus.description,
        bus.kmsKeyIdentifier,
        request.deadLetterConfig,
        request.logConfig,
    )
}

/** Event sources of partners are derived records. */
private suspend fun EventsCall.checkSource(name: String) {
    val known = derivedOperation<EventsState>("events", "DescribePartnerEventSource")
    try {
        known.handler(mapOf("Name" to name), this)
    } catch (_: AwsFault) {
        throw EventsFaults.noEventSource(name)
    }
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteEventBus.html */
internal fun deleteEventBus(
    request: EventBusRequest,
    call: EventsCall,
) {
    val name = busName(request.name)
    if (name == EventBus.DEFAULT) throw EventsFaults.defaultBusStays()
    call.state.write {
        if (bus(name) == null) throw EventsFaults.noBus(name)
        val rules = this[RULES].values.filter { it.bus == name }
        if (rules.any { it.managedBy == null }) throw EventsFaults.busHasRules()
        rules.forEach { remove(RULES, ruleKey(name, it.name)) }
        remove(BUSES, name)
    }
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UpdateEventBus.html */
internal fun updateEventBus(
    request: UpdateEventBusRequest,
    call: EventsCall,
): UpdateEventBusResponse {
    val name = busName(request.name)
    val bus =
        call.changeBus(name) { bus ->
            bus.copy(
                description = request.description ?: bus.description,
                kmsKeyIdentifier = request.kmsKeyIdentifier ?: bus.kmsKeyIdentifier,
                deadLetterArn = request.deadLetterConfig?.arn ?: bus.deadLetterArn,
                logConfig = request.logConfig?.let { EventBus.LogConfig(it.includeDetail, it.level) } ?: bus.logConfig,
            )
        }
    return UpdateEventBusResponse(
        call.busArn(name),
        name,
        bus.kmsKeyIdentifier,
        bus.description,
        bus.deadLetterArn?.let(::DeadLetterConfig),
        logConfigOf(bus),
    )
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeEventBus.html */
internal fun describeEventBus(
    request: EventBusRequest,
    call: EventsCall,
): DescribeEventBusResponse {
    val bus = call.bus(request.name)
    return DescribeEventBusResponse(
        bus.name,
        call.busArn(bus.name),
        bus.description,
        bus.kmsKeyIdentifier,
        bus.deadLetterArn?.let(::DeadLetterConfig),
        policyOf(bus),
        bus.createdAt ?: DEFAULT_CREATED,
        bus.modifiedAt ?: DEFAULT_CREATED,
        logConfigOf(bus),
    )
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListEventBuses.html */
internal fun listEventBuses(
    request: ListEventBusesRequest,
    call: EventsCall,
): ListEventBusesResponse {
    val found = call.buses().filter { it.name.startsWith(request.namePrefix.orEmpty()) }
    val page = page(found, request.namePrefix, request.limit, request.nextToken) { it.name }
    val shown =
        page.items.map {
            ListEventBusesResponse.ShownBus(
                it.name,
                call.busArn(it.name),
                it.description,
                policyOf(it),
                it.createdAt ?: DEFAULT_CREATED,
                it.modifiedAt ?: DEFAULT_CREATED,
            )
        }
    return ListEventBusesResponse(shown, page.nextToken)
}

/** Changes the bus [name] and gives what it is now. */
internal fun EventsCall.changeBus(
    name: String,
    change: (EventBus) -> EventBus,
): EventBus =
    state.write {
        val bus = bus(name) ?: throw EventsFaults.noBus(name)
        change(bus).copy(createdAt = bus.createdAt ?: DEFAULT_CREATED, modifiedAt = now()).also {
            this[BUSES, name] = it
        }
    }

internal fun policyOf(bus: EventBus): String? =
    if (bus.policy.isEmpty()) {
        null
    } else {
        buildJsonObject {
            put("Version", "2012-10-17")
            put("Statement", JsonArray(bus.policy))
        }.toString()
    }

private fun logConfigOf(bus: EventBus) = bus.logConfig?.let { LogConfig(it.includeDetail, it.level) }

/** The default bus comes with the account: when EventBridge began. */
private val DEFAULT_CREATED = Instant.parse("2019-07-11T00:00:00Z")
