package io.mockaws.services.ec2.op

import io.mockaws.services.ec2.query.Describe
import io.mockaws.services.ec2.resource.Kind

/** Transit gateways and what goes with them, VPN connections and endpoint services. Null for what is none of these. */
internal fun transitOperation(name: String): Handler? =
    when (name) {
        "AcceptTransitGatewayPeeringAttachment" ->
            by { input, call -> changeTransitPeering(input, call, "available", isAnswer = true) }

        "AssociateTransitGatewayRouteTable" -> by(::associateTransitTable)

        "CreateVpcEndpointServiceConfiguration" -> by(::createEndpointService)

        "CreateVpnConnection" -> by(::createVpnConnection)

        "DeleteVpcEndpointServiceConfigurations" -> by(::deleteEndpointServices)

        "DeleteVpnConnection" -> by(::deleteVpnConnection)

        "DescribeVpcEndpointServiceConfigurations" ->
            by(Describe(name, Kind.VPC_ENDPOINT_SERVICE, "ServiceIds", "ServiceConfigurations")::answer)

        "DescribeVpcEndpointServicePermissions" -> by(::describeEndpointPermissions)

        "DescribeVpnConnections" -> by(
            Describe(name, Kind.VPN_CONNECTION, "VpnConnectionIds", "VpnConnections")::answer
        )

        "ModifyVpcEndpointServiceConfiguration" -> by(::modifyEndpointService)

        "ModifyVpcEndpointServicePermissions" -> by(::modifyEndpointPermissions)

        "CreateTransitGateway" -> by(::createTransitGateway)

        "CreateTransitGatewayPeeringAttachment" -> by(::createTransitPeering)

        "CreateTransitGatewayRoute" -> by(::createTransitRoute)

        "CreateTransitGatewayRouteTable" -> by(::createTransitRouteTable)

        "CreateTransitGatewayVpcAttachment" -> by(::createTransitVpcAttachment)

        "DeleteTransitGateway" -> by(::deleteTransitGateway)

        "DeleteTransitGatewayPeeringAttachment" ->
            by { input, call -> changeTransitPeering(input, call, "deleted", isAnswer = false) }

        "DeleteTransitGatewayRoute" -> by(::deleteTransitRoute)

        "DeleteTransitGatewayRouteTable" -> by(::deleteTransitRouteTable)

        "DeleteTransitGatewayVpcAttachment" ->
            by { input, call -> deleteTransitAttachment(input, call, "TransitGatewayVpcAttachment") }

        "DescribeTransitGatewayAttachments" ->
            by(
                Describe(
                    name,
                    Kind.TRANSIT_ATTACHMENT,
                    "TransitGatewayAttachmentIds",
                    "TransitGatewayAttachments"
                )::answer
            )

        "DescribeTransitGatewayPeeringAttachments" ->
            by { input, call ->
                describeTransitAttachments(name, "peering", "TransitGatewayPeeringAttachments", input, call)
            }

        "DescribeTransitGatewayRouteTables" ->
            by(
                Describe(
                    name,
                    Kind.TRANSIT_ROUTE_TABLE,
                    "TransitGatewayRouteTableIds",
                    "TransitGatewayRouteTables"
                )::answer
            )

        "DescribeTransitGatewayVpcAttachments" ->
            by { input, call -> describeTransitAttachments(name, "vpc", "TransitGatewayVpcAttachments", input, call) }

        "DescribeTransitGateways" -> by(
            Describe(name, Kind.TRANSIT_GATEWAY, "TransitGatewayIds", "TransitGateways")::answer
        )

        "DisableTransitGatewayRouteTablePropagation" ->
            by { input, call -> transitPropagation(input, call, isOn = false) }

        "DisassociateTransitGatewayRouteTable" -> by(::disassociateTransitTable)

        "EnableTransitGatewayRouteTablePropagation" -> by { input, call ->
            transitPropagation(input, call, isOn = true)
        }

        "GetTransitGatewayRouteTableAssociations" ->
            by { input, call -> transitTableEntries(name, ASSOCIATIONS, "Associations", input, call) }

        "GetTransitGatewayRouteTablePropagations" ->
            by { input, call ->
                transitTableEntries(name, PROPAGATIONS, "TransitGatewayRouteTablePropagations", input, call)
            }

        "ModifyTransitGateway" -> by(::modifyTransitGateway)

        "ModifyTransitGatewayVpcAttachment" -> by(::modifyTransitVpcAttachment)

        "RejectTransitGatewayPeeringAttachment" ->
            by { input, call -> changeTransitPeering(input, call, "rejected", isAnswer = true) }

        "SearchTransitGatewayRoutes" -> by(::searchTransitRoutes)

        else -> null
    }
