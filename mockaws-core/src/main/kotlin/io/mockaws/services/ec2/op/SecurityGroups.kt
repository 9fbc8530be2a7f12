package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.members
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.ec2.query.Describe
import io.mockaws.services.ec2.query.page
import io.mockaws.services.ec2.resource.DONE
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.resource.tagList
import io.mockaws.services.ec2.state.Contents
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.need
import io.mockaws.services.ec2.state.new
import io.mockaws.services.ec2.state.tagsFor

private const val LONGEST_TEXT = 255

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html */
internal fun createSecurityGroup(
    input: Members,
    call: Ec2Call,
): Members {
    val name = input.text("GroupName") ?: throw Ec2Faults.missingParameter("GroupName")
    val description = input.text("Description") ?: throw Ec2Faults.missingParameter("GroupDescription")
    if (name.length > LONGEST_TEXT || name.startsWith("sg-")) {
        val why = if (name.length > LONGEST_TEXT) {
            "Character sets beyond ASCII are not supported."
        } else {
            "Group names may not be in the format sg-*."
        }
        throw Ec2Faults.invalid("Invalid value '$name' for groupName. $why")
    }
    if (name == "default") throw AwsFault("InvalidParameterValue", "Cannot use reserved security group name: default")
    val tags = tagsFor(Kind.SECURITY_GROUP, input)
    val group =
        call.state.write {
            val vpc = input.text("VpcId")?.let { need(Kind.VPC, it) } ?: defaultVpc()
                ?: throw AwsFault(
                    "VPCIdNotSpecified",
                    "No default VPC for this user. GroupName is only supported for EC2-Classic and default VPC."
                )
            if (where(Kind.SECURITY_GROUP, "GroupName", name).any { it["VpcId"] == vpc.id }) {
                throw AwsFault(
                    "InvalidGroup.Duplicate",
                    "The security group '$name' already exists for VPC '${vpc.id}'"
                )
            }
            call.new(this).securityGroup(vpc.id, name, description, tags)
        }
    return members(
        "GroupId" to group.id,
        "SecurityGroupArn" to group["SecurityGroupArn"],
        "Tags" to tagList(tags).ifEmpty { null },
    )
}

/** A group that a call names by its id, or by its name in the default VPC. */
internal fun Contents.securityGroup(
    id: String?,
    name: String?,
): Resource {
    if (id != null) return need(Kind.SECURITY_GROUP, id)
    if (name == null) throw AwsFault("MissingParameter", "The request must contain the parameter groupName or groupId")
    return namedGroup(name, defaultVpc()?.id)
}

internal fun Contents.namedGroup(
    name: String,
    vpcId: String?,
): Resource =
    where(Kind.SECURITY_GROUP, "GroupName", name).firstOrNull { vpcId == null || it["VpcId"] == vpcId }
        ?: throw AwsFault(
            "InvalidGroup.NotFound",
            if (vpcId == null) {
                "The security group '$name' does not exist"
            } else {
                "The security group '$name' does not exist in default VPC '$vpcId'"
            },
        )

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html */
internal fun deleteSecurityGroup(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val group = securityGroup(input.text("GroupId"), input.text("GroupName"))
        if (group.text("GroupName") == "default") {
            throw AwsFault(
                "CannotDelete",
                "the specified group: \"${group.id}\" name: \"default\" cannot be deleted by a user"
            )
        }
        val referring = where(Kind.SECURITY_GROUP_RULE, "ReferencedGroupInfo.GroupId", group.id)
        if (referring.any { it["GroupId"] != group.id }) throw heldFault(group)
        refuseWhileHeld(group)
        where(Kind.SECURITY_GROUP_RULE, "GroupId", group.id).forEach(::remove)
        remove(group)
        DONE + ("GroupId" to group.id)
    }

