package io.mockaws.services.scheduler.schedule

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.engine.StoredEntries
import io.mockaws.kit.Arn
import io.mockaws.kit.Table
import io.mockaws.kit.TableState
import io.mockaws.kit.Tables
import kotlin.time.Instant

/** The context that works on schedules. */
internal typealias SchedulerCall = CallContext<SchedulerState>

/** Schedules by [scheduleKey]. */
internal val SCHEDULES: Table<Schedule> = Table("schedule", Schedule.serializer())

/** Groups by name; the default group only where something of it was changed. */
internal val GROUPS: Table<ScheduleGroup> = Table("group", ScheduleGroup.serializer())

/** Targets that have to be called again, by a number. */
internal val INVOCATIONS: Table<Invocation> = Table("invocation", Invocation.serializer())

/** What EventBridge Scheduler has in one account and region. */
internal class SchedulerState private constructor(
    tables: Tables,
) : TableState<SchedulerState>(tables) {
    constructor() : this(Tables.EMPTY)

    @Volatile
    private var agenda: Agenda? = null

    /** When there is something to do without being called; null for never. */
    val nextDue: Instant?
        get() {
            val tables = now
            val known = agenda?.takeIf { it.schedules === tables[SCHEDULES] && it.invocations === tables[INVOCATIONS] }
            return (known ?: Agenda(tables[SCHEDULES], tables[INVOCATIONS]).also { agenda = it }).first
        }

    override fun with(tables: Tables): SchedulerState = SchedulerState(tables)

    /** What comes first of schedules and invocations, as long as these are the same. */
    private class Agenda(
        val schedules: Map<String, Schedule>,
        val invocations: Map<String, Invocation>,
    ) {
        val first: Instant? =
            listOfNotNull(schedules.values.mapNotNull { it.due }.minOrNull(), invocations.values.minOfOrNull { it.due })
                .minOrNull()
    }

    companion object {
        @Suppress("UNUSED_PARAMETER")
        fun create(place: Place): SchedulerState = SchedulerState()

        @Suppress("UNUSED_PARAMETER")
        fun read(
            place: Place,
            entries: StoredEntries,
        ): SchedulerState = SchedulerState(Tables.read(entries, SCHEDULES, GROUPS, INVOCATIONS))
    }
}

/** What a schedule is kept under; names have no slash. */
internal fun scheduleKey(
    group: String,
    name: String,
): String = "$group/$name"

internal fun Tables.schedule(
    group: String?,
    name: String,
): Schedule? = this[SCHEDULES][scheduleKey(group ?: ScheduleGroup.DEFAULT, name)]

/** The group [name]; the default group is there from the start. */
internal fun Tables.group(name: String): ScheduleGroup? =
    this[GROUPS][name] ?: ScheduleGroup(ScheduleGroup.DEFAULT).takeIf { name == ScheduleGroup.DEFAULT }

internal fun SchedulerCall.groups(): List<ScheduleGroup> =
    (state.now[GROUPS].values + listOfNotNull(state.now.group(ScheduleGroup.DEFAULT))).distinctBy { it.name }
        .sortedBy { it.name }

/** All schedules, by group and name. */
internal fun SchedulerCall.schedules(): List<Schedule> =
    state.now[SCHEDULES].values.sortedWith(compareBy({ it.group }, { it.name }))

internal fun SchedulerCall.arnOf(schedule: Schedule): String = arn("schedule/${schedule.group}/${schedule.name}")

internal fun SchedulerCall.groupArn(name: String): String = arn("schedule-group/$name")

private fun SchedulerCall.arn(resource: String) = Arn.of("scheduler", place, resource).toString()
