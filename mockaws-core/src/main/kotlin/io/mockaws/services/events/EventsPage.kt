package io.mockaws.services.events

import io.mockaws.engine.World
import io.mockaws.services.events.bus.EventBus
import io.mockaws.services.events.bus.EventsCall
import io.mockaws.services.events.bus.EventsState
import io.mockaws.services.events.bus.RULES
import io.mockaws.services.events.bus.Rule
import io.mockaws.services.events.bus.bus
import io.mockaws.services.events.bus.busArn
import io.mockaws.services.events.bus.buses
import io.mockaws.services.events.bus.rule
import io.mockaws.services.events.bus.ruleArn
import io.mockaws.services.events.bus.rules
import io.mockaws.services.events.bus.seenOn
import io.mockaws.services.events.op.policyOf
import io.mockaws.state.PageRequest
import io.mockaws.state.ServicePage
import io.mockaws.state.StateColumn.Kind
import io.mockaws.state.StateLink
import io.mockaws.state.StateTable
import io.mockaws.state.StateView
import io.mockaws.state.columns
import io.mockaws.state.row
import io.mockaws.state.section

/** Buses, their rules and the events that came. Paths: account, region, bus, and a rule or `event` and its number. */
internal object EventsPage : ServicePage<EventsState>(EventsService, "Amazon EventBridge") {
    private const val BUS = 3
    private const val RULE = 4
    private const val EVENT = 5

    override fun counts(world: World): Map<String, Long> =
        mapOf(
            "buses" to everywhere(world).sumOf { it.buses().size.toLong() },
            "rules" to everywhere(world).sumOf { it.state.now[RULES].size.toLong() },
        )

    override fun look(
        world: World,
        path: List<String>,
        page: PageRequest,
    ): StateView? {
        if (path.isEmpty()) return service(world, page)
        val call = at(world, path) ?: return null
        val bus = call.state.now.bus(path.getOrElse(BUS - 1) { return null }) ?: return null
        return when (path.size) {
            BUS -> call.view(bus, page)
            RULE -> call.state.now.rule(bus.name, path.last())?.let { call.view(it) }
            EVENT -> call.event(bus, path.last())
            else -> null
        }
    }

    private fun service(
        world: World,
        page: PageRequest,
    ): StateView {
        val all = everywhere(world).flatMap { call -> call.buses().map { call to it } }
        val slice =
            page.slice(all.filter { (_, bus) -> page.admits(bus.name) }) { (call, bus) -> call.path(bus) }
        val rows =
            slice.entries.map { (call, bus) ->
                val events = call.seenOn(bus.name).size
                row(call.path(bus), bus.name, call.rules(bus.name).size, events, call.region, call.account)
            }
        val columns =
            columns(
                "Name" to Kind.TEXT,
                "Rules" to Kind.NUMBER,
                "Events" to Kind.NUMBER,
                "Region" to Kind.TEXT,
                "Account" to Kind.TEXT,
            )
        val table = StateTable("Buses", columns, rows, slice.next, all.size.toLong(), "name contains")
        return StateView(title, "service", table = table)
    }

    private fun EventsCall.view(
        bus: EventBus,
        page: PageRequest,
    ): StateView {
        val facts =
            mapOf(
                "ARN" to busArn(bus.name),
                "Description" to bus.description,
                "Created" to bus.createdAt,
                "Policy" to policyOf(bus)
            )
        val rules =
            rules(bus.name).associate { it.name to "${it.state}: ${it.pattern ?: it.schedule}" }
        val after = page.after?.toIntOrNull() ?: Int.MAX_VALUE
        val all = seenOn(bus.name).withIndex().reversed()
        val wanted = all.asSequence().filter { it.index < after && page.admits(it.value.text) }
        val slice = page.slice(wanted) { "${it.index}" }
        val rows =
            slice.entries.map { (index, event) ->
                row(path(bus) + listOf("event", "$index"), event.time, event.source, event.detailType, event.detail)
            }
        val columns =
            columns("Time" to Kind.TIME, "Source" to Kind.TEXT, "Detail type" to Kind.TEXT, "Detail" to Kind.TEXT)
        return StateView(
            title = bus.name,
            kind = "bus",
            sections = listOf(section("Bus", facts), section("Rules", rules), section("Tags", bus.tags)),
            table = StateTable("Events", columns, rows, slice.next, all.size.toLong(), "event contains"),
        )
    }

    private fun EventsCall.view(rule: Rule): StateView {
        val facts =
            mapOf(
                "ARN" to ruleArn(rule),
                "State" to rule.state,
                "Schedule" to rule.schedule,
                "Next" to rule.due,
                "Description" to rule.description,
                "ManagedBy" to rule.managedBy,
            )
        val targets = rule.targets.associate { it.id to "${it.members}" }
        return StateView(
            title = rule.name,
            kind = "rule",
            trail = listOf(StateLink(rule.bus, listOf(account, region, rule.bus))),
            sections = listOf(section("Rule", facts), section("Targets", targets), section("Tags", rule.tags)),
            text = rule.pattern,
        )
    }

    private fun EventsCall.event(
        bus: EventBus,
        number: String,
    ): StateView? {
        val event = seenOn(bus.name).getOrNull(number.toIntOrNull() ?: return null) ?: return null
        return StateView(
            title = event.id,
            kind = "event",
            trail = listOf(StateLink(bus.name, path(bus))),
            text = event.text,
        )
    }

    private fun EventsCall.path(bus: EventBus) = listOf(account, region, bus.name)
}
