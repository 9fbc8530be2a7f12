package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.members
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.GONE_AT
import io.mockaws.services.ec2.state.Writer
import io.mockaws.services.ec2.state.make
import io.mockaws.services.ec2.state.need
import io.mockaws.services.ec2.state.newId
import io.mockaws.services.ec2.state.tagsFor
import kotlin.time.Duration.Companion.hours

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNatGateway.html */
internal fun createNatGateway(
    input: Members,
    call: Ec2Call,
): Members {
    val tags = tagsFor(Kind.NAT_GATEWAY, input)
    val isPublic = (input.text("ConnectivityType") ?: "public") == "public"
    val allocation = input.text("AllocationId")
    if (isPublic && allocation == null) throw Ec2Faults.missingParameter("AllocationId")
    if (!isPublic && allocation != null) {
        throw Ec2Faults.combination("You cannot specify an Elastic IP allocation ID for a private NAT gateway.")
    }
    val made =
        call.state.write {
            val subnet = need(Kind.SUBNET, input.text("SubnetId"))
            val id = call.newId(Kind.NAT_GATEWAY)
            val wanted = listOf(input.text("PrivateIpAddress")) + input.texts("SecondaryPrivateIpAddresses")
            val request =
                InterfaceRequest(
                    subnet,
                    emptyList(),
                    "Interface for NAT Gateway $id",
                    wanted,
                    type = "nat_gateway",
                    requester = call.account,
                )
            val eni = put(attachedTo(newInterface(request, call), id, 1, deleteOnTermination = true, call))
            val primary = eni.text("PrivateIpAddress").orEmpty()
            val allocations = listOfNotNull(allocation) + input.texts("SecondaryAllocationIds")
            val public = allocations.mapIndexed { i, it ->
                associated(need(Kind.ADDRESS, it), eni, wanted.getOrNull(i) ?: primary, call)
            }
            val addresses =
                eni.parts("PrivateIpAddresses").mapIndexed { i, private ->
                    val address = public.getOrNull(i)
                    members(
                        "NetworkInterfaceId" to eni.id,
                        "PrivateIp" to private["PrivateIpAddress"],
                        "PublicIp" to address?.get("PublicIp"),
                        "AllocationId" to address?.id,
                        "AssociationId" to address?.get("AssociationId"),
                        "IsPrimary" to (i == 0),
                        "Status" to "succeeded",
                    )
                }
            put(
                call.make(
                    Kind.NAT_GATEWAY,
                    members(
                        "SubnetId" to subnet.id,
                        "VpcId" to subnet["VpcId"],
                        "State" to "available",
                        "ConnectivityType" to if (isPublic) "public" else "private",
                        "CreateTime" to call.now(),
                        "NatGatewayAddresses" to addresses,
                    ),
                    tags,
                    id,
                ),
            )
        }
    return mapOf("NatGateway" to made.shown + ("State" to "pending"))
}

private fun Writer.associated(
    address: Resource,
    eni: Resource,
    private: String,
    call: Ec2Call,
): Resource {
    if (address["AssociationId"] != null) {
        throw AwsFault("Resource.AlreadyAssociated", "Elastic IP address [${address.id}] is already associated")
    }
    val association = call.newId("eipassoc")
    val ip = address.text("PublicIp").orEmpty()
    val ids = mapOf("AllocationId" to address.id, "AssociationId" to association)
    put(withPublicIp(need(Kind.NETWORK_INTERFACE, eni.id), this, ip, call, isLent = false, private, ids))
    return put(
        address.with(
            "AssociationId" to association,
            "NetworkInterfaceId" to eni.id,
            "NetworkInterfaceOwnerId" to call.account,
            "PrivateIpAddress" to private,
        ),
    )
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNatGateway.html: it is shown as deleted for an hour. */
internal fun deleteNatGateway(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val gateway = need(Kind.NAT_GATEWAY, input.text("NatGatewayId"))
        if (gateway.text("State") == "deleted") return@write mapOf("NatGatewayId" to gateway.id)
        where(Kind.NETWORK_INTERFACE, "Attachment.InstanceId", gateway.id).forEach(::dropInterface)
        put(
            gateway.with(
                "State" to "deleted",
                "DeleteTime" to call.now(),
                GONE_AT to call.now() + 1.hours,
            ),
        )
        mapOf("NatGatewayId" to gateway.id)
    }
