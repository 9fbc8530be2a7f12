package io.mockaws.services.ec2.op

import io.mockaws.kit.Members
import io.mockaws.kit.members
import io.mockaws.kit.text
import io.mockaws.services.ec2.query.FilterNames
import io.mockaws.services.ec2.query.Filters
import io.mockaws.services.ec2.resource.Cidr
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.make
import io.mockaws.services.ec2.state.need
import io.mockaws.services.ec2.state.tagsFor

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnetCidrReservation.html */
internal fun createCidrReservation(
    input: Members,
    call: Ec2Call,
): Members {
    val tags = tagsFor(Kind.CIDR_RESERVATION, input)
    val type = input.text("ReservationType")
    if (type != "prefix" &&
        type != "explicit"
    ) {
        throw Ec2Faults.invalid("Value ($type) for parameter reservationType is invalid.")
    }
    val text = input.text("Cidr").orEmpty()
    val cidr = Cidr.parse(text) ?: throw Ec2Faults.invalid(text, "cidr", "This is not a valid CIDR block.")
    val made =
        call.state.write {
            val subnet = need(Kind.SUBNET, input.text("SubnetId"))
            val block = subnetBlocks(subnet).firstOrNull { it.isIpv6 == cidr.isIpv6 }
            if (block == null || !block.contains(cidr)) {
                throw Ec2Faults.invalid("Reservation CIDR should be within subnet CIDR block ($block)")
            }
            val others = where(Kind.CIDR_RESERVATION, "SubnetId", subnet.id).mapNotNull {
                Cidr.parse(it.text("Cidr").orEmpty())
            }
            if (others.any(cidr::overlaps)) {
                throw Ec2Faults.invalid("Reservation CIDR $text has overlap with existing reserved CIDR block")
            }
            put(
                call.make(
                    Kind.CIDR_RESERVATION,
                    members(
                        "SubnetId" to subnet.id,
                        "Cidr" to cidr.normal().toString(),
                        "ReservationType" to type,
                        "OwnerId" to call.account,
                        "Description" to input.text("Description"),
                    ),
                    tags,
                ),
            )
        }
    return mapOf("SubnetCidrReservation" to made.shown)
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetSubnetCidrReservations.html */
internal fun getCidrReservations(
    input: Members,
    call: Ec2Call,
): Members {
    val now = call.state.now
    val subnet = now.need(Kind.SUBNET, input.text("SubnetId"))
    val filters = Filters(FilterNames.of("GetSubnetCidrReservations"), input)
    val (ipv6, ipv4) =
        now.where(Kind.CIDR_RESERVATION, "SubnetId", subnet.id).map { it to it.shown }
            .filter { (it, shown) -> filters.admit(shown, it.tags) }.map { it.second }
            .partition { ':' in "${it["Cidr"]}" }
    return mapOf("SubnetIpv4CidrReservations" to ipv4, "SubnetIpv6CidrReservations" to ipv6)
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSubnetCidrReservation.html */
internal fun deleteCidrReservation(
    input: Members,
    call: Ec2Call,
): Members = deleteOf(Kind.CIDR_RESERVATION, input, call) { mapOf("DeletedSubnetCidrReservation" to it.shown) }
