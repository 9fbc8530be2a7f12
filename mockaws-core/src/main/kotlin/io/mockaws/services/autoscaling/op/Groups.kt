package io.mockaws.services.autoscaling.op

import io.mockaws.kit.Members
import io.mockaws.kit.arn
import io.mockaws.kit.flag
import io.mockaws.kit.members
import io.mockaws.kit.number
import io.mockaws.kit.part
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.autoscaling.group.AutoScalingCall
import io.mockaws.services.autoscaling.group.AutoScalingFaults
import io.mockaws.services.autoscaling.group.CONFIGURATIONS
import io.mockaws.services.autoscaling.group.GROUPS
import io.mockaws.services.autoscaling.group.Group
import io.mockaws.services.autoscaling.group.Member
import io.mockaws.services.autoscaling.group.POLICIES
import io.mockaws.services.autoscaling.group.SCHEDULED
import io.mockaws.services.autoscaling.group.change
import io.mockaws.services.autoscaling.group.group
import io.mockaws.services.autoscaling.group.groups
import io.mockaws.services.autoscaling.group.needed
import io.mockaws.services.autoscaling.group.page
import io.mockaws.services.autoscaling.run.NOTIFICATIONS
import io.mockaws.services.autoscaling.run.endNow
import io.mockaws.services.autoscaling.run.resize
import io.mockaws.services.autoscaling.run.settle
import io.mockaws.services.autoscaling.run.templateIn
import io.mockaws.services.autoscaling.run.templateVersion

/** What a group has beside what its settings say. */
private val NO_SETTINGS = setOf("AutoScalingGroupName", "Tags", "LifecycleHookSpecificationList", "InstanceId")
private const val COOLDOWN = 300

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html */
internal fun createAutoScalingGroup(
    request: Members,
    call: AutoScalingCall,
): Members {
    val name = request.needed("AutoScalingGroupName")
    if (name in call.state.now[GROUPS]) throw AutoScalingFaults.groupExists()
    val settings =
        mapOf(
            "DefaultCooldown" to COOLDOWN,
            "HealthCheckType" to "EC2",
            "HealthCheckGracePeriod" to 0,
            "NewInstancesProtectedFromScaleIn" to false,
            "TerminationPolicies" to listOf("Default"),
            "ServiceLinkedRoleARN" to
                "arn:aws:iam::${call.account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
        ) + call.checked(request, emptyMap())
    val group =
        Group(
            name,
            call.arn("autoscaling", "autoScalingGroup:${call.ids.uuid()}:autoScalingGroupName/$name"),
            call.ids.nextNumber(),
            settings,
            call.now(),
            tags = tagsIn(request),
            hooks = request.parts("LifecycleHookSpecificationList").map(::hookOf),
        )
    call.state.write {
        if (name in this[GROUPS]) throw AutoScalingFaults.groupExists()
        this[GROUPS, name] = group
    }
    call.settle(
        name,
        "a user request created an AutoScalingGroup changing the desired capacity from 0 to ${group.desired}.",
    )
    return emptyMap()
}

/** The settings of [request] beside those that were [before], as AWS lets them be. */
private fun AutoScalingCall.checked(
    request: Members,
    before: Members,
): Members {
    var asked = request.filterKeys { it !in NO_SETTINGS }.filterValues { it != null }
    request.text("InstanceId")?.let {
        asked =
            asked + ("LaunchConfigurationName" to likeInstance(request.needed("AutoScalingGroupName"), it))
    }
    val sources = SOURCES.filter { asked[it] != null }
    if (sources.size > 1 || (before.isEmpty() && sources.isEmpty())) {
        throw AutoScalingFaults.validation(
            "Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.",
        )
    }
    asked.text("LaunchConfigurationName")?.let {
        if (it !in state.now[CONFIGURATIONS]) throw AutoScalingFaults.noConfiguration(it)
    }
    val kept = if (sources.isEmpty()) before else before - SOURCES
    val full = kept + named(asked)
    val least = full.number("MinSize") ?: 0
    val most = full.number("MaxSize") ?: 0
    if (least >
        most
    ) {
        throw AutoScalingFaults.validation("Max bound, $most, must be greater than or equal to min bound, $least")
    }
    val desired = asked.number("DesiredCapacity")
    if (desired != null && desired !in least..most) {
        val words = "Desired capacity:$desired must be between the specified min size:$least and max size:$most"
        throw AutoScalingFaults.validation(words)
    }
    return full + ("DesiredCapacity" to (desired ?: before.number("DesiredCapacity") ?: least).coerceIn(least, most)) +
        zones(full)
}

private val SOURCES = setOf("LaunchConfigurationName", "LaunchTemplate", "MixedInstancesPolicy")

