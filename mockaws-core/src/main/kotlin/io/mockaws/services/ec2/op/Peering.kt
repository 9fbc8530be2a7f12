package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.engine.Place
import io.mockaws.kit.Members
import io.mockaws.kit.members
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.services.ec2.resource.Cidr
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.GONE_AT
import io.mockaws.services.ec2.state.make
import io.mockaws.services.ec2.state.need
import io.mockaws.services.ec2.state.tagsFor
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours

private val EXPIRES = 7.days
private val SHOWN_AFTER = 2.hours
private val OPTIONS =
    mapOf(
        "AllowDnsResolutionFromRemoteVpc" to false,
        "AllowEgressFromLocalClassicLinkToRemoteVpc" to false,
        "AllowEgressFromLocalVpcToRemoteClassicLink" to false,
    )

private val WORDS =
    mapOf(
        "pending-acceptance" to "Pending Acceptance by ",
        "active" to "Active",
        "rejected" to "Inactive",
        "deleted" to "Deleted by ",
        "initiating-request" to "Initiating Request to ",
    )

private fun status(
    code: String,
    account: String,
): Members = mapOf("Code" to code, "Message" to WORDS.getValue(code).let { if (it.endsWith(' ')) it + account else it })

private fun info(
    vpc: Resource,
    region: String,
): Members =
    mapOf(
        "CidrBlock" to vpc["CidrBlock"],
        "CidrBlockSet" to vpc.parts("CidrBlockAssociationSet").map { mapOf("CidrBlock" to it["CidrBlock"]) },
        "OwnerId" to vpc["OwnerId"],
        "PeeringOptions" to OPTIONS,
        "VpcId" to vpc.id,
        "Region" to region,
    )

/** What is shown of a VPC in another region before its owner has accepted. */
private fun bare(
    vpc: Resource,
    region: String,
): Members = mapOf("OwnerId" to vpc["OwnerId"], "VpcId" to vpc.id, "Region" to region)

/**
 * Both sides have the connection in their states, with the same id.
 *
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcPeeringConnection.html
 */
internal fun createPeering(
    input: Members,
    call: Ec2Call,
): Members {
    val there = call.at(Place(input.text("PeerOwnerId") ?: call.account, input.text("PeerRegion") ?: call.region))
    val tags = tagsFor(Kind.VPC_PEERING, input)
    val requester = call.state.now.need(Kind.VPC, input.text("VpcId"))
    val accepter = there.state.now.need(
        Kind.VPC,
        input.text("PeerVpcId") ?: throw Ec2Faults.missingParameter("peerVpcId")
    )
    val blocks = listOf(requester, accepter).map { vpc ->
        vpc.parts("CidrBlockAssociationSet").mapNotNull { Cidr.parse("${it["CidrBlock"]}") }
    }
    if (requester.id == accepter.id) throw Ec2Faults.invalid("peerVpcId and vpcId must not be the same")
    val isOverlap = blocks[0].any { block -> blocks[1].any(block::overlaps) }
    val pending = if (isOverlap) {
        mapOf("Code" to "failed", "Message" to "VPC peering connection failed: the CIDR blocks overlap.")
    } else {
        status("pending-acceptance", there.account)
    }
    val made =
        call.make(
            Kind.VPC_PEERING,
            members(
                "RequesterVpcInfo" to info(requester, call.region),
                "AccepterVpcInfo" to
                    if (there.region == call.region) info(accepter, there.region) else bare(accepter, there.region),
                "ExpirationTime" to call.now() + EXPIRES,
                "Status" to pending,
            ),
            tags,
        )
    call.state.write { put(made) }
    if (there.place != call.place) there.state.write { put(made.copy(tags = emptyMap())) }
    val initiating = if (isOverlap) pending else status("initiating-request", there.account)
    return mapOf("VpcPeeringConnection" to made.shown + ("Status" to initiating))
}

private fun Resource.side(name: String): Place = part(name).orEmpty().let {
    Place("${it["OwnerId"]}", "${it["Region"]}")
}

/** Changes the connection on both of its sides. */
private fun both(
    peering: Resource,
    call: Ec2Call,
    change: (Resource) -> Resource,
): Resource {
    for (place in setOf(peering.side("RequesterVpcInfo"), peering.side("AccepterVpcInfo"))) {
        call.at(place).state.write { find(Kind.VPC_PEERING, peering.id)?.let { put(change(it)) } }
    }
    return call.state.now.need(Kind.VPC_PEERING, peering.id)
}

private fun peeringIn(
    input: Members,
    call: Ec2Call,
): Resource = call.state.now.need(Kind.VPC_PEERING, input.text("VpcPeeringConnectionId"))

private fun checkAccepter(
    peering: Resource,
    call: Ec2Call,
    words: String,
) {
    val accepter = peering.side("AccepterVpcInfo")
    if (accepter.region != call.region) {
        throw Ec2Faults.notPermitted(
            "Incorrect region (${call.region}) specified for this request. VPC peering connection ${peering.id} " +
                "must be $words in region ${accepter.region}",
        )
    }
    if (accepter.account != call.account) {
        throw Ec2Faults.notPermitted(
            "User (${call.account}) cannot ${if (words == "accepted") "accept" else "reject"} peering ${peering.id}"
        )
    }
    if (peering.part("Status")?.text("Code") != "pending-acceptance") {
        throw AwsFault(
            "InvalidStateTransition",
            "The vpcPeeringConnection '${peering.id}' is not in the correct state for the request.",
        )
    }
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AcceptVpcPeeringConnection.html */
internal fun acceptPeering(
    input: Members,
    call: Ec2Call,
): Members {
    val peering = peeringIn(input, call)
    if (peering.part("Status")?.text("Code") == "active") return mapOf("VpcPeeringConnection" to peering.shown)
    checkAccepter(peering, call, "accepted")
    val vpc = call.state.now.need(Kind.VPC, peering.part("AccepterVpcInfo")?.text("VpcId"))
    val made =
        both(peering, call) {
            it.with(
                "Status" to status("active", ""),
                "ExpirationTime" to null,
                "AccepterVpcInfo" to info(vpc, call.region)
            )
        }
    return mapOf("VpcPeeringConnection" to made.shown)
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RejectVpcPeeringConnection.html */
internal fun rejectPeering(
    input: Members,
    call: Ec2Call,
): Members {
    val peering = peeringIn(input, call)
    checkAccepter(peering, call, "accepted or rejected")
    both(peering, call) { it.with("Status" to status("rejected", ""), GONE_AT to call.now() + SHOWN_AFTER) }
    return mapOf("Return" to true)
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpcPeeringConnection.html */
internal fun deletePeering(
    input: Members,
    call: Ec2Call,
): Members {
    val peering = peeringIn(input, call)
    both(peering, call) { it.with("Status" to status("deleted", call.account), GONE_AT to call.now() + SHOWN_AFTER) }
    return mapOf("Return" to true)
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcPeeringConnectionOptions.html */
internal fun modifyPeeringOptions(
    input: Members,
    call: Ec2Call,
): Members {
    val peering = peeringIn(input, call)
    val answer = HashMap<String, Any?>()
    for ((member, side) in mapOf(
        "RequesterPeeringConnectionOptions" to "RequesterVpcInfo",
        "AccepterPeeringConnectionOptions" to "AccepterVpcInfo"
    )) {
        val asked = input.part(member) ?: continue
        both(peering, call) { current ->
            val info = current.part(side).orEmpty()
            current.with(side to info + ("PeeringOptions" to info.part("PeeringOptions").orEmpty() + asked))
        }
        answer[member] = asked
    }
    return answer
}
