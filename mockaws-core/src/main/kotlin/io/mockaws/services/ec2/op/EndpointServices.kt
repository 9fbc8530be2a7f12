package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.flag
import io.mockaws.kit.members
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.ec2.query.page
import io.mockaws.services.ec2.resource.DONE
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.Zones
import io.mockaws.services.ec2.state.make
import io.mockaws.services.ec2.state.need
import io.mockaws.services.ec2.state.newId
import io.mockaws.services.ec2.state.tagsFor

private const val PRINCIPALS = "Principals"

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpointServiceConfiguration.html; load balancers are not looked up. */
internal fun createEndpointService(
    input: Members,
    call: Ec2Call,
): Members {
    val network = input.texts("NetworkLoadBalancerArns")
    val gateway = input.texts("GatewayLoadBalancerArns")
    if (network.isEmpty() && gateway.isEmpty()) {
        throw AwsFault(
            "InvalidParameter",
            "exactly one of network_load_balancer_arn or gateway_load_balancer_arn is a required member"
        )
    }
    val tags = tagsFor(Kind.VPC_ENDPOINT_SERVICE, input)
    val id = call.newId(Kind.VPC_ENDPOINT_SERVICE)
    val made =
        call.state.write {
            put(
                call.make(
                    Kind.VPC_ENDPOINT_SERVICE,
                    members(
                        "ServiceType" to
                            listOf(
                                mapOf("ServiceType" to if (network.isEmpty()) "GatewayLoadBalancer" else "Interface")
                            ),
                        "ServiceName" to "com.amazonaws.vpce.${call.region}.$id",
                        "ServiceState" to "Available",
                        "AvailabilityZones" to Zones.of(call.region).keys.toList(),
                        "AcceptanceRequired" to (input.flag("AcceptanceRequired") ?: true),
                        "ManagesVpcEndpoints" to false,
                        "NetworkLoadBalancerArns" to network.ifEmpty { null },
                        "GatewayLoadBalancerArns" to gateway.ifEmpty { null },
                        "SupportedIpAddressTypes" to input.texts("SupportedIpAddressTypes").ifEmpty { listOf("ipv4") },
                        "BaseEndpointDnsNames" to listOf("$id.${call.region}.vpce.amazonaws.com"),
                        "PrivateDnsName" to input.text("PrivateDnsName"),
                        "PrivateDnsNameConfiguration" to input.text("PrivateDnsName")?.let {
                            mapOf(
                                "State" to "verified",
                                "Type" to "TXT",
                                "Value" to "vpce:${call.ids.alphanumeric(20)}",
                                "Name" to "_${call.ids.hex(20)}"
                            )
                        },
                        "SupportedRegions" to input.texts("SupportedRegions").ifEmpty { listOf(call.region) }
                            .map { mapOf("Region" to it, "ServiceState" to "Available") },
                        "Owner" to call.account,
                    ),
                    tags,
                    id,
                ),
            )
        }
    return mapOf("ServiceConfiguration" to made.shown)
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpointServiceConfiguration.html */
internal fun modifyEndpointService(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val service = need(Kind.VPC_ENDPOINT_SERVICE, input.text("ServiceId"))
        val lists =
            listOf(
                "NetworkLoadBalancerArns",
                "GatewayLoadBalancerArns",
                "SupportedIpAddressTypes"
            ).associateWith { name ->
                (service.texts(name) + input.texts("Add$name") - input.texts("Remove$name").toSet()).ifEmpty { null }
            }
        val regions = service.parts("SupportedRegions").map { "${it["Region"]}" } + input.texts("AddSupportedRegions") -
            input.texts("RemoveSupportedRegions").toSet()
        val name = if (input.flag("RemovePrivateDnsName") ==
            true
        ) {
            null
        } else {
            input.text("PrivateDnsName") ?: service["PrivateDnsName"]
        }
        put(
            service.with(lists).with(
                "AcceptanceRequired" to (input.flag("AcceptanceRequired") ?: service["AcceptanceRequired"]),
                "PrivateDnsName" to name,
                "SupportedRegions" to regions.map { mapOf("Region" to it, "ServiceState" to "Available") },
            ),
        )
        DONE
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpcEndpointServiceConfigurations.html */
internal fun deleteEndpointServices(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val (known, lost) = input.texts("ServiceIds").partition { find(Kind.VPC_ENDPOINT_SERVICE, it) != null }
        known.forEach { remove(need(Kind.VPC_ENDPOINT_SERVICE, it)) }
        val failed = lost.map {
            val words = "The VpcEndpointService Id '$it' does not exist"
            mapOf(
                "ResourceId" to it,
                "Error" to mapOf("Code" to "InvalidVpcEndpointService.NotFound", "Message" to words)
            )
        }
        mapOf("Unsuccessful" to failed)
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpointServicePermissions.html */
internal fun modifyEndpointPermissions(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val service = need(Kind.VPC_ENDPOINT_SERVICE, input.text("ServiceId"))
        val added = input.texts("AddAllowedPrincipals").map { principal(it, service.id, call) }
        val gone = input.texts("RemoveAllowedPrincipals")
        val left = service.parts(PRINCIPALS).filterNot { old ->
            old["Principal"] in gone ||
                added.any { it["Principal"] == old["Principal"] }
        }
        put(service.with(PRINCIPALS to left + added))
        mapOf("AddedPrincipals" to added, "ReturnValue" to true)
    }

private fun principal(
    name: String,
    serviceId: String,
    call: Ec2Call,
): Members {
    val type = when {
        name == "*" -> "All"
        name.endsWith(":root") -> "Account"
        ":role/" in name -> "Role"
        ":user/" in name -> "User"
        else -> "Service"
    }
    return mapOf(
        "PrincipalType" to type,
        "Principal" to name,
        "ServicePermissionId" to call.newId("vpce-svc-perm"),
        "ServiceId" to serviceId,
    )
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointServicePermissions.html */
internal fun describeEndpointPermissions(
    input: Members,
    call: Ec2Call,
): Members {
    val service = call.state.now.need(Kind.VPC_ENDPOINT_SERVICE, input.text("ServiceId"))
    return page("AllowedPrincipals", input, service.parts(PRINCIPALS), { "${it["Principal"]}" }) { it }
}

/** The configuration that a device of the customer's would be set up by is not made up. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpnConnection.html */
internal fun createVpnConnection(
    input: Members,
    call: Ec2Call,
): Members {
    val tags = tagsFor(Kind.VPN_CONNECTION, input)
    val made =
        call.state.write {
            val vpn = input.text("VpnGatewayId")
            val transitId = input.text("TransitGatewayId")
            if (vpn != null && transitId != null) {
                throw Ec2Faults.invalid("The request must not contain both parameter vpnGatewayId and transitGatewayId")
            }
            val gateway = need(Kind.CUSTOMER_GATEWAY, input.text("CustomerGatewayId"))
            val transit = transitId?.let {
                find(Kind.TRANSIT_GATEWAY, it) ?: throw AwsFault(
                    "InvalidTransitGatewayID.NotFound",
                    "The transitGateway ID '$it' does not exist",
                )
            }
            if (transit == null && vpn == null) throw Ec2Faults.missingParameter("VpnGatewayId")
            val options = mapOf(
                "EnableAcceleration" to false,
                "StaticRoutesOnly" to false,
                "TunnelInsideIpVersion" to "ipv4"
            )
            val connection =
                put(
                    call.make(
                        Kind.VPN_CONNECTION,
                        members(
                            "CustomerGatewayId" to gateway.id,
                            "Category" to "VPN",
                            "State" to "available",
                            "Type" to (input.text("Type") ?: "ipsec.1"),
                            "VpnGatewayId" to vpn,
                            "TransitGatewayId" to transit?.id,
                            "Options" to
                                options +
                                (input["Options"] as? Map<*, *>).orEmpty().entries.associate {
                                    "${it.key}" to
                                        it.value
                                },
                            "Routes" to emptyList<Members>(),
                        ),
                        tags,
                    ),
                )
            if (transit != null) {
                val attachment =
                    call.make(
                        Kind.TRANSIT_ATTACHMENT,
                        members(
                            "TransitGatewayId" to transit.id,
                            "TransitGatewayOwnerId" to transit["OwnerId"],
                            "ResourceOwnerId" to call.account,
                            "ResourceType" to "vpn",
                            "ResourceId" to connection.id,
                            "State" to "available",
                            "CreationTime" to call.now(),
                        ),
                    )
                joinDefaults(transit, put(attachment))
            }
            connection
        }
    return mapOf("VpnConnection" to made.shown + ("State" to "pending"))
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpnConnection.html: it is shown as deleted from then on. */
internal fun deleteVpnConnection(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        put(need(Kind.VPN_CONNECTION, input.text("VpnConnectionId")).with("State" to "deleted"))
        DONE
    }
