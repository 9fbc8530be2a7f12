package io.mockaws.services.elbv2.op

import io.mockaws.engine.Subnet
import io.mockaws.kit.Members
import io.mockaws.kit.arn
import io.mockaws.kit.members
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.elbv2.balancer.BALANCERS
import io.mockaws.services.elbv2.balancer.ElbCall
import io.mockaws.services.elbv2.balancer.ElbFaults
import io.mockaws.services.elbv2.balancer.LISTENERS
import io.mockaws.services.elbv2.balancer.Part
import io.mockaws.services.elbv2.balancer.RULES
import io.mockaws.services.elbv2.balancer.all
import io.mockaws.services.elbv2.balancer.balancer
import io.mockaws.services.elbv2.balancer.listenersOf
import io.mockaws.services.elbv2.balancer.needed
import io.mockaws.services.elbv2.balancer.page
import io.mockaws.services.elbv2.balancer.rulesOf
import io.mockaws.services.elbv2.balancer.tags

private const val ID_DIGITS = 16
private const val DNS_DIGITS = 10
private const val LEAST_SUBNETS = 2

/** How ARNs say the type of a load balancer. */
private val SHORT = mapOf("application" to "app", "network" to "net", "gateway" to "gwy")

/**
 * The zones that names of load balancers are in, for aliases in Route 53.
 * https://docs.aws.amazon.com/general/latest/gr/elb.html
 */
private val APPLICATION_ZONES =
    mapOf(
        "us-east-1" to "Z35SXDOTRQ7X7K",
        "us-east-2" to "Z3AADJGX6KTTL2",
        "us-west-1" to "Z368ELLRRE2KJ0",
        "us-west-2" to "Z1H1FL5HABSF5",
        "ca-central-1" to "ZQSVJUPU6J1EY",
        "sa-east-1" to "Z2P70J7HTTTPLU",
        "eu-central-1" to "Z215JYRZR1TBD5",
        "eu-west-1" to "Z32O12XQLNTSW2",
        "eu-west-2" to "ZHURV8PSTC4K8",
        "ap-south-1" to "ZP97RAFLXTNZK",
        "ap-northeast-1" to "Z14GRHDCWA56QT",
        "ap-southeast-1" to "Z1LMS91P8CMLE5",
        "ap-southeast-2" to "Z1GM3OXH4ZPM65",
    )
private val NETWORK_ZONES =
    mapOf(
        "us-east-1" to "Z26RNL4JYFTOTI",
        "us-east-2" to "ZLMOA37VPKANP",
        "us-west-2" to "Z18D5FSROUN65G",
        "eu-central-1" to "Z3F0SRJ5LGBH90",
        "eu-west-1" to "Z2IFOLAFXWLO4F",
    )

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html */
internal fun createLoadBalancer(
    request: Members,
    call: ElbCall,
): Members {
    val name = request.needed("Name")
    checkName("Load balancer", name)
    val type = request.text("Type") ?: "application"
    val zones = zonesOf(request, type, call)
    checkGroups(request, call)
    val asked = (request - "Tags").toSortedMap().toString().hashCode()
    val part =
        call.state.write {
            val known = all(BALANCERS).find { it["LoadBalancerName"] == name }
            if (known != null && known["Asked"] != asked) throw ElbFaults.balancerExists(name)
            known ?: newBalancer(request, name, type, zones, asked, call).also { this[BALANCERS, it.arn] = it }
        }
    return mapOf("LoadBalancers" to listOf(part.members + ("State" to mapOf("Code" to "provisioning"))))
}

