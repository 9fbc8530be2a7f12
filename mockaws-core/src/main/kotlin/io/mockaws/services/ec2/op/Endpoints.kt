package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.flag
import io.mockaws.kit.members
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.model.Models
import io.mockaws.services.ec2.query.FilterNames
import io.mockaws.services.ec2.query.Filters
import io.mockaws.services.ec2.query.page
import io.mockaws.services.ec2.resource.DONE
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.Writer
import io.mockaws.services.ec2.state.Zones
import io.mockaws.services.ec2.state.make
import io.mockaws.services.ec2.state.need
import io.mockaws.services.ec2.state.newId
import io.mockaws.services.ec2.state.tagsFor

private val TYPES = listOf("Gateway", "Interface", "GatewayLoadBalancer", "Resource", "ServiceNetwork")
private const val OPEN_POLICY =
    """{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"""

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html */
internal fun createVpcEndpoint(
    input: Members,
    call: Ec2Call,
): Members {
    val tags = tagsFor(Kind.VPC_ENDPOINT, input)
    val type =
        input.text("VpcEndpointType")?.let { given ->
            TYPES.firstOrNull { it.equals(given, ignoreCase = true) } ?: given
        }
            ?: "Gateway"
    val service = input.text("ServiceName") ?: throw Ec2Faults.missingParameter("ServiceName")
    val made =
        call.state.write {
            val vpc = need(Kind.VPC, input.text("VpcId"))
            val tables = input.texts("RouteTableIds").map { need(Kind.ROUTE_TABLE, it) }
            val subnets = input.texts("SubnetIds").map { need(Kind.SUBNET, it) }
            val id = call.newId(Kind.VPC_ENDPOINT)
            val groups = input.texts("SecurityGroupIds").map { need(Kind.SECURITY_GROUP, it) }
                .ifEmpty { if (type == "Interface") listOf(namedGroup("default", vpc.id)) else emptyList() }
            tables.forEach { addEndpointRoute(it, id, service) }
            put(
                call.make(
                    Kind.VPC_ENDPOINT,
                    members(
                        "VpcEndpointType" to type,
                        "VpcId" to vpc.id,
                        "ServiceName" to service,
                        "State" to "available",
                        "PolicyDocument" to (input.text("PolicyDocument") ?: OPEN_POLICY),
                        "RouteTableIds" to tables.map { it.id },
                        "SubnetIds" to subnets.map { it.id },
                        "Groups" to groupList(groups),
                        "IpAddressType" to (input.text("IpAddressType") ?: "ipv4"),
                        "DnsOptions" to
                            (input["DnsOptions"] ?: mapOf("DnsRecordIpType" to recordIpType(type))),
                        "PrivateDnsEnabled" to (input.flag("PrivateDnsEnabled") ?: (type == "Interface")),
                        "RequesterManaged" to false,
                        "NetworkInterfaceIds" to subnets.map { endpointInterface(it, groups, id, call).id },
                        "DnsEntries" to if (type == "Interface") names(id, service, subnets, call) else emptyList(),
                        "CreationTimestamp" to call.now(),
                        "OwnerId" to call.account,
                        "ServiceRegion" to (input.text("ServiceRegion") ?: call.region),
                    ),
                    tags,
                    id,
                ),
            )
        }
    return mapOf("VpcEndpoint" to made.shown)
}

private fun Writer.endpointInterface(
    subnet: Resource,
    groups: List<Resource>,
    id: String,
    call: Ec2Call,
): Resource {
    val request =
        InterfaceRequest(subnet, groups, "VPC Endpoint Interface $id", type = "vpc_endpoint", requester = call.account)
    return put(attachedTo(newInterface(request, call), id, 1, deleteOnTermination = false, call))
}

/** https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html */
private fun names(
    id: String,
    service: String,
    subnets: List<Resource>,
    call: Ec2Call,
): List<Members> {
    val short = service.substringAfterLast('.')
    val domain = "$short.${call.region}.vpce.amazonaws.com"
    val suffix = call.ids.hex(8)
    val zone = "Z" + call.ids.capitals(13)
    val all = listOf("$id-$suffix.$domain") + subnets.map { "$id-$suffix-${it["AvailabilityZone"]}.$domain" } +
        "$short.${call.region}.amazonaws.com"
    return all.map { mapOf("DnsName" to it, "HostedZoneId" to zone) }
}

private fun Writer.addEndpointRoute(
    table: Resource,
    endpointId: String,
    service: String,
) {
    val route = mapOf(
        "DestinationPrefixListId" to awsListId(service),
        "GatewayId" to endpointId,
        "Origin" to "CreateRoute",
        "State" to "active"
    )
    put(table.with("Routes" to table.parts("Routes") + route))
}

