package io.mockaws.services.autoscaling.op

import io.mockaws.kit.Members
import io.mockaws.kit.members
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.autoscaling.group.AutoScalingCall
import io.mockaws.services.autoscaling.group.AutoScalingFaults
import io.mockaws.services.autoscaling.group.Group
import io.mockaws.services.autoscaling.group.Hook
import io.mockaws.services.autoscaling.group.Member
import io.mockaws.services.autoscaling.group.change
import io.mockaws.services.autoscaling.group.group
import io.mockaws.services.autoscaling.group.needed
import io.mockaws.services.autoscaling.run.complete
import kotlin.time.Duration.Companion.seconds

private const val MOST_TIMEOUTS = 100
private const val LONGEST = 172_800

/** A hook as [asked], by the names of PutLifecycleHook. */
internal fun hookOf(asked: Members): Hook {
    val transition =
        asked.text("LifecycleTransition")
            ?: throw AutoScalingFaults.validation("A lifecycle transition must be specified")
    if (transition != Hook.LAUNCHING && transition != Hook.TERMINATING) {
        throw AutoScalingFaults.validation("$transition is not a valid lifecycle transition")
    }
    val settings = members("DefaultResult" to "ABANDON", "HeartbeatTimeout" to 3600) + asked.filterValues { it != null }
    return Hook(asked.needed("LifecycleHookName"), transition, settings - "AutoScalingGroupName")
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutLifecycleHook.html: what is not said stays as it was. */
internal fun putLifecycleHook(
    request: Members,
    call: AutoScalingCall,
): Members {
    val name = request.needed("LifecycleHookName")
    call.change(request.needed("AutoScalingGroupName")) { group ->
        val before = group.hooks.find { it.name == name }
        val hook = hookOf(before?.settings.orEmpty() + request.filterValues { it != null })
        group.copy(hooks = group.hooks.filterNot { it.name == name } + hook)
    }
    return emptyMap()
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteLifecycleHook.html: who waits for it is let go. */
internal fun deleteLifecycleHook(
    request: Members,
    call: AutoScalingCall,
): Members {
    val groupName = request.needed("AutoScalingGroupName")
    val name = request.needed("LifecycleHookName")
    val group = call.state.now.group(groupName)
    if (group.hooks.none { it.name == name }) throw AutoScalingFaults.noHook(name)
    group.instances.filter { member -> member.waits.any { it.hook == name } }.forEach {
        call.complete(groupName, it.id, name, goesOn = true)
    }
    call.change(groupName) { it.copy(hooks = it.hooks.filterNot { hook -> hook.name == name }) }
    return emptyMap()
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeLifecycleHooks.html */
internal fun describeLifecycleHooks(
    request: Members,
    call: AutoScalingCall,
): Members {
    val group = call.state.now.group(request.needed("AutoScalingGroupName"))
    val names = request.texts("LifecycleHookNames")
    val shown =
        group.hooks.filter { names.isEmpty() || it.name in names }.map { hook ->
            hook.settings + mapOf(
                "AutoScalingGroupName" to group.name,
                "LifecycleHookName" to hook.name,
                "LifecycleTransition" to hook.transition,
                "HeartbeatTimeout" to hook.timeout,
                "GlobalTimeout" to minOf(LONGEST, hook.timeout * MOST_TIMEOUTS),
            )
        }
    return mapOf("LifecycleHooks" to shown)
}

/** The instance of [group] that [request] means, by its id or by the token of its action. */
private fun waiting(
    request: Members,
    group: Group,
): Member {
    val hook = request.needed("LifecycleHookName")
    if (group.hooks.none { it.name == hook }) throw AutoScalingFaults.noHook(hook)
    val id = request.text("InstanceId")
    val token = request.text("LifecycleActionToken")
    return group.instances.find { member ->
        member.waits.any { it.hook == hook && (if (id != null) member.id == id else it.token == token) }
    } ?: throw AutoScalingFaults.validation(
        "No active Lifecycle Action found with " + if (id != null) "instance ID $id" else "token $token",
    )
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CompleteLifecycleAction.html */
internal fun completeLifecycleAction(
    request: Members,
    call: AutoScalingCall,
): Members {
    val result = request.needed("LifecycleActionResult")
    if (result != "CONTINUE" && result != "ABANDON") {
        throw AutoScalingFaults.validation("The lifecycle action result must be either CONTINUE or ABANDON")
    }
    val group = call.state.now.group(request.needed("AutoScalingGroupName"))
    val member = waiting(request, group)
    call.complete(group.name, member.id, request.needed("LifecycleHookName"), goesOn = result == "CONTINUE")
    return emptyMap()
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RecordLifecycleActionHeartbeat.html */
internal fun recordLifecycleActionHeartbeat(
    request: Members,
    call: AutoScalingCall,
): Members {
    val group = call.state.now.group(request.needed("AutoScalingGroupName"))
    val name = request.needed("LifecycleHookName")
    val member = waiting(request, group)
    val timeout = group.hooks.first { it.name == name }.timeout.seconds
    call.change(group.name) { all ->
        all.changing(member.id) { one ->
            one.copy(
                waits =
                one.waits.map { if (it.hook == name) it.copy(until = minOf(call.now() + timeout, it.atMost)) else it },
            )
        }
    }
    return emptyMap()
}
