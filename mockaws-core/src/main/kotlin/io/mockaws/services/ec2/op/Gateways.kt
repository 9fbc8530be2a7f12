package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.arn
import io.mockaws.kit.members
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.ec2.query.Describe
import io.mockaws.services.ec2.resource.DONE
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.GONE_AT
import io.mockaws.services.ec2.state.make
import io.mockaws.services.ec2.state.need
import io.mockaws.services.ec2.state.new
import io.mockaws.services.ec2.state.tagsFor
import kotlin.time.Duration.Companion.hours

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateInternetGateway.html */
internal fun createInternetGateway(
    input: Members,
    call: Ec2Call,
): Members {
    val tags = tagsFor(Kind.INTERNET_GATEWAY, input)
    return mapOf("InternetGateway" to call.state.write { call.new(this).internetGateway(null, tags) }.shown)
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteInternetGateway.html */
internal fun deleteInternetGateway(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val gateway = need(Kind.INTERNET_GATEWAY, input.text("InternetGatewayId"))
        if (gateway.parts("Attachments").isNotEmpty()) throw heldFault(gateway)
        remove(gateway)
        DONE
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachInternetGateway.html */
internal fun attachInternetGateway(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val gateway = need(Kind.INTERNET_GATEWAY, input.text("InternetGatewayId"))
        val vpc = need(Kind.VPC, input.text("VpcId"))
        gateway.parts("Attachments").firstOrNull()?.let {
            throw AwsFault(
                "Resource.AlreadyAssociated",
                "resource ${gateway.id} is already attached to network ${it["VpcId"]}"
            )
        }
        if (any(Kind.INTERNET_GATEWAY, "Attachments.VpcId", vpc.id)) {
            throw AwsFault("InvalidParameterValue", "Network ${vpc.id} already has an internet gateway attached")
        }
        put(gateway.with("Attachments" to listOf(mapOf("State" to "available", "VpcId" to vpc.id))))
        DONE
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachInternetGateway.html */
internal fun detachInternetGateway(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val gateway = need(Kind.INTERNET_GATEWAY, input.text("InternetGatewayId"))
        val vpcId = input.text("VpcId")
        if (gateway.parts("Attachments").none { it["VpcId"] == vpcId }) {
            throw AwsFault("Gateway.NotAttached", "resource ${gateway.id} is not attached to network $vpcId")
        }
        if (where(Kind.NETWORK_INTERFACE, "VpcId", vpcId).any { it["Association"] != null }) {
            throw Ec2Faults.dependency(
                "Network $vpcId has some mapped public address(es). Please unmap those public address(es) before " +
                    "detaching the gateway.",
            )
        }
        put(gateway.with("Attachments" to emptyList<Members>()))
        DONE
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateEgressOnlyInternetGateway.html */
internal fun createEgressOnlyGateway(
    input: Members,
    call: Ec2Call,
): Members {
    val tags = tagsFor(Kind.EGRESS_ONLY_INTERNET_GATEWAY, input)
    val made =
        call.state.write {
            val vpc = need(Kind.VPC, input.text("VpcId"))
            val attached = mapOf("Attachments" to listOf(mapOf("State" to "attached", "VpcId" to vpc.id)))
            put(call.make(Kind.EGRESS_ONLY_INTERNET_GATEWAY, attached, tags))
        }
    return mapOf("EgressOnlyInternetGateway" to made.shown)
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateCarrierGateway.html */
internal fun createCarrierGateway(
    input: Members,
    call: Ec2Call,
): Members {
    val tags = tagsFor(Kind.CARRIER_GATEWAY, input)
    val made =
        call.state.write {
            val vpc = need(Kind.VPC, input.text("VpcId"))
            put(
                call.make(
                    Kind.CARRIER_GATEWAY,
                    mapOf(
                        "VpcId" to vpc.id,
                        "State" to "available",
                        "OwnerId" to call.account
                    ),
                    tags
                )
            )
        }
    return mapOf("CarrierGateway" to made.shown + ("State" to "pending"))
}

/** Removes the one of [kind] that [member] of [input] names, and nothing that holds it. */
internal fun deleteOf(
    kind: Kind,
    input: Members,
    call: Ec2Call,
    answer: (Resource) -> Members = { DONE },
): Members =
    call.state.write {
        val gone = need(kind, input.text(kind.idMember))
        refuseWhileHeld(gone)
        remove(gone)
        answer(gone)
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateCustomerGateway.html */
internal fun createCustomerGateway(
    input: Members,
    call: Ec2Call,
): Members {
    val tags = tagsFor(Kind.CUSTOMER_GATEWAY, input)
    val made =
        call.state.write {
            put(
                call.make(
                    Kind.CUSTOMER_GATEWAY,
                    members(
                        "BgpAsn" to (input["BgpAsn"] ?: 65_000).toString(),
                        "BgpAsnExtended" to input["BgpAsnExtended"]?.toString(),
                        "IpAddress" to (input.text("IpAddress") ?: input.text("PublicIp")),
                        "CertificateArn" to input.text("CertificateArn"),
                        "DeviceName" to input.text("DeviceName"),
                        "State" to "available",
                        "Type" to (input.text("Type") ?: "ipsec.1"),
                    ),
                    tags,
                ),
            )
        }
    return mapOf("CustomerGateway" to made.shown)
}

/** It is shown as deleted for an hour: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteCustomerGateway.html */
internal fun deleteCustomerGateway(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val gateway = need(Kind.CUSTOMER_GATEWAY, input.text("CustomerGatewayId"))
        put(gateway.with("State" to "deleted", GONE_AT to call.now() + 1.hours))
        DONE
    }

private const val AMAZON_ASN = 64_512L

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpnGateway.html */
internal fun createVpnGateway(
    input: Members,
    call: Ec2Call,
): Members {
    val tags = tagsFor(Kind.VPN_GATEWAY, input)
    val made =
        call.state.write {
            put(
                call.make(
                    Kind.VPN_GATEWAY,
                    members(
                        "AmazonSideAsn" to (input["AmazonSideAsn"] ?: AMAZON_ASN),
                        "AvailabilityZone" to input.text("AvailabilityZone"),
                        "State" to "available",
                        "Type" to (input.text("Type") ?: "ipsec.1"),
                        "VpcAttachments" to emptyList<Members>(),
                    ),
                    tags,
                ),
            )
        }
    return mapOf("VpnGateway" to made.shown)
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachVpnGateway.html */
internal fun attachVpnGateway(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val gateway = need(Kind.VPN_GATEWAY, input.text("VpnGatewayId"))
        val vpc = need(Kind.VPC, input.text("VpcId"))
        val attachment = mapOf("State" to "attached", "VpcId" to vpc.id)
        put(gateway.with("VpcAttachments" to listOf(attachment)))
        mapOf("VpcAttachment" to attachment)
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachVpnGateway.html */
internal fun detachVpnGateway(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val gateway = need(Kind.VPN_GATEWAY, input.text("VpnGatewayId"))
        val vpcId = input.text("VpcId")
        if (gateway.parts("VpcAttachments").none { it["VpcId"] == vpcId && it["State"] == "attached" }) {
            throw AwsFault(
                "InvalidVpnGatewayAttachment.NotFound",
                "The attachment with vpn gateway ID '${gateway.id}' and vpc ID '$vpcId' does not exist",
            )
        }
        put(gateway.with("VpcAttachments" to emptyList<Members>()))
        DONE
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateDhcpOptions.html */
internal fun createDhcpOptions(
    input: Members,
    call: Ec2Call,
): Members {
    val tags = tagsFor(Kind.DHCP_OPTIONS, input)

    @Suppress("UNCHECKED_CAST")
    val configurations = (input["DhcpConfigurations"] as? List<Members>).orEmpty().map { option ->
        val key = option.text("Key")
        val values = (option["Values"] as? List<*>).orEmpty().map { "$it" }
        if (key !in DHCP_KEYS) throw Ec2Faults.invalid("Value ($key) for parameter key is invalid. Unknown DHCP option")
        if (key == "netbios-node-type" && values.any { it !in setOf("1", "2", "4", "8") }) {
            throw Ec2Faults.invalid(
                "Value (${values.joinToString()}) for parameter value is invalid. Invalid NetBIOS node type."
            )
        }
        if (key != "domain-name" && key != "netbios-node-type" && values.size > MOST_SERVERS) {
            throw Ec2Faults.invalid("Too many values for $key.")
        }
        mapOf("Key" to key, "Values" to values.map { mapOf("Value" to it) })
    }
    val made =
        call.state.write {
            put(
                call.make(
                    Kind.DHCP_OPTIONS,
                    mapOf("OwnerId" to call.account, "DhcpConfigurations" to configurations),
                    tags
                )
            )
        }
    return mapOf("DhcpOptions" to made.shown)
}

private val DHCP_KEYS =
    setOf(
        "domain-name",
        "domain-name-servers",
        "ntp-servers",
        "netbios-name-servers",
        "netbios-node-type",
        "ipv6-address-preferred-lease-time"
    )
private const val MOST_SERVERS = 4

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateDhcpOptions.html */
internal fun associateDhcpOptions(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val id = input.text("DhcpOptionsId")
        val options = if (id == "default") id else need(Kind.DHCP_OPTIONS, id).id
        put(need(Kind.VPC, input.text("VpcId")).with("DhcpOptionsId" to options))
        DONE
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreatePlacementGroup.html */
internal fun createPlacementGroup(
    input: Members,
    call: Ec2Call,
): Members {
    val tags = tagsFor(Kind.PLACEMENT_GROUP, input)
    val name = input.text("GroupName") ?: throw Ec2Faults.missingParameter("groupName")
    val made =
        call.state.write {
            if (any(Kind.PLACEMENT_GROUP, "GroupName", name)) {
                throw AwsFault("InvalidPlacementGroup.Duplicate", "The Placement Group '$name' already exists.")
            }
            val strategy = input.text("Strategy") ?: "cluster"
            put(
                call.make(
                    Kind.PLACEMENT_GROUP,
                    members(
                        "GroupName" to name,
                        "State" to "available",
                        "Strategy" to strategy,
                        "PartitionCount" to (input["PartitionCount"] ?: 2.takeIf { strategy == "partition" }),
                        "SpreadLevel" to (input.text("SpreadLevel") ?: "rack".takeIf { strategy == "spread" }),
                        "GroupArn" to call.arn("ec2", "placement-group/$name"),
                    ),
                    tags,
                ),
            )
        }
    return mapOf("PlacementGroup" to made.shown)
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeletePlacementGroup.html */
internal fun deletePlacementGroup(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val name = input.text("GroupName")
        val group = where(Kind.PLACEMENT_GROUP, "GroupName", name).firstOrNull()
            ?: throw Ec2Faults.missing(Kind.PLACEMENT_GROUP, name.orEmpty())
        if (where(Kind.INSTANCE, "Placement.GroupName", name).any { stateOf(it) != InstanceState.TERMINATED }) {
            throw AwsFault(
                "InvalidPlacementGroup.InUse",
                "The Placement Group '$name' is in use and may not be deleted."
            )
        }
        remove(group)
        DONE
    }

private val GROUPS = Describe("DescribePlacementGroups", Kind.PLACEMENT_GROUP, "GroupIds", "PlacementGroups")

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribePlacementGroups.html */
internal fun describePlacementGroups(
    input: Members,
    call: Ec2Call,
): Members {
    val names = input.texts("GroupNames")
    val now = call.state.now
    names.firstOrNull {
        !now.any(Kind.PLACEMENT_GROUP, "GroupName", it)
    }?.let { throw Ec2Faults.missing(Kind.PLACEMENT_GROUP, it) }
    val chosen = GROUPS.chosen(input, call.now(), now).filter {
        names.isEmpty() ||
            it.resource.text("GroupName") in names
    }
    return mapOf("PlacementGroups" to chosen.map { it.members })
}
