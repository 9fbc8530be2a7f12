package io.mockaws.services.cloudwatch

import io.mockaws.engine.World
import io.mockaws.services.cloudwatch.alarm.Alarm
import io.mockaws.services.cloudwatch.state.ALARMS
import io.mockaws.services.cloudwatch.state.CloudWatchCall
import io.mockaws.services.cloudwatch.state.CloudWatchState
import io.mockaws.services.cloudwatch.state.HISTORY
import io.mockaws.services.cloudwatch.state.METRICS
import io.mockaws.services.cloudwatch.state.alarmArn
import io.mockaws.state.PageRequest
import io.mockaws.state.ServicePage
import io.mockaws.state.StateColumn.Kind
import io.mockaws.state.StateTable
import io.mockaws.state.StateView
import io.mockaws.state.columns
import io.mockaws.state.row
import io.mockaws.state.section

/** Alarms and what happened to them. Paths: account, region, alarm. */
internal object CloudWatchPage : ServicePage<CloudWatchState>(CloudWatchService, "Amazon CloudWatch") {
    private const val ALARM = 3

    override fun counts(world: World): Map<String, Long> =
        mapOf(
            "metrics" to everywhere(world).sumOf { it.state.now[METRICS].size.toLong() },
            "alarms" to everywhere(world).sumOf { it.state.now[ALARMS].size.toLong() },
        )

    override fun look(
        world: World,
        path: List<String>,
        page: PageRequest,
    ): StateView? {
        if (path.isEmpty()) return service(world, page)
        val call = at(world, path) ?: return null
        val alarm = call.state.now[ALARMS][path.getOrElse(ALARM - 1) { return null }] ?: return null
        return if (path.size == ALARM) call.view(alarm) else null
    }

    private fun service(
        world: World,
        page: PageRequest,
    ): StateView {
        val all = everywhere(world).flatMap { call ->
            call.state.now[ALARMS].values.sortedBy { it.name }.map {
                call to
                    it
            }
        }
        val slice = page.slice(
            all.filter { (_, alarm) ->
                page.admits(alarm.name)
            }
        ) { (call, alarm) -> call.path(alarm) }
        val rows =
            slice.entries.map { (call, alarm) ->
                row(call.path(alarm), alarm.name, alarm.state.value, alarm.state.reason, call.region, call.account)
            }
        val columns =
            columns(
                "Name" to Kind.TEXT,
                "State" to Kind.TEXT,
                "Reason" to Kind.TEXT,
                "Region" to Kind.TEXT,
                "Account" to Kind.TEXT,
            )
        val table = StateTable("Alarms", columns, rows, slice.next, all.size.toLong(), "name contains")
        return StateView(title, "service", table = table)
    }

    private fun CloudWatchCall.view(alarm: Alarm): StateView {
        val watch = alarm.watch
        val facts =
            mapOf(
                "ARN" to alarmArn(alarm.name),
                "State" to alarm.state.value,
                "Reason" to alarm.state.reason,
                "Since" to alarm.state.transitionedAt,
                "Rule" to alarm.composite?.rule,
                "Metric" to watch?.metricName?.let { "${watch.namespace} $it" },
                "Comparison" to watch?.comparison,
                "Threshold" to watch?.threshold,
                "Next look" to alarm.due,
            )
        val history =
            state.now[HISTORY].values.filter { it.alarm == alarm.name }.sortedBy { it.number }.associate {
                "${it.time} ${it.type}" to it.summary
            }
        return StateView(
            title = alarm.name,
            kind = "alarm",
            sections = listOf(section("Alarm", facts), section("History", history)),
        )
    }

    private fun CloudWatchCall.path(alarm: Alarm) = listOf(account, region, alarm.name)
}