private fun Writer.dropEndpointRoute(
    tableId: String,
    endpointId: String,
) {
    val table = find(Kind.ROUTE_TABLE, tableId) ?: return
    put(table.with("Routes" to table.parts("Routes").filterNot { it["GatewayId"] == endpointId }))
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpoint.html */
internal fun modifyVpcEndpoint(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val endpoint = need(Kind.VPC_ENDPOINT, input.text("VpcEndpointId"))
        val addedTables = (input.texts("AddRouteTableIds") - endpoint.texts("RouteTableIds").toSet()).map {
            need(Kind.ROUTE_TABLE, it)
        }
        addedTables.forEach { addEndpointRoute(it, endpoint.id, "${endpoint["ServiceName"]}") }
        input.texts("RemoveRouteTableIds").forEach { dropEndpointRoute(it, endpoint.id) }
        val joined = groupList(input.texts("AddSecurityGroupIds").map { need(Kind.SECURITY_GROUP, it) })
        val groups = (endpoint.parts("Groups") + joined).distinct()
        val fresh = (input.texts("AddSubnetIds") - endpoint.texts("SubnetIds").toSet()).map { need(Kind.SUBNET, it) }
        val memberships = groups.mapNotNull { find(Kind.SECURITY_GROUP, it.text("GroupId")) }
        val enis = fresh.map { endpointInterface(it, memberships, endpoint.id, call).id }
        val gone = where(Kind.NETWORK_INTERFACE, "Attachment.InstanceId", endpoint.id)
            .filter { it["SubnetId"] in input.texts("RemoveSubnetIds") }.onEach(::dropInterface).map { it.id }
        put(
            endpoint.with(
                "PolicyDocument" to
                    if (input.flag("ResetPolicy") == true) {
                        OPEN_POLICY
                    } else {
                        input.text("PolicyDocument") ?: endpoint["PolicyDocument"]
                    },
                "RouteTableIds" to
                    endpoint.texts("RouteTableIds") - input.texts("RemoveRouteTableIds").toSet() +
                    addedTables.map { it.id },
                "SubnetIds" to
                    endpoint.texts("SubnetIds") - input.texts("RemoveSubnetIds").toSet() + fresh.map { it.id },
                "Groups" to groups.filterNot { it["GroupId"] in input.texts("RemoveSecurityGroupIds") },
                "NetworkInterfaceIds" to endpoint.texts("NetworkInterfaceIds") - gone.toSet() + enis,
                "PrivateDnsEnabled" to (input.flag("PrivateDnsEnabled") ?: endpoint["PrivateDnsEnabled"]),
                "IpAddressType" to (input.text("IpAddressType") ?: endpoint["IpAddressType"]),
            ),
        )
        DONE
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpcEndpoints.html */
internal fun deleteVpcEndpoints(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val failed = ArrayList<Members>()
        for (id in input.texts("VpcEndpointIds")) {
            val endpoint = find(Kind.VPC_ENDPOINT, id)
            if (endpoint == null) {
                val error = mapOf(
                    "Code" to "InvalidVpcEndpoint.NotFound",
                    "Message" to "The Vpc Endpoint Id '$id' does not exist"
                )
                failed += mapOf("ResourceId" to id, "Error" to error)
                continue
            }
            endpoint.texts("RouteTableIds").forEach { dropEndpointRoute(it, id) }
            where(Kind.NETWORK_INTERFACE, "Attachment.InstanceId", id).forEach(::dropInterface)
            remove(endpoint)
        }
        mapOf("Unsuccessful" to failed)
    }

/** Services that have gateway endpoints; all have interfaces. */
private val GATEWAYS = setOf("s3", "dynamodb")

/** AWS's own, and the account's: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointServices.html */
internal fun describeVpcEndpointServices(
    input: Members,
    call: Ec2Call,
): Members {
    val zones = Zones.of(call.region).keys.toList()
    val own = Models.index.map { it.endpointPrefix }.filter { '.' !in it }.distinct().map { short ->
        val types = listOfNotNull(
            "Gateway".takeIf {
                short in GATEWAYS
            },
            "Interface"
        ).map { mapOf("ServiceType" to it) }
        mapOf(
            "ServiceName" to "com.amazonaws.${call.region}.$short",
            "ServiceId" to "vpce-svc-0" + "%016x".format(short.hashCode().toLong() and 0xffffffffL),
            "ServiceType" to types,
            "AvailabilityZones" to zones,
            "Owner" to "amazon",
            "BaseEndpointDnsNames" to listOf("$short.${call.region}.vpce.amazonaws.com"),
            "PrivateDnsName" to "$short.${call.region}.amazonaws.com",
            "PrivateDnsNames" to listOf(mapOf("PrivateDnsName" to "$short.${call.region}.amazonaws.com")),
            "VpcEndpointPolicySupported" to true,
            "AcceptanceRequired" to false,
            "ManagesVpcEndpoints" to false,
            "PrivateDnsNameVerificationState" to "verified",
            "SupportedIpAddressTypes" to listOf("ipv4"),
            "ServiceRegion" to call.region,
        )
    }
    val made = call.state.now[Kind.VPC_ENDPOINT_SERVICE].values.map { it.shown }
    val names = input.texts("ServiceNames")
    val all = (own + made).sortedBy { "${it["ServiceName"]}" }
    names.firstOrNull { name -> all.none { it["ServiceName"] == name } }?.let {
        throw AwsFault("InvalidServiceName", "The Vpc Endpoint Service '$it' does not exist")
    }
    val filters = Filters(FilterNames.of("DescribeVpcEndpointServices"), input)
    val chosen = all.filter { (names.isEmpty() || it["ServiceName"] in names) && filters.admit(it, emptyMap()) }
    val page = page("ServiceDetails", input, chosen, { "${it["ServiceName"]}" }) { it }
    return page + ("ServiceNames" to (page["ServiceDetails"] as List<*>).map { (it as Map<*, *>)["ServiceName"] })
}

private fun recordIpType(type: String) = if (type == "Interface") "ipv4" else "service-defined"
