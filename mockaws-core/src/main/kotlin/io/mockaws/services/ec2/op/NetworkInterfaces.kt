package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.flag
import io.mockaws.kit.members
import io.mockaws.kit.number
import io.mockaws.kit.part
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.ec2.resource.DONE
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.attribute
import io.mockaws.services.ec2.resource.count
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.need
import io.mockaws.services.ec2.state.tagsFor

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkInterface.html */
internal fun createNetworkInterface(
    input: Members,
    call: Ec2Call,
): Members {
    val tags = tagsFor(Kind.NETWORK_INTERFACE, input)
    val made =
        call.state.write {
            val network = network(input, null, input.texts("Groups"))
            val ipv6 = input.parts("Ipv6Addresses").map { it.text("Ipv6Address") }
                .ifEmpty {
                    List(
                        input.count("Ipv6AddressCount")
                            ?: (if (network.subnet.flag("AssignIpv6AddressOnCreation")) 1 else 0)
                    ) { null }
                }
            val listed = input.parts("PrivateIpAddresses").mapNotNull { it.text("PrivateIpAddress") }
            val primary = input.text("PrivateIpAddress")
            val addresses = if (primary != null && listed.isNotEmpty() && primary !in listed) {
                listOf(primary) + addressesIn(input)
            } else {
                addressesIn(input)
            }
            newInterface(
                InterfaceRequest(
                    network.subnet,
                    network.groups,
                    input.text("Description").orEmpty(),
                    addresses,
                    ipv6,
                    input.text("InterfaceType") ?: "interface",
                    tags,
                ),
                call,
            )
        }
    return mapOf("NetworkInterface" to made.shown + ("Status" to "pending"))
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkInterface.html */
internal fun deleteNetworkInterface(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val eni = need(Kind.NETWORK_INTERFACE, input.text("NetworkInterfaceId"))
        if (eni["Attachment"] != null || eni.flag("RequesterManaged")) {
            throw AwsFault("InvalidParameterValue", "Network interface '${eni.id}' is currently in use.")
        }
        dropInterface(eni)
        DONE
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachNetworkInterface.html */
internal fun attachNetworkInterface(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val eni = need(Kind.NETWORK_INTERFACE, input.text("NetworkInterfaceId"))
        val instance = need(Kind.INSTANCE, input.text("InstanceId"))
        val device = input.number("DeviceIndex") ?: throw Ec2Faults.missingParameter("DeviceIndex")
        if (eni["Attachment"] != null) throw AwsFault("InvalidNetworkInterface.InUse", "Interface: [${eni.id}] in use.")
        if (interfacesOf(instance.id).any { it.part("Attachment")?.get("DeviceIndex") == device }) {
            throw AwsFault(
                "InvalidParameterValue",
                "Instance '${instance.id}' already has an interface attached at device index '$device'.",
            )
        }
        if (eni["AvailabilityZone"] != instance.part("Placement")?.get("AvailabilityZone")) {
            throw AwsFault(
                "InvalidParameterCombination",
                "You may not attach a network interface to an instance if they are not in the same availability zone"
            )
        }
        val card = input.number("NetworkCardIndex") ?: 0
        val attached = put(attachedTo(eni, instance.id, device, deleteOnTermination = false, call, card))
        mapOf("AttachmentId" to attached.part("Attachment")?.get("AttachmentId"), "NetworkCardIndex" to card)
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachNetworkInterface.html */
internal fun detachNetworkInterface(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val id = input.text("AttachmentId")
        val eni = where(Kind.NETWORK_INTERFACE, "Attachment.AttachmentId", id).firstOrNull()
            ?: throw AwsFault("InvalidAttachmentID.NotFound", "The interface attachment '$id' does not exist.")
        if (eni.part("Attachment")?.get("DeviceIndex") == 0) {
            throw Ec2Faults.notPermitted(
                "The network interface at device index 0 and networkCard index 0 cannot be detached."
            )
        }
        put(detached(eni))
        DONE
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyNetworkInterfaceAttribute.html */
internal fun modifyNetworkInterfaceAttribute(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val eni = need(Kind.NETWORK_INTERFACE, input.text("NetworkInterfaceId"))
        val groups = input.texts("Groups").map { need(Kind.SECURITY_GROUP, it) }
        val keeps = input.part("Attachment")?.flag("DeleteOnTermination")
        val attachment = eni.part("Attachment")
        put(
            eni.with(
                members(
                    "Description" to input.attribute("Description"),
                    "SourceDestCheck" to input.attribute("SourceDestCheck"),
                    "Groups" to groups.ifEmpty { null }?.let(::groupList),
                    "Attachment" to
                        if (keeps == null) attachment else attachment.orEmpty() + ("DeleteOnTermination" to keeps),
                ),
            ),
        )
        DONE
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaceAttribute.html */
internal fun describeNetworkInterfaceAttribute(
    input: Members,
    call: Ec2Call,
): Members {
    val eni = call.state.now.need(Kind.NETWORK_INTERFACE, input.text("NetworkInterfaceId"))
    val shown =
        when (val asked = input.text("Attribute")) {
            "description" -> mapOf("Description" to mapOf("Value" to (eni["Description"] ?: "")))
            "groupSet" -> mapOf("Groups" to eni.parts("Groups"))
            "sourceDestCheck" -> mapOf("SourceDestCheck" to mapOf("Value" to eni.flag("SourceDestCheck")))
            "attachment" -> mapOf("Attachment" to eni.part("Attachment"))
            "associatePublicIpAddress" -> mapOf("AssociatePublicIpAddress" to (eni["Association"] != null))
            else -> throw Ec2Faults.invalid(asked, "attribute", "Unknown attribute.")
        }
    return mapOf("NetworkInterfaceId" to eni.id) + shown
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ResetNetworkInterfaceAttribute.html */
internal fun resetNetworkInterfaceAttribute(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        put(need(Kind.NETWORK_INTERFACE, input.text("NetworkInterfaceId")).with("SourceDestCheck" to true))
        DONE
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssignPrivateIpAddresses.html */
internal fun assignPrivateIpAddresses(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val eni = need(Kind.NETWORK_INTERFACE, input.text("NetworkInterfaceId"))
        val wanted = input.texts("PrivateIpAddresses").ifEmpty {
            List(input.count("SecondaryPrivateIpAddressCount") ?: 0) { null }
        }
        val given = wanted.map { takeAddress("${eni["SubnetId"]}", it) }
        put(
            eni.with(
                "PrivateIpAddresses" to
                    eni.parts("PrivateIpAddresses") + given.map { privateAddress(it, false, call.region) }
            )
        )
        mapOf(
            "NetworkInterfaceId" to eni.id,
            "AssignedPrivateIpAddresses" to given.map { mapOf("PrivateIpAddress" to it) },
        )
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UnassignPrivateIpAddresses.html */
internal fun unassignPrivateIpAddresses(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val eni = need(Kind.NETWORK_INTERFACE, input.text("NetworkInterfaceId"))
        val gone = input.texts("PrivateIpAddresses").toSet()
        val (removed, left) = eni.parts("PrivateIpAddresses").partition { it["PrivateIpAddress"] in gone }
        if (removed.any { it["Primary"] == true } || removed.size < gone.size) {
            throw AwsFault(
                "InvalidParameterValue",
                "Some of the specified addresses are not assigned to interface ${eni.id}"
            )
        }
        giveBack(eni.text("SubnetId"), removed.size)
        put(eni.with("PrivateIpAddresses" to left))
        DONE
    }

private fun addressList(addresses: List<String>): List<Members> = addresses.map {
    mapOf(
        "Ipv6Address" to it,
        "IsPrimaryIpv6" to false
    )
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssignIpv6Addresses.html */
internal fun assignIpv6Addresses(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val eni = need(Kind.NETWORK_INTERFACE, input.text("NetworkInterfaceId"))
        val wanted = input.texts("Ipv6Addresses").ifEmpty { List(input.count("Ipv6AddressCount") ?: 0) { null } }
        val given = takeIpv6(need(Kind.SUBNET, eni.text("SubnetId")), wanted)
        val all = eni.parts("Ipv6Addresses") + addressList(given)
        put(eni.with("Ipv6Addresses" to all, "Ipv6Address" to all.firstOrNull()?.get("Ipv6Address")))
        mapOf("NetworkInterfaceId" to eni.id, "AssignedIpv6Addresses" to given)
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UnassignIpv6Addresses.html */
internal fun unassignIpv6Addresses(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val eni = need(Kind.NETWORK_INTERFACE, input.text("NetworkInterfaceId"))
        val gone = input.texts("Ipv6Addresses")
        val left = eni.parts("Ipv6Addresses").filterNot { it["Ipv6Address"] in gone }
        put(eni.with("Ipv6Addresses" to left, "Ipv6Address" to left.firstOrNull()?.get("Ipv6Address")))
        mapOf("NetworkInterfaceId" to eni.id, "UnassignedIpv6Addresses" to gone)
    }
