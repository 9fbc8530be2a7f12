package io.mockaws.services.ec2.op

import io.mockaws.services.ec2.query.Describe
import io.mockaws.services.ec2.resource.Kind

/** Interfaces, addresses, routes, gateways, endpoints, peerings, ACLs. Null for what is none of these. */
internal fun networkOperation(name: String): Handler? =
    when (name) {
        "AllocateAddress" -> by(::allocateAddress)

        "AssignIpv6Addresses" -> by(::assignIpv6Addresses)

        "AssignPrivateIpAddresses" -> by(::assignPrivateIpAddresses)

        "AssociateAddress" -> by(::associateAddress)

        "AssociateRouteTable" -> by(::associateRouteTable)

        "AttachNetworkInterface" -> by(::attachNetworkInterface)

        "CreateNetworkAcl" -> by(::createNetworkAcl)

        "CreateNetworkAclEntry" -> by(::createNetworkAclEntry)

        "CreateNetworkInterface" -> by(::createNetworkInterface)

        "CreateRoute" -> by(::createRoute)

        "CreateRouteTable" -> by(::createRouteTable)

        "DeleteNetworkAcl" -> by(::deleteNetworkAcl)

        "DeleteNetworkAclEntry" -> by(::deleteNetworkAclEntry)

        "DeleteNetworkInterface" -> by(::deleteNetworkInterface)

        "DeleteRoute" -> by(::deleteRoute)

        "DeleteRouteTable" -> by(::deleteRouteTable)

        "DescribeAddresses" -> by(::describeAddresses)

        "DescribeAddressesAttribute" -> by(::describeAddressesAttribute)

        "DescribeNetworkAcls" -> by(Describe(name, Kind.NETWORK_ACL, "NetworkAclIds", "NetworkAcls")::answer)

        "DescribeNetworkInterfaceAttribute" -> by(::describeNetworkInterfaceAttribute)

        "DescribeNetworkInterfaces" ->
            by(Describe(name, Kind.NETWORK_INTERFACE, "NetworkInterfaceIds", "NetworkInterfaces")::answer)

        "DescribeRouteTables" -> by(Describe(name, Kind.ROUTE_TABLE, "RouteTableIds", "RouteTables")::answer)

        "DetachNetworkInterface" -> by(::detachNetworkInterface)

        "DisableVgwRoutePropagation" -> by { input, call -> propagation(input, call, isOn = false) }

        "DisassociateAddress" -> by(::disassociateAddress)

        "DisassociateRouteTable" -> by(::disassociateRouteTable)

        "EnableVgwRoutePropagation" -> by { input, call -> propagation(input, call, isOn = true) }

        "ModifyAddressAttribute" -> by(::modifyAddressAttribute)

        "ModifyNetworkInterfaceAttribute" -> by(::modifyNetworkInterfaceAttribute)

        "ReleaseAddress" -> by(::releaseAddress)

        "ReplaceNetworkAclAssociation" -> by(::replaceNetworkAclAssociation)

        "ReplaceNetworkAclEntry" -> by(::replaceNetworkAclEntry)

        "ReplaceRoute" -> by(::replaceRoute)

        "ReplaceRouteTableAssociation" -> by(::replaceRouteTableAssociation)

        "ResetNetworkInterfaceAttribute" -> by(::resetNetworkInterfaceAttribute)

        "UnassignIpv6Addresses" -> by(::unassignIpv6Addresses)

        "UnassignPrivateIpAddresses" -> by(::unassignPrivateIpAddresses)

        else -> gatewayOperation(name)
    }

