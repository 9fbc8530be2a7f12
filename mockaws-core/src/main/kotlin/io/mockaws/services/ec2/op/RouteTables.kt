package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.members
import io.mockaws.kit.text
import io.mockaws.services.ec2.resource.Cidr
import io.mockaws.services.ec2.resource.DONE
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Contents
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.Writer
import io.mockaws.services.ec2.state.need
import io.mockaws.services.ec2.state.new
import io.mockaws.services.ec2.state.tagsFor

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRouteTable.html */
internal fun createRouteTable(
    input: Members,
    call: Ec2Call,
): Members {
    val tags = tagsFor(Kind.ROUTE_TABLE, input)
    val table =
        call.state.write { call.new(this).routeTable(need(Kind.VPC, input.text("VpcId")), isMain = false, tags) }
    return mapOf("RouteTable" to table.shown)
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRouteTable.html */
internal fun deleteRouteTable(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val table = need(Kind.ROUTE_TABLE, input.text("RouteTableId"))
        if (table.parts("Associations").isNotEmpty()) throw heldFault(table)
        remove(table)
        DONE
    }

private val DESTINATIONS = listOf("DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId")

/** Where a route leads, with the kind of what is named; null for what is not looked up. */
private val TARGETS =
    mapOf(
        "GatewayId" to null,
        "InstanceId" to Kind.INSTANCE,
        "NatGatewayId" to Kind.NAT_GATEWAY,
        "NetworkInterfaceId" to Kind.NETWORK_INTERFACE,
        "VpcPeeringConnectionId" to Kind.VPC_PEERING,
        "EgressOnlyInternetGatewayId" to Kind.EGRESS_ONLY_INTERNET_GATEWAY,
        "CarrierGatewayId" to Kind.CARRIER_GATEWAY,
        "VpcEndpointId" to Kind.VPC_ENDPOINT,
        "TransitGatewayId" to null,
        "LocalGatewayId" to null,
        "CoreNetworkArn" to null,
    )

private fun destination(input: Members): Pair<String, String> {
    val member = DESTINATIONS.firstOrNull { input.text(it) != null }
        ?: throw AwsFault("MissingParameter", "The request must contain the parameter destinationCidrBlock")
    val text = input.text(member).orEmpty()
    if (member == "DestinationPrefixListId") return member to text
    val cidr = Cidr.parse(text)?.takeIf { it.isIpv6 == (member == "DestinationIpv6CidrBlock") }
        ?: throw Ec2Faults.invalid(text, member.replaceFirstChar { it.lowercase() }, "This is not a valid CIDR block.")
    return member to cidr.normal().toString()
}

private fun Contents.route(
    input: Members,
    destination: Pair<String, String>,
    origin: String,
): Members {
    val given = TARGETS.keys.filter { input.text(it) != null }
    if (given.size != 1) {
        throw AwsFault(
            if (given.isEmpty()) "MissingParameter" else "InvalidParameterCombination",
            "The request must contain exactly one of ${TARGETS.keys.joinToString {
                it.replaceFirstChar { c -> c.lowercase() }
            }}",
        )
    }
    if (destination.first == "DestinationPrefixListId") need(Kind.PREFIX_LIST, destination.second)
    val member = given.single()
    val id = input.text(member).orEmpty()
    val kind = TARGETS[member] ?: if (member == "GatewayId") gatewayKind(id) else null
    val target = kind?.let { need(it, id) }
    val shown = if (member == "VpcEndpointId") "GatewayId" else member
    val more = if (kind == Kind.INSTANCE && target != null) {
        members("InstanceOwnerId" to target["OwnerId"], "NetworkInterfaceId" to interfacesOf(id).firstOrNull()?.id)
    } else {
        emptyMap()
    }
    return mapOf(destination, shown to id, "Origin" to origin, "State" to "active") + more
}

private fun gatewayKind(id: String): Kind? = Kind.of(id).takeIf {
    it == Kind.INTERNET_GATEWAY || it == Kind.VPC_ENDPOINT
}

