package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.flag
import io.mockaws.kit.members
import io.mockaws.kit.text
import io.mockaws.services.ec2.query.FilterNames
import io.mockaws.services.ec2.query.Filters
import io.mockaws.services.ec2.query.page
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.Writer
import io.mockaws.services.ec2.state.need

private fun entry(
    attachment: Resource,
    state: String,
): Members =
    mapOf(
        "TransitGatewayAttachmentId" to attachment.id,
        "ResourceId" to attachment["ResourceId"],
        "ResourceType" to attachment["ResourceType"],
        "State" to state,
    )

/** Has [attachment] go by [table]; gives the attachment as it is then. */
internal fun Writer.associate(
    table: Resource,
    attachment: Resource,
): Resource {
    put(table.with(ASSOCIATIONS to table.parts(ASSOCIATIONS) + entry(attachment, "associated")))
    return put(
        attachment.with("Association" to mapOf("TransitGatewayRouteTableId" to table.id, "State" to "associated"))
    )
}

/** Has [table] know where [attachment] leads. */
internal fun Writer.propagate(
    table: Resource,
    attachment: Resource,
) {
    val known = table.parts(PROPAGATIONS).filterNot { it["TransitGatewayAttachmentId"] == attachment.id }
    put(table.with(PROPAGATIONS to known + entry(attachment, "enabled")))
}