private fun gatewayOperation(name: String): Handler? =
    when (name) {
        "AcceptVpcPeeringConnection" -> by(::acceptPeering)

        "AssociateDhcpOptions" -> by(::associateDhcpOptions)

        "AttachInternetGateway" -> by(::attachInternetGateway)

        "AttachVpnGateway" -> by(::attachVpnGateway)

        "CreateCarrierGateway" -> by(::createCarrierGateway)

        "CreateCustomerGateway" -> by(::createCustomerGateway)

        "CreateDhcpOptions" -> by(::createDhcpOptions)

        "CreateEgressOnlyInternetGateway" -> by(::createEgressOnlyGateway)

        "CreateFlowLogs" -> by(::createFlowLogs)

        "CreateInternetGateway" -> by(::createInternetGateway)

        "CreateManagedPrefixList" -> by(::createPrefixList)

        "CreateNatGateway" -> by(::createNatGateway)

        "CreatePlacementGroup" -> by(::createPlacementGroup)

        "CreateVpcEndpoint" -> by(::createVpcEndpoint)

        "CreateVpcPeeringConnection" -> by(::createPeering)

        "CreateVpnGateway" -> by(::createVpnGateway)

        "DeleteCarrierGateway" ->
            by { input, call ->
                deleteOf(Kind.CARRIER_GATEWAY, input, call) {
                    mapOf("CarrierGateway" to it.shown + ("State" to "deleted"))
                }
            }

        "DeleteCustomerGateway" -> by(::deleteCustomerGateway)

        "DeleteDhcpOptions" -> by { input, call -> deleteOf(Kind.DHCP_OPTIONS, input, call) }

        "DeleteEgressOnlyInternetGateway" ->
            by { input, call ->
                deleteOf(Kind.EGRESS_ONLY_INTERNET_GATEWAY, input, call) { mapOf("ReturnCode" to true) }
            }

        "DeleteFlowLogs" -> by(::deleteFlowLogs)

        "DeleteInternetGateway" -> by(::deleteInternetGateway)

        "DeleteManagedPrefixList" ->
            by { input, call ->
                deleteOf(Kind.PREFIX_LIST, input, call) {
                    mapOf("PrefixList" to it.shown + ("State" to "delete-in-progress"))
                }
            }

        "DeleteNatGateway" -> by(::deleteNatGateway)

        "DeletePlacementGroup" -> by(::deletePlacementGroup)

        "DeleteVpcEndpoints" -> by(::deleteVpcEndpoints)

        "DeleteVpcPeeringConnection" -> by(::deletePeering)

        "DeleteVpnGateway" -> by { input, call -> deleteOf(Kind.VPN_GATEWAY, input, call) }

        "DescribeCarrierGateways" -> by(
            Describe(name, Kind.CARRIER_GATEWAY, "CarrierGatewayIds", "CarrierGateways")::answer
        )

        "DescribeCustomerGateways" ->
            by(Describe(name, Kind.CUSTOMER_GATEWAY, "CustomerGatewayIds", "CustomerGateways")::answer)

        "DescribeDhcpOptions" -> by(Describe(name, Kind.DHCP_OPTIONS, "DhcpOptionsIds", "DhcpOptions")::answer)

        "DescribeEgressOnlyInternetGateways" ->
            by(
                Describe(
                    name,
                    Kind.EGRESS_ONLY_INTERNET_GATEWAY,
                    "EgressOnlyInternetGatewayIds",
                    "EgressOnlyInternetGateways",
                )::answer,
            )

        "DescribeFlowLogs" -> by(Describe(name, Kind.FLOW_LOG, "FlowLogIds", "FlowLogs", "Filter")::answer)

        "DescribeInternetGateways" ->
            by(Describe(name, Kind.INTERNET_GATEWAY, "InternetGatewayIds", "InternetGateways")::answer)

        "DescribeManagedPrefixLists" -> by(::describeManagedPrefixLists)

        "DescribeNatGateways" -> by(Describe(name, Kind.NAT_GATEWAY, "NatGatewayIds", "NatGateways", "Filter")::answer)

        "DescribePlacementGroups" -> by(::describePlacementGroups)

        "DescribePrefixLists" -> by(::describePrefixLists)

        "DescribeVpcEndpointServices" -> by(::describeVpcEndpointServices)

        "DescribeVpcEndpoints" -> by(Describe(name, Kind.VPC_ENDPOINT, "VpcEndpointIds", "VpcEndpoints")::answer)

        "DescribeVpcPeeringConnections" ->
            by(Describe(name, Kind.VPC_PEERING, "VpcPeeringConnectionIds", "VpcPeeringConnections")::answer)

        "DescribeVpnGateways" -> by(Describe(name, Kind.VPN_GATEWAY, "VpnGatewayIds", "VpnGateways")::answer)

        "DetachInternetGateway" -> by(::detachInternetGateway)

        "DetachVpnGateway" -> by(::detachVpnGateway)

        "GetManagedPrefixListAssociations" -> by(::getPrefixListAssociations)

        "GetManagedPrefixListEntries" -> by(::getPrefixListEntries)

        "ModifyManagedPrefixList" -> by(::modifyPrefixList)

        "ModifyVpcEndpoint" -> by(::modifyVpcEndpoint)

        "ModifyVpcPeeringConnectionOptions" -> by(::modifyPeeringOptions)

        "RejectVpcPeeringConnection" -> by(::rejectPeering)

        "RestoreManagedPrefixListVersion" -> by(::restorePrefixList)

        else -> null
    }
