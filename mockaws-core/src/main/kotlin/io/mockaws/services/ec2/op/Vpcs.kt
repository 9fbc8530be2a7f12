package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.flag
import io.mockaws.kit.members
import io.mockaws.kit.part
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
import io.mockaws.services.ec2.state.Writer
import io.mockaws.services.ec2.state.need
import io.mockaws.services.ec2.state.new
import io.mockaws.services.ec2.state.tagsFor

private val VPC_PREFIXES = 16..28
private const val MOST_CIDRS = 5
private const val DEFAULT_VPC_PREFIX = 16

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpc.html */
internal fun createVpc(
    input: Members,
    call: Ec2Call,
): Members {
    val cidr = vpcCidr(input)
    val tenancy = input.text("InstanceTenancy") ?: "default"
    if (tenancy !in setOf("default", "dedicated", "host")) {
        throw AwsFault("UnsupportedTenancy", "The tenancy value $tenancy is not supported.")
    }
    val tags = tagsFor(Kind.VPC, input)
    val vpc =
        call.state.write {
            val options = this[Kind.DHCP_OPTIONS].values.firstOrNull()?.id ?: "default"
            val new = call.new(this)
            val ipv6 = ipv6Association(input, call, "vpc-cidr-assoc", new)
            val more = members("Ipv6CidrBlockAssociationSet" to ipv6?.let(::listOf))
            new.vpc(cidr.toString(), options, isDefault = false, tenancy, more, tags)
        }
    return mapOf("Vpc" to vpc.shown + ("State" to "pending"))
}

/** A pool of IPAM has no addresses here that could be asked for, so a length alone picks a private block. */
private fun vpcCidr(input: Members): Cidr {
    val text = input.text("CidrBlock")
    if (text == null) {
        val length = input["Ipv4NetmaskLength"] as? Int
        if (input.text("Ipv4IpamPoolId") == null) throw Ec2Faults.missingParameter("cidrBlock")
        if (length != null &&
            length !in VPC_PREFIXES
        ) {
            throw AwsFault("InvalidVpc.Range", "The CIDR '/$length' is invalid.")
        }
        return checkNotNull(Cidr.parse("10.0.0.0/${length ?: DEFAULT_VPC_PREFIX}"))
    }
    val cidr = Cidr.parse(text)?.takeUnless { it.isIpv6 }
        ?: throw Ec2Faults.invalid(text, "cidrBlock", "This is not a valid CIDR block.")
    if (cidr.prefix !in VPC_PREFIXES) throw AwsFault("InvalidVpc.Range", "The CIDR '$text' is invalid.")
    return cidr.normal()
}

