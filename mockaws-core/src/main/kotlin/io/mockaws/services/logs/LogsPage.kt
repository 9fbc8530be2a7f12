package io.mockaws.services.logs

import io.mockaws.engine.World
import io.mockaws.services.logs.group.LogGroup
import io.mockaws.services.logs.group.StoredEvent
import io.mockaws.services.logs.state.GROUPS
import io.mockaws.services.logs.state.LogsCall
import io.mockaws.services.logs.state.LogsState
import io.mockaws.services.logs.state.STREAMS
import io.mockaws.services.logs.state.eventsOf
import io.mockaws.services.logs.state.groupArn
import io.mockaws.services.logs.state.millis
import io.mockaws.services.logs.state.streamsOf
import io.mockaws.state.PageRequest
import io.mockaws.state.ServicePage
import io.mockaws.state.StateColumn.Kind
import io.mockaws.state.StateLink
import io.mockaws.state.StateTable
import io.mockaws.state.StateView
import io.mockaws.state.columns
import io.mockaws.state.row
import io.mockaws.state.section
import kotlin.time.Instant

/** Log groups and their events. Paths: account, region, group, and the id of an event. */
internal object LogsPage : ServicePage<LogsState>(LogsService, "Amazon CloudWatch Logs") {
    private const val GROUP = 3
    private const val EVENT = 4

    override fun counts(world: World): Map<String, Long> =
        mapOf(
            "log groups" to everywhere(world).sumOf { it.state.now[GROUPS].size.toLong() },
            "log streams" to everywhere(world).sumOf { it.state.now[STREAMS].size.toLong() },
        )

    override fun look(
        world: World,
        path: List<String>,
        page: PageRequest,
    ): StateView? {
        if (path.isEmpty()) return service(world, page)
        val call = at(world, path) ?: return null
        val group = call.state.now[GROUPS][path.getOrElse(GROUP - 1) { return null }] ?: return null
        return when (path.size) {
            GROUP -> call.view(group, page)
            EVENT -> call.events(group).firstOrNull { it.id == path.last() }?.let { call.view(group, it) }
            else -> null
        }
    }

    private fun service(
        world: World,
        page: PageRequest,
    ): StateView {
        val all = everywhere(world).flatMap { call ->
            call.state.now[GROUPS].values.sortedBy { it.name }.map {
                call to
                    it
            }
        }
        val slice = page.slice(
            all.filter { (_, group) ->
                page.admits(group.name)
            }
        ) { (call, group) -> call.path(group) }
        val rows =
            slice.entries.map { (call, group) ->
                val streams = call.state.now.streamsOf(group.name)
                row(call.path(group), group.name, streams.size, streams.sumOf { it.bytes }, call.region, call.account)
            }
        val columns =
            columns(
                "Name" to Kind.TEXT,
                "Streams" to Kind.NUMBER,
                "Bytes" to Kind.NUMBER,
                "Region" to Kind.TEXT,
                "Account" to Kind.TEXT,
            )
        val table = StateTable("Log groups", columns, rows, slice.next, all.size.toLong(), "name contains")
        return StateView(title, "service", table = table)
    }

    private fun LogsCall.view(
        group: LogGroup,
        page: PageRequest,
    ): StateView {
        val facts =
            mapOf(
                "ARN" to groupArn(group.name),
                "Created" to Instant.fromEpochMilliseconds(group.createdAt),
                "Class" to group.logClass,
                "Retention in days" to group.retentionInDays,
                "KMS key" to group.kmsKeyId,
            )
        val metrics = group.metricFilters.mapValues { it.value.pattern }
        val subscriptions = group.subscriptions.mapValues { "${it.value.pattern} -> ${it.value.destinationArn}" }
        val after = page.after?.toIntOrNull() ?: Int.MAX_VALUE
        val all = events(group).withIndex().reversed()
        val slice =
            page.slice(
                all.asSequence().filter {
                    it.index < after && page.admits(it.value.event.message)
                }
            ) { "${it.index}" }
        val rows =
            slice.entries.map { (_, stored) ->
                val time = Instant.fromEpochMilliseconds(stored.event.timestamp)
                row(path(group) + stored.id, time, stored.stream.name, stored.event.message)
            }
        val columns = columns("Time" to Kind.TIME, "Stream" to Kind.TEXT, "Message" to Kind.TEXT)
        return StateView(
            title = group.name,
            kind = "log group",
            sections =
            listOf(
                section("Log group", facts),
                section("Metric filters", metrics),
                section("Subscription filters", subscriptions),
                section("Tags", group.tags),
            ),
            table = StateTable("Events", columns, rows, slice.next, all.size.toLong(), "message contains"),
        )
    }

    private fun LogsCall.view(
        group: LogGroup,
        stored: StoredEvent,
    ) = StateView(
        title = stored.id,
        kind = "event",
        trail = listOf(StateLink(group.name, path(group))),
        text = stored.event.message,
    )

    private fun LogsCall.events(group: LogGroup): List<StoredEvent> {
        val tables = state.now
        return tables.streamsOf(group.name).flatMap { tables.eventsOf(it, group.keptSince(millis())) }
            .sortedWith(compareBy({ it.event.timestamp }, { it.id }))
    }

    private fun LogsCall.path(group: LogGroup) = listOf(account, region, group.name)
}
