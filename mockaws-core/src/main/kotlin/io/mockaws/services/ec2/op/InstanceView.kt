package io.mockaws.services.ec2.op

import io.mockaws.kit.Members
import io.mockaws.kit.members
import io.mockaws.kit.number
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.ec2.query.Describe
import io.mockaws.services.ec2.query.Join
import io.mockaws.services.ec2.query.Shown
import io.mockaws.services.ec2.query.page
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Contents
import io.mockaws.services.ec2.state.Ec2Call

/** What is shown of [instance], with its network interfaces and volumes as they are now. */
internal fun instanceView(
    instance: Resource,
    now: Contents,
): Members {
    val enis = now.interfacesOf(instance.id)
    val first = enis.firstOrNull()
    val association = first?.part("Association")
    val volumes = now.volumesOf(instance.id)
    return instance.shown +
        members(
            "NetworkInterfaces" to enis.map(Resource::members),
            "SecurityGroups" to first?.parts("Groups").orEmpty(),
            "PrivateIpAddress" to first?.get("PrivateIpAddress"),
            "PrivateDnsName" to (first?.get("PrivateDnsName") ?: ""),
            "PublicIpAddress" to association?.get("PublicIp"),
            "PublicDnsName" to (association?.get("PublicDnsName") ?: ""),
            "Ipv6Address" to first?.get("Ipv6Address"),
            "SourceDestCheck" to first?.get("SourceDestCheck"),
            "BlockDeviceMappings" to
                volumes.map { volume ->
                    val how = attachmentTo(volume, instance.id)
                    mapOf(
                        "DeviceName" to how["Device"],
                        "Ebs" to
                            mapOf(
                                "VolumeId" to volume.id,
                                "Status" to how["State"],
                                "AttachTime" to how["AttachTime"],
                                "DeleteOnTermination" to how["DeleteOnTermination"],
                            ),
                    )
                },
        )
}

/** The same in the state that it passes through. */
internal fun shownAs(
    instance: Resource,
    now: Contents,
    state: InstanceState,
): Members = instanceView(instance, now) + ("State" to state.members)

/** Who knows of an instance's network interfaces and volumes. */
private val JOINS =
    listOf(
        "PrivateIpAddress" to "PrivateIpAddresses.PrivateIpAddress",
        "NetworkInterfaces.PrivateIpAddresses.PrivateIpAddress" to "PrivateIpAddresses.PrivateIpAddress",
        "PrivateDnsName" to "PrivateDnsName",
        "NetworkInterfaces.PrivateDnsName" to "PrivateDnsName",
        "PublicIpAddress" to "Association.PublicIp",
        "NetworkInterfaces.Association.PublicIp" to "Association.PublicIp",
        "SecurityGroups.GroupId" to "Groups.GroupId",
        "NetworkInterfaces.Groups.GroupId" to "Groups.GroupId",
        "NetworkInterfaces.NetworkInterfaceId" to "NetworkInterfaceId",
        "NetworkInterfaces.SubnetId" to "SubnetId",
        "NetworkInterfaces.VpcId" to "VpcId",
        "NetworkInterfaces.Attachment.AttachmentId" to "Attachment.AttachmentId",
    ).associate { (path, its) -> path to Join(Kind.NETWORK_INTERFACE, its, "Attachment.InstanceId") } +
        ("BlockDeviceMappings.Ebs.VolumeId" to Join(Kind.VOLUME, "VolumeId", "Attachments.InstanceId"))

/** What [instanceView] puts in. */
private val VIEWED =
    setOf(
        "NetworkInterfaces",
        "SecurityGroups",
        "PrivateIpAddress",
        "PrivateDnsName",
        "PublicIpAddress",
        "PublicDnsName",
        "Ipv6Address",
        "SourceDestCheck",
        "BlockDeviceMappings",
    )

private val DESCRIBE =
    Describe(
        "DescribeInstances",
        Kind.INSTANCE,
        "InstanceIds",
        "Reservations",
        joins = JOINS,
        others = VIEWED,
        view = ::instanceView,
    )

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html */
internal fun describeInstances(
    input: Members,
    call: Ec2Call,
): Members {
    if (input.number("MaxResults") != null && input.texts("InstanceIds").isNotEmpty()) {
        throw Ec2Faults.combination("The parameter instancesSet cannot be used with the parameter maxResults")
    }
    val chosen = DESCRIBE.chosen(input, call.now(), call.state.now)
    val page = page("Instances", input, chosen, { it.resource.id }) { it }

    @Suppress("UNCHECKED_CAST")
    val shown = page["Instances"] as List<Shown>
    val reservations =
        shown.groupBy { it.resource.text("ReservationId") }.map { (id, those) ->
            mapOf(
                "ReservationId" to id,
                "OwnerId" to call.account,
                "Groups" to emptyList<Members>(),
                "Instances" to those.map { it.members },
            )
        }
    return mapOf("Reservations" to reservations, "NextToken" to page["NextToken"])
}

private val STATUS =
    Describe(
        "DescribeInstanceStatus",
        Kind.INSTANCE,
        "InstanceIds",
        "InstanceStatuses",
        others = null,
        view = ::statusView
    )

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceStatus.html */
internal fun describeInstanceStatus(
    input: Members,
    call: Ec2Call,
): Members {
    val all = input["IncludeAllInstances"] == true
    val asked = STATUS.chosen(input, call.now(), call.state.now).filter { (it, _) -> all || isRunning(it) }
    return page("InstanceStatuses", input, asked, { it.resource.id }) { it.members }
}

internal fun isRunning(instance: Resource): Boolean = instance.part("State")?.text("Name") == InstanceState.RUNNING.word

private fun statusView(
    instance: Resource,
    @Suppress("UNUSED_PARAMETER") now: Contents,
): Members {
    val status = if (isRunning(instance)) "ok" else "not-applicable"
    val reachability = mapOf("Name" to "reachability", "Status" to "passed")
    val summary = members("Status" to status, "Details" to if (isRunning(instance)) listOf(reachability) else null)
    return mapOf(
        "InstanceId" to instance.id,
        "AvailabilityZone" to instance.part("Placement")?.get("AvailabilityZone"),
        "AvailabilityZoneId" to instance.part("Placement")?.get("AvailabilityZoneId"),
        "InstanceState" to instance["State"],
        "InstanceStatus" to summary,
        "SystemStatus" to summary,
        "AttachedEbsStatus" to summary,
    )
}
