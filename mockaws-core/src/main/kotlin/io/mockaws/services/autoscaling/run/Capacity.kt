package io.mockaws.services.autoscaling.run

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.kit.Members
import io.mockaws.kit.TableWriter
import io.mockaws.kit.jsonOf
import io.mockaws.kit.members
import io.mockaws.kit.number
import io.mockaws.kit.texts
import io.mockaws.services.autoscaling.group.ACTIVITIES
import io.mockaws.services.autoscaling.group.Activity
import io.mockaws.services.autoscaling.group.AutoScalingCall
import io.mockaws.services.autoscaling.group.GROUPS
import io.mockaws.services.autoscaling.group.Group
import io.mockaws.services.autoscaling.group.Hook
import io.mockaws.services.autoscaling.group.Member
import io.mockaws.services.autoscaling.group.Wait
import io.mockaws.services.autoscaling.group.change
import kotlinx.serialization.json.JsonObject
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

private const val SENDER = "autoscaling.amazonaws.com"
private const val MOST_TIMEOUTS = 100
private val LONGEST_WAIT = 48.hours

/**
 * Starts and ends instances of the group [name] until it has those that it shall have: the ill are replaced, what is missing
 * is started, what is too much is ended.
 *
 * @param why what AWS says of the cause: `a user request update of ... changing the desired capacity from 1 to 2`
 */
internal fun AutoScalingCall.settle(
    name: String,
    why: String,
) {
    val ill = state.now[GROUPS][name]?.instances.orEmpty().filter { !it.isHealthy && it.state == Member.IN_SERVICE }
    val group = state.now[GROUPS][name] ?: return
    if (group.does("ReplaceUnhealthy") && group.does("Terminate")) {
        ill.forEach { end(name, it, "an instance was taken out of service in response to a health check failure.") }
    }
    grow(name, why)
    shrink(name, why)
}

private fun AutoScalingCall.grow(
    name: String,
    why: String,
) {
    val group = state.now[GROUPS][name] ?: return
    val missing = group.desired - group.active.size
    if (missing <= 0 || !group.does("Launch")) return
    val cause =
        "At ${now()} $why At ${now()} an instance was started in response to a difference between desired and actual " +
            "capacity, increasing the capacity from ${group.active.size} to ${group.desired}."
    val made =
        try {
            start(group, missing)
        } catch (refused: AwsFault) {
            val words =
                "Launching a new EC2 instance.  Status Reason: ${refused.error.message} Launching EC2 instance failed."
            note(group, "Launching a new EC2 instance", cause, "Failed", words)
            return
        }
    made.forEach { arrive(name, it, cause) }
}

/** Takes [member] into the group [name], or has it wait where the group's hooks have it wait. */
internal fun AutoScalingCall.arrive(
    name: String,
    member: Member,
    cause: String,
) {
    val hooks = state.now[GROUPS][name]?.hooks.orEmpty().filter { it.transition == Hook.LAUNCHING }
    val waits = hooks.map { waitAt(it) }
    val here = if (waits.isEmpty()) member else member.copy(state = Member.PENDING_WAIT, waits = waits)
    val group = change(name) { it.copy(instances = it.instances + here) }
    if (waits.isEmpty()) {
        inService(group, here, cause)
    } else {
        hooks.zip(waits).forEach { (hook, wait) -> tellWait(group, here, hook, wait) }
    }
}

private fun AutoScalingCall.waitAt(hook: Hook): Wait {
    val longest = minOf(LONGEST_WAIT, (hook.timeout * MOST_TIMEOUTS).seconds)
    return Wait(hook.name, ids.uuid(), now() + hook.timeout.seconds, now() + longest)
}

/** [member] works from now on. */
internal fun AutoScalingCall.inService(
    group: Group,
    member: Member,
    cause: String,
) {
    change(group.name) {
        it.changing(member.id) { known -> known.copy(state = Member.IN_SERVICE, waits = emptyList()) }
    }
    if (group.does("AddToLoadBalancer")) targets("RegisterTargets", group, member.id)
    val id = note(group, "Launching a new EC2 instance: ${member.id}", cause)
    tellDone(group, member, isLaunch = true, cause, id)
}

/** Tells the group's target groups of an instance. One that is not there any more is no matter. */
internal fun AutoScalingCall.targets(
    operation: String,
    group: Group,
    instanceId: String,
    arns: List<String> = group.targetGroups,
) {
    for (arn in arns) {
        val input = jsonOf(mapOf("TargetGroupArn" to arn, "Targets" to listOf(mapOf("Id" to instanceId)))) as JsonObject
        try {
            serviceCall("elbv2", operation, input, SENDER)
        } catch (_: AwsFault) {
            continue
        }
    }
}