/** What is shown of [group]: its rules as permissions, too. */
internal fun groupView(
    group: Resource,
    now: Contents,
): Members {
    val (egress, ingress) = now.where(Kind.SECURITY_GROUP_RULE, "GroupId", group.id).partition { it.flag("IsEgress") }
    return group.shown + mapOf(
        "IpPermissions" to permissions(ingress),
        "IpPermissionsEgress" to permissions(egress),
    )
}

/** Rules of the same protocol and ports as one permission. */
internal fun permissions(rules: List<Resource>): List<Members> =
    rules.groupBy { Triple(it.text("IpProtocol"), it.int("FromPort"), it.int("ToPort")) }.map { (key, those) ->
        val (protocol, from, to) = key
        members(
            "IpProtocol" to protocol,
            "FromPort" to from.takeUnless { protocol == "-1" },
            "ToPort" to to.takeUnless { protocol == "-1" },
            "IpRanges" to those.mapNotNull { ranged(it, "CidrIpv4", "CidrIp") },
            "Ipv6Ranges" to those.mapNotNull { ranged(it, "CidrIpv6", "CidrIpv6") },
            "PrefixListIds" to those.mapNotNull { ranged(it, "PrefixListId", "PrefixListId") },
            "UserIdGroupPairs" to
                those.mapNotNull { rule ->
                    rule.part("ReferencedGroupInfo")?.let { it + members("Description" to rule["Description"]) }
                },
        )
    }

private fun ranged(
    rule: Resource,
    member: String,
    name: String,
): Members? = rule.text(member)?.let { members(name to it, "Description" to rule["Description"]) }

private val DESCRIBE =
    Describe(
        "DescribeSecurityGroups",
        Kind.SECURITY_GROUP,
        "GroupIds",
        "SecurityGroups",
        others = setOf("IpPermissions", "IpPermissionsEgress"),
        view = ::groupView,
    )

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html */
internal fun describeSecurityGroups(
    input: Members,
    call: Ec2Call,
): Members {
    val names = input.texts("GroupNames")
    if (names.isEmpty()) return DESCRIBE.answer(input, call)
    val now = call.state.now
    val named = names.map { now.namedGroup(it, null).id }.toSet()
    val chosen = DESCRIBE.chosen(input, call.now(), now).filter {
        it.resource.id in named ||
            it.resource.text("GroupName") in names
    }
    return page("SecurityGroups", input, chosen, { it.resource.id }) { it.members }
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroupReferences.html */
internal fun describeSecurityGroupReferences(
    input: Members,
    call: Ec2Call,
): Members {
    val now = call.state.now
    val references =
        input.texts("GroupId").flatMap { id ->
            val own = now.need(Kind.SECURITY_GROUP, id)
            now.where(Kind.SECURITY_GROUP_RULE, "ReferencedGroupInfo.GroupId", id)
                .mapNotNull { now.find(Kind.SECURITY_GROUP, it.text("GroupId")) }
                .filter { it["VpcId"] != own["VpcId"] }
                .map { members("GroupId" to id, "ReferencingVpcId" to it["VpcId"]) }
        }
    return mapOf("SecurityGroupReferenceSet" to references.distinct())
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetSecurityGroupsForVpc.html */
internal fun getSecurityGroupsForVpc(
    input: Members,
    call: Ec2Call,
): Members {
    val now = call.state.now
    val vpc = now.need(Kind.VPC, input.text("VpcId"))
    val asked = input + ("Filters" to (input["Filters"] as? List<*>).orEmpty())
    val groups = GROUPS_FOR_VPC.chosen(asked, call.now(), now).filter { it.resource["VpcId"] == vpc.id }
    return page("SecurityGroupForVpcs", input, groups, { it.resource.id }) { (_, shown) ->
        shown + mapOf("PrimaryVpcId" to vpc.id, "Tags" to shown["Tags"].let { it ?: emptyList<Members>() })
    }
}

private val GROUPS_FOR_VPC = Describe("GetSecurityGroupsForVpc", Kind.SECURITY_GROUP, null, "SecurityGroupForVpcs")
