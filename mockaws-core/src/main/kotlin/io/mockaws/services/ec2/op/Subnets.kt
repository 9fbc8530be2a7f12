package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.flag
import io.mockaws.kit.members
import io.mockaws.kit.number
import io.mockaws.kit.text
import io.mockaws.services.ec2.resource.Cidr
import io.mockaws.services.ec2.resource.DONE
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.resource.attribute
import io.mockaws.services.ec2.state.Contents
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.NewVpc
import io.mockaws.services.ec2.state.Zones
import io.mockaws.services.ec2.state.need
import io.mockaws.services.ec2.state.new
import io.mockaws.services.ec2.state.newId
import io.mockaws.services.ec2.state.tagsFor

private val SUBNET_PREFIXES = 16..28
private const val IPV6_SUBNET = 64

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html */
internal fun createSubnet(
    input: Members,
    call: Ec2Call,
): Members {
    val tags = tagsFor(Kind.SUBNET, input)
    val subnet =
        call.state.write {
            val vpc = need(Kind.VPC, input.text("VpcId"))
            val isNative = input.flag("Ipv6Native") == true
            if (isNative) checkNative(input)
            val cidr = if (isNative) null else subnetCidr(input, vpc)
            val taken = where(Kind.SUBNET, "VpcId", vpc.id).flatMap(::subnetBlocks)
            if (cidr != null && taken.any(cidr::overlaps)) throw conflict(cidr)
            val ipv6 = input.text("Ipv6CidrBlock")?.let { ipv6Block(it, vpc, taken, call) }
            val more =
                members(
                    "Ipv6CidrBlockAssociationSet" to ipv6?.let(::listOf),
                    "OutpostArn" to input.text("OutpostArn"),
                    "AssignIpv6AddressOnCreation" to (true.takeIf { isNative }),
                )
            call.new(this).subnet(vpc, cidr, zone(input, call), isDefault = false, more, tags)
        }
    return mapOf("Subnet" to subnet.shown)
}

private fun checkNative(input: Members) {
    if (input.text("Ipv6CidrBlock") == null && input.text("Ipv6IpamPoolId") == null) {
        throw AwsFault("MissingParameter", "Either 'ipv6CidrBlock' or 'ipv6IpamPoolId' should be provided.")
    }
    if (input.text("CidrBlock") != null || input.text("Ipv4IpamPoolId") != null) {
        throw Ec2Faults.combination(
            "When specifying ipv4 parameters, cidrBlock or ipv4IpamPoolId, you cannot set ipv6Native to true.",
        )
    }
}

private fun conflict(cidr: Cidr) =
    AwsFault("InvalidSubnet.Conflict", "The CIDR '$cidr' conflicts with another subnet")

private fun subnetCidr(
    input: Members,
    vpc: Resource,
): Cidr {
    val text = input.text("CidrBlock") ?: throw Ec2Faults.missingParameter("cidrBlock")
    val cidr = Cidr.parse(text)?.takeUnless { it.isIpv6 }
        ?: throw Ec2Faults.invalid(text, "cidrBlock", "This is not a valid CIDR block.")
    val blocks = vpc.parts("CidrBlockAssociationSet").mapNotNull { Cidr.parse("${it["CidrBlock"]}") }
    if (cidr.prefix !in SUBNET_PREFIXES || blocks.none { it.contains(cidr) }) {
        throw AwsFault("InvalidSubnet.Range", "The CIDR '$text' is invalid.")
    }
    return cidr.normal()
}

private fun ipv6Block(
    text: String,
    vpc: Resource,
    taken: List<Cidr>,
    call: Ec2Call,
): Members {
    val block = Cidr.parse(text)?.takeIf { it.isIpv6 }
        ?: throw Ec2Faults.invalid(text, "ipv6CidrBlock", "This is not a valid CIDR block.")
    val blocks = vpc.parts("Ipv6CidrBlockAssociationSet").mapNotNull { Cidr.parse("${it["Ipv6CidrBlock"]}") }
    if (block.prefix > IPV6_SUBNET || blocks.none { it.contains(block) }) {
        throw AwsFault("InvalidSubnet.Range", "The CIDR '$text' is invalid.")
    }
    if (taken.any(block::overlaps)) throw conflict(block)
    return members(
        "AssociationId" to call.newId("subnet-cidr-assoc"),
        "Ipv6CidrBlock" to block.normal().toString(),
        "Ipv6CidrBlockState" to mapOf("State" to "associated"),
    )
}

