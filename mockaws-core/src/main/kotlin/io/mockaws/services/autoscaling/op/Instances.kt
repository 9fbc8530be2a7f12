package io.mockaws.services.autoscaling.op

import io.mockaws.kit.Members
import io.mockaws.kit.flag
import io.mockaws.kit.texts
import io.mockaws.services.autoscaling.group.AutoScalingCall
import io.mockaws.services.autoscaling.group.AutoScalingFaults
import io.mockaws.services.autoscaling.group.Group
import io.mockaws.services.autoscaling.group.Member
import io.mockaws.services.autoscaling.group.change
import io.mockaws.services.autoscaling.group.group
import io.mockaws.services.autoscaling.group.groupOf
import io.mockaws.services.autoscaling.group.groups
import io.mockaws.services.autoscaling.group.needed
import io.mockaws.services.autoscaling.group.page
import io.mockaws.services.autoscaling.run.end
import io.mockaws.services.autoscaling.run.inService
import io.mockaws.services.autoscaling.run.note
import io.mockaws.services.autoscaling.run.settle
import io.mockaws.services.autoscaling.run.targets
import kotlin.time.Duration.Companion.seconds

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeAutoScalingInstances.html */
internal fun describeAutoScalingInstances(
    request: Members,
    call: AutoScalingCall,
): Members {
    val ids = request.texts("InstanceIds")
    val all = call.state.now.groups().flatMap { group -> group.instances.map { group to it } }
    val found = all.filter { (_, member) -> ids.isEmpty() || member.id in ids }
    return page("AutoScalingInstances", found, request, { it.second.id }) { (group, member) ->
        shown(member) + mapOf(
            "AutoScalingGroupName" to group.name,
            "HealthStatus" to if (member.isHealthy) "HEALTHY" else "UNHEALTHY",
        )
    }
}

private fun memberOf(
    group: Group,
    id: String,
): Member =
    group.instances.find { it.id == id }
        ?: throw AutoScalingFaults.validation("The instance $id is not part of Auto Scaling group ${group.name}.")

/** The members of a group that [request] names. */
private fun membersIn(
    request: Members,
    group: Group,
): List<Member> = request.texts("InstanceIds").map { memberOf(group, it) }

/** [group] with [count] instances less to have, where [request] says so. */
private fun AutoScalingCall.decrement(
    request: Members,
    group: Group,
    count: Int,
) {
    if (request.flag("ShouldDecrementDesiredCapacity") != true) return
    val desired = group.desired - count
    if (desired < group.least) {
        throw AutoScalingFaults.validation(
            "Currently, the desiredSize equals the minSize (${group.least}). Terminating instance without " +
                "replacement will violate group's min size constraint. Either set shouldDecrementDesiredCapacity " +
                "flag to false or lower group's min size.",
        )
    }
    change(group.name) { it.with("DesiredCapacity" to desired) }
}

private fun AutoScalingCall.activity(id: String): Members =
    activityOf(id).members + ("StatusCode" to "InProgress") - "EndTime"

/**
 * Does [step] to each of [asked], and tells of it as of an activity under way.
 *
 * @param what what AWS calls it: `Moving EC2 instance to Standby`
 * @param done what has become of the instance: `moved to standby`
 */
private fun AutoScalingCall.move(
    group: Group,
    asked: List<Member>,
    what: String,
    done: String,
    step: (Member, String) -> Unit,
): Members =
    mapOf(
        "Activities" to asked.map { member ->
            val cause = "At ${now()} instance ${member.id} was $done in response to a user request."
            step(member, cause)
            activity(note(group, "$what: ${member.id}", cause))
        },
    )

