package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.members
import io.mockaws.kit.number
import io.mockaws.kit.text
import io.mockaws.services.ec2.resource.DONE
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.NewVpc
import io.mockaws.services.ec2.state.need
import io.mockaws.services.ec2.state.new
import io.mockaws.services.ec2.state.tagsFor

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAcl.html */
internal fun createNetworkAcl(
    input: Members,
    call: Ec2Call,
): Members {
    val tags = tagsFor(Kind.NETWORK_ACL, input)
    val acl = call.state.write {
        call.new(this).networkAcl(need(Kind.VPC, input.text("VpcId")), isDefault = false, tags)
    }
    return mapOf("NetworkAcl" to acl.shown)
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkAcl.html */
internal fun deleteNetworkAcl(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val acl = need(Kind.NETWORK_ACL, input.text("NetworkAclId"))
        if (acl.flag("IsDefault")) throw Ec2Faults.invalid("cannot delete default network ACL ${acl.id}")
        if (acl.parts("Associations").isNotEmpty()) throw heldFault(acl)
        remove(acl)
        DONE
    }

private fun entryIn(input: Members): Members {
    val number = input.number("RuleNumber") ?: throw Ec2Faults.missingParameter("ruleNumber")
    if (number !in 1 until NewVpc.LAST) {
        throw Ec2Faults.invalid(number, "ruleNumber", "The rule number must be between 1 and 32766.")
    }
    val cidr = input.text("CidrBlock")?.let { block(it, isIpv6 = false) }
    val ipv6 = input.text("Ipv6CidrBlock")?.let { block(it, isIpv6 = true) }
    if (cidr == null && ipv6 == null) throw Ec2Faults.missingParameter("cidrBlock")
    return members(
        "RuleNumber" to number,
        "Egress" to (input["Egress"] == true),
        "RuleAction" to input.text("RuleAction"),
        "Protocol" to input.text("Protocol"),
        "CidrBlock" to cidr,
        "Ipv6CidrBlock" to ipv6,
        "IcmpTypeCode" to input["IcmpTypeCode"],
        "PortRange" to input["PortRange"],
    )
}

private fun same(
    a: Members,
    b: Members,
) = a["RuleNumber"] == b["RuleNumber"] && a["Egress"] == b["Egress"]

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html */
internal fun createNetworkAclEntry(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val acl = need(Kind.NETWORK_ACL, input.text("NetworkAclId"))
        val entry = entryIn(input)
        if (acl.parts("Entries").any { same(it, entry) }) {
            throw AwsFault(
                "NetworkAclEntryAlreadyExists",
                "The network acl entry identified by ${entry["RuleNumber"]} already exists.",
            )
        }
        put(withEntries(acl, acl.parts("Entries") + entry))
        DONE
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceNetworkAclEntry.html */
internal fun replaceNetworkAclEntry(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val acl = need(Kind.NETWORK_ACL, input.text("NetworkAclId"))
        val entry = entryIn(input)
        val left = acl.parts("Entries").filterNot { same(it, entry) }
        if (left.size == acl.parts("Entries").size) throw noEntry(input)
        put(withEntries(acl, left + entry))
        DONE
    }

private fun noEntry(input: Members) =
    AwsFault(
        "InvalidNetworkAclEntry.NotFound",
        "The specified rule number ${input["RuleNumber"]} does not exist in the network ACL."
    )

private fun withEntries(
    acl: Resource,
    entries: List<Members>,
): Resource = acl.with(
    "Entries" to entries.sortedWith(
        compareBy({
            it["Egress"] != true
        }, { it["RuleNumber"] as Int })
    )
)

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkAclEntry.html */
internal fun deleteNetworkAclEntry(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val acl = need(Kind.NETWORK_ACL, input.text("NetworkAclId"))
        val gone = mapOf("RuleNumber" to input.number("RuleNumber"), "Egress" to (input["Egress"] == true))
        val left = acl.parts("Entries").filterNot { same(it, gone) }
        if (left.size == acl.parts("Entries").size) throw noEntry(input)
        put(acl.with("Entries" to left))
        DONE
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceNetworkAclAssociation.html */
internal fun replaceNetworkAclAssociation(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val target = need(Kind.NETWORK_ACL, input.text("NetworkAclId"))
        val id = input.text("AssociationId")
        val acl = where(Kind.NETWORK_ACL, "Associations.NetworkAclAssociationId", id).firstOrNull()
            ?: throw AwsFault("InvalidAssociationID.NotFound", "The association ID '$id' does not exist")
        val association = acl.parts("Associations").first { it["NetworkAclAssociationId"] == id }
        put(acl.with("Associations" to acl.parts("Associations") - setOf(association)))
        val fresh = call.new(this).aclAssociation(target.id, association.text("SubnetId").orEmpty())
        val now = need(Kind.NETWORK_ACL, target.id)
        put(now.with("Associations" to now.parts("Associations") + fresh))
        mapOf("NewAssociationId" to fresh["NetworkAclAssociationId"])
    }