private fun newBalancer(
    request: Members,
    name: String,
    type: String,
    zones: List<Zone>,
    asked: Int,
    call: ElbCall,
): Part {
    val id = call.ids.hex(ID_DIGITS)
    val scheme = request.text("Scheme") ?: "internet-facing"
    val vpcId = zones.firstNotNullOfOrNull { it.subnet?.vpcId }
    val groups =
        request.texts("SecurityGroups").ifEmpty {
            val own = if (type ==
                "application"
            ) {
                vpcId?.let { call.world.links.machines?.defaultGroup(it, call.place, call.world) }
            } else {
                null
            }
            listOfNotNull(own)
        }
    val prefix = if (scheme == "internal") "internal-" else ""
    val dns =
        if (type == "application") {
            "$prefix$name-${call.ids.random(DNS_DIGITS, "123456789")}.${call.region}.elb.amazonaws.com"
        } else {
            "$name-$id.elb.${call.region}.amazonaws.com"
        }
    return Part(
        call.arn("elasticloadbalancing", "loadbalancer/${SHORT.getValue(type)}/$name/$id"),
        call.ids.nextNumber(),
        members(
            "LoadBalancerName" to name,
            "DNSName" to dns,
            "CanonicalHostedZoneId" to (if (type == "application") APPLICATION_ZONES else NETWORK_ZONES)[call.region],
            "CreatedTime" to call.now(),
            "Scheme" to scheme.takeIf { type != "gateway" },
            "VpcId" to vpcId,
            "State" to mapOf("Code" to "active"),
            "Type" to type,
            "AvailabilityZones" to zones.map { it.members },
            "SecurityGroups" to groups.ifEmpty { null },
            "IpAddressType" to (request.text("IpAddressType") ?: "ipv4"),
            "CustomerOwnedIpv4Pool" to request.text("CustomerOwnedIpv4Pool"),
            "Asked" to asked,
        ),
        request.tags(),
    ).let { it.with("LoadBalancerArn" to it.arn) }
}

private fun checkGroups(
    request: Members,
    call: ElbCall,
) {
    val machines = call.world.links.machines ?: return
    request.texts("SecurityGroups").firstOrNull { !machines.hasGroup(it, call.place, call.world) }
        ?.let { throw ElbFaults.noSecurityGroup(it) }
}

/** Names of load balancers and target groups. */
internal fun checkName(
    noun: String,
    name: String,
) {
    val problem =
        when {
            name.length > LONGEST -> "cannot be longer than '$LONGEST' characters"

            name.any { !it.isLetterOrDigit() && it != '-' } ->
                "can only contain characters that are alphanumeric characters " +
                    if (noun == "Load balancer") "and hyphens(-)" else "or hyphens(-)"

            name.startsWith('-') || name.endsWith('-') -> "cannot begin or end with a hyphen(-)"

            noun == "Load balancer" && name.startsWith("internal-") -> "cannot begin with 'internal-'"

            else -> return
        }
    throw ElbFaults.validation("$noun name '$name' $problem")
}

private const val LONGEST = 32

private class Zone(
    val subnet: Subnet?,
    val members: Members,
)

