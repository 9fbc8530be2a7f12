package io.mockaws.services.autoscaling.run

import io.mockaws.engine.delivery.EventParts
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.deliver
import io.mockaws.kit.Arn
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.autoscaling.group.AutoScalingCall
import io.mockaws.services.autoscaling.group.Group
import io.mockaws.services.autoscaling.group.Hook
import io.mockaws.services.autoscaling.group.Member
import io.mockaws.services.autoscaling.group.Wait
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

private const val SENDER = "autoscaling.amazonaws.com"

/** What members of a group's settings hold the topics that are told of launches and ends. */
internal const val NOTIFICATIONS: String = "Notifications"

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/automating-ec2-auto-scaling-with-eventbridge.html */
private fun AutoScalingCall.tellBus(
    group: Group,
    type: String,
    resources: List<String>,
    detail: JsonObject,
) {
    val parts = EventParts("aws.autoscaling", type, resources, now())
    deliver(Parcel("$detail", SENDER, group.arn, event = parts), Arn.of("events", place, "event-bus/default"))
}

/** Tells that [member] waits at [hook]. */
internal fun AutoScalingCall.tellWait(
    group: Group,
    member: Member,
    hook: Hook,
    wait: Wait,
) {
    val isLaunch = hook.transition == Hook.LAUNCHING
    val told: JsonObjectBuilder.() -> Unit = {
        put("LifecycleActionToken", wait.token)
        put("AutoScalingGroupName", group.name)
        put("LifecycleHookName", hook.name)
        put("EC2InstanceId", member.id)
        put("LifecycleTransition", hook.transition)
        hook.settings.text("NotificationMetadata")?.let { put("NotificationMetadata", it) }
        put("Origin", if (isLaunch) "EC2" else "AutoScalingGroup")
        put("Destination", if (isLaunch) "AutoScalingGroup" else "EC2")
    }
    val word = if (isLaunch) "launch" else "terminate"
    tellBus(group, "EC2 Instance-$word Lifecycle Action", listOf(group.arn), buildJsonObject(told))
    val target = hook.settings.text("NotificationTargetARN")?.let(Arn::parse) ?: return
    val message =
        buildJsonObject {
            told()
            put("Service", "AWS Auto Scaling")
            put("Time", "${now()}")
            put("AccountId", account)
            put("RequestId", wait.token)
        }
    deliver(
        Parcel(
            "$message",
            SENDER,
            group.arn,
            subject = "Auto Scaling:  Lifecycle action '$word' for instance ${member.id} in progress."
        ),
        target
    )
}

/** Tells that [member] was started or ended. https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-sns-notifications.html */
internal fun AutoScalingCall.tellDone(
    group: Group,
    member: Member,
    isLaunch: Boolean,
    cause: String,
    activityId: String,
) {
    val subnet = world.links.machines?.let { group.subnets.firstOrNull() }
    val detail =
        buildJsonObject {
            put("StatusCode", "InProgress")
            put("AutoScalingGroupName", group.name)
            put("ActivityId", activityId)
            putJsonObject("Details") {
                put("Availability Zone", member.zone)
                subnet?.let { put("Subnet ID", it) }
            }
            put("RequestId", activityId)
            put("EndTime", "${now()}")
            put("EC2InstanceId", member.id)
            put("StartTime", "${now()}")
            put("Cause", cause)
        }
    val type = if (isLaunch) "EC2 Instance Launch Successful" else "EC2 Instance Terminate Successful"
    val instance = Arn.of("ec2", place, "instance/${member.id}").toString()
    tellBus(group, type, listOf(group.arn, instance), detail)
    val event = "autoscaling:EC2_INSTANCE_" + if (isLaunch) "LAUNCH" else "TERMINATE"
    for (told in group.settings.parts(NOTIFICATIONS)) {
        if (event !in told.texts("NotificationTypes")) continue
        val message =
            buildJsonObject {
                put("Service", "AWS Auto Scaling")
                put("Time", "${now()}")
                put("Event", event)
                put("AccountId", account)
                put("AutoScalingGroupARN", group.arn)
                detail.forEach { (name, value) -> put(name, value) }
            }
        val verb = if (isLaunch) "launch" else "termination"
        Arn.parse(told.text("TopicARN").orEmpty())?.let { topic ->
            deliver(
                Parcel("$message", SENDER, group.arn, subject = "Auto Scaling: $verb for group \"${group.name}\""),
                topic
            )
        }
    }
}
