package io.mockaws.services.ec2.state

import io.mockaws.engine.Place
import io.mockaws.kit.Arn
import io.mockaws.kit.Members
import io.mockaws.kit.members
import io.mockaws.services.ec2.resource.Cidr
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import java.security.MessageDigest
import java.util.HexFormat

/** Makes VPCs with what AWS adds to each: a main route table, a default group and a default network ACL. */
internal class NewVpc(
    private val place: Place,
    private val writer: Writer,
    private val idOf: (Kind) -> String,
    private val nextNumber: () -> Long,
) {
    private fun put(
        kind: Kind,
        id: String,
        members: Members,
        tags: Map<String, String> = emptyMap(),
    ): Resource = writer.put(Resource(kind, id, nextNumber(), members, tags))

    /** A VPC of [cidr] and what comes with it. */
    fun vpc(
        cidr: String,
        dhcpOptionsId: String,
        isDefault: Boolean,
        tenancy: String = "default",
        more: Members = emptyMap(),
        tags: Map<String, String> = emptyMap(),
    ): Resource {
        val id = idOf(Kind.VPC)
        val association = association("vpc-cidr-assoc", cidr)
        val vpc =
            put(
                Kind.VPC,
                id,
                members(
                    "VpcId" to id,
                    "CidrBlock" to cidr,
                    "DhcpOptionsId" to dhcpOptionsId,
                    "State" to "available",
                    "OwnerId" to place.account,
                    "InstanceTenancy" to tenancy,
                    "IsDefault" to isDefault,
                    "CidrBlockAssociationSet" to listOf(association),
                    "EnableDnsSupport" to true,
                    "EnableDnsHostnames" to isDefault,
                ) + more,
                tags,
            )
        routeTable(vpc, isMain = true)
        networkAcl(vpc, isDefault = true)
        securityGroup(id, "default", "default VPC security group")
        return vpc
    }

    private fun associationId(prefix: String) = prefix + "-" + idOf(Kind.VPC).substringAfter('-')

    fun association(
        prefix: String,
        cidr: String,
    ): Members =
        members(
            "AssociationId" to associationId(prefix),
            "CidrBlock" to cidr,
            "CidrBlockState" to mapOf("State" to "associated"),
        )

    fun routeTable(
        vpc: Resource,
        isMain: Boolean,
        tags: Map<String, String> = emptyMap(),
    ): Resource {
        val id = idOf(Kind.ROUTE_TABLE)
        val main = if (isMain) listOf(tableAssociation(id, null)) else emptyList()
        val routes = vpc.parts("CidrBlockAssociationSet").map { localRoute(it["CidrBlock"] as String) }
        val ipv6 = vpc.parts("Ipv6CidrBlockAssociationSet").map { localRoute(it["Ipv6CidrBlock"] as String) }
        return put(
            Kind.ROUTE_TABLE,
            id,
            members(
                "RouteTableId" to id,
                "VpcId" to vpc.id,
                "OwnerId" to place.account,
                "Associations" to main,
                "PropagatingVgws" to emptyList<Members>(),
                "Routes" to routes + ipv6,
            ),
            tags,
        )
    }

    fun tableAssociation(
        tableId: String,
        subnetId: String?,
        gatewayId: String? = null,
    ): Members =
        members(
            "Main" to (subnetId == null && gatewayId == null),
            "RouteTableAssociationId" to associationId("rtbassoc"),
            "RouteTableId" to tableId,
            "SubnetId" to subnetId,
            "GatewayId" to gatewayId,
            "AssociationState" to mapOf("State" to "associated"),
        )

    fun networkAcl(
        vpc: Resource,
        isDefault: Boolean,
        tags: Map<String, String> = emptyMap(),
    ): Resource {
        val id = idOf(Kind.NETWORK_ACL)
        val open = if (isDefault) listOf(aclEntry(true, 100, "allow"), aclEntry(false, 100, "allow")) else emptyList()
        return put(
            Kind.NETWORK_ACL,
            id,
            members(
                "NetworkAclId" to id,
                "VpcId" to vpc.id,
                "IsDefault" to isDefault,
                "OwnerId" to place.account,
                "Associations" to emptyList<Members>(),
                "Entries" to open + aclEntry(true, LAST, "deny") + aclEntry(false, LAST, "deny"),
            ),
            tags,
        )
    }

    private fun aclEntry(
        egress: Boolean,
        number: Int,
        action: String,
    ) = members(
        "Egress" to egress,
        "RuleNumber" to number,
        "RuleAction" to action,
        "Protocol" to "-1",
        "CidrBlock" to ANYWHERE
    )

    fun aclAssociation(
        aclId: String,
        subnetId: String,
    ): Members =
        members(
            "NetworkAclAssociationId" to associationId("aclassoc"),
            "NetworkAclId" to aclId,
            "SubnetId" to subnetId,
        )

    /** A group with the rule that lets everything out; the default one lets its own members in, too. */
    fun securityGroup(
        vpcId: String,
        name: String,
        description: String,
        tags: Map<String, String> = emptyMap(),
    ): Resource {
        val id = idOf(Kind.SECURITY_GROUP)
        val group =
            put(
                Kind.SECURITY_GROUP,
                id,
                members(
                    "GroupId" to id,
                    "GroupName" to name,
                    "Description" to description,
                    "OwnerId" to place.account,
                    "VpcId" to vpcId,
                    "SecurityGroupArn" to Arn.of("ec2", place, "security-group/$id").toString(),
                ),
                tags,
            )
        if (name == "default") {
            rule(group, false, mapOf("ReferencedGroupInfo" to mapOf("GroupId" to id, "UserId" to place.account)))
        }
        rule(group, true, mapOf("CidrIpv4" to ANYWHERE))
        val hasIpv6 = writer.find(Kind.VPC, vpcId)?.parts("Ipv6CidrBlockAssociationSet").orEmpty().isNotEmpty()
        if (hasIpv6) rule(group, true, mapOf("CidrIpv6" to "::/0"))
        return group
    }

    /** A rule of all protocols, unless [its] members say other. */
    fun rule(
        group: Resource,
        egress: Boolean,
        its: Members,
        tags: Map<String, String> = emptyMap(),
    ): Resource {
        val id = idOf(Kind.SECURITY_GROUP_RULE)
        val all =
            members(
                "SecurityGroupRuleId" to id,
                "GroupId" to group.id,
                "GroupOwnerId" to place.account,
                "IsEgress" to egress,
                "IpProtocol" to "-1",
                "FromPort" to -1,
                "ToPort" to -1,
                "SecurityGroupRuleArn" to Arn.of("ec2", place, "security-group-rule/$id").toString(),
            )
        return put(Kind.SECURITY_GROUP_RULE, id, all + its, tags)
    }

    fun subnet(
        vpc: Resource,
        cidr: Cidr?,
        zone: Pair<String, String>,
        isDefault: Boolean,
        more: Members = emptyMap(),
        tags: Map<String, String> = emptyMap(),
    ): Resource {
        val id = idOf(Kind.SUBNET)
        val subnet =
            put(
                Kind.SUBNET,
                id,
                members(
                    "SubnetId" to id,
                    "VpcId" to vpc.id,
                    "CidrBlock" to cidr?.toString(),
                    "AvailabilityZone" to zone.first,
                    "AvailabilityZoneId" to zone.second,
                    "AvailableIpAddressCount" to (cidr?.let { it.count - RESERVED } ?: 0),
                    "State" to "available",
                    "OwnerId" to place.account,
                    "DefaultForAz" to isDefault,
                    "MapPublicIpOnLaunch" to isDefault,
                    "MapCustomerOwnedIpOnLaunch" to false,
                    "AssignIpv6AddressOnCreation" to false,
                    "Ipv6CidrBlockAssociationSet" to emptyList<Members>(),
                    "EnableDns64" to false,
                    "Ipv6Native" to (cidr == null),
                    "SubnetArn" to Arn.of("ec2", place, "subnet/$id").toString(),
                    "PrivateDnsNameOptionsOnLaunch" to
                        mapOf(
                            "HostnameType" to "ip-name",
                            "EnableResourceNameDnsARecord" to false,
                            "EnableResourceNameDnsAAAARecord" to false,
                        ),
                ) + more,
                tags,
            )
        val acl = writer.where(Kind.NETWORK_ACL, "VpcId", vpc.id).first { it.flag("IsDefault") }
        writer.put(acl.with("Associations" to acl.parts("Associations") + aclAssociation(acl.id, id)))
        return subnet
    }

    fun internetGateway(
        vpcId: String?,
        tags: Map<String, String> = emptyMap(),
    ): Resource {
        val id = idOf(Kind.INTERNET_GATEWAY)
        val attached = listOfNotNull(vpcId?.let { mapOf("State" to "available", "VpcId" to it) })
        val members = members("InternetGatewayId" to id, "OwnerId" to place.account, "Attachments" to attached)
        return put(Kind.INTERNET_GATEWAY, id, members, tags)
    }

    fun dhcpOptions(): Resource {
        val id = idOf(Kind.DHCP_OPTIONS)
        val domain = if (place.region == "us-east-1") "ec2.internal" else "${place.region}.compute.internal"

        fun option(
            key: String,
            value: String,
        ) = mapOf("Key" to key, "Values" to listOf(mapOf("Value" to value)))
        val options = listOf(option("domain-name", domain), option("domain-name-servers", "AmazonProvidedDNS"))
        return put(
            Kind.DHCP_OPTIONS,
            id,
            members("DhcpOptionsId" to id, "OwnerId" to place.account, "DhcpConfigurations" to options),
        )
    }

    /** The default VPC, with a subnet for each zone and a way to the internet. */
    fun defaultVpc(dhcpOptionsId: String): Resource {
        val vpc = vpc(DEFAULT_CIDR, dhcpOptionsId, isDefault = true)
        val gateway = internetGateway(vpc.id)
        val main = writer.where(Kind.ROUTE_TABLE, "VpcId", vpc.id).single()
        writer.put(main.with("Routes" to main.parts("Routes") + gatewayRoute(gateway.id)))
        val range = checkNotNull(Cidr.parse(DEFAULT_CIDR))
        Zones.of(place.region).entries.forEachIndexed { i, zone ->
            subnet(vpc, range.block(i, DEFAULT_SUBNET), zone.toPair(), isDefault = true)
        }
        return vpc
    }

    companion object {
        const val ANYWHERE: String = "0.0.0.0/0"

        /** Addresses of a subnet that nobody gets. */
        const val RESERVED: Int = 5

        /** The entry of an ACL that meets what no other does. */
        const val LAST: Int = 32_767
        const val DEFAULT_CIDR: String = "172.31.0.0/16"
        const val DEFAULT_SUBNET: Int = 20
        private const val ID_DIGITS = 17

        /** Before everything that calls make. */
        private const val FIRST = -100_000L

        fun localRoute(cidr: String): Members =
            members(
                (if (':' in cidr) "DestinationIpv6CidrBlock" else "DestinationCidrBlock") to cidr,
                "GatewayId" to "local",
                "Origin" to "CreateRouteTable",
                "State" to "active",
            )

        private fun gatewayRoute(id: String) =
            members(
                "DestinationCidrBlock" to ANYWHERE,
                "GatewayId" to id,
                "Origin" to "CreateRoute",
                "State" to "active"
            )

        /** Puts what AWS gives every account in [place]; ids follow from the place. */
        fun putDefaults(
            place: Place,
            writer: Writer,
        ) {
            var count = 0
            val new =
                NewVpc(
                    place,
                    writer,
                    { kind -> "${kind.prefix}-${digits("${place.account} ${place.region} $kind ${count++}")}" },
                    { FIRST + count++ },
                )
            new.defaultVpc(new.dhcpOptions().id)
        }

        private fun digits(text: String): String {
            val digest = MessageDigest.getInstance("SHA-256").digest(text.encodeToByteArray())
            return "0" + HexFormat.of().formatHex(digest).take(ID_DIGITS - 1)
        }
    }
}
