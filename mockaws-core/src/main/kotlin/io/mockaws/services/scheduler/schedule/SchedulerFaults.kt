package io.mockaws.services.scheduler.schedule

import io.mockaws.engine.AwsFault

/** Errors of EventBridge Scheduler and their words; statuses are the model's. */
internal object SchedulerFaults {
    fun noSchedule(name: String) = notFound("Schedule $name does not exist.")

    fun noGroup(name: String) = notFound("Schedule group $name does not exist.")

    fun noResource(arn: String) = notFound("Resource $arn does not exist.")

    fun scheduleExists(name: String) = conflict("Schedule $name already exists.")

    fun groupExists(name: String) = conflict("Schedule group $name already exists.")

    fun defaultGroupStays() = validation("Cannot delete default schedule group.")

    fun badExpression(text: String) = validation("Invalid Schedule Expression $text.")

    fun badZone() = validation("Provided ScheduleExpressionTimezone is not valid.")

    fun lateStart() =
        validation(
            "The StartDate you specify cannot be earlier than ${SchedulerLimits.LATE_START} minutes ago.",
        )

    fun endBeforeStart() = validation("The EndDate you specify must come after the StartDate.")

    fun endIsPast() = validation("The EndDate you specify cannot be in the past.")

    fun needsWindow() = validation("MaximumWindowInMinutes must be provided for flexible time windows.")

    fun badTarget(arn: String) = validation("Provided Arn $arn is not in correct format.")

    fun unknownTarget(arn: String) = validation("$arn is not a supported target.")

    fun targetNeeds(parameters: String) = validation("$parameters must be provided for the target.")

    fun inputIsNoJson() = validation("Invalid Input: it must be valid JSON for a universal target.")

    fun fifoDeadLetters() = validation("A FIFO queue cannot be a dead-letter queue.")

    fun badToken() = validation("Invalid NextToken.")

    fun badTag(key: String) = validation("The tag with the key $key is not valid.")

    fun tooMany(what: String) =
        AwsFault("ServiceQuotaExceededException", "You have reached the maximum number of $what.")

    private fun notFound(message: String) = AwsFault("ResourceNotFoundException", message)

    private fun conflict(message: String) = AwsFault("ConflictException", message)

    private fun validation(message: String) = AwsFault("ValidationException", message)
}
