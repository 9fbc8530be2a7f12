package io.mockaws.services.cloudformation.sam

/** Events by rules of EventBridge, by time or by pattern, to a function or, with [role], to a state machine. */
internal class RuleEvents(
    private val event: Event,
    private val target: Made,
    private val suffix: String,
    private val role: Any? = null,
) {
    private val isSchedule = event.type == "Schedule"

    fun make(): List<Made> {
        val rule = Made("AWS::Events::Rule", event.id, target.passedOn())
        if (isSchedule) {
            rule["ScheduleExpression"] = event["Schedule"]
            rule["Name"] = event["Name"]
            rule["Description"] = event["Description"]
        } else {
            rule["EventBusName"] = event["EventBusName"]
            rule["EventPattern"] = event["Pattern"]
            rule["Name"] = event["RuleName"]
        }
        val queue = DeadLetters.of(event, rule.arn, target, withPolicy = true)
        val enabled = event["Enabled"]
        if (present(event["State"]) &&
            enabled != null
        ) {
            event.refuse("State and Enabled Properties cannot both be specified.")
        }
        if (present(event["State"])) rule["State"] = event["State"]
        if (enabled != null) rule["State"] = if (present(enabled)) "ENABLED" else "DISABLED"
        rule["Targets"] = itemsOf(targetOf(queue.arn))
        val made = listOf(rule) + queue.made
        return if (role !=
            null
        ) {
            made
        } else {
            made + permission(event, target, "events.amazonaws.com").also { it["SourceArn"] = rule.arn }
        }
    }

    private fun targetOf(queue: Any?): Fields {
        val named = if (isSchedule && role == null) null else event.fields("Target")
        val made = fieldsOf("Arn" to target.arn, "Id" to (named?.get("Id") ?: idOf()))
        if (role != null) made["RoleArn"] = role
        listOf("Input", "InputPath").forEach { name -> event[name]?.let { made[name] = it } }
        if (event["DeadLetterConfig"] != null) made["DeadLetterConfig"] = fieldsOf("Arn" to queue)
        listOf("RetryPolicy", "InputTransformer").forEach { name -> event[name]?.let { made[name] = it } }
        return made
    }

    private fun idOf() = event.id.take(LONGEST - suffix.length) + suffix

    private companion object {
        const val LONGEST = 64
    }
}

/** Property `DeadLetterConfig`: a queue that is given by its ARN, or one that is made. */
internal class DeadLetters private constructor(
    val arn: Any?,
    val made: List<Made>,
) {
    companion object {
        /**
         * What [event] says; a rule, with ARN [source], may send to a queue that is made only by a policy
         * ([withPolicy]).
         */
        fun of(
            event: Event,
            source: Any?,
            target: Made,
            withPolicy: Boolean,
        ): DeadLetters {
            val given = event.fields("DeadLetterConfig") ?: return DeadLetters(null, emptyList())
            check(event.id, given)
            given["Arn"]?.let { return DeadLetters(it, emptyList()) }
            val name = given["QueueLogicalId"]
            if (name != null && name !is String) wrongEvent(event.id, "QueueLogicalId must be a string")
            val queue = Made(
                "AWS::SQS::Queue",
                (name as String?).takeUnless { it.isNullOrEmpty() } ?: (event.id + "Queue"),
                target.passedOn()
            )
            if (!withPolicy) return DeadLetters(queue.arn, listOf(queue))
            val policy = Made("AWS::SQS::QueuePolicy", event.id + "QueuePolicy", target.passedOn())
            policy["PolicyDocument"] = sendPolicy(queue.arn, fieldsOf("Service" to "events.amazonaws.com"), source)
            policy["Queues"] = itemsOf(ref(queue.id))
            return DeadLetters(queue.arn, listOf(queue, policy))
        }

        private fun check(
            id: String,
            given: Fields,
        ) {
            val hasArn = "Arn" in given
            val hasType = "Type" in given
            if (hasArn && hasType) wrongEvent(id, "You can either define 'Arn' or 'Type' property of DeadLetterConfig.")
            if (hasType &&
                given["Type"] != "SQS"
            ) {
                wrongEvent(id, "The only valid value for 'Type' property of DeadLetterConfig is 'SQS'.")
            }
            if (!hasArn && !hasType) wrongEvent(id, "No 'Arn' or 'Type' property provided for DeadLetterConfig.")
        }

        /** Lets [principal] send to [queue] what comes from [source]. */
        fun sendPolicy(
            queue: Any?,
            principal: Any,
            source: Any?,
        ): Fields =
            fieldsOf(
                "Version" to "2012-10-17",
                "Statement" to
                    itemsOf(
                        fieldsOf(
                            "Action" to "sqs:SendMessage",
                            "Effect" to "Allow",
                            "Principal" to principal,
                            "Resource" to queue,
                            "Condition" to fieldsOf("ArnEquals" to fieldsOf("aws:SourceArn" to source)),
                        ),
                    ),
            )
    }
}
