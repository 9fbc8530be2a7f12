package io.mockaws.services.scheduler

import io.mockaws.services.scheduler.op.Targets
import io.mockaws.services.scheduler.schedule.SCHEDULES
import io.mockaws.services.scheduler.schedule.Schedule
import io.mockaws.services.scheduler.schedule.SchedulerCall
import io.mockaws.services.scheduler.schedule.arnOf
import io.mockaws.services.scheduler.schedule.schedule
import io.mockaws.services.scheduler.schedule.scheduleKey
import io.mockaws.testing.Calls
import io.mockaws.testing.noSuch
import kotlin.time.Instant
import kotlin.time.toJavaInstant

/** One schedule as a test sees it. A look into one that is not there is a [NoSuchElementException]. */
public class ScheduleFixture internal constructor(
    /** The schedule's name. */
    @get:JvmName("name")
    public val name: String,
    /** The group that it is in. */
    @get:JvmName("group")
    public val group: String,
    private val context: () -> SchedulerCall,
    private val journal: () -> Calls,
) {
    /** What the mock's journal has of EventBridge Scheduler, for any schedule. */
    @get:JvmName("calls")
    public val calls: Calls get() = journal()

    /** Whether there is such a schedule. One that deletes itself after its last time is gone then. */
    @get:JvmName("exists")
    public val exists: Boolean get() = found() != null

    /** The schedule's Amazon Resource Name. */
    @get:JvmName("arn")
    public val arn: String get() = context().arnOf(schedule())

    /** When it comes: `rate(5 minutes)`, `cron(0 12 * * ? *)`, `at(2026-12-24T18:00:00)`. */
    @get:JvmName("expression")
    public val expression: String get() = schedule().expression

    /** The ARN of what it calls. */
    @get:JvmName("target")
    public val target: String get() = Targets.arnOf(schedule().target)

    /** Whether it is switched on. */
    @get:JvmName("isEnabled")
    public val isEnabled: Boolean get() = schedule().isEnabled

    /** When it calls its target next, by the mock's clock; null when it is over, or switched off. */
    @get:JvmSynthetic
    public val next: Instant? get() = schedule().due

    /** [next] for Java; null when it is over, or switched off. */
    @JvmName("next")
    public fun nextJava(): java.time.Instant? = next?.toJavaInstant()

    override fun toString(): String = "ScheduleFixture($group/$name)"

    private fun schedule(): Schedule =
        found() ?: throw noSuch("schedule", scheduleKey(group, name), context().state.now[SCHEDULES].keys)

    private fun found(): Schedule? = context().state.now.schedule(group, name)
}
