package io.mockaws.services.scheduler

import io.mockaws.engine.AwsFault
import io.mockaws.engine.settle
import io.mockaws.services.scheduler.op.createSchedule
import io.mockaws.services.scheduler.schedule.ScheduleGroup
import io.mockaws.services.scheduler.schedule.SchedulerCall
import io.mockaws.services.scheduler.schedule.schedules
import io.mockaws.testing.Calls

/**
 * Amazon EventBridge Scheduler as a test sees it: `aws.scheduler.schedule("nightly").next`. Works in the account and region
 * of the mock, touches memory only, and leaves no calls in the journal. What schedules do is in the journal.
 */
public class SchedulerFixture internal constructor(
    private val context: () -> SchedulerCall,
    private val journal: () -> Calls,
) {
    /** The schedule [name] of the default group, to look into. Makes nothing. */
    public fun schedule(name: String): ScheduleFixture = schedule(name, ScheduleGroup.DEFAULT)

    /** The schedule [name] of [group], to look into. Makes nothing. */
    public fun schedule(
        name: String,
        group: String,
    ): ScheduleFixture = ScheduleFixture(name, group, context, journal)

    /**
     * The schedule [name] of the default group, which calls [target] by [expression] with [input]:
     * `aws.scheduler.schedule("nightly", "cron(0 3 * * ? *)", queue.arn, "{}")`.
     *
     * @param expression `rate(...)`, `cron(...)` or `at(...)`, in UTC
     * @param target the ARN of a queue, a topic, a function or another target, or of an operation as
     *   `arn:aws:scheduler:::aws-sdk:sqs:sendMessage`
     * @throws IllegalArgumentException when there is one of that name, or AWS would refuse it
     */
    public fun schedule(
        name: String,
        expression: String,
        target: String,
        input: String,
    ): ScheduleFixture {
        val call = context()
        try {
            createSchedule(
                mapOf(
                    "Name" to name,
                    "ScheduleExpression" to expression,
                    "FlexibleTimeWindow" to mapOf("Mode" to "OFF"),
                    "Target" to
                        mapOf(
                            "Arn" to target,
                            "RoleArn" to "arn:aws:iam::${call.account}:role/scheduler",
                            "Input" to input
                        ),
                ),
                call,
            )
        } catch (refused: AwsFault) {
            throw IllegalArgumentException(refused.message, refused)
        }
        call.settle()
        return schedule(name)
    }

    /** Every schedule of the mock's account and region, by group and name. */
    public fun schedules(): List<ScheduleFixture> = context().schedules().map { schedule(it.name, it.group) }

    override fun toString(): String = "SchedulerFixture(${context().schedules().map { it.name }})"
}
