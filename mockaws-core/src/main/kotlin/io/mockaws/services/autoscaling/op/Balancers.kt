package io.mockaws.services.autoscaling.op

import io.mockaws.kit.Members
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.autoscaling.group.AutoScalingCall
import io.mockaws.services.autoscaling.group.Group
import io.mockaws.services.autoscaling.group.Member
import io.mockaws.services.autoscaling.group.change
import io.mockaws.services.autoscaling.group.group
import io.mockaws.services.autoscaling.group.groups
import io.mockaws.services.autoscaling.group.needed
import io.mockaws.services.autoscaling.group.page
import io.mockaws.services.autoscaling.run.NOTIFICATIONS
import io.mockaws.services.autoscaling.run.targets

/** Changes what a group called [name] is linked with, as its settings have it at [member]. */
private fun AutoScalingCall.link(
    name: String,
    member: String,
    change: (List<Any?>) -> List<Any?>,
): Group =
    change(name) { it.with(member to change((it.settings[member] as? List<*>).orEmpty()).distinct()) }

private fun AutoScalingCall.attach(
    name: String,
    arns: List<String>,
) {
    val group = link(name, "TargetGroupARNs") { it + arns }
    group.instances.filter { it.state == Member.IN_SERVICE }.forEach { targets("RegisterTargets", group, it.id, arns) }
}

private fun AutoScalingCall.detach(
    name: String,
    arns: List<String>,
) {
    val group = link(name, "TargetGroupARNs") { it - arns.toSet() }
    group.instances.forEach { targets("DeregisterTargets", group, it.id, arns) }
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_AttachLoadBalancerTargetGroups.html */
internal fun attachLoadBalancerTargetGroups(
    request: Members,
    call: AutoScalingCall,
): Members {
    call.attach(request.needed("AutoScalingGroupName"), request.texts("TargetGroupARNs"))
    return emptyMap()
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DetachLoadBalancerTargetGroups.html */
internal fun detachLoadBalancerTargetGroups(
    request: Members,
    call: AutoScalingCall,
): Members {
    call.detach(request.needed("AutoScalingGroupName"), request.texts("TargetGroupARNs"))
    return emptyMap()
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeLoadBalancerTargetGroups.html */
internal fun describeLoadBalancerTargetGroups(
    request: Members,
    call: AutoScalingCall,
): Members {
    val group = call.state.now.group(request.needed("AutoScalingGroupName"))
    val state = if (group.instances.any { it.state == Member.IN_SERVICE }) "InService" else "Added"
    return page("LoadBalancerTargetGroups", group.targetGroups, request, { it }) {
        mapOf("LoadBalancerTargetGroupARN" to it, "State" to state)
    }
}

private fun identifiers(request: Members): Pair<List<String>, List<Members>> {
    val (groups, others) = request.parts("TrafficSources").partition {
        ":targetgroup/" in
            it.text("Identifier").orEmpty()
    }
    return groups.map { it.needed("Identifier") } to others
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_AttachTrafficSources.html */
internal fun attachTrafficSources(
    request: Members,
    call: AutoScalingCall,
): Members {
    val name = request.needed("AutoScalingGroupName")
    val (arns, others) = identifiers(request)
    call.link(name, "TrafficSources") { it + others }
    call.attach(name, arns)
    return emptyMap()
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DetachTrafficSources.html */
internal fun detachTrafficSources(
    request: Members,
    call: AutoScalingCall,
): Members {
    val name = request.needed("AutoScalingGroupName")
    val (arns, others) = identifiers(request)
    val gone = others.map { it["Identifier"] }
    call.link(name, "TrafficSources") { all -> all.filterNot { (it as Map<*, *>)["Identifier"] in gone } }
    call.detach(name, arns)
    return emptyMap()
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeTrafficSources.html */
internal fun describeTrafficSources(
    request: Members,
    call: AutoScalingCall,
): Members {
    val group = call.state.now.group(request.needed("AutoScalingGroupName"))
    val type = request.text("TrafficSourceType")
    val all =
        group.targetGroups.map { mapOf("Identifier" to it, "Type" to "elbv2") } + group.settings.parts("TrafficSources")
    return page(
        "TrafficSources",
        all.filter {
            type == null || it["Type"] == type
        },
        request,
        { "${it["Identifier"]}" }
    ) {
        it + mapOf("TrafficSource" to it["Identifier"], "State" to "InService")
    }
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_AttachLoadBalancers.html: classic ones, which are names here. */
internal fun attachLoadBalancers(
    request: Members,
    call: AutoScalingCall,
): Members {
    call.link(request.needed("AutoScalingGroupName"), "LoadBalancerNames") { it + request.texts("LoadBalancerNames") }
    return emptyMap()
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DetachLoadBalancers.html */
internal fun detachLoadBalancers(
    request: Members,
    call: AutoScalingCall,
): Members {
    val names = request.texts("LoadBalancerNames").toSet()
    call.link(request.needed("AutoScalingGroupName"), "LoadBalancerNames") { it - names }
    return emptyMap()
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeLoadBalancers.html */
internal fun describeLoadBalancers(
    request: Members,
    call: AutoScalingCall,
): Members {
    val group = call.state.now.group(request.needed("AutoScalingGroupName"))
    return page("LoadBalancers", group.settings.texts("LoadBalancerNames"), request, { it }) {
        mapOf("LoadBalancerName" to it, "State" to "InService")
    }
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutNotificationConfiguration.html */
internal fun putNotificationConfiguration(
    request: Members,
    call: AutoScalingCall,
): Members {
    val topic = request.needed("TopicARN")
    val told = mapOf("TopicARN" to topic, "NotificationTypes" to request.texts("NotificationTypes"))
    call.link(request.needed("AutoScalingGroupName"), NOTIFICATIONS) { all -> all.without(topic) + told }
    return emptyMap()
}

private fun List<Any?>.without(topic: String): List<Any?> = filterNot { (it as Map<*, *>)["TopicARN"] == topic }

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteNotificationConfiguration.html */
internal fun deleteNotificationConfiguration(
    request: Members,
    call: AutoScalingCall,
): Members {
    val topic = request.needed("TopicARN")
    call.link(request.needed("AutoScalingGroupName"), NOTIFICATIONS) { it.without(topic) }
    return emptyMap()
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeNotificationConfigurations.html */
internal fun describeNotificationConfigurations(
    request: Members,
    call: AutoScalingCall,
): Members {
    val names = request.texts("AutoScalingGroupNames")
    val all =
        call.state.now.groups().filter { names.isEmpty() || it.name in names }.flatMap { group ->
            group.settings.parts(NOTIFICATIONS).flatMap { told ->
                told.texts("NotificationTypes").map {
                    mapOf(
                        "AutoScalingGroupName" to group.name,
                        "TopicARN" to told["TopicARN"],
                        "NotificationType" to it
                    )
                }
            }
        }
    return page("NotificationConfigurations", all, request, { "$it" }) { it }
}
