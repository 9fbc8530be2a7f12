package io.mockaws.services.ec2.op

import io.mockaws.kit.Members
import io.mockaws.kit.members
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.ec2.query.Describe
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.count
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.make
import io.mockaws.services.ec2.state.tagsFor

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AllocateHosts.html */
internal fun allocateHosts(
    input: Members,
    call: Ec2Call,
): Members {
    val type = input.text("InstanceType")
    val family = input.text("InstanceFamily")
    if ((type == null) == (family == null)) {
        throw Ec2Faults.combination("You must specify either an instance type or an instance family, and not both.")
    }
    val tags = tagsFor(Kind.HOST, input)
    val ids =
        call.state.write {
            (1..(input.count("Quantity") ?: 1)).map {
                put(
                    call.make(
                        Kind.HOST,
                        members(
                            "AutoPlacement" to (input.text("AutoPlacement") ?: "on"),
                            "AvailabilityZone" to input.text("AvailabilityZone"),
                            "ClientToken" to input.text("ClientToken"),
                            "HostProperties" to
                                members(
                                    "InstanceType" to type,
                                    "InstanceFamily" to (family ?: type?.substringBefore('.'))
                                ),
                            "Instances" to emptyList<Members>(),
                            "State" to "available",
                            "AllocationTime" to call.now(),
                            "HostRecovery" to (input.text("HostRecovery") ?: "off"),
                            "HostMaintenance" to (input.text("HostMaintenance") ?: "off"),
                            "AllowsMultipleInstanceTypes" to if (family == null) "off" else "on",
                            "OwnerId" to call.account,
                        ),
                        tags,
                    ),
                ).id
            }
        }
    return mapOf("HostIds" to ids)
}

private fun failures(lost: List<String>) = lost.map {
    mapOf(
        "ResourceId" to it,
        "Error" to mapOf("Code" to "Client.InvalidHost.NotFound", "Message" to "The host ID '$it' does not exist")
    )
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyHosts.html */
internal fun modifyHosts(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val (known, lost) = input.texts("HostIds").partition { find(Kind.HOST, it) != null }
        for (id in known) {
            val host = checkNotNull(find(Kind.HOST, id))
            val changes = listOf("AutoPlacement", "HostRecovery", "HostMaintenance").mapNotNull { name ->
                input[name]?.let {
                    name to
                        it
                }
            }
            val type = input.text("InstanceType")
            val family = input.text("InstanceFamily")
            val properties =
                when {
                    type != null -> mapOf("InstanceType" to type, "InstanceFamily" to type.substringBefore('.'))
                    family != null -> mapOf("InstanceFamily" to family)
                    else -> host.part("HostProperties")
                }
            put(host.with(changes.toMap()).with("HostProperties" to properties))
        }
        mapOf("Successful" to known, "Unsuccessful" to failures(lost))
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReleaseHosts.html */
internal fun releaseHosts(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val (known, lost) = input.texts("HostIds").partition { find(Kind.HOST, it) != null }
        known.forEach { id ->
            find(Kind.HOST, id)?.let { put(it.with("State" to "released", "ReleaseTime" to call.now())) }
        }
        mapOf("Successful" to known, "Unsuccessful" to failures(lost))
    }

internal val DESCRIBE_HOSTS = Describe("DescribeHosts", Kind.HOST, "HostIds", "Hosts", "Filter")
