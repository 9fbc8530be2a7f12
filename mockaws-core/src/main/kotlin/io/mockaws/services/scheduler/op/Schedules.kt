package io.mockaws.services.scheduler.op

import io.mockaws.kit.Paging
import io.mockaws.kit.jsonOf
import io.mockaws.kit.membersOf
import io.mockaws.services.scheduler.run.share
import io.mockaws.services.scheduler.schedule.SCHEDULES
import io.mockaws.services.scheduler.schedule.Schedule
import io.mockaws.services.scheduler.schedule.ScheduleGroup
import io.mockaws.services.scheduler.schedule.SchedulerCall
import io.mockaws.services.scheduler.schedule.SchedulerFaults
import io.mockaws.services.scheduler.schedule.SchedulerLimits
import io.mockaws.services.scheduler.schedule.Timing
import io.mockaws.services.scheduler.schedule.arnOf
import io.mockaws.services.scheduler.schedule.group
import io.mockaws.services.scheduler.schedule.schedule
import io.mockaws.services.scheduler.schedule.scheduleKey
import io.mockaws.services.scheduler.schedule.schedules
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlin.time.Instant

@Serializable
internal data class DeleteScheduleRequest(
    val name: String,
    val groupName: String? = null,
)

@Serializable
internal data class ListSchedulesRequest(
    val groupName: String? = null,
    val maxResults: Int? = null,
    val namePrefix: String? = null,
    val nextToken: String? = null,
    val state: String? = null,
)

@Serializable
internal data class ListSchedulesResponse(
    val schedules: List<Summary>,
    val nextToken: String? = null,
) {
    @Serializable
    data class Summary(
        val arn: String,
        val creationDate: Instant,
        val groupName: String,
        val lastModificationDate: Instant,
        val name: String,
        val state: String,
        val target: TargetSummary,
    )

    @Serializable
    data class TargetSummary(
        val arn: String,
    )
}

/**
 * A target has members for each sort of target, which are kept as they come.
 *
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 */
internal fun createSchedule(
    request: Map<String, Any?>,
    call: SchedulerCall,
): Map<String, Any?> {
    val now = call.now()
    val said = scheduleOf(request, now, createdAt = now)
    if (call.state.now.group(said.group) == null) throw SchedulerFaults.noGroup(said.group)
    val before = call.state.now.schedule(said.group, said.name)
    if (before != null) {
        // The same request once more.
        if (said.clientToken != null && said.clientToken == before.clientToken) return arnOf(before, call)
        throw SchedulerFaults.scheduleExists(said.name)
    }
    Targets.check(said.target)
    return arnOf(call.keep(said, now), call)
}

/**
 * All that is not said is what it is by default, whatever it was.
 *
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html
 */
internal fun updateSchedule(
    request: Map<String, Any?>,
    call: SchedulerCall,
): Map<String, Any?> {
    val now = call.now()
    val name = request["Name"] as String
    val group = request["GroupName"] as String?
    val before = call.state.now.schedule(group, name) ?: throw SchedulerFaults.noSchedule(name)
    val said = scheduleOf(request, now, before.createdAt).copy(clientToken = before.clientToken)
    Targets.check(said.target)
    return arnOf(call.keep(said, now), call)
}

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html */
internal fun getSchedule(
    request: Map<String, Any?>,
    call: SchedulerCall,
): Map<String, Any?> {
    val name = request["Name"] as String
    val found =
        call.state.now.schedule(request["GroupName"] as String?, name) ?: throw SchedulerFaults.noSchedule(name)
    return mapOf(
        "Arn" to call.arnOf(found),
        "Name" to found.name,
        "GroupName" to found.group,
        "ScheduleExpression" to found.expression,
        "ScheduleExpressionTimezone" to found.zone,
        "State" to found.state,
        "Description" to found.description,
        "FlexibleTimeWindow" to mapOf("Mode" to found.windowMode, "MaximumWindowInMinutes" to found.windowMinutes),
        "StartDate" to found.startDate,
        "EndDate" to found.endDate,
        "ActionAfterCompletion" to found.afterCompletion,
        "KmsKeyArn" to found.kmsKeyArn,
        "Target" to membersOf(found.target),
        "CreationDate" to found.createdAt,
        "LastModificationDate" to found.modifiedAt,
    )
}

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_DeleteSchedule.html */
internal fun deleteSchedule(
    request: DeleteScheduleRequest,
    call: SchedulerCall,
) = call.state.write {
    val gone = schedule(request.groupName, request.name) ?: throw SchedulerFaults.noSchedule(request.name)
    remove(SCHEDULES, scheduleKey(gone.group, gone.name))
}

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ListSchedules.html */
internal fun listSchedules(
    request: ListSchedulesRequest,
    call: SchedulerCall,
): ListSchedulesResponse {
    val group = request.groupName
    if (group != null && call.state.now.group(group) == null) throw SchedulerFaults.noGroup(group)
    val found =
        call.schedules().filter {
            (group == null || it.group == group) && it.name.startsWith(request.namePrefix.orEmpty()) &&
                (request.state == null || it.state == request.state)
        }
    val page =
        Paging<Schedule>(
            listOf(group, request.namePrefix, request.state),
            { scheduleKey(it.group, it.name) },
            SchedulerFaults::badToken,
        ).page(found, request.maxResults ?: SchedulerLimits.PAGE, request.nextToken)
    val shown =
        page.items.map {
            ListSchedulesResponse.Summary(
                call.arnOf(it),
                it.createdAt,
                it.group,
                it.modifiedAt,
                it.name,
                it.state,
                ListSchedulesResponse.TargetSummary(Targets.arnOf(it.target)),
            )
        }
    return ListSchedulesResponse(shown, page.nextToken)
}

private fun arnOf(
    schedule: Schedule,
    call: SchedulerCall,
): Map<String, Any?> = mapOf("ScheduleArn" to call.arnOf(schedule))

private fun SchedulerCall.keep(
    said: Schedule,
    now: Instant,
): Schedule {
    val time = if (said.isEnabled) Timing.first(said, now) else null
    val timed = Timing.with(said, time) { share() }
    state.write { this[SCHEDULES, scheduleKey(timed.group, timed.name)] = timed }
    return timed
}

private fun scheduleOf(
    request: Map<String, Any?>,
    now: Instant,
    createdAt: Instant,
): Schedule {
    val window = request["FlexibleTimeWindow"] as Map<*, *>
    val said =
        Schedule(
            name = request["Name"] as String,
            group = request["GroupName"] as String? ?: ScheduleGroup.DEFAULT,
            expression = request["ScheduleExpression"] as String,
            zone = request["ScheduleExpressionTimezone"] as String? ?: Schedule.UTC,
            state = request["State"] as String? ?: Schedule.ENABLED,
            description = request["Description"] as String?,
            windowMode = window["Mode"] as String,
            windowMinutes = window["MaximumWindowInMinutes"] as Int?,
            startDate = request["StartDate"] as Instant?,
            endDate = request["EndDate"] as Instant?,
            afterCompletion = request["ActionAfterCompletion"] as String? ?: Schedule.NONE,
            kmsKeyArn = request["KmsKeyArn"] as String?,
            target = Targets.withDefaults(jsonOf(request["Target"]) as JsonObject),
            createdAt = createdAt,
            modifiedAt = now,
            clientToken = request["ClientToken"] as String?,
        )
    ScheduleChecks.check(said, now)
    return said
}