/** The members of [group] that [request] names, which are all in [state]. */
private fun membersIn(
    request: Members,
    group: Group,
    state: String,
): List<Member> =
    membersIn(request, group).onEach {
        if (it.state != state) throw AutoScalingFaults.validation("The instance ${it.id} is not in $state state.")
    }

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_TerminateInstanceInAutoScalingGroup.html */
internal fun terminateInstanceInGroup(
    request: Members,
    call: AutoScalingCall,
): Members {
    val id = request.needed("InstanceId")
    val group = call.state.now.groupOf(id)
    call.decrement(request, group, 1)
    val cause = "instance $id was taken out of service in response to a user request."
    call.end(group.name, memberOf(group, id), cause)
    val activity =
        call.latestOf(group.name) ?: call.activityOf(call.note(group, "Terminating EC2 instance: $id", cause))
    call.settle(group.name, cause)
    return mapOf("Activity" to activity.members + mapOf("StatusCode" to "InProgress", "Progress" to 0) - "EndTime")
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_AttachInstances.html */
internal fun attachInstances(
    request: Members,
    call: AutoScalingCall,
): Members {
    val name = request.needed("AutoScalingGroupName")
    val ids = request.texts("InstanceIds").distinct()
    val group = call.state.now.group(name)
    val members = ids.map { call.foreign(it) }
    if (group.desired + ids.size > group.most) {
        throw AutoScalingFaults.validation(
            "AutoScalingGroup $name has min=${group.least}, max=${group.most}, and desiredCapacity=${group.desired}. " +
                "To attach ${ids.size} more instance would increase the desired capacity beyond the max size.",
        )
    }
    call.change(name) { it.copy(instances = it.instances + members).with("DesiredCapacity" to it.desired + ids.size) }
    val after = call.state.now.group(name)
    members.forEach { member ->
        call.targets("RegisterTargets", after, member.id)
        call.note(
            after,
            "Attaching an existing EC2 instance: ${member.id}",
            "At ${call.now()} instance ${member.id} was attached."
        )
    }
    return emptyMap()
}

/** An instance that belongs to no group yet. */
private fun AutoScalingCall.foreign(id: String): Member {
    val machine =
        world.links.machines?.machine(id, place, world)
            ?: throw AutoScalingFaults.validation("Invalid Instance ID(s): [$id] specified")
    if (machine.state != "running") {
        throw AutoScalingFaults.validation("Instance $id is not in correct state, its state is ${machine.state}.")
    }
    state.now.groups().find { group -> group.instances.any { it.id == id } }?.let {
        throw AutoScalingFaults.validation("Instance $id is already part of AutoScalingGroup:${it.name}")
    }
    return Member(id, machine.type, machine.zone, Member.IN_SERVICE, now())
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DetachInstances.html */
internal fun detachInstances(
    request: Members,
    call: AutoScalingCall,
): Members {
    val group = call.state.now.group(request.needed("AutoScalingGroupName"))
    val gone = membersIn(request, group)
    call.decrement(request, group, gone.size)
    val activities =
        call.move(group, gone, "Detaching EC2 instance", "detached") { member, _ ->
            call.change(group.name) { it.without(member.id) }
            call.targets("DeregisterTargets", group, member.id)
        }
    call.settle(group.name, "instances were detached.")
    return activities
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_EnterStandby.html */
internal fun enterStandby(
    request: Members,
    call: AutoScalingCall,
): Members {
    val group = call.state.now.group(request.needed("AutoScalingGroupName"))
    val asked = membersIn(request, group, Member.IN_SERVICE)
    call.decrement(request, group, asked.size)
    val activities =
        call.move(group, asked, "Moving EC2 instance to Standby", "moved to standby") { member, _ ->
            call.change(group.name) { it.changing(member.id) { one -> one.copy(state = Member.STANDBY) } }
            call.targets("DeregisterTargets", group, member.id)
        }
    call.settle(group.name, "instances were moved to standby.")
    return activities
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_ExitStandby.html: the group has as many more to have. */
internal fun exitStandby(
    request: Members,
    call: AutoScalingCall,
): Members {
    val group = call.state.now.group(request.needed("AutoScalingGroupName"))
    val asked = membersIn(request, group, Member.STANDBY)
    if (group.desired + asked.size > group.most) {
        throw AutoScalingFaults.validation(
            "Moving ${asked.size} instances out of standby would increase the desired capacity beyond the max size ${group.most}.",
        )
    }
    call.change(group.name) { it.with("DesiredCapacity" to it.desired + asked.size) }
    return call.move(group, asked, "Moving EC2 instance out of Standby", "moved out of standby") { member, cause ->
        call.inService(call.state.now.group(group.name), member, cause)
    }
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_SetInstanceHealth.html */
internal fun setInstanceHealth(
    request: Members,
    call: AutoScalingCall,
): Members {
    val id = request.needed("InstanceId")
    val status = request.needed("HealthStatus")
    if (status !in setOf("Healthy", "Unhealthy")) {
        throw AutoScalingFaults.validation("$status is not a valid health status. Use either Healthy or Unhealthy")
    }
    val group = call.state.now.groupOf(id)
    val member = memberOf(group, id)
    val hasGrace =
        request.flag("ShouldRespectGracePeriod") != false && call.now() < member.launchedAt + group.grace.seconds
    if (status == "Unhealthy" && hasGrace) return emptyMap()
    call.change(group.name) { it.changing(id) { one -> one.copy(isHealthy = status == "Healthy") } }
    call.settle(group.name, "an instance was set to be unhealthy by a user request.")
    return emptyMap()
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_SetInstanceProtection.html */
internal fun setInstanceProtection(
    request: Members,
    call: AutoScalingCall,
): Members {
    val group = call.state.now.group(request.needed("AutoScalingGroupName"))
    val isProtected = request.flag("ProtectedFromScaleIn") == true
    val asked = membersIn(request, group)
    call.change(group.name) { all ->
        asked.fold(all) { rest, one -> rest.changing(one.id) { it.copy(isProtected = isProtected) } }
    }
    return emptyMap()
}
