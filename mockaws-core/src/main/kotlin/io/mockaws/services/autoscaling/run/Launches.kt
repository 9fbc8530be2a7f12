package io.mockaws.services.autoscaling.run

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.kit.Members
import io.mockaws.kit.flag
import io.mockaws.kit.jsonOf
import io.mockaws.kit.members
import io.mockaws.kit.part
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.autoscaling.group.AutoScalingCall
import io.mockaws.services.autoscaling.group.AutoScalingFaults
import io.mockaws.services.autoscaling.group.CONFIGURATIONS
import io.mockaws.services.autoscaling.group.Group
import io.mockaws.services.autoscaling.group.Member
import kotlinx.serialization.json.JsonObject

private const val SENDER = "autoscaling.amazonaws.com"

internal fun AutoScalingCall.ec2(
    operation: String,
    input: Members,
): Members = serviceCall("ec2", operation, jsonOf(input.filterValues { it != null }) as JsonObject, SENDER)

/** The template that a group names, by itself or within a mixed policy. */
internal fun templateIn(settings: Members): Members? =
    settings.part("LaunchTemplate")
        ?: settings.part("MixedInstancesPolicy")?.part("LaunchTemplate")?.part("LaunchTemplateSpecification")

/**
 * The version of a launch template that [asked] names.
 *
 * @throws AwsFault when there is none
 */
internal fun AutoScalingCall.templateVersion(asked: Members): Members {
    val input =
        members(
            "LaunchTemplateId" to asked.text("LaunchTemplateId"),
            "LaunchTemplateName" to
                if (asked.text("LaunchTemplateId") == null) asked.text("LaunchTemplateName") else null,
            "Versions" to listOf(asked.text("Version") ?: "\$Default"),
        )
    val found =
        try {
            ec2("DescribeLaunchTemplateVersions", input).parts("LaunchTemplateVersions").firstOrNull()
        } catch (refused: AwsFault) {
            throw AutoScalingFaults.validation(
                "You must use a valid fully-formed launch template. ${refused.error.message}",
            )
        }
    return found ?: throw AutoScalingFaults.validation("You must use a valid fully-formed launch template.")
}

/** What the instances of a group are started with, but for where. */
private class Plan(
    val input: Members,
    /** What is shown as their source. */
    val source: Members,
)

private fun AutoScalingCall.plan(group: Group): Plan {
    val template = templateIn(group.settings)
    if (template != null) {
        val version = templateVersion(template)
        val number = "${version["VersionNumber"]}"
        val data = version.part("LaunchTemplateData").orEmpty()
        val named = mapOf("LaunchTemplateId" to version["LaunchTemplateId"], "Version" to number)
        val type =
            group.settings.part("MixedInstancesPolicy")?.part("LaunchTemplate")?.parts("Overrides")
                ?.firstNotNullOfOrNull { it.text("InstanceType") }
        val source = named + ("LaunchTemplateName" to version["LaunchTemplateName"])
        val interfaces = data.parts("NetworkInterfaces")
        return Plan(
            members(
                "LaunchTemplate" to named,
                "InstanceType" to type,
                "NetworkInterfaces" to interfaces.ifEmpty { null },
            ),
            mapOf("LaunchTemplate" to source),
        )
    }
    val name = group.settings.text("LaunchConfigurationName").orEmpty()
    val configuration = state.now[CONFIGURATIONS][name]?.members ?: throw AutoScalingFaults.noConfiguration(name)
    val groups = configuration.texts("SecurityGroups")
    val isPublic = configuration.flag("AssociatePublicIpAddress")
    val profile = configuration.text("IamInstanceProfile")
    val input =
        members(
            "ImageId" to configuration["ImageId"],
            "InstanceType" to configuration["InstanceType"],
            "KeyName" to configuration.text("KeyName"),
            "UserData" to configuration.text("UserData"),
            "BlockDeviceMappings" to configuration.parts("BlockDeviceMappings").ifEmpty { null },
            "EbsOptimized" to configuration.flag("EbsOptimized"),
            "Monitoring" to mapOf("Enabled" to (configuration.part("InstanceMonitoring")?.flag("Enabled") ?: true)),
            "MetadataOptions" to configuration.part("MetadataOptions"),
            "IamInstanceProfile" to profile?.let { mapOf((if (it.startsWith("arn:")) "Arn" else "Name") to it) },
            "SecurityGroupIds" to if (isPublic == null) groups.ifEmpty { null } else null,
            "NetworkInterfaces" to
                isPublic?.let {
                    listOf(
                        members(
                            "DeviceIndex" to 0,
                            "AssociatePublicIpAddress" to it,
                            "Groups" to groups.ifEmpty { null }
                        )
                    )
                },
            "InstanceMarketOptions" to
                configuration.text("SpotPrice")
                    ?.let { mapOf("MarketType" to "spot", "SpotOptions" to mapOf("MaxPrice" to it)) },
        )
    return Plan(input, mapOf("LaunchConfigurationName" to name))
}

/** Starts [count] instances of [group], spread over its subnets. They belong to no group yet. */
internal fun AutoScalingCall.start(
    group: Group,
    count: Int,
): List<Member> {
    val plan = plan(group)
    val tags =
        group.tags.filter { it.isPropagated }.associate { it.key to it.value } +
            ("aws:autoscaling:groupName" to group.name)
    val specification =
        mapOf(
            "ResourceType" to "instance",
            "Tags" to tags.map { (key, value) ->
                mapOf("Key" to key, "Value" to value)
            }
        )
    return spread(group, count).flatMap { (subnet, share) ->
        val interfaces = plan.input.parts("NetworkInterfaces")
        val where =
            if (interfaces.isEmpty()) {
                members("SubnetId" to subnet)
            } else {
                mapOf(
                    "NetworkInterfaces" to
                        interfaces.mapIndexed { i, it -> if (i == 0) it + members("SubnetId" to subnet) else it }
                )
            }
        val input =
            plan.input + where +
                mapOf("MinCount" to share, "MaxCount" to share, "TagSpecifications" to listOf(specification)) +
                members("Placement" to group.settings.text("PlacementGroup")?.let { mapOf("GroupName" to it) })
        ec2("RunInstances", input).parts("Instances").map { made ->
            Member(
                id = made.text("InstanceId").orEmpty(),
                type = made.text("InstanceType").orEmpty(),
                zone = made.part("Placement")?.text("AvailabilityZone").orEmpty(),
                state = Member.IN_SERVICE,
                launchedAt = now(),
                isProtected = group.settings.flag("NewInstancesProtectedFromScaleIn") == true,
                source = plan.source,
            )
        }
    }
}

/** How many of [count] each subnet gets, so that zones have as many as one another; null where a group has no subnets. */
private fun AutoScalingCall.spread(
    group: Group,
    count: Int,
): Map<String?, Int> {
    val machines = world.links.machines
    val zones = group.settings.texts("AvailabilityZones")
    val subnets =
        group.subnets.ifEmpty {
            machines?.defaultSubnets(place, world).orEmpty()
                .filter { machines?.subnet(it, place, world)?.zone in zones }
        }
    if (subnets.isEmpty()) return mapOf(null to count)
    val zoneOf = subnets.associateWith { machines?.subnet(it, place, world)?.zone ?: it }
    val sizes = subnets.associateWithTo(LinkedHashMap()) { subnet -> group.active.count { it.zone == zoneOf[subnet] } }
    val shares = LinkedHashMap<String?, Int>()
    repeat(count) {
        val next = sizes.minBy { it.value }.key
        sizes[next] = sizes.getValue(next) + 1
        shares[next] = (shares[next] ?: 0) + 1
    }
    return shares
}
