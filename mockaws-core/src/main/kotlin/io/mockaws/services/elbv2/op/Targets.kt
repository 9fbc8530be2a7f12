package io.mockaws.services.elbv2.op

import io.mockaws.kit.Members
import io.mockaws.kit.Tables
import io.mockaws.kit.flag
import io.mockaws.kit.members
import io.mockaws.kit.part
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.services.elbv2.balancer.ElbCall
import io.mockaws.services.elbv2.balancer.ElbFaults
import io.mockaws.services.elbv2.balancer.Part
import io.mockaws.services.elbv2.balancer.TARGET_GROUPS
import io.mockaws.services.elbv2.balancer.balancer
import io.mockaws.services.elbv2.balancer.balancersOf
import io.mockaws.services.elbv2.balancer.needed
import io.mockaws.services.elbv2.balancer.targetGroup

/** Who is registered with a target group, as [Part] keeps it. */
private const val TARGETS = "Targets"

/** What a test says of the health of targets, by their ids. */
private const val TOLD = "ToldHealth"

internal fun targetsOf(group: Part): List<Members> = group.members.parts(TARGETS)

/** Those of [group] that are shown to whoever names none: an instance leaves when it has ended. */
internal fun registered(
    group: Part,
    call: ElbCall,
): List<Members> {
    val machines = call.world.links.machines.takeIf { group["TargetType"] == "instance" } ?: return targetsOf(group)
    return targetsOf(group).filter {
        machines.machine("${it["Id"]}", call.place, call.world)?.state !in setOf(null, "terminated")
    }
}

private fun targetOf(
    asked: Members,
    group: Part,
): Members =
    members(
        "Id" to asked.text("Id"),
        "Port" to if (group["TargetType"] == "lambda") null else asked["Port"] ?: group["Port"],
        "AvailabilityZone" to asked.text("AvailabilityZone"),
    )

private fun isSame(
    asked: Members,
    target: Members,
): Boolean = asked["Id"] == target["Id"] && (asked["Port"] == null || asked["Port"] == target["Port"])

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RegisterTargets.html */
internal fun registerTargets(
    request: Members,
    call: ElbCall,
): Members {
    call.state.write {
        val group = targetGroup(request.needed("TargetGroupArn"))
        val added = request.parts(TARGETS).map { targetOf(it, group) }
        if (group["TargetType"] == "instance") added.forEach { checkMachine("${it["Id"]}", call) }
        if (group["TargetType"] == "lambda" && (targetsOf(group) + added).distinct().size > 1) {
            throw ElbFaults.invalidTarget("A target group of type lambda can have one target")
        }
        val all = targetsOf(group).filterNot { old -> added.any { isSame(it, old) } } + added
        this[TARGET_GROUPS, group.arn] = group.with(TARGETS to all)
    }
    return emptyMap()
}

private fun checkMachine(
    id: String,
    call: ElbCall,
) {
    val machines = call.world.links.machines ?: return
    val machine = machines.machine(id, call.place, call.world)
    if (machine ==
        null
    ) {
        throw ElbFaults.invalidTarget("The following targets do not exist or are not in a running state: $id")
    }
    if (machine.state != "running") {
        throw ElbFaults.invalidTarget(
            "The following targets are not in a running state and cannot be registered: '$id'"
        )
    }
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeregisterTargets.html */
internal fun deregisterTargets(
    request: Members,
    call: ElbCall,
): Members {
    call.state.write {
        val group = targetGroup(request.needed("TargetGroupArn"))
        val gone = request.parts(TARGETS)
        val left = targetsOf(group).filterNot { target -> gone.any { isSame(it, target) } }
        this[TARGET_GROUPS, group.arn] = group.with(TARGETS to left)
    }
    return emptyMap()
}

/** Says that [targetId] passes its health checks, or that it fails them for [reason]. */
internal fun ElbCall.tellHealth(
    groupArn: String,
    targetId: String,
    reason: String?,
) = state.write {
    val group = targetGroup(groupArn)
    val told = group.members.part(TOLD).orEmpty()
    val next = if (reason == null) told - targetId else told + (targetId to reason)
    this[TARGET_GROUPS, group.arn] = group.with(TOLD to next)
}

/** Whether a test has said that the target [id] fails its health checks. */
internal fun isToldUnhealthy(
    group: Part,
    id: String,
): Boolean = id in group.members.part(TOLD).orEmpty()

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetHealth.html */
internal fun describeTargetHealth(
    request: Members,
    call: ElbCall,
): Members {
    val now = call.state.now
    val group = now.targetGroup(request.needed("TargetGroupArn"))
    val asked = request.parts(TARGETS)
    val targets =
        if (asked.isEmpty()) {
            registered(group, call)
        } else {
            asked.flatMap { one ->
                targetsOf(group).filter { isSame(one, it) }.ifEmpty { listOf(targetOf(one, group)) }
            }
        }
    val shown =
        targets.map { target ->
            val port = group.text("HealthCheckPort").let { if (it == "traffic-port") "${target["Port"]}" else it }
            members(
                "Target" to target,
                "HealthCheckPort" to port.takeIf { group["TargetType"] != "lambda" },
                "TargetHealth" to now.healthOf(target, group, call),
            )
        }
    return mapOf("TargetHealthDescriptions" to shown)
}

private fun health(
    state: String,
    reason: String? = null,
    words: String? = null,
): Members = members("State" to state, "Reason" to reason, "Description" to words)

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html#target-health-states */
internal fun Tables.healthOf(
    target: Members,
    group: Part,
    call: ElbCall,
): Members {
    val id = "${target["Id"]}"
    if (targetsOf(group).none { isSame(target, it) }) {
        return health("unused", "Target.NotRegistered", "Target is not registered to the target group")
    }
    val balancers = balancersOf(group.arn)
    if (balancers.isEmpty()) {
        return health(
            "unused",
            "Target.NotInUse",
            "Target group is not configured to receive traffic from the load balancer",
        )
    }
    val machines = call.world.links.machines.takeIf { group["TargetType"] == "instance" }
    val machine = machines?.machine(id, call.place, call.world)
    if (machine?.state == "terminated") {
        return health("draining", "Target.DeregistrationInProgress", "Target deregistration is in progress")
    }
    if (machines != null && machine?.state != "running") {
        return health("unused", "Target.InvalidState", "Target is in the ${machine?.state ?: "terminated"} state")
    }
    if (machine != null && balancers.none { machine.zone in zoneNames(balancer(it)) }) {
        return health(
            "unused",
            "Target.NotInUse",
            "Target is in an Availability Zone that is not enabled for the load balancer",
        )
    }
    if (group.members.flag("HealthCheckEnabled") == false) {
        return health("unavailable", "Target.HealthCheckDisabled", "Health checks are not enabled for this target")
    }
    val reason = group.members.part(TOLD)?.get(id) ?: return health("healthy")
    return health("unhealthy", "Target.FailedHealthChecks", "$reason")
}
