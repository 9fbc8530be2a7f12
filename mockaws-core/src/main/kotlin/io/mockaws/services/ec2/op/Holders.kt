package io.mockaws.services.ec2.op

import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Contents

/** Others of [kind] that keep a thing from being deleted while they name it at [path], unless [exempts] says otherwise. */
private class Holder(
    val kind: Kind,
    val path: String,
    val exempts: (Resource) -> Boolean = { false },
)

/** Who holds whom. What is deleted along with a VPC does not hold it. */
private val HOLDERS: Map<Kind, List<Holder>> =
    mapOf(
        Kind.VPC to
            listOf(
                Holder(Kind.SUBNET, "VpcId"),
                Holder(Kind.SECURITY_GROUP, "VpcId") { it.text("GroupName") == "default" },
                Holder(Kind.ROUTE_TABLE, "VpcId", ::isMainTable),
                Holder(Kind.NETWORK_ACL, "VpcId") { it.flag("IsDefault") },
                Holder(Kind.INTERNET_GATEWAY, "Attachments.VpcId"),
                Holder(Kind.EGRESS_ONLY_INTERNET_GATEWAY, "Attachments.VpcId"),
                Holder(Kind.CARRIER_GATEWAY, "VpcId"),
                Holder(Kind.VPN_GATEWAY, "VpcAttachments.VpcId"),
                Holder(Kind.TRANSIT_ATTACHMENT, "VpcId") { it.text("State") in ENDED },
                Holder(Kind.NETWORK_INTERFACE, "VpcId"),
                Holder(Kind.NAT_GATEWAY, "VpcId") { it.text("State") == "deleted" },
                Holder(Kind.VPC_ENDPOINT, "VpcId") { it.text("State") == "deleted" },
                Holder(Kind.VPC_PEERING, "RequesterVpcInfo.VpcId", ::isEnded),
                Holder(Kind.VPC_PEERING, "AccepterVpcInfo.VpcId", ::isEnded),
            ),
        Kind.SUBNET to
            listOf(
                Holder(Kind.NETWORK_INTERFACE, "SubnetId"),
                Holder(Kind.NAT_GATEWAY, "SubnetId") { it.text("State") == "deleted" },
            ),
        Kind.SECURITY_GROUP to
            listOf(
                Holder(Kind.NETWORK_INTERFACE, "Groups.GroupId"),
                Holder(Kind.VPC_ENDPOINT, "Groups.GroupId") { it.text("State") == "deleted" },
            ),
        Kind.INTERNET_GATEWAY to emptyList(),
        Kind.DHCP_OPTIONS to listOf(Holder(Kind.VPC, "DhcpOptionsId")),
        Kind.PREFIX_LIST to
            listOf(
                Holder(Kind.SECURITY_GROUP_RULE, "PrefixListId"),
                Holder(Kind.ROUTE_TABLE, "Routes.DestinationPrefixListId"),
            ),
        Kind.SNAPSHOT to listOf(Holder(Kind.IMAGE, "BlockDeviceMappings.Ebs.SnapshotId")),
    )

private fun isEnded(peering: Resource): Boolean = peering.part("Status")?.get("Code") !in ACTIVE

private val ACTIVE = setOf("active", "pending-acceptance", "provisioning")

/** Whether [table] is the one of its VPC that subnets have without being told. */
internal fun isMainTable(table: Resource): Boolean = table.parts("Associations").any { it["Main"] == true }

/** What holds [resource]. */
internal fun Contents.holdersOf(resource: Resource): List<Resource> =
    HOLDERS[resource.kind].orEmpty().flatMap { holder ->
        where(holder.kind, holder.path, resource.id).filterNot { it.id == resource.id || holder.exempts(it) }
    }

/** Says no to a deletion while something holds [resource]. */
internal fun Contents.refuseWhileHeld(resource: Resource) {
    if (holdersOf(resource).isEmpty()) return
    throw heldFault(resource)
}

internal fun heldFault(resource: Resource) =
    Ec2Faults.dependency(
        when (resource.kind) {
            Kind.SECURITY_GROUP -> "resource ${resource.id} has a dependent object"

            else -> {
                val noun = resource.kind.name.lowercase().split('_').mapIndexed { i, word ->
                    if (i == 0) word else word.replaceFirstChar { it.uppercase() }
                }.joinToString("")
                "The $noun '${resource.id}' has dependencies and cannot be deleted."
            }
        },
    )

/** What goes when [vpc] goes: what came with it. */
internal fun Contents.companionsOf(vpc: Resource): List<Resource> {
    val groups = where(Kind.SECURITY_GROUP, "VpcId", vpc.id)
    return groups + groups.flatMap { where(Kind.SECURITY_GROUP_RULE, "GroupId", it.id) } +
        where(Kind.ROUTE_TABLE, "VpcId", vpc.id) + where(Kind.NETWORK_ACL, "VpcId", vpc.id)
}
