package io.mockaws.services.autoscaling.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.arn
import io.mockaws.kit.members
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.autoscaling.group.AutoScalingCall
import io.mockaws.services.autoscaling.group.AutoScalingFaults
import io.mockaws.services.autoscaling.group.SCHEDULED
import io.mockaws.services.autoscaling.group.ScheduledAction
import io.mockaws.services.autoscaling.group.crons
import io.mockaws.services.autoscaling.group.group
import io.mockaws.services.autoscaling.group.keyOf
import io.mockaws.services.autoscaling.group.needed
import io.mockaws.services.autoscaling.group.nextOf
import io.mockaws.services.autoscaling.group.page
import java.time.DateTimeException
import java.time.ZoneId
import kotlin.time.Instant

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScheduledUpdateGroupAction.html */
internal fun putScheduledUpdateGroupAction(
    request: Members,
    call: AutoScalingCall,
): Members {
    call.putAction(request.needed("AutoScalingGroupName"), request)
    return emptyMap()
}

private fun AutoScalingCall.putAction(
    groupName: String,
    asked: Members,
) {
    val group = state.now.group(groupName)
    val name = asked.needed("ScheduledActionName")
    if (asked["MinSize"] == null && asked["MaxSize"] == null && asked["DesiredCapacity"] == null) {
        throw AutoScalingFaults.validation("At least one of minSize, maxSize or desiredCapacity must be specified")
    }
    val recurrence = asked.text("Recurrence")
    if (recurrence != null && crons(recurrence) == null) {
        throw AutoScalingFaults.validation("Given recurrence string: $recurrence is invalid")
    }
    try {
        ZoneId.of(asked.text("TimeZone") ?: "UTC")
    } catch (_: DateTimeException) {
        throw AutoScalingFaults.validation("TimeZone ${asked["TimeZone"]} is not valid")
    }
    val start = asked["StartTime"] as? Instant ?: asked["Time"] as? Instant
    if (start != null && start < now()) {
        throw AutoScalingFaults.validation("Given start time is in the past")
    }
    if (start == null &&
        recurrence == null
    ) {
        throw AutoScalingFaults.validation("Either a start time or a recurrence must be specified")
    }
    state.write {
        val before = this[SCHEDULED][keyOf(groupName, name)]
        val own =
            members(
                "AutoScalingGroupName" to group.name,
                "ScheduledActionARN" to
                    (
                        before?.members?.get("ScheduledActionARN")
                            ?: arn(
                                "autoscaling",
                                "scheduledUpdateGroupAction:${ids.uuid()}:autoScalingGroupName/$groupName:scheduledActionName/$name",
                            )
                        ),
                "StartTime" to start,
                "Time" to start,
            )
        val settings = asked.filterValues { it != null } + own
        val action =
            ScheduledAction(groupName, name, before?.number ?: ids.nextNumber(), settings, nextOf(settings, now()))
        this[SCHEDULED, keyOf(groupName, name)] = action
    }
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_BatchPutScheduledUpdateGroupAction.html */
internal fun batchPutScheduledUpdateGroupAction(
    request: Members,
    call: AutoScalingCall,
): Members {
    val group = call.state.now.group(request.needed("AutoScalingGroupName"))
    val failed = request.parts("ScheduledUpdateGroupActions").mapNotNull {
        failure(it) { call.putAction(group.name, it) }
    }
    return mapOf("FailedScheduledUpdateGroupActions" to failed)
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_BatchDeleteScheduledAction.html */
internal fun batchDeleteScheduledAction(
    request: Members,
    call: AutoScalingCall,
): Members {
    val group = call.state.now.group(request.needed("AutoScalingGroupName"))
    val failed =
        request.texts("ScheduledActionNames").mapNotNull { name ->
            failure(mapOf("ScheduledActionName" to name)) { call.dropAction(group.name, name) }
        }
    return mapOf("FailedScheduledActions" to failed)
}

private fun failure(
    asked: Members,
    action: () -> Unit,
): Members? =
    try {
        action()
        null
    } catch (fault: AwsFault) {
        mapOf(
            "ScheduledActionName" to asked["ScheduledActionName"],
            "ErrorCode" to fault.error.code,
            "ErrorMessage" to fault.error.message,
        )
    }

private fun AutoScalingCall.dropAction(
    group: String,
    name: String,
) = state.write {
    if (keyOf(group, name) !in this[SCHEDULED]) throw AutoScalingFaults.validation("Scheduled action name not found")
    remove(SCHEDULED, keyOf(group, name))
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteScheduledAction.html */
internal fun deleteScheduledAction(
    request: Members,
    call: AutoScalingCall,
): Members {
    call.dropAction(request.needed("AutoScalingGroupName"), request.needed("ScheduledActionName"))
    return emptyMap()
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeScheduledActions.html */
internal fun describeScheduledActions(
    request: Members,
    call: AutoScalingCall,
): Members {
    val group = request.text("AutoScalingGroupName")
    val names = request.texts("ScheduledActionNames")
    val from = request["StartTime"] as? Instant
    val until = request["EndTime"] as? Instant
    val found =
        call.state.now[SCHEDULED].values.sortedBy { it.number }.filter {
            val next = it.next
            (group == null || it.group == group) &&
                (names.isEmpty() || it.name in names || it.members["ScheduledActionARN"] in names) &&
                (from == null || next == null || next >= from) && (until == null || next == null || next <= until)
        }
    return page("ScheduledUpdateGroupActions", found, request, { keyOf(it.group, it.name) }) { action ->
        action.members + members("StartTime" to (action.next ?: action.members["StartTime"]), "Time" to action.next)
    }
}
