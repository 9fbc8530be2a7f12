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
import io.mockaws.services.autoscaling.group.CONFIGURATIONS
import io.mockaws.services.autoscaling.group.Setting
import io.mockaws.services.autoscaling.group.groups
import io.mockaws.services.autoscaling.group.needed
import io.mockaws.services.autoscaling.group.page
import io.mockaws.services.autoscaling.run.ec2

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateLaunchConfiguration.html */
internal fun createLaunchConfiguration(
    request: Members,
    call: AutoScalingCall,
): Members {
    val name = request.needed("LaunchConfigurationName")
    if (name in call.state.now[CONFIGURATIONS]) throw AutoScalingFaults.configurationExists(name)
    val like = request.text("InstanceId")?.let { call.like(it) }.orEmpty()
    val settings = like + (request - "LaunchConfigurationName" - "InstanceId").filterValues { it != null }
    if (settings.text("ImageId") == null || settings.text("InstanceType") == null) {
        throw AutoScalingFaults.validation(
            "Valid requests must contain either the InstanceID parameter or both the ImageId and InstanceType parameters.",
        )
    }
    call.putConfiguration(name, settings)
    return emptyMap()
}

/** What a launch configuration takes over from the instance [id]. */
internal fun AutoScalingCall.like(id: String): Members {
    val found =
        try {
            ec2("DescribeInstances", mapOf("InstanceIds" to listOf(id)))
        } catch (_: AwsFault) {
            throw AutoScalingFaults.noInstanceAtAll(id)
        }
    val instance = found.parts("Reservations").flatMap { it.parts("Instances") }.first()
    return members(
        "ImageId" to instance["ImageId"],
        "InstanceType" to instance["InstanceType"],
        "KeyName" to instance.text("KeyName"),
        "SecurityGroups" to instance.parts("SecurityGroups").map { it["GroupId"] },
    )
}

internal fun AutoScalingCall.putConfiguration(
    name: String,
    settings: Members,
) {
    val own =
        mapOf(
            "LaunchConfigurationName" to name,
            "LaunchConfigurationARN" to
                arn("autoscaling", "launchConfiguration:${ids.uuid()}:launchConfigurationName/$name"),
            "CreatedTime" to now(),
        )
    val usual =
        mapOf(
            "InstanceMonitoring" to mapOf("Enabled" to true),
            "EbsOptimized" to false,
            "KeyName" to "",
            "UserData" to "",
            "KernelId" to "",
            "RamdiskId" to "",
            "SecurityGroups" to emptyList<String>(),
            "BlockDeviceMappings" to emptyList<Members>(),
            "ClassicLinkVPCSecurityGroups" to emptyList<String>(),
        )
    state.write {
        if (name in this[CONFIGURATIONS]) throw AutoScalingFaults.configurationExists(name)
        this[CONFIGURATIONS, name] = Setting(name, ids.nextNumber(), usual + settings + own)
    }
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteLaunchConfiguration.html */
internal fun deleteLaunchConfiguration(
    request: Members,
    call: AutoScalingCall,
): Members {
    val name = request.needed("LaunchConfigurationName")
    call.state.write {
        if (name !in this[CONFIGURATIONS]) throw AutoScalingFaults.noConfiguration(name)
        if (groups().any { it.settings.text("LaunchConfigurationName") == name }) {
            throw AutoScalingFaults.inUse(
                "Cannot delete launch configuration $name because it is attached to AutoScalingGroup"
            )
        }
        remove(CONFIGURATIONS, name)
    }
    return emptyMap()
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeLaunchConfigurations.html */
internal fun describeLaunchConfigurations(
    request: Members,
    call: AutoScalingCall,
): Members {
    val names = request.texts("LaunchConfigurationNames")
    val found =
        call.state.now[CONFIGURATIONS].values.filter { names.isEmpty() || it.name in names }.sortedBy { it.number }
    return page("LaunchConfigurations", found, request, { it.name }) { it.members }
}
