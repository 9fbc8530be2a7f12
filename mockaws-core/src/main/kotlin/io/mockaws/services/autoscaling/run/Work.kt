package io.mockaws.services.autoscaling.run

import io.mockaws.kit.number
import io.mockaws.services.autoscaling.group.AutoScalingCall
import io.mockaws.services.autoscaling.group.GROUPS
import io.mockaws.services.autoscaling.group.Group
import io.mockaws.services.autoscaling.group.Member
import io.mockaws.services.autoscaling.group.SCHEDULED
import io.mockaws.services.autoscaling.group.ScheduledAction
import io.mockaws.services.autoscaling.group.change
import io.mockaws.services.autoscaling.group.groups
import io.mockaws.services.autoscaling.group.keyOf
import io.mockaws.services.autoscaling.group.nextOf

/** Does what is due: replaces the ill, lets go on who has waited long enough, and what is scheduled. */
internal fun AutoScalingCall.work() {
    for (group in state.now.groups()) {
        endWaits(group)
        findIll(group)
    }
    for (action in state.now[SCHEDULED].values.sortedBy { it.number }) {
        val next = action.next ?: continue
        if (next <= now()) perform(action)
    }
}

private fun AutoScalingCall.endWaits(group: Group) {
    for (member in group.instances) {
        val over = member.waits.filter { it.until <= now() }
        for (wait in over) {
            val hook = group.hooks.find { it.name == wait.hook }
            complete(group.name, member.id, wait.hook, goesOn = hook?.goesOn == true)
        }
    }
}

/** Ends what the instance [id] waits for at [hook]: when it waits for nothing any more, it goes on. */
internal fun AutoScalingCall.complete(
    name: String,
    id: String,
    hook: String,
    goesOn: Boolean,
) {
    val before = state.now[GROUPS][name]?.instances?.find { it.id == id } ?: return
    if (before.waits.none { it.hook == hook }) return
    val isLaunch = before.state == Member.PENDING_WAIT
    val group =
        change(name) { it.changing(id) { one -> one.copy(waits = one.waits.filterNot { wait -> wait.hook == hook }) } }
    val member = group.instances.first { it.id == id }
    val cause = "an instance went on behind the lifecycle hook $hook."
    when {
        // Whoever is abandoned at its end ends all the same.
        !goesOn -> endNow(group, member, "a lifecycle action was abandoned.")

        member.waits.isNotEmpty() -> return

        isLaunch -> inService(group, member, cause)

        else -> endNow(group, member, cause)
    }
    settle(name, "a lifecycle action was completed.")
}

private fun AutoScalingCall.findIll(group: Group) {
    val ill = group.instances.filter { member -> state.ailingSince(member, group, world)?.let { it <= now() } == true }
    if (ill.isEmpty()) return
    change(group.name) { all -> ill.fold(all) { rest, one -> rest.changing(one.id) { it.copy(isHealthy = false) } } }
    settle(group.name, "an instance was taken out of service in response to an EC2 or ELB health check.")
}

private fun AutoScalingCall.perform(action: ScheduledAction) {
    val next = nextOf(action.members, now())
    state.write {
        if (next == null) {
            remove(SCHEDULED, keyOf(action.group, action.name))
        } else {
            this[SCHEDULED, keyOf(action.group, action.name)] = action.copy(next = next)
        }
    }
    val group = state.now[GROUPS][action.group] ?: return
    if (!group.does("ScheduledActions")) return
    val least = action.members.number("MinSize") ?: group.least
    val most = action.members.number("MaxSize") ?: group.most
    val desired = (action.members.number("DesiredCapacity") ?: group.desired).coerceIn(least, maxOf(least, most))
    change(group.name) { it.with("MinSize" to least, "MaxSize" to most) }
    resize(
        group.name,
        desired,
        "a scheduled action update of AutoScalingGroup constraints to min: $least, max: $most, desired: $desired"
    )
}
