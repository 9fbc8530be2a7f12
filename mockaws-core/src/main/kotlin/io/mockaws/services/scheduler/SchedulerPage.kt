package io.mockaws.services.scheduler

import io.mockaws.engine.World
import io.mockaws.services.scheduler.op.Targets
import io.mockaws.services.scheduler.schedule.Schedule
import io.mockaws.services.scheduler.schedule.SchedulerCall
import io.mockaws.services.scheduler.schedule.SchedulerState
import io.mockaws.services.scheduler.schedule.arnOf
import io.mockaws.services.scheduler.schedule.groups
import io.mockaws.services.scheduler.schedule.schedule
import io.mockaws.services.scheduler.schedule.schedules
import io.mockaws.state.PageRequest
import io.mockaws.state.ServicePage
import io.mockaws.state.StateColumn.Kind
import io.mockaws.state.StateTable
import io.mockaws.state.StateView
import io.mockaws.state.columns
import io.mockaws.state.row
import io.mockaws.state.section

/** Schedules and when they come next. Paths: account, region, group, schedule. */
internal object SchedulerPage : ServicePage<SchedulerState>(SchedulerService, "Amazon EventBridge Scheduler") {
    private const val SCHEDULE_PATH = 4

    override fun counts(world: World): Map<String, Long> =
        mapOf(
            "schedules" to everywhere(world).sumOf { it.schedules().size.toLong() },
            "groups" to everywhere(world).sumOf { it.groups().size.toLong() },
        )

    override fun look(
        world: World,
        path: List<String>,
        page: PageRequest,
    ): StateView? =
        when (path.size) {
            0 -> service(world, page)

            SCHEDULE_PATH ->
                at(world, path)?.let { call -> call.state.now.schedule(path[2], path[3])?.let { call.view(it) } }

            else -> null
        }

    private fun service(
        world: World,
        page: PageRequest,
    ): StateView {
        val all = everywhere(world).flatMap { call -> call.schedules().map { call to it } }
        val found = all.filter { (_, schedule) -> page.admits(schedule.name, schedule.group) }
        val slice = page.slice(found) { (call, schedule) -> call.path(schedule) }
        val rows =
            slice.entries.map { (call, schedule) ->
                row(
                    call.path(schedule),
                    schedule.name,
                    schedule.group,
                    schedule.expression,
                    schedule.state,
                    schedule.due,
                    Targets.arnOf(schedule.target),
                    call.region,
                    call.account,
                )
            }
        val columns =
            columns(
                "Name" to Kind.TEXT,
                "Group" to Kind.TEXT,
                "Expression" to Kind.TEXT,
                "State" to Kind.TEXT,
                "Next" to Kind.TIME,
                "Target" to Kind.TEXT,
                "Region" to Kind.TEXT,
                "Account" to Kind.TEXT,
            )
        val table = StateTable("Schedules", columns, rows, slice.next, all.size.toLong(), "name or group contains")
        return StateView(title, "service", table = table)
    }

    private fun SchedulerCall.view(schedule: Schedule): StateView {
        val facts =
            mapOf(
                "ARN" to arnOf(schedule),
                "Expression" to schedule.expression,
                "Time zone" to schedule.zone,
                "State" to schedule.state,
                "Next" to schedule.due,
                "Start" to schedule.startDate,
                "End" to schedule.endDate,
                "Window in minutes" to schedule.windowMinutes,
                "After completion" to schedule.afterCompletion,
                "Description" to schedule.description,
            )
        return StateView(
            title = schedule.name,
            kind = "schedule",
            sections = listOf(section("Schedule", facts)),
            text = schedule.target.toString(),
        )
    }

    private fun SchedulerCall.path(schedule: Schedule) = listOf(account, region, schedule.group, schedule.name)
}