/** The zone that [input] names by name or id; the first one where it names none. */
private fun zone(
    input: Members,
    call: Ec2Call,
): Pair<String, String> {
    val zones = Zones.of(call.region)
    val name = input.text("AvailabilityZone")
    val id = input.text("AvailabilityZoneId")
    if (name == null && id == null) return zones.entries.first().toPair()
    return zones.entries.firstOrNull { it.key == name || (name == null && it.value == id) }?.toPair()
        ?: throw Ec2Faults.invalid(
            name ?: id,
            if (name == null) "availabilityZoneId" else "availabilityZone",
            "Subnets can currently only be created in the following availability zones: " +
                "${(if (name == null) zones.values else zones.keys).joinToString()}.",
        )
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateDefaultSubnet.html */
internal fun createDefaultSubnet(
    input: Members,
    call: Ec2Call,
): Members {
    val subnet =
        call.state.write {
            val vpc = defaultVpc()
                ?: throw AwsFault("DefaultVpcDoesNotExist", "No default VPC exists for this account in this region.")
            val zone = zone(input, call)
            val others = where(Kind.SUBNET, "VpcId", vpc.id)
            others.firstOrNull { it.flag("DefaultForAz") && it.text("AvailabilityZone") == zone.first }?.let {
                throw AwsFault(
                    "DefaultSubnetAlreadyExistsInAvailabilityZone",
                    "'${it.id}' is already the default subnet in ${zone.first}.",
                )
            }
            val taken = others.flatMap(::subnetBlocks)
            val range = checkNotNull(Cidr.parse(vpc.text("CidrBlock").orEmpty()))
            val free = generateSequence(0) { it + 1 }.map { range.block(it, NewVpc.DEFAULT_SUBNET) }
                .first { block -> taken.none(block::overlaps) }
            if (!range.contains(
                    free
                )
            ) {
                throw AwsFault("InsufficientCidrBlocks", "There are not enough CIDRs in the VPC.")
            }
            call.new(this).subnet(vpc, free, zone, isDefault = true)
        }
    return mapOf("Subnet" to subnet.shown)
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSubnet.html */
internal fun deleteSubnet(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val subnet = need(Kind.SUBNET, input.text("SubnetId"))
        refuseWhileHeld(subnet)
        for (kind in listOf(Kind.NETWORK_ACL, Kind.ROUTE_TABLE)) {
            where(kind, "Associations.SubnetId", subnet.id).forEach { holder ->
                put(
                    holder.with(
                        "Associations" to holder.parts("Associations").filterNot {
                            it["SubnetId"] == subnet.id
                        }
                    )
                )
            }
        }
        remove(subnet)
        DONE
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySubnetAttribute.html */
internal fun modifySubnetAttribute(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val subnet = need(Kind.SUBNET, input.text("SubnetId"))
        val options = subnet.part("PrivateDnsNameOptionsOnLaunch").orEmpty() +
            members(
                "HostnameType" to input.text("PrivateDnsHostnameTypeOnLaunch"),
                "EnableResourceNameDnsARecord" to input.attribute("EnableResourceNameDnsARecordOnLaunch"),
                "EnableResourceNameDnsAAAARecord" to input.attribute("EnableResourceNameDnsAAAARecordOnLaunch"),
            )
        val changes =
            SUBNET_FLAGS.mapNotNull { name -> input.attribute(name)?.let { name to it } }.toMap() +
                members(
                    "PrivateDnsNameOptionsOnLaunch" to options,
                    "CustomerOwnedIpv4Pool" to input.text("CustomerOwnedIpv4Pool"),
                    "EnableLniAtDeviceIndex" to input.number("EnableLniAtDeviceIndex"),
                )
        put(subnet.with(changes))
        DONE
    }

private val SUBNET_FLAGS =
    listOf("AssignIpv6AddressOnCreation", "MapPublicIpOnLaunch", "MapCustomerOwnedIpOnLaunch", "EnableDns64")

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateSubnetCidrBlock.html */
internal fun associateSubnetCidrBlock(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val subnet = need(Kind.SUBNET, input.text("SubnetId"))
        val vpc = need(Kind.VPC, subnet.text("VpcId"))
        if (subnet.parts("Ipv6CidrBlockAssociationSet").isNotEmpty()) {
            throw AwsFault("InvalidSubnet.Conflict", "The subnet '${subnet.id}' already has an IPv6 CIDR block.")
        }
        val taken = where(Kind.SUBNET, "VpcId", vpc.id).flatMap(::subnetBlocks)
        val text = input.text("Ipv6CidrBlock") ?: throw Ec2Faults.missingParameter("ipv6CidrBlock")
        val added = ipv6Block(text, vpc, taken, call)
        put(subnet.with("Ipv6CidrBlockAssociationSet" to listOf(added)))
        val shown = added + ("Ipv6CidrBlockState" to mapOf("State" to "associating"))
        mapOf("SubnetId" to subnet.id, "Ipv6CidrBlockAssociation" to shown)
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateSubnetCidrBlock.html */
internal fun disassociateSubnetCidrBlock(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val id = input.text("AssociationId")
        val (subnet, found) = this[Kind.SUBNET].values.firstNotNullOfOrNull { subnet ->
            subnet.parts("Ipv6CidrBlockAssociationSet").firstOrNull { it["AssociationId"] == id }?.let { subnet to it }
        } ?: throw AwsFault(
            "InvalidSubnetCidrBlockAssociationID.NotFound",
            "The subnet CIDR block with association ID '$id' does not exist",
        )
        put(subnet.with("Ipv6CidrBlockAssociationSet" to emptyList<Members>()))
        val shown = found + ("Ipv6CidrBlockState" to mapOf("State" to "disassociating"))
        mapOf("SubnetId" to subnet.id, "Ipv6CidrBlockAssociation" to shown)
    }

/** The default subnet of [zone], or of the first that has one. */
internal fun Contents.defaultSubnet(zone: String?): Resource? {
    val vpc = defaultVpc() ?: return null
    return where(Kind.SUBNET, "VpcId", vpc.id)
        .firstOrNull { it.flag("DefaultForAz") && (zone == null || it.text("AvailabilityZone") == zone) }
}
