package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Arn
import io.mockaws.kit.Members
import io.mockaws.kit.members
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Contents
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.GONE_AT
import io.mockaws.services.ec2.state.Writer
import io.mockaws.services.ec2.state.make
import io.mockaws.services.ec2.state.need
import io.mockaws.services.ec2.state.newId
import io.mockaws.services.ec2.state.tagsFor
import kotlin.time.Duration.Companion.hours

private val OPTIONS =
    mapOf(
        "AmazonSideAsn" to 64_512L,
        "AutoAcceptSharedAttachments" to "disable",
        "DefaultRouteTableAssociation" to "enable",
        "DefaultRouteTablePropagation" to "enable",
        "VpnEcmpSupport" to "enable",
        "DnsSupport" to "enable",
        "SecurityGroupReferencingSupport" to "disable",
        "MulticastSupport" to "disable",
    )

private fun noGateway(id: String?) = AwsFault(
    "InvalidTransitGatewayID.NotFound",
    "Transit Gateway $id was deleted or does not exist."
)

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGateway.html */
internal fun createTransitGateway(
    input: Members,
    call: Ec2Call,
): Members {
    val tags = tagsFor(Kind.TRANSIT_GATEWAY, input)
    val id = call.newId(Kind.TRANSIT_GATEWAY)
    val made =
        call.state.write {
            val options = OPTIONS + input.part("Options").orEmpty()
            val hasTable =
                options["DefaultRouteTableAssociation"] == "enable" ||
                    options["DefaultRouteTablePropagation"] == "enable"
            val table = if (hasTable) newTable(id, options, emptyMap(), call).id else null
            val tables =
                members(
                    "AssociationDefaultRouteTableId" to
                        table.takeIf { options["DefaultRouteTableAssociation"] == "enable" },
                    "PropagationDefaultRouteTableId" to
                        table.takeIf { options["DefaultRouteTablePropagation"] == "enable" },
                )
            put(
                call.make(
                    Kind.TRANSIT_GATEWAY,
                    members(
                        "TransitGatewayArn" to Arn.of("ec2", call.place, "transit-gateway/$id").toString(),
                        "State" to "available",
                        "OwnerId" to call.account,
                        "Description" to input.text("Description"),
                        "CreationTime" to call.now(),
                        "Options" to options + tables,
                    ),
                    tags,
                    id,
                ),
            )
        }
    return mapOf("TransitGateway" to made.shown + ("State" to "pending"))
}

private fun Writer.newTable(
    gatewayId: String,
    options: Members?,
    tags: Map<String, String>,
    call: Ec2Call,
): Resource =
    put(
        call.make(
            Kind.TRANSIT_ROUTE_TABLE,
            mapOf(
                "TransitGatewayId" to gatewayId,
                "State" to "available",
                "DefaultAssociationRouteTable" to (options?.get("DefaultRouteTableAssociation") == "enable"),
                "DefaultPropagationRouteTable" to (options?.get("DefaultRouteTablePropagation") == "enable"),
                "CreationTime" to call.now(),
            ),
            tags,
        ),
    )

internal fun Contents.transitGateway(id: String?): Resource =
    find(Kind.TRANSIT_GATEWAY, id)?.takeIf { it.text("State") != "deleted" } ?: throw noGateway(id)

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyTransitGateway.html */
internal fun modifyTransitGateway(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val gateway = transitGateway(input.text("TransitGatewayId"))
        val asked = input.part("Options").orEmpty()
        val before = gateway.part("Options").orEmpty()
        val blocks = before.texts("TransitGatewayCidrBlocks") + asked.texts("AddTransitGatewayCidrBlocks") -
            asked.texts("RemoveTransitGatewayCidrBlocks").toSet()
        val options = before + (asked - "AddTransitGatewayCidrBlocks" - "RemoveTransitGatewayCidrBlocks")
        val changed =
            gateway.with(
                "Description" to (input.text("Description") ?: gateway["Description"]),
                "Options" to options + members("TransitGatewayCidrBlocks" to blocks.ifEmpty { null }),
            )
        mapOf("TransitGateway" to put(changed).shown)
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTransitGateway.html */
internal fun deleteTransitGateway(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val gateway = transitGateway(input.text("TransitGatewayId"))
        val attached = where(Kind.TRANSIT_ATTACHMENT, "TransitGatewayId", gateway.id).filter {
            it.text("State") !in
                ENDED
        }
        if (attached.isNotEmpty()) {
            throw AwsFault(
                "IncorrectState",
                "${gateway.id} has non-deleted Transit Gateway Attachments: ${attached.joinToString {
                    it.id
                }}."
            )
        }
        where(Kind.TRANSIT_ROUTE_TABLE, "TransitGatewayId", gateway.id).forEach(::remove)
        put(gateway.with("State" to "deleted", GONE_AT to call.now() + 1.hours))
        mapOf("TransitGateway" to gateway.shown + ("State" to "deleting"))
    }

