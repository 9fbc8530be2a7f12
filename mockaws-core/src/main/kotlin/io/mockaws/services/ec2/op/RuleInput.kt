package io.mockaws.services.ec2.op

import io.mockaws.kit.Members
import io.mockaws.kit.members
import io.mockaws.kit.number
import io.mockaws.kit.part
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.services.ec2.resource.Cidr
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Contents
import io.mockaws.services.ec2.state.need

private const val LAST_PORT = 65_535
private val PROTOCOLS = mapOf("1" to "icmp", "6" to "tcp", "17" to "udp", "58" to "icmpv6", "all" to "-1")
private val PORTED = setOf("tcp", "udp")
private const val EVERYTHING = -1
private const val LAST_PROTOCOL = 255

/** The members that make a rule what it is. */
private val TARGETS = listOf("CidrIpv4", "CidrIpv6", "PrefixListId")

/** What tells one rule of a group from another. */
internal fun identityOf(rule: Members): List<Any?> =
    listOf(rule["IsEgress"], rule["IpProtocol"], rule["FromPort"], rule["ToPort"]) + TARGETS.map { rule[it] } +
        rule.part("ReferencedGroupInfo")?.get("GroupId")

/** The rules that [input] asks for on [group], a target each, as members of rules. */
internal fun Contents.rulesIn(
    input: Members,
    group: Resource,
    egress: Boolean,
): List<Members> {
    val permissions = input.parts("IpPermissions").ifEmpty { listOf(flat(input)) }
    val rules = permissions.flatMap { permission ->
        val base = protocolAndPorts(permission) + ("IsEgress" to egress)
        targetsOf(permission, group).map { base + it }
    }
    if (rules.isEmpty()) throw Ec2Faults.missingParameter("ipPermissions")
    if (rules.map(::identityOf).toSet().size < rules.size) {
        throw Ec2Faults.invalid("The same permission must not appear multiple times")
    }
    return rules
}

/** The members of one rule that stand in the call itself. */
private fun flat(input: Members): Members {
    if (input.text("IpProtocol") == null && input.text("SourceSecurityGroupName") == null) {
        throw Ec2Faults.missingParameter("ipPermissions")
    }
    return members(
        "IpProtocol" to (input.text("IpProtocol") ?: "-1"),
        "FromPort" to input.number("FromPort"),
        "ToPort" to input.number("ToPort"),
        "IpRanges" to input.text("CidrIp")?.let { listOf(mapOf("CidrIp" to it)) },
        "UserIdGroupPairs" to
            input.text("SourceSecurityGroupName")?.let {
                listOf(members("GroupName" to it, "UserId" to input.text("SourceSecurityGroupOwnerId")))
            },
    )
}

internal fun protocolAndPorts(permission: Members): Members {
    val given = permission.text("IpProtocol")?.lowercase() ?: throw Ec2Faults.invalid(
        "Invalid value 'null' for protocol. VPC security group rules must specify protocols explicitly.",
    )
    val protocol = PROTOCOLS[given] ?: given
    if (protocol !in PROTOCOLS.values && protocol.toIntOrNull() !in 0..LAST_PROTOCOL) {
        throw Ec2Faults.invalid("Invalid value '$given' for IP protocol. Unknown protocol.")
    }
    val from = permission.number("FromPort")
    val to = permission.number("ToPort")
    if (protocol in PORTED) checkPorts(from, to)
    val isPorted = protocol in PORTED || protocol.startsWith("icmp")
    return members(
        "IpProtocol" to protocol,
        "FromPort" to (from.takeIf { isPorted } ?: EVERYTHING),
        "ToPort" to (to.takeIf { isPorted } ?: EVERYTHING),
    )
}

private fun checkPorts(
    from: Int?,
    to: Int?,
) {
    if (from == null || to == null) {
        throw Ec2Faults.invalid("Invalid value for portRange. Must specify both from and to ports with TCP/UDP.")
    }
    for (port in listOf(from, to)) {
        if (port !in
            0..LAST_PORT
        ) {
            throw Ec2Faults.invalid(
                "Invalid value '$port' for port range. Port range must be in the range of 0 to 65535."
            )
        }
    }
    if (from > to) throw Ec2Faults.invalid("Invalid TCP/UDP port range ($from:$to)")
}

private fun Contents.targetsOf(
    permission: Members,
    group: Resource,
): List<Members> =
    permission.parts("IpRanges").map { target(it, "CidrIpv4", block(it.text("CidrIp"), isIpv6 = false)) } +
        permission.parts("Ipv6Ranges").map { target(it, "CidrIpv6", block(it.text("CidrIpv6"), isIpv6 = true)) } +
        permission.parts("PrefixListIds").map { target(it, "PrefixListId", it.text("PrefixListId")) } +
        permission.parts("UserIdGroupPairs").map { target(it, "ReferencedGroupInfo", reference(it, group)) }

private fun target(
    from: Members,
    name: String,
    value: Any?,
) = members(name to value, "Description" to from.text("Description"))

/** A block of addresses as AWS writes it. */
internal fun block(
    text: String?,
    isIpv6: Boolean,
): String {
    val cidr = text?.let { Cidr.parse(it) }?.takeIf { it.isIpv6 == isIpv6 }
    return cidr?.normal()?.toString() ?: throw Ec2Faults.invalid("CIDR block $text is malformed")
}

private fun Contents.reference(
    pair: Members,
    group: Resource,
): Members {
    val owner = pair.text("UserId") ?: group.text("OwnerId")
    val id = pair.text("GroupId")
    val name = pair.text("GroupName")
    val isForeign = owner != group["OwnerId"] || pair.text("VpcPeeringConnectionId") != null
    val found =
        when {
            isForeign -> null
            id != null -> need(Kind.SECURITY_GROUP, id)
            name != null -> namedGroup(name, group.text("VpcId"))
            else -> throw Ec2Faults.missingParameter("groupId")
        }
    return members(
        "GroupId" to (found?.id ?: id),
        "UserId" to owner,
        "VpcId" to pair.text("VpcId"),
        "VpcPeeringConnectionId" to pair.text("VpcPeeringConnectionId"),
        "PeeringStatus" to pair.text("VpcPeeringConnectionId")?.let { "active" },
    )
}