/** A zone for each subnet that [request] names. */
private fun zonesOf(
    request: Members,
    type: String,
    call: ElbCall,
): List<Zone> {
    val mappings =
        request.parts("SubnetMappings").ifEmpty {
            request.texts("Subnets").map { mapOf<String, Any?>("SubnetId" to it) }
        }
    if (mappings.isEmpty()) throw ElbFaults.validation("A subnet must be specified")
    val zones =
        mappings.map { mapping ->
            val id = mapping.text("SubnetId").orEmpty()
            val machines = call.world.links.machines
            val subnet = machines?.subnet(id, call.place, call.world)
            if (machines != null && subnet == null) throw ElbFaults.noSubnet(id)
            val address =
                members(
                    "AllocationId" to mapping.text("AllocationId"),
                    "PrivateIPv4Address" to mapping.text("PrivateIPv4Address")
                )
            Zone(
                subnet,
                members(
                    "ZoneName" to (subnet?.zone ?: "${call.region}a"),
                    "SubnetId" to id,
                    "LoadBalancerAddresses" to if (address.isEmpty()) emptyList<Members>() else listOf(address),
                ),
            )
        }
    val known = zones.mapNotNull { it.subnet }
    if (known.map { it.zone }.distinct().size < known.size) {
        throw ElbFaults.configuration(
            "A load balancer cannot be attached to multiple subnets in the same Availability Zone"
        )
    }
    if (known.map { it.vpcId }.distinct().size > 1) {
        throw ElbFaults.configuration("All subnets must belong to the same VPC")
    }
    if (type == "application" && zones.size < LEAST_SUBNETS) {
        throw ElbFaults.validation("At least two subnets in two different Availability Zones must be specified")
    }
    return zones
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancers.html */
internal fun describeLoadBalancers(
    request: Members,
    call: ElbCall,
): Members {
    val arns = request.texts("LoadBalancerArns")
    val names = request.texts("Names")
    val all = call.state.now.all(BALANCERS)
    val found = all.filter {
        (arns.isEmpty() || it.arn in arns) && (names.isEmpty() || it["LoadBalancerName"] in names)
    }
    if (found.size < maxOf(arns.distinct().size, names.distinct().size)) throw ElbFaults.noBalancer()
    return page("LoadBalancers", found, request) { it.members }
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteLoadBalancer.html: one that is not there is no error. */
internal fun deleteLoadBalancer(
    request: Members,
    call: ElbCall,
): Members {
    val arn = request.needed("LoadBalancerArn")
    call.state.write {
        val balancer = this[BALANCERS][arn] ?: return@write
        if (balancer.attributes["deletion_protection.enabled"] == "true") {
            throw ElbFaults.notPermitted(
                "Load balancer '$arn' cannot be deleted because deletion protection is enabled",
            )
        }
        for (listener in listenersOf(arn)) {
            rulesOf(listener.arn).forEach { remove(RULES, it.arn) }
            remove(LISTENERS, listener.arn)
        }
        remove(BALANCERS, arn)
    }
    return emptyMap()
}

private fun changed(
    request: Members,
    call: ElbCall,
    change: (Part) -> Part,
): Part =
    call.state.write {
        change(balancer(request.needed("LoadBalancerArn"))).also { this[BALANCERS, it.arn] = it }
    }

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetSecurityGroups.html */
internal fun setSecurityGroups(
    request: Members,
    call: ElbCall,
): Members {
    val enforced = request.text("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic")
    val groups = request.texts("SecurityGroups")
    checkGroups(request, call)
    changed(request, call) {
        val next = it.with("SecurityGroups" to groups)
        if (enforced == null) next else next.with("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic" to enforced)
    }
    return members("SecurityGroupIds" to groups, "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic" to enforced)
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetSubnets.html */
internal fun setSubnets(
    request: Members,
    call: ElbCall,
): Members {
    val type = call.state.now.balancer(request.needed("LoadBalancerArn")).text("Type")
    val zones = zonesOf(request, type, call).map { it.members }
    val part =
        changed(request, call) {
            it.with(
                "AvailabilityZones" to zones,
                "IpAddressType" to (request.text("IpAddressType") ?: it["IpAddressType"]),
            )
        }
    return mapOf("AvailabilityZones" to zones, "IpAddressType" to part["IpAddressType"])
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetIpAddressType.html */
internal fun setIpAddressType(
    request: Members,
    call: ElbCall,
): Members {
    val type = request.needed("IpAddressType")
    changed(request, call) { balancer ->
        if (type != "ipv4" && balancer["Scheme"] == "internal" && type == "dualstack-without-public-ipv4") {
            throw ElbFaults.configuration("The IP address type '$type' is for internet-facing load balancers")
        }
        balancer.with("IpAddressType" to type)
    }
    return mapOf("IpAddressType" to type)
}

/** The zones that a load balancer takes requests for. */
internal fun zoneNames(balancer: Part): List<String> =
    balancer.members.parts("AvailabilityZones").mapNotNull { it.text("ZoneName") }

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html, and those of the other types */
internal fun describeAccountLimits(
    @Suppress("UNUSED_PARAMETER") request: Members,
    @Suppress("UNUSED_PARAMETER") call: ElbCall,
): Members = mapOf("Limits" to LIMITS.map { (name, most) -> mapOf("Name" to name, "Max" to "$most") })

private val LIMITS =
    mapOf(
        "application-load-balancers" to 50,
        "certificates-per-application-load-balancer" to 25,
        "listeners-per-application-load-balancer" to 50,
        "rules-per-application-load-balancer" to 100,
        "target-groups" to 3000,
        "target-groups-per-action-on-application-load-balancer" to 5,
        "targets-per-application-load-balancer" to 1000,
        "network-load-balancers" to 50,
        "certificates-per-network-load-balancer" to 25,
        "listeners-per-network-load-balancer" to 50,
        "targets-per-availability-zone-per-network-load-balancer" to 500,
        "targets-per-network-load-balancer" to 3000,
    )
