package io.mockaws.services.events.bus

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.engine.StoredEntries
import io.mockaws.kit.Agenda
import io.mockaws.kit.Arn
import io.mockaws.kit.Table
import io.mockaws.kit.TableState
import io.mockaws.kit.Tables
import io.mockaws.services.events.event.Event
import kotlin.time.Instant

/** The context that works on buses, rules and what they need. */
internal typealias EventsCall = CallContext<EventsState>

/** Buses by name; the default bus only where something of it was changed. */
internal val BUSES: Table<EventBus> = Table("bus", EventBus.serializer())

/** Rules by [ruleKey]. */
internal val RULES: Table<Rule> = Table("rule", Rule.serializer())

/** Archives by name. */
internal val ARCHIVES: Table<Archive> = Table("archive", Archive.serializer())

/** What archives have, by a number. */
internal val ARCHIVED: Table<ArchivedEvent> = Table("archived", ArchivedEvent.serializer())

/** Replays by name. */
internal val REPLAYS: Table<Replay> = Table("replay", Replay.serializer())

/** Connections by name. */
internal val CONNECTIONS: Table<Connection> = Table("connection", Connection.serializer())

/** API destinations by name. */
internal val DESTINATIONS: Table<ApiDestination> = Table("destination", ApiDestination.serializer())

/** What has still to be delivered, by a number. */
internal val DELIVERIES: Table<Delivery> = Table("delivery", Delivery.serializer())

/** Events that came, for tests to look at, by a number. */
internal val SEEN: Table<SeenEvents> = Table("seen", SeenEvents.serializer())

/** What EventBridge has in one account and region. */
internal class EventsState private constructor(
    tables: Tables,
) : TableState<EventsState>(tables) {
    constructor() : this(Tables.EMPTY)

    @Volatile
    private var matchers: Matchers? = null

    private val agenda = Agenda(Agenda.Part(RULES) { it.due }, Agenda.Part(DELIVERIES) { it.due })

    /** When there is something to do without being called; null for never. */
    val nextDue: Instant? get() = agenda.first(now)

    override fun with(tables: Tables): EventsState = EventsState(tables)

    /** The rules of [bus] that [event] meets, in the order of their names. */
    fun rulesFor(
        event: Event,
        bus: String,
    ): List<Rule> {
        val rules = now[RULES]
        val known = matchers?.takeIf { it.rules === rules } ?: Matchers(rules, matchers).also { matchers = it }
        return known.rulesFor(event, bus)
    }

    companion object {
        @Suppress("UNUSED_PARAMETER")
        fun create(place: Place): EventsState = EventsState()

        @Suppress("UNUSED_PARAMETER")
        fun read(
            place: Place,
            entries: StoredEntries,
        ): EventsState =
            EventsState(
                Tables.read(
                    entries,
                    BUSES,
                    RULES,
                    ARCHIVES,
                    ARCHIVED,
                    REPLAYS,
                    CONNECTIONS,
                    DESTINATIONS,
                    DELIVERIES,
                    SEEN,
                ),
            )
    }
}

/** What a rule of [bus] is kept under; a rule's name has no slash. */
internal fun ruleKey(
    bus: String,
    name: String,
): String = "$bus/$name"

/** The bus [name]; the default bus is there from the start. */
internal fun Tables.bus(name: String): EventBus? =
    this[BUSES][name] ?: EventBus(EventBus.DEFAULT).takeIf { name == EventBus.DEFAULT }

/** The bus that [nameOrArn] means, the default bus where nobody says. */
internal fun EventsCall.bus(nameOrArn: String?): EventBus {
    val name = busName(nameOrArn)
    return state.now.bus(name) ?: throw EventsFaults.noBus(name)
}

internal fun busName(nameOrArn: String?): String =
    if (nameOrArn == null) EventBus.DEFAULT else nameOrArn.substringAfter(":event-bus/")

internal fun EventsCall.buses(): List<EventBus> =
    (state.now[BUSES].values + listOfNotNull(state.now.bus(EventBus.DEFAULT))).distinctBy {
        it.name
    }.sortedBy { it.name }

internal fun Tables.rule(
    bus: String,
    name: String,
): Rule? = this[RULES][ruleKey(bus, name)]

internal fun EventsCall.rules(bus: String): List<Rule> =
    state.now[RULES].values.filter { it.bus == bus }.sortedBy { it.name }

/** The events that came to [bus], in the order in which they came. */
internal fun EventsCall.seenOn(bus: String): List<Event> =
    state.now[SEEN].values.sortedBy {
        it.number
    }.flatMap { seen -> seen.events.filter { it.bus == bus } }.map { it.event }

internal fun EventsCall.busArn(name: String): String = arnOf("event-bus/$name")

internal fun EventsCall.ruleArn(rule: Rule): String = ruleArn(rule.bus, rule.name)

internal fun EventsCall.ruleArn(
    bus: String,
    name: String,
): String = arnOf(if (bus == EventBus.DEFAULT) "rule/$name" else "rule/$bus/$name")

internal fun EventsCall.archiveArn(name: String): String = arnOf("archive/$name")

internal fun EventsCall.replayArn(name: String): String = arnOf("replay/$name")

internal fun EventsCall.arnOf(resource: String): String = Arn.of("events", place, resource).toString()
