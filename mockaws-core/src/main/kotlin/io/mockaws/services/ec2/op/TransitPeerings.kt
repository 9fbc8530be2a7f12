package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.engine.Place
import io.mockaws.kit.Members
import io.mockaws.kit.members
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.services.ec2.query.Describe
import io.mockaws.services.ec2.query.page
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.make
import io.mockaws.services.ec2.state.need
import io.mockaws.services.ec2.state.tagsFor

/** Both regions have the attachment, with the same id. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayPeeringAttachment.html */
internal fun createTransitPeering(
    input: Members,
    call: Ec2Call,
): Members {
    val tags = tagsFor(Kind.TRANSIT_ATTACHMENT, input)
    val gateway = call.state.now.transitGateway(input.text("TransitGatewayId"))
    val region = input.text("PeerRegion") ?: call.region
    val account = input.text("PeerAccountId") ?: call.account
    val made =
        call.make(
            Kind.TRANSIT_ATTACHMENT,
            members(
                "TransitGatewayId" to gateway.id,
                "TransitGatewayOwnerId" to gateway["OwnerId"],
                "ResourceOwnerId" to account,
                "ResourceType" to "peering",
                "ResourceId" to input.text("PeerTransitGatewayId"),
                "RequesterTgwInfo" to
                    mapOf("TransitGatewayId" to gateway.id, "OwnerId" to call.account, "Region" to call.region),
                "AccepterTgwInfo" to
                    mapOf(
                        "TransitGatewayId" to input.text("PeerTransitGatewayId"),
                        "OwnerId" to account,
                        "Region" to region
                    ),
                "State" to "pendingAcceptance",
                "Status" to mapOf("Code" to "pendingAcceptance"),
                "Options" to input["Options"],
                "CreationTime" to call.now(),
            ),
            tags,
        )
    call.state.write { put(made) }
    val there = call.at(Place(account, region))
    if (there.place != call.place) there.state.write { put(made.copy(tags = emptyMap())) }
    return mapOf("TransitGatewayPeeringAttachment" to made.shown + ("State" to "initiatingRequest"))
}

private fun Resource.side(name: String) = part(name).orEmpty().let { Place("${it["OwnerId"]}", "${it["Region"]}") }

/** Changes the state of a peering in both regions; [isAnswer] for what the accepter alone may do. */
internal fun changeTransitPeering(
    input: Members,
    call: Ec2Call,
    state: String,
    isAnswer: Boolean,
): Members {
    val peering = call.state.now.need(Kind.TRANSIT_ATTACHMENT, input.text("TransitGatewayAttachmentId"))
    if (isAnswer && peering.side("AccepterTgwInfo") != call.place) {
        val verb = if (state == "available") "accept" else "reject"
        throw AwsFault("InvalidParameterValue", "Cannot $verb ${peering.id} as the source of the peering request.")
    }
    for (place in setOf(peering.side("RequesterTgwInfo"), peering.side("AccepterTgwInfo"))) {
        call.at(place).state.write {
            find(Kind.TRANSIT_ATTACHMENT, peering.id)?.let {
                put(
                    it.with(
                        "State" to state,
                        "Status" to mapOf("Code" to state)
                    )
                )
            }
        }
    }
    return mapOf("TransitGatewayPeeringAttachment" to call.state.now.need(Kind.TRANSIT_ATTACHMENT, peering.id).shown)
}

/** The attachments of one sort, as the operation [name] describes them. */
internal fun describeTransitAttachments(
    name: String,
    type: String,
    answer: String,
    input: Members,
    call: Ec2Call,
): Members {
    val chosen = Describe(name, Kind.TRANSIT_ATTACHMENT, "TransitGatewayAttachmentIds", answer)
        .chosen(input, call.now(), call.state.now).filter { it.resource.text("ResourceType") == type }
    return page(answer, input, chosen, { it.resource.id }) { it.members }
}