/** [asked] with the template by both its names. */
private fun AutoScalingCall.named(asked: Members): Members {
    val template = templateIn(asked) ?: return asked
    if ((template.text("LaunchTemplateId") == null) == (template.text("LaunchTemplateName") == null)) {
        throw AutoScalingFaults.validation("Valid requests must contain either launchTemplateId or LaunchTemplateName")
    }
    val version = templateVersion(template)
    val full =
        template +
            members(
                "LaunchTemplateId" to version["LaunchTemplateId"],
                "LaunchTemplateName" to version["LaunchTemplateName"]
            )
    if (asked["LaunchTemplate"] != null) return asked + ("LaunchTemplate" to full)
    val policy = asked.part("MixedInstancesPolicy").orEmpty()
    val launch = policy.part("LaunchTemplate").orEmpty()
    val described = launch + mapOf("LaunchTemplateSpecification" to full, "Overrides" to launch.parts("Overrides"))
    val distribution = DISTRIBUTION + policy.part("InstancesDistribution").orEmpty().filterValues { it != null }
    val pools = if (distribution["SpotAllocationStrategy"] == "lowest-price") POOLS + distribution else distribution
    return asked +
        ("MixedInstancesPolicy" to mapOf("LaunchTemplate" to described, "InstancesDistribution" to pools))
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_InstancesDistribution.html */
private val DISTRIBUTION =
    mapOf<String, Any?>(
        "OnDemandAllocationStrategy" to "prioritized",
        "OnDemandBaseCapacity" to 0,
        "OnDemandPercentageAboveBaseCapacity" to 100,
        "SpotAllocationStrategy" to "lowest-price",
    )
private val POOLS = mapOf<String, Any?>("SpotInstancePools" to 2)

/** The zones of a group, which its subnets tell. */
private fun AutoScalingCall.zones(settings: Members): Members {
    val subnets = settings.text("VPCZoneIdentifier").orEmpty().split(',').map { it.trim() }.filter { it.isNotEmpty() }
    val asked = settings.texts("AvailabilityZones")
    if (subnets.isEmpty() && asked.isEmpty()) {
        throw AutoScalingFaults.validation("At least one Availability Zone or VPC Subnet is required.")
    }
    val machines = world.links.machines ?: return emptyMap()
    val found =
        subnets.map { id ->
            machines.subnet(id, place, world)?.zone
                ?: throw AutoScalingFaults.validation("The subnet ID '$id' does not exist")
        }.distinct()
    return mapOf("AvailabilityZones" to found.ifEmpty { asked }, "VPCZoneIdentifier" to subnets.joinToString(","))
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_UpdateAutoScalingGroup.html */
internal fun updateAutoScalingGroup(
    request: Members,
    call: AutoScalingCall,
): Members {
    val name = request.needed("AutoScalingGroupName")
    val before = call.state.now[GROUPS][name] ?: throw AutoScalingFaults.noGroupToUpdate()
    val settings = call.checked(request, before.settings)
    val after = call.change(name) { it.copy(settings = settings) }
    call.settle(
        name,
        "a user request update of AutoScalingGroup constraints to min: ${after.least}, max: ${after.most}, desired: " +
            "${after.desired} changing the desired capacity from ${before.desired} to ${after.desired}.",
    )
    return emptyMap()
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteAutoScalingGroup.html */
internal fun deleteAutoScalingGroup(
    request: Members,
    call: AutoScalingCall,
): Members {
    val name = request.needed("AutoScalingGroupName")
    val group = call.state.now.group(name)
    if (group.instances.isNotEmpty() && request.flag("ForceDelete") != true) {
        throw AutoScalingFaults.inUse(
            "You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.",
        )
    }
    group.instances.forEach { call.endNow(group, it, "a user request force-deleted AutoScalingGroup $name.") }
    call.state.now[POLICIES].filterKeys { it.startsWith("$name/") }.values.forEach {
        call.forget(it.members.needed("PolicyARN"))
    }
    call.state.write {
        remove(GROUPS, name)
        this[POLICIES].keys.filter { it.startsWith("$name/") }.forEach { remove(POLICIES, it) }
        this[SCHEDULED].keys.filter { it.startsWith("$name/") }.forEach { remove(SCHEDULED, it) }
    }
    return emptyMap()
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeAutoScalingGroups.html */
internal fun describeAutoScalingGroups(
    request: Members,
    call: AutoScalingCall,
): Members {
    val names = request.texts("AutoScalingGroupNames")
    val filters = request.parts("Filters")
    val found =
        call.state.now.groups().filter { group ->
            (names.isEmpty() || group.name in names || group.arn in names) && filters.all { admits(it, group) }
        }
    return page("AutoScalingGroups", found, request, { it.name }, ::shown)
}

private fun admits(
    filter: Members,
    group: Group,
): Boolean {
    val name = filter.text("Name").orEmpty()
    val values = filter.texts("Values")
    return when {
        name == "tag-key" -> group.tags.any { it.key in values }
        name == "tag-value" -> group.tags.any { it.value in values }
        name.startsWith("tag:") -> group.tags.any { it.key == name.removePrefix("tag:") && it.value in values }
        else -> throw AutoScalingFaults.validation("Filter '$name' is not valid.")
    }
}

private fun shown(group: Group): Members =
    group.settings - NOTIFICATIONS +
        members(
            "AutoScalingGroupName" to group.name,
            "AutoScalingGroupARN" to group.arn,
            "CreatedTime" to group.createdAt,
            "Instances" to group.instances.map(::shown),
            "SuspendedProcesses" to
                group.suspended.map {
                    mapOf("ProcessName" to it, "SuspensionReason" to "User suspended at ${group.createdAt}")
                },
            "EnabledMetrics" to group.metrics.map { mapOf("Metric" to it, "Granularity" to "1Minute") },
            "Tags" to group.tags.map { tagOf(it, group) },
            "TrafficSources" to
                group.targetGroups.map { mapOf("Identifier" to it, "Type" to "elbv2") } +
                group.settings.parts("TrafficSources").filter { it.text("Identifier") !in group.targetGroups },
        )

internal fun shown(member: Member): Members =
    member.source +
        mapOf(
            "InstanceId" to member.id,
            "InstanceType" to member.type,
            "AvailabilityZone" to member.zone,
            "LifecycleState" to member.state,
            "HealthStatus" to if (member.isHealthy) "Healthy" else "Unhealthy",
            "ProtectedFromScaleIn" to member.isProtected,
        )

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_SetDesiredCapacity.html */
internal fun setDesiredCapacity(
    request: Members,
    call: AutoScalingCall,
): Members {
    val group = call.state.now.group(request.needed("AutoScalingGroupName"))
    val desired = request.number("DesiredCapacity") ?: 0
    if (desired > group.most) {
        throw AutoScalingFaults.validation(
            "New SetDesiredCapacity value $desired is above max value ${group.most} for the AutoScalingGroup.",
        )
    }
    if (desired < group.least) {
        throw AutoScalingFaults.validation(
            "New SetDesiredCapacity value $desired is below min value ${group.least} for the AutoScalingGroup.",
        )
    }
    if (request.flag("HonorCooldown") == true) call.refuseWhileCooling(group)
    call.resize(group.name, desired, "a user request explicitly set group desired capacity")
    return emptyMap()
}

internal fun AutoScalingCall.refuseWhileCooling(group: Group) {
    val until = group.coolsUntil ?: return
    if (now() < until) {
        throw AutoScalingFaults.busy("Scaling activity is in cooldown until $until and cannot be started.")
    }
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_SuspendProcesses.html; who names none means all. */
internal fun suspendProcesses(
    request: Members,
    call: AutoScalingCall,
): Members {
    val asked = request.texts("ScalingProcesses").ifEmpty { PROCESSES }
    call.change(request.needed("AutoScalingGroupName")) { it.copy(suspended = it.suspended + asked) }
    return emptyMap()
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_ResumeProcesses.html */
internal fun resumeProcesses(
    request: Members,
    call: AutoScalingCall,
): Members {
    val name = request.needed("AutoScalingGroupName")
    val asked = request.texts("ScalingProcesses").ifEmpty { PROCESSES }
    call.change(name) { it.copy(suspended = it.suspended - asked.toSet()) }
    call.settle(name, "a user request resumed processes.")
    return emptyMap()
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_EnableMetricsCollection.html */
internal fun enableMetricsCollection(
    request: Members,
    call: AutoScalingCall,
): Members {
    val metrics = request.texts("Metrics").ifEmpty { METRICS }
    call.change(request.needed("AutoScalingGroupName")) { it.copy(metrics = it.metrics + metrics) }
    return emptyMap()
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DisableMetricsCollection.html */
internal fun disableMetricsCollection(
    request: Members,
    call: AutoScalingCall,
): Members {
    val metrics = request.texts("Metrics").ifEmpty { METRICS }
    call.change(request.needed("AutoScalingGroupName")) { it.copy(metrics = it.metrics - metrics.toSet()) }
    return emptyMap()
}

/** The name of a launch configuration that starts what the instance [id] is. */
private fun AutoScalingCall.likeInstance(
    name: String,
    id: String,
): String {
    putConfiguration(name, like(id))
    return name
}
