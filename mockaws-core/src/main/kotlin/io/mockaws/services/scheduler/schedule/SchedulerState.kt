package io.mockaws.services.scheduler.schedule

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.engine.StoredEntries
import io.mockaws.kit.Agenda
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

    private val agenda = Agenda(Agenda.Part(SCHEDULES) { it.due }, Agenda.Part(INVOCATIONS) { it.due })

    /** When there is something to do without being called; null for never. */
    val nextDue: Instant? get() = agenda.first(now)

    override fun with(tables: Tables): SchedulerState = SchedulerState(tables)

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
