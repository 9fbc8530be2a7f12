package io.mockaws.services.cloudformation.sam

/** Events by schedules of EventBridge Scheduler, which take a role; [policy] is what the role needs for the target. */
internal class ScheduleV2(
    private val event: Event,
    private val target: Made,
    private val policy: () -> Fields,
) {
    fun make(): List<Made> {
        val schedule = Made("AWS::Scheduler::Schedule", event.id, target.passedOn())
        SAME.forEach { schedule[it] = event[it] }
        if (present(event["State"])) schedule["State"] = event["State"]
        if (!present(event["OmitName"])) {
            schedule["Name"] = event["Name"].takeIf(::present) ?: event.id
        } else if (present(event["Name"])) {
            wrongEvent(event.id, "Name cannot be set when OmitName is True")
        }
        schedule["FlexibleTimeWindow"] = event["FlexibleTimeWindow"].takeIf(::present) ?: fieldsOf("Mode" to "OFF")
        val queue = DeadLetters.of(event, null, target, withPolicy = false)
        val role = if (present(event["RoleArn"])) null else role(queue.arn)
        schedule["Target"] = target(role?.arn ?: event["RoleArn"], queue.arn)
        return listOf(schedule) + queue.made + listOfNotNull(role)
    }

    private fun role(queue: Any?): Made {
        val role = Made("AWS::IAM::Role", event.id + "Role", target.passedOn())
        role["AssumeRolePolicyDocument"] = Roles.trust("scheduler.amazonaws.com")
        role["Policies"] = itemsOf(policy()).also { if (present(queue)) it += Roles.sendMessage(queue, event.id) }
        if (present(event["PermissionsBoundary"])) role["PermissionsBoundary"] = event["PermissionsBoundary"]
        return role
    }

    private fun target(
        role: Any?,
        queue: Any?,
    ): Fields {
        val made = fieldsOf("Arn" to target.arn, "RoleArn" to role)
        event["Input"]?.let { made["Input"] = it }
        if (event["DeadLetterConfig"] != null) made["DeadLetterConfig"] = fieldsOf("Arn" to queue)
        event["RetryPolicy"]?.let { made["RetryPolicy"] = it }
        return made
    }

    private companion object {
        val SAME =
            listOf(
                "ScheduleExpression",
                "Description",
                "StartDate",
                "EndDate",
                "ScheduleExpressionTimezone",
                "GroupName",
                "KmsKeyArn"
            )
    }
}