internal val ENDED: Set<String> = setOf("deleted", "rejected", "failed")

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayRouteTable.html */
internal fun createTransitRouteTable(
    input: Members,
    call: Ec2Call,
): Members {
    val tags = tagsFor(Kind.TRANSIT_ROUTE_TABLE, input)
    val made = call.state.write { newTable(transitGateway(input.text("TransitGatewayId")).id, null, tags, call) }
    return mapOf("TransitGatewayRouteTable" to made.shown + ("State" to "pending"))
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTransitGatewayRouteTable.html */
internal fun deleteTransitRouteTable(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val table = need(Kind.TRANSIT_ROUTE_TABLE, input.text("TransitGatewayRouteTableId"))
        if (table.parts(ASSOCIATIONS).isNotEmpty()) {
            throw AwsFault("IncorrectState", "Cannot delete route table ${table.id}: it has associations.")
        }
        remove(table)
        mapOf("TransitGatewayRouteTable" to table.shown + ("State" to "deleting"))
    }

internal const val ASSOCIATIONS: String = "Associations"
internal const val PROPAGATIONS: String = "Propagations"
internal const val ROUTES: String = "Routes"

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayVpcAttachment.html */
internal fun createTransitVpcAttachment(
    input: Members,
    call: Ec2Call,
): Members {
    val tags = tagsFor(Kind.TRANSIT_ATTACHMENT, input)
    val made =
        call.state.write {
            val gateway = transitGateway(input.text("TransitGatewayId"))
            val vpc = need(Kind.VPC, input.text("VpcId"))
            val subnets = input.texts("SubnetIds").map { need(Kind.SUBNET, it).id }
            if (where(Kind.TRANSIT_ATTACHMENT, "VpcId", vpc.id).any {
                    it["TransitGatewayId"] == gateway.id &&
                        it.text("State") !in ENDED
                }
            ) {
                throw AwsFault(
                    "DuplicateTransitGatewayAttachment",
                    "${gateway.id} has non-deleted Transit Gateway Attachments with same VPC ID.",
                )
            }
            val options =
                mapOf(
                    "DnsSupport" to "enable",
                    "SecurityGroupReferencingSupport" to "enable",
                    "Ipv6Support" to "disable",
                    "ApplianceModeSupport" to "disable",
                )
            val attachment =
                put(
                    call.make(
                        Kind.TRANSIT_ATTACHMENT,
                        members(
                            "TransitGatewayId" to gateway.id,
                            "TransitGatewayOwnerId" to gateway["OwnerId"],
                            "VpcId" to vpc.id,
                            "VpcOwnerId" to vpc["OwnerId"],
                            "ResourceOwnerId" to vpc["OwnerId"],
                            "ResourceType" to "vpc",
                            "ResourceId" to vpc.id,
                            "State" to "available",
                            "SubnetIds" to subnets,
                            "CreationTime" to call.now(),
                            "Options" to options + input.part("Options").orEmpty(),
                        ),
                        tags,
                    ),
                )
            joinDefaults(gateway, attachment)
        }
    return mapOf("TransitGatewayVpcAttachment" to made.shown + ("State" to "pending"))
}

/** Puts a new attachment into the tables that its gateway has for all. */
internal fun Writer.joinDefaults(
    gateway: Resource,
    attachment: Resource,
): Resource {
    val options = gateway.part("Options").orEmpty()
    options.text("PropagationDefaultRouteTableId")?.let { propagate(need(Kind.TRANSIT_ROUTE_TABLE, it), attachment) }
    val association = options.text("AssociationDefaultRouteTableId") ?: return attachment
    return associate(need(Kind.TRANSIT_ROUTE_TABLE, association), attachment)
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyTransitGatewayVpcAttachment.html */
internal fun modifyTransitVpcAttachment(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val attachment = need(Kind.TRANSIT_ATTACHMENT, input.text("TransitGatewayAttachmentId"))
        val subnets =
            attachment.texts("SubnetIds") + input.texts("AddSubnetIds") - input.texts("RemoveSubnetIds").toSet()
        val options = attachment.part("Options").orEmpty() + input.part("Options").orEmpty()
        mapOf("TransitGatewayVpcAttachment" to put(attachment.with("SubnetIds" to subnets, "Options" to options)).shown)
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTransitGatewayVpcAttachment.html and that of peerings */
internal fun deleteTransitAttachment(
    input: Members,
    call: Ec2Call,
    answer: String,
): Members =
    call.state.write {
        val attachment = need(Kind.TRANSIT_ATTACHMENT, input.text("TransitGatewayAttachmentId"))
        leaveTables(attachment)
        put(attachment.with("State" to "deleted", "Association" to null, GONE_AT to call.now() + 1.hours))
        mapOf(answer to attachment.shown + ("State" to "deleting"))
    }

internal fun checkOneTable(attachment: Resource) {
    if (attachment["Association"] != null) {
        throw AwsFault(
            "Resource.AlreadyAssociated",
            "Transit Gateway Attachment ${attachment.id} is already associated to a route table."
        )
    }
}

internal fun noRoute(cidr: String?): AwsFault = Ec2Faults.invalid("There is no route for $cidr in the route table.")