private fun at(
    table: Resource,
    destination: Pair<String, String>,
) = table.parts("Routes").firstOrNull { it[destination.first] == destination.second }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html */
internal fun createRoute(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val table = need(Kind.ROUTE_TABLE, input.text("RouteTableId"))
        val destination = destination(input)
        val fresh = route(input, destination, "CreateRoute")
        val before = at(table, destination)
        if (before != null) {
            throw AwsFault("RouteAlreadyExists", "The route identified by ${destination.second} already exists.")
        }
        put(table.with("Routes" to table.parts("Routes") + fresh))
        DONE
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceRoute.html */
internal fun replaceRoute(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val table = need(Kind.ROUTE_TABLE, input.text("RouteTableId"))
        val destination = destination(input)
        val before = at(table, destination) ?: throw Ec2Faults.invalid(
            "There is no route defined for '${destination.second}' in the route table. Use CreateRoute instead.",
        )
        val fresh = if (input["LocalTarget"] == true) {
            mapOf(destination, "GatewayId" to "local", "Origin" to "CreateRouteTable", "State" to "active")
        } else {
            route(input, destination, "${before["Origin"]}")
        }
        put(table.with("Routes" to table.parts("Routes").map { if (it === before) fresh else it }))
        DONE
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRoute.html */
internal fun deleteRoute(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val table = need(Kind.ROUTE_TABLE, input.text("RouteTableId"))
        val destination = destination(input)
        val before = at(table, destination) ?: throw AwsFault(
            "InvalidRoute.NotFound",
            "no route with destination-cidr-block ${destination.second} in route table ${table.id}",
        )
        if (before["GatewayId"] == "local") {
            throw Ec2Faults.invalid("cannot remove local route ${destination.second} in route table ${table.id}")
        }
        put(table.with("Routes" to table.parts("Routes") - setOf(before)))
        DONE
    }

private val ASSOCIATED = mapOf("State" to "associated")

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateRouteTable.html */
internal fun associateRouteTable(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val table = need(Kind.ROUTE_TABLE, input.text("RouteTableId"))
        val gateway = input.text("GatewayId")
        val subnet = if (gateway == null) need(Kind.SUBNET, input.text("SubnetId")) else null
        if (subnet != null && subnet["VpcId"] != table["VpcId"]) {
            throw AwsFault(
                "InvalidParameterValue",
                "Route table ${table.id} and subnet ${subnet.id} belong to different networks"
            )
        }
        val holder = where(Kind.ROUTE_TABLE, "Associations.SubnetId", subnet?.id).firstOrNull()
        val before = holder?.parts("Associations")?.first { it["SubnetId"] == subnet?.id }
        if (holder != null && holder.id != table.id) {
            throw AwsFault(
                "Resource.AlreadyAssociated",
                "the specified association for route table ${table.id} conflicts with an existing association",
            )
        }
        val association = before ?: call.new(this).tableAssociation(table.id, subnet?.id, gateway)
            .also { put(table.with("Associations" to table.parts("Associations") + it)) }
        mapOf("AssociationId" to association["RouteTableAssociationId"], "AssociationState" to ASSOCIATED)
    }

private fun Contents.associated(id: String?): Pair<Resource, Members> {
    val table = where(Kind.ROUTE_TABLE, "Associations.RouteTableAssociationId", id).firstOrNull()
        ?: throw AwsFault("InvalidAssociationID.NotFound", "The association ID '$id' does not exist")
    return table to table.parts("Associations").first { it["RouteTableAssociationId"] == id }
}

private fun Writer.drop(
    table: Resource,
    association: Members,
) = put(table.with("Associations" to table.parts("Associations") - setOf(association)))

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateRouteTable.html */
internal fun disassociateRouteTable(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val (table, association) = associated(input.text("AssociationId"))
        if (association["Main"] == true) {
            throw Ec2Faults.invalid(
                "cannot disassociate the main route table association ${association["RouteTableAssociationId"]}"
            )
        }
        drop(table, association)
        DONE
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceRouteTableAssociation.html */
internal fun replaceRouteTableAssociation(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val target = need(Kind.ROUTE_TABLE, input.text("RouteTableId"))
        val (table, association) = associated(input.text("AssociationId"))
        if (table["VpcId"] != target["VpcId"]) {
            throw AwsFault(
                "InvalidParameterValue",
                "Route tables ${table.id} and ${target.id} belong to different networks"
            )
        }
        if (table.id == target.id) return@write answer(association)
        drop(table, association)
        val moved = call.new(
            this
        ).tableAssociation(target.id, association.text("SubnetId"), association.text("GatewayId"))
        put(target.with("Associations" to target.parts("Associations") + moved))
        answer(moved)
    }

private fun answer(association: Members): Members =
    mapOf("NewAssociationId" to association["RouteTableAssociationId"], "AssociationState" to ASSOCIATED)

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableVgwRoutePropagation.html and its opposite */
internal fun propagation(
    input: Members,
    call: Ec2Call,
    isOn: Boolean,
): Members =
    call.state.write {
        val table = need(Kind.ROUTE_TABLE, input.text("RouteTableId"))
        val gateway = mapOf("GatewayId" to input.text("GatewayId"))
        val left = table.parts("PropagatingVgws") - setOf(gateway)
        put(table.with("PropagatingVgws" to if (isOn) left + gateway else left))
        DONE
    }
