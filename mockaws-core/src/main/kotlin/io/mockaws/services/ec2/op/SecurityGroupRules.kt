package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.members
import io.mockaws.kit.part
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.ec2.query.Describe
import io.mockaws.services.ec2.resource.DONE
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Contents
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.need
import io.mockaws.services.ec2.state.new
import io.mockaws.services.ec2.state.tagsFor

private const val MOST_RULES = 60

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html and its twin for egress */
internal fun authorize(
    input: Members,
    call: Ec2Call,
    egress: Boolean,
): Members {
    val tags = tagsFor(Kind.SECURITY_GROUP_RULE, input)
    val made =
        call.state.write {
            val group = securityGroup(input.text("GroupId"), input.text("GroupName"))
            val wanted = rulesIn(input, group, egress)
            val existing = rulesOf(group, egress)
            val known = existing.mapTo(HashSet()) { identityOf(it.members) }
            if (existing.size + wanted.size > MOST_RULES) {
                throw AwsFault(
                    "RulesPerSecurityGroupLimitExceeded",
                    "The maximum number of rules per security group has been reached."
                )
            }
            wanted.firstOrNull { identityOf(it) in known }?.let { throw duplicate(it) }
            val new = call.new(this)
            wanted.map { new.rule(group, egress, it, tags) }
        }
    return DONE + ("SecurityGroupRules" to made.map { it.shown })
}

private fun Contents.rulesOf(
    group: Resource,
    egress: Boolean,
) = where(Kind.SECURITY_GROUP_RULE, "GroupId", group.id).filter { it.flag("IsEgress") == egress }

private fun duplicate(rule: Members): AwsFault {
    val peer =
        rule["CidrIpv4"] ?: rule["CidrIpv6"] ?: rule["PrefixListId"] ?: rule.part("ReferencedGroupInfo")?.get("GroupId")
    val protocol = if (rule["IpProtocol"] == "-1") "ALL" else "${rule["IpProtocol"]}".uppercase()
    val ports = if (protocol == "ALL") "" else ", from port: ${rule["FromPort"]}, to port: ${rule["ToPort"]}"
    return AwsFault(
        "InvalidPermission.Duplicate",
        "the specified rule \"peer: $peer, $protocol$ports, ALLOW\" already exists",
    )
}

private val DESCRIBE =
    Describe("DescribeSecurityGroupRules", Kind.SECURITY_GROUP_RULE, "SecurityGroupRuleIds", "SecurityGroupRules")

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroupRules.html: a group's id has to be one. */
internal fun describeSecurityGroupRules(
    input: Members,
    call: Ec2Call,
): Members {
    val groups = input.parts("Filters").filter { it.text("Name") == "group-id" }.flatMap { it.texts("Values") }
    groups.firstOrNull { !it.startsWith("sg-") && '*' !in it && '?' !in it }?.let {
        throw AwsFault("InvalidGroupId.Malformed", "The security group ID '$it' is malformed")
    }
    return DESCRIBE.answer(input, call)
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html and its twin for egress */
internal fun revoke(
    input: Members,
    call: Ec2Call,
    egress: Boolean,
): Members {
    val gone =
        call.state.write {
            val group = securityGroup(input.text("GroupId"), input.text("GroupName"))
            val existing = rulesOf(group, egress)
            val ids = input.texts("SecurityGroupRuleIds")
            val meant = if (ids.isEmpty()) {
                val byIdentity = existing.associateBy { identityOf(it.members) }
                rulesIn(input, group, egress).map {
                    byIdentity[identityOf(it)] ?: throw AwsFault(
                        "InvalidPermission.NotFound",
                        "The specified rule does not exist in this security group.",
                    )
                }
            } else {
                ids.map { id ->
                    existing.firstOrNull { it.id == id } ?: throw Ec2Faults.missing(Kind.SECURITY_GROUP_RULE, id)
                }
            }
            meant.onEach(::remove)
        }
    val shown = gone.map { rule ->
        rule.members + members("ReferencedGroupId" to rule.part("ReferencedGroupInfo")?.get("GroupId"))
    }
    return DONE + ("RevokedSecurityGroupRules" to shown)
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySecurityGroupRules.html */
internal fun modifySecurityGroupRules(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val group = need(Kind.SECURITY_GROUP, input.text("GroupId"))
        for (update in input.parts("SecurityGroupRules")) {
            val rule = need(Kind.SECURITY_GROUP_RULE, update.text("SecurityGroupRuleId"))
            if (rule["GroupId"] != group.id) throw Ec2Faults.missing(Kind.SECURITY_GROUP_RULE, rule.id)
            val asked = update.part("SecurityGroupRule") ?: continue
            val fresh = changed(rule, asked, group)
            val others = rulesOf(group, rule.flag("IsEgress")).filterNot { it.id == rule.id }
            if (others.any { identityOf(it.members) == identityOf(fresh.members) }) throw duplicate(fresh.members)
            put(fresh)
        }
        DONE
    }

private fun Contents.changed(
    rule: Resource,
    asked: Members,
    group: Resource,
): Resource {
    val ports = protocolAndPorts(asked)
    val target =
        members(
            "CidrIpv4" to asked.text("CidrIpv4")?.let { block(it, isIpv6 = false) },
            "CidrIpv6" to asked.text("CidrIpv6")?.let { block(it, isIpv6 = true) },
            "PrefixListId" to asked.text("PrefixListId"),
            "ReferencedGroupInfo" to
                asked.text("ReferencedGroupId")?.let {
                    mapOf("GroupId" to need(Kind.SECURITY_GROUP, it).id, "UserId" to group["OwnerId"])
                },
        )
    val one = "cidrIp, cidrIpv6, prefixListId, or referencedGroupId"
    if (target.isEmpty()) {
        throw AwsFault("MissingParameter", "The request must contain exactly one of: $one")
    }
    if (target.size > 1) throw Ec2Faults.combination("Only one of $one can be specified")
    val gone = listOf("CidrIpv4", "CidrIpv6", "PrefixListId", "ReferencedGroupInfo", "Description").associateWith {
        null
    }
    return rule.with(gone + ports + target + members("Description" to asked.text("Description")))
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UpdateSecurityGroupRuleDescriptionsIngress.html and its twin */
internal fun updateDescriptions(
    input: Members,
    call: Ec2Call,
    egress: Boolean,
): Members =
    call.state.write {
        val group = securityGroup(input.text("GroupId"), input.text("GroupName"))
        val byId = input.parts("SecurityGroupRuleDescriptions")
        for (description in byId) {
            val rule = need(Kind.SECURITY_GROUP_RULE, description.text("SecurityGroupRuleId"))
            put(rule.with("Description" to description.text("Description")))
        }
        if (byId.isEmpty()) {
            val existing = rulesOf(group, egress).associateBy { identityOf(it.members) }
            for (wanted in rulesIn(input, group, egress)) {
                val rule = existing[identityOf(wanted)] ?: throw AwsFault(
                    "InvalidPermission.NotFound",
                    "The specified rule does not exist in this security group.",
                )
                put(rule.with("Description" to wanted["Description"]))
            }
        }
        DONE
    }