/** A block of addresses of AWS's own, or of the caller's pool. */
private fun ipv6Association(
    input: Members,
    call: Ec2Call,
    prefix: String,
    new: NewVpc,
): Members? {
    val own = input.text("Ipv6CidrBlock")
    if (input.flag("AmazonProvidedIpv6CidrBlock") != true && own == null &&
        input.text("Ipv6IpamPoolId") == null
    ) {
        return null
    }
    val block = own ?: "2600:1f${call.ids.hex(2)}:${call.ids.hex(4)}:${call.ids.hex(2)}00::/56"
    val made = new.association(prefix, block)
    return (made - "CidrBlock" - "CidrBlockState") +
        mapOf(
            "Ipv6CidrBlock" to block(block, isIpv6 = true),
            "Ipv6CidrBlockState" to made["CidrBlockState"],
            "NetworkBorderGroup" to (input.text("Ipv6CidrBlockNetworkBorderGroup") ?: call.region),
            "Ipv6Pool" to (input.text("Ipv6Pool") ?: "Amazon"),
        )
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateDefaultVpc.html */
@Suppress("UNUSED_PARAMETER")
internal fun createDefaultVpc(
    input: Members,
    call: Ec2Call,
): Members {
    val vpc =
        call.state.write {
            if (any(Kind.VPC, "IsDefault", "true")) {
                throw AwsFault(
                    "DefaultVpcAlreadyExists",
                    "A Default VPC already exists for this account in this region."
                )
            }
            val new = call.new(this)
            new.defaultVpc((this[Kind.DHCP_OPTIONS].values.firstOrNull() ?: new.dhcpOptions()).id)
        }
    return mapOf("Vpc" to vpc.shown)
}

/** The default VPC; null where somebody has deleted it. */
internal fun Contents.defaultVpc(): Resource? = where(Kind.VPC, "IsDefault", "true").firstOrNull()

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html */
internal fun deleteVpc(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val vpc = need(Kind.VPC, input.text("VpcId"))
        refuseWhileHeld(vpc)
        companionsOf(vpc).forEach(::remove)
        remove(vpc)
        DONE
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcAttribute.html */
internal fun modifyVpcAttribute(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val vpc = need(Kind.VPC, input.text("VpcId"))
        val changes = VPC_ATTRIBUTES.values.mapNotNull { name -> input.attribute(name)?.let { name to it } }.toMap()
        if (changes.isEmpty()) throw Ec2Faults.combination("No attributes specified.")
        put(vpc.with(changes))
        DONE
    }

private val VPC_ATTRIBUTES =
    mapOf(
        "enableDnsSupport" to "EnableDnsSupport",
        "enableDnsHostnames" to "EnableDnsHostnames",
        "enableNetworkAddressUsageMetrics" to "EnableNetworkAddressUsageMetrics",
    )

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcAttribute.html */
internal fun describeVpcAttribute(
    input: Members,
    call: Ec2Call,
): Members {
    val vpc = call.state.now.need(Kind.VPC, input.text("VpcId"))
    val asked = input.text("Attribute")
    val name = VPC_ATTRIBUTES[asked] ?: throw Ec2Faults.invalid(asked, "attribute", "Unknown attribute.")
    return mapOf("VpcId" to vpc.id, name to mapOf("Value" to vpc.flag(name)))
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcTenancy.html */
internal fun modifyVpcTenancy(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val tenancy = input.text("InstanceTenancy")
        if (tenancy != "default") throw AwsFault("UnsupportedTenancy", "The tenancy value $tenancy is not supported.")
        put(need(Kind.VPC, input.text("VpcId")).with("InstanceTenancy" to tenancy))
        mapOf("ReturnValue" to true)
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateVpcCidrBlock.html */
internal fun associateVpcCidrBlock(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val vpc = need(Kind.VPC, input.text("VpcId"))
        val new = call.new(this)
        val ipv6 = ipv6Association(input, call, "vpc-cidr-assoc", new)
        val member = if (ipv6 == null) "CidrBlockAssociationSet" else "Ipv6CidrBlockAssociationSet"
        val most = if (ipv6 == null) MOST_CIDRS else 1
        val block = if (ipv6 == null) vpcCidr(input) else null
        if (vpc.parts(member).size >= most) {
            throw AwsFault(
                "CidrLimitExceeded",
                "This network ${vpc.id} has met its maximum number of allowed CIDRs: $most",
            )
        }
        val taken = vpc.parts("CidrBlockAssociationSet").mapNotNull { Cidr.parse("${it["CidrBlock"]}") }
        if (block != null &&
            taken.any(block::overlaps)
        ) {
            throw AwsFault("InvalidVpc.Range", "The CIDR '$block' is invalid.")
        }
        val added = ipv6 ?: new.association("vpc-cidr-assoc", block.toString())
        put(vpc.with(member to vpc.parts(member) + added))
        addLocalRoute(vpc.id, block?.toString() ?: "${added["Ipv6CidrBlock"]}")
        val name = if (ipv6 == null) "CidrBlockAssociation" else "Ipv6CidrBlockAssociation"
        mapOf(
            "VpcId" to vpc.id,
            name to standing(added, if (ipv6 == null) "CidrBlockState" else "Ipv6CidrBlockState", "associating")
        )
    }

private fun standing(
    association: Members,
    member: String,
    state: String,
) = association + (member to mapOf("State" to state))

private fun Writer.addLocalRoute(
    vpcId: String,
    cidr: String,
) = where(Kind.ROUTE_TABLE, "VpcId", vpcId).forEach { table ->
    put(table.with("Routes" to table.parts("Routes") + NewVpc.localRoute(cidr)))
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateVpcCidrBlock.html */
internal fun disassociateVpcCidrBlock(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val id = input.text("AssociationId")
        for (vpc in this[Kind.VPC].values.toList()) {
            for ((member, name) in CIDR_SETS) {
                val found = vpc.parts(member).firstOrNull { it["AssociationId"] == id } ?: continue
                val block = "${found["CidrBlock"] ?: found["Ipv6CidrBlock"]}"
                if (block == vpc["CidrBlock"]) {
                    throw Ec2Faults.notPermitted(
                        "The vpc CIDR block with association ID $id may not be disassociated. It is the primary " +
                            "IPv4 CIDR " +
                            "block of the VPC",
                    )
                }
                val range = Cidr.parse(block)
                val inUse = where(Kind.SUBNET, "VpcId", vpc.id).any { subnet ->
                    range != null && subnetBlocks(subnet).any(range::contains)
                }
                if (inUse) throw Ec2Faults.dependency("The vpc CIDR block with association ID $id has dependencies.")
                put(vpc.with(member to vpc.parts(member) - setOf(found)))
                where(Kind.ROUTE_TABLE, "VpcId", vpc.id).forEach { table ->
                    val left = table.parts("Routes").filterNot {
                        it["DestinationCidrBlock"] == block || it["DestinationIpv6CidrBlock"] == block
                    }
                    put(table.with("Routes" to left))
                }
                val state = if ("CidrBlock" in found) "CidrBlockState" else "Ipv6CidrBlockState"
                return@write mapOf("VpcId" to vpc.id, name to standing(found, state, "disassociating"))
            }
        }
        throw AwsFault(
            "InvalidVpcCidrBlockAssociationIdError.NotFound",
            "The vpc CIDR block association ID '$id' does not exist",
        )
    }

private val CIDR_SETS =
    mapOf(
        "CidrBlockAssociationSet" to "CidrBlockAssociation",
        "Ipv6CidrBlockAssociationSet" to "Ipv6CidrBlockAssociation",
    )

/** The blocks of addresses of [subnet]. */
internal fun subnetBlocks(subnet: Resource): List<Cidr> =
    listOfNotNull(subnet.text("CidrBlock")?.let(Cidr::parse)) +
        subnet.parts("Ipv6CidrBlockAssociationSet").mapNotNull { Cidr.parse("${it["Ipv6CidrBlock"]}") }