/** Takes [attachment] out of all tables of its gateway. */
internal fun Writer.leaveTables(attachment: Resource) {
    for (table in where(Kind.TRANSIT_ROUTE_TABLE, "TransitGatewayId", attachment.text("TransitGatewayId"))) {
        put(
            table.with(
                ASSOCIATIONS to
                    table.parts(ASSOCIATIONS).filterNot { it["TransitGatewayAttachmentId"] == attachment.id },
                PROPAGATIONS to
                    table.parts(PROPAGATIONS).filterNot { it["TransitGatewayAttachmentId"] == attachment.id },
            ),
        )
    }
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateTransitGatewayRouteTable.html */
internal fun associateTransitTable(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val table = need(Kind.TRANSIT_ROUTE_TABLE, input.text("TransitGatewayRouteTableId"))
        val attachment = need(Kind.TRANSIT_ATTACHMENT, input.text("TransitGatewayAttachmentId"))
        checkOneTable(attachment)
        associate(table, attachment)
        mapOf("Association" to entry(attachment, "associating") + ("TransitGatewayRouteTableId" to table.id))
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateTransitGatewayRouteTable.html */
internal fun disassociateTransitTable(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val table = need(Kind.TRANSIT_ROUTE_TABLE, input.text("TransitGatewayRouteTableId"))
        val attachment = need(Kind.TRANSIT_ATTACHMENT, input.text("TransitGatewayAttachmentId"))
        put(
            table.with(
                ASSOCIATIONS to table.parts(ASSOCIATIONS).filterNot {
                    it["TransitGatewayAttachmentId"] == attachment.id
                }
            )
        )
        put(attachment.with("Association" to null))
        mapOf("Association" to entry(attachment, "disassociating") + ("TransitGatewayRouteTableId" to table.id))
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableTransitGatewayRouteTablePropagation.html and its opposite */
internal fun transitPropagation(
    input: Members,
    call: Ec2Call,
    isOn: Boolean,
): Members =
    call.state.write {
        val table = need(Kind.TRANSIT_ROUTE_TABLE, input.text("TransitGatewayRouteTableId"))
        val attachment = need(Kind.TRANSIT_ATTACHMENT, input.text("TransitGatewayAttachmentId"))
        val has = table.parts(PROPAGATIONS).any { it["TransitGatewayAttachmentId"] == attachment.id }
        if (isOn && has) {
            throw AwsFault(
                "TransitGatewayRouteTablePropagation.Duplicate",
                "Propagation with attachment ${attachment.id} already exists in Transit Gateway Route Table ${table.id}.",
            )
        }
        if (!isOn && !has) {
            throw AwsFault("TransitGatewayRouteTablePropagation.NotFound", "Propagation does not exist in ${table.id}.")
        }
        if (isOn) {
            propagate(table, attachment)
        } else {
            put(
                table.with(
                    PROPAGATIONS to
                        table.parts(PROPAGATIONS).filterNot { it["TransitGatewayAttachmentId"] == attachment.id }
                )
            )
        }
        mapOf(
            "Propagation" to
                entry(attachment, if (isOn) "enabled" else "disabled") + ("TransitGatewayRouteTableId" to table.id)
        )
    }

/** What a transit gateway's route table has of [what], as the operation [name] answers it. */
internal fun transitTableEntries(
    name: String,
    what: String,
    answer: String,
    input: Members,
    call: Ec2Call,
): Members {
    val table = call.state.now.need(Kind.TRANSIT_ROUTE_TABLE, input.text("TransitGatewayRouteTableId"))
    val filters = Filters(FilterNames.of(name), input)
    val all = table.parts(what).filter { filters.admit(it, emptyMap()) }
    return page(answer, input, all, { "${it["TransitGatewayAttachmentId"]}" }) { it }
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayRoute.html */
internal fun createTransitRoute(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val table = need(Kind.TRANSIT_ROUTE_TABLE, input.text("TransitGatewayRouteTableId"))
        val cidr = block(
            input.text("DestinationCidrBlock"),
            isIpv6 =
            ':' in input.text("DestinationCidrBlock").orEmpty()
        )
        if (table.parts(ROUTES).any { it["DestinationCidrBlock"] == cidr }) {
            throw AwsFault(
                "RouteAlreadyExists",
                "Route $cidr already exists in Transit Gateway Route Table ${table.id}."
            )
        }
        val attachment = input.text("TransitGatewayAttachmentId")?.let { need(Kind.TRANSIT_ATTACHMENT, it) }
        val route =
            members(
                "DestinationCidrBlock" to cidr,
                "Type" to "static",
                "State" to if (input.flag("Blackhole") == true) "blackhole" else "active",
                "TransitGatewayAttachments" to attachment?.let { listOf(entry(it, "") - "State") },
            )
        put(table.with(ROUTES to table.parts(ROUTES) + route))
        mapOf("Route" to route)
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTransitGatewayRoute.html */
internal fun deleteTransitRoute(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val table = need(Kind.TRANSIT_ROUTE_TABLE, input.text("TransitGatewayRouteTableId"))
        val cidr = input.text("DestinationCidrBlock")
        val route = table.parts(ROUTES).firstOrNull { it["DestinationCidrBlock"] == cidr } ?: throw noRoute(cidr)
        put(table.with(ROUTES to table.parts(ROUTES) - setOf(route)))
        mapOf("Route" to route + ("State" to "deleted"))
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SearchTransitGatewayRoutes.html */
internal fun searchTransitRoutes(
    input: Members,
    call: Ec2Call,
): Members {
    val now = call.state.now
    val table = now.need(Kind.TRANSIT_ROUTE_TABLE, input.text("TransitGatewayRouteTableId"))
    val filters = Filters(FilterNames.of("SearchTransitGatewayRoutes"), input)
    val propagated = table.parts(PROPAGATIONS).filter { it["ResourceType"] == "vpc" }.mapNotNull { known ->
        now.find(Kind.VPC, known.text("ResourceId"))?.let { vpc ->
            mapOf(
                "DestinationCidrBlock" to vpc["CidrBlock"],
                "Type" to "propagated",
                "State" to "active",
                "TransitGatewayAttachments" to listOf(known - "State"),
            )
        }
    }
    val static = table.parts(ROUTES)
    val all = (
        static +
            propagated.filter { p -> static.none { it["DestinationCidrBlock"] == p["DestinationCidrBlock"] } }
        )
        .filter { filters.admit(it, emptyMap()) }
    val limit = input["MaxResults"] as? Int ?: all.size
    return mapOf("Routes" to all.take(limit), "AdditionalRoutesAvailable" to (all.size > limit))
}
