package io.mockaws.services.scheduler

import io.mockaws.derive.operationByMembers
import io.mockaws.engine.ModelChecks
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.StateKind
import io.mockaws.engine.World
import io.mockaws.engine.operation
import io.mockaws.model.ServiceShapes
import io.mockaws.services.scheduler.op.createSchedule
import io.mockaws.services.scheduler.op.createScheduleGroup
import io.mockaws.services.scheduler.op.deleteSchedule
import io.mockaws.services.scheduler.op.deleteScheduleGroup
import io.mockaws.services.scheduler.op.getSchedule
import io.mockaws.services.scheduler.op.getScheduleGroup
import io.mockaws.services.scheduler.op.listScheduleGroups
import io.mockaws.services.scheduler.op.listSchedules
import io.mockaws.services.scheduler.op.listTagsForResource
import io.mockaws.services.scheduler.op.tagResource
import io.mockaws.services.scheduler.op.untagResource
import io.mockaws.services.scheduler.op.updateSchedule
import io.mockaws.services.scheduler.run.work
import io.mockaws.services.scheduler.schedule.SchedulerCall
import io.mockaws.services.scheduler.schedule.SchedulerState
import io.mockaws.wire.protocol.Protocols
import kotlin.time.Instant

/**
 * Amazon EventBridge Scheduler.
 *
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/Welcome.html
 */
internal object SchedulerService : Service<SchedulerState>(
    ServiceShapes.of("scheduler"),
    listOf(Protocols.RestJson1),
    StateKind(StateKind.Scope.REGIONAL, SchedulerState::create, SchedulerState::read),
) {
    override val checks: ModelChecks get() = ModelChecks.JSON

    override val isTimed: Boolean get() = true

    override fun nextDue(
        state: SchedulerState,
        world: World,
    ): Instant? = state.nextDue

    override suspend fun runDue(call: SchedulerCall) = call.work()

    override fun operation(name: String): Operation<SchedulerState, *, *>? =
        when (name) {
            "CreateSchedule" -> operationByMembers("scheduler", name, ::createSchedule)
            "CreateScheduleGroup" -> operation(name, ::createScheduleGroup)
            "DeleteSchedule" -> operation(name, ::deleteSchedule)
            "DeleteScheduleGroup" -> operation(name, ::deleteScheduleGroup)
            "GetSchedule" -> operationByMembers("scheduler", name, ::getSchedule)
            "GetScheduleGroup" -> operation(name, ::getScheduleGroup)
            "ListScheduleGroups" -> operation(name, ::listScheduleGroups)
            "ListSchedules" -> operation(name, ::listSchedules)
            "ListTagsForResource" -> operation(name, ::listTagsForResource)
            "TagResource" -> operation(name, ::tagResource)
            "UntagResource" -> operation(name, ::untagResource)
            "UpdateSchedule" -> operationByMembers("scheduler", name, ::updateSchedule)
            else -> null
        }
}
