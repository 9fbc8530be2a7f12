package io.mockaws.services.scheduler.run

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.ParcelAttribute
import io.mockaws.engine.delivery.deliver
import io.mockaws.kit.Arn
import io.mockaws.kit.RetryPolicy
import io.mockaws.kit.inWholeSeconds
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.services.scheduler.schedule.INVOCATIONS
import io.mockaws.services.scheduler.schedule.Invocation
import io.mockaws.services.scheduler.schedule.SCHEDULES
import io.mockaws.services.scheduler.schedule.Schedule
import io.mockaws.services.scheduler.schedule.SchedulerCall
import io.mockaws.services.scheduler.schedule.Timing
import io.mockaws.services.scheduler.schedule.arnOf
import io.mockaws.services.scheduler.schedule.scheduleKey

/** Does what is due first: a schedule, or another try at a target. */
internal fun SchedulerCall.work() {
    val tables = state.now
    val schedule =
        tables[SCHEDULES].values.filter {
            it.due != null
        }.minWithOrNull(compareBy({ it.due }, { it.group }, { it.name }))
    val invocation = tables[INVOCATIONS].values.minWithOrNull(compareBy({ it.due }, { it.number }))
    val scheduleDue = schedule?.due
    if (invocation != null && (scheduleDue == null || invocation.due < scheduleDue)) {
        state.write { remove(INVOCATIONS, invocation.number.toString()) }
        attempt(invocation)
    } else if (schedule != null) {
        run(schedule)
    }
}

/** Puts [schedule] on its next time, or away where there is none, and calls its target. */
private fun SchedulerCall.run(schedule: Schedule) {
    val time = schedule.scheduled ?: return
    val next = Timing.with(schedule, Timing.next(schedule, time)) { share() }
    val key = scheduleKey(schedule.group, schedule.name)
    state.write {
        if (next.scheduled == null && schedule.afterCompletion == Schedule.DELETE) {
            remove(SCHEDULES, key)
        } else {
            this[SCHEDULES, key] = next
        }
    }
    val now = now()
    attempt(
        Invocation(
            ids.nextNumber(),
            ids.hex(EXECUTION_ID),
            arnOf(schedule),
            time,
            schedule.target,
            startedAt = now,
            due = now
        )
    )
}

/** How many seconds of its window pass before a schedule is done. */
internal fun SchedulerCall.share(): Int = ids.nextLong().toInt() ushr 1

private fun SchedulerCall.attempt(invocation: Invocation) {
    val refused =
        try {
            invoke(invocation)
            return
        } catch (fault: AwsFault) {
            fault
        }
    val policy = RetryPolicy.of(invocation.target.part("RetryPolicy"))
    when (val outcome = policy.outcome(refused, invocation.retries, invocation.startedAt, now())) {
        is RetryPolicy.Outcome.Over -> bury(invocation, refused, outcome.limit)

        is RetryPolicy.Outcome.Again ->
            state.write {
                this[INVOCATIONS, invocation.number.toString()] =
                    invocation.copy(retries = invocation.retries + 1, due = outcome.due)
            }
    }
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html */
private fun SchedulerCall.bury(
    invocation: Invocation,
    refused: AwsFault,
    exhausted: RetryPolicy.Exhausted?,
) {
    val queue = invocation.target.part("DeadLetterConfig")?.text("Arn")?.let(Arn::parse) ?: return
    val attributes =
        buildMap {
            put("ERROR_CODE", refused.error.code)
            put("ERROR_MESSAGE", refused.error.message ?: refused.error.code)
            put("EXECUTION_ID", invocation.id)
            exhausted?.let { put("EXHAUSTED_RETRY_CONDITION", it.text) }
            put("IS_PAYLOAD_TRUNCATED", "false")
            put("RETRY_ATTEMPTS", invocation.retries.toString())
            put("SCHEDULED_TIME", invocation.scheduled.inWholeSeconds())
            put("SCHEDULE_ARN", invocation.scheduleArn)
            put("TARGET_ARN", invocation.target.text("Arn").orEmpty())
        }
    deliver(
        Parcel(
            inputOf(invocation),
            SENDER,
            invocation.scheduleArn,
            attributes.mapValues { (_, text) -> ParcelAttribute("String", text) },
        ),
        queue,
    )
}

private const val EXECUTION_ID = 16