private fun AutoScalingCall.shrink(
    name: String,
    why: String,
) {
    val group = state.now[GROUPS][name] ?: return
    val surplus = group.active.size - group.desired
    if (surplus <= 0 || !group.does("Terminate")) return
    val cause =
        "$why At ${now()} an instance was taken out of service in response to a difference between desired and " +
            "actual capacity, shrinking the capacity from ${group.active.size} to ${group.desired}."
    repeat(surplus) {
        val next = state.now[GROUPS][name]?.let(::firstToGo) ?: return
        end(name, next, cause)
    }
}

/**
 * Of the zone that has most, the one that the group's policy names, which is the oldest where it names none.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-termination-policies.html
 */
private fun firstToGo(group: Group): Member? {
    val free = group.active.filter { !it.isProtected }
    val zone =
        free.groupBy { it.zone }.maxByOrNull { (zone, _) -> group.active.count { it.zone == zone } }?.value
            ?: return null
    val policy = group.settings.texts("TerminationPolicies").firstOrNull()
    return if (policy == "NewestInstance") zone.last() else zone.first()
}

/** Ends [member], behind the hooks that the group [name] has for that. */
internal fun AutoScalingCall.end(
    name: String,
    member: Member,
    cause: String,
) {
    val group = state.now[GROUPS][name] ?: return
    val hooks = group.hooks.filter { it.transition == Hook.TERMINATING }
    targets("DeregisterTargets", group, member.id)
    if (hooks.isEmpty()) return endNow(group, member, cause)
    val waits = hooks.map { waitAt(it) }
    val changed =
        change(name) { it.changing(member.id) { one -> one.copy(state = Member.TERMINATING_WAIT, waits = waits) } }
    hooks.zip(waits).forEach { (hook, wait) -> tellWait(changed, member, hook, wait) }
}

/** Ends [member] at once. */
internal fun AutoScalingCall.endNow(
    group: Group,
    member: Member,
    cause: String,
) {
    change(group.name) { it.without(member.id) }
    if (world.links.machines?.machine(member.id, place, world)?.state !in setOf(null, "terminated")) {
        try {
            // Protection against the API does not hold a group's own instances.
            ec2(
                "ModifyInstanceAttribute",
                mapOf(
                    "InstanceId" to member.id,
                    "DisableApiTermination" to mapOf("Value" to false)
                )
            )
            ec2("TerminateInstances", mapOf("InstanceIds" to listOf(member.id)))
        } catch (refused: AwsFault) {
            note(group, "Terminating EC2 instance: ${member.id}", cause, "Failed", refused.error.message)
            return
        }
    }
    val id = note(group, "Terminating EC2 instance: ${member.id}", "At ${now()} $cause")
    tellDone(group, member, isLaunch = false, cause, id)
}

/** Writes down what [group] did, and says its id. */
internal fun AutoScalingCall.note(
    group: Group,
    description: String,
    cause: String,
    status: String = "Successful",
    words: String? = null,
): String {
    val id = ids.uuid()
    val activity =
        members(
            "ActivityId" to id,
            "AutoScalingGroupName" to group.name,
            "AutoScalingGroupARN" to group.arn,
            "Description" to description,
            "Cause" to cause,
            "StartTime" to now(),
            "EndTime" to now(),
            "StatusCode" to status,
            "StatusMessage" to words,
            "Progress" to DONE,
            "Details" to "{}",
        )
    state.write { keep(Activity(id, ids.nextNumber(), group.name, activity)) }
    return id
}

private fun TableWriter.keep(activity: Activity) {
    this[ACTIVITIES, activity.id] = activity
}

private const val DONE = 100

/** [group] with a capacity of [desired], and the time from which on it is changed again. */
internal fun AutoScalingCall.resize(
    name: String,
    desired: Int,
    why: String,
    cooldown: Int? = null,
) {
    val before = state.now[GROUPS][name]?.desired
    change(name) { group ->
        val seconds = cooldown ?: group.settings.number("DefaultCooldown") ?: 0
        group.with("DesiredCapacity" to desired).copy(coolsUntil = now() + seconds.seconds)
    }
    settle(name, "$why changing the desired capacity from $before to $desired.")
}
