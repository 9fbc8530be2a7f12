package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.flag
import io.mockaws.kit.members
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.ec2.query.Describe
import io.mockaws.services.ec2.resource.Cidr
import io.mockaws.services.ec2.resource.DONE
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Contents
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.Writer
import io.mockaws.services.ec2.state.make
import io.mockaws.services.ec2.state.need
import io.mockaws.services.ec2.state.newId
import io.mockaws.services.ec2.state.tagsFor

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AllocateAddress.html */
internal fun allocateAddress(
    input: Members,
    call: Ec2Call,
): Members {
    val tags = tagsFor(Kind.ADDRESS, input)
    val wanted = input.text("Address")
    if (wanted != null &&
        Cidr.ofAddress(wanted) == null
    ) {
        throw Ec2Faults.invalid("Invalid value '$wanted' for address.")
    }
    val made =
        call.state.write {
            put(
                call.make(
                    Kind.ADDRESS,
                    members(
                        "PublicIp" to (wanted ?: call.newPublicIp()),
                        "Domain" to "vpc",
                        "PublicIpv4Pool" to (input.text("PublicIpv4Pool") ?: "amazon"),
                        "NetworkBorderGroup" to (input.text("NetworkBorderGroup") ?: call.region),
                    ),
                    tags,
                ),
            )
        }
    return made.shown
}

private val DESCRIBE = Describe("DescribeAddresses", Kind.ADDRESS, "AllocationIds", "Addresses")

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAddresses.html */
internal fun describeAddresses(
    input: Members,
    call: Ec2Call,
): Members {
    val now = call.state.now
    val ips = input.texts("PublicIps")
    ips.firstOrNull { !now.any(Kind.ADDRESS, "PublicIp", it) }?.let { throw noAddress(it) }
    val chosen = DESCRIBE.chosen(input, call.now(), now).filter { ips.isEmpty() || it.resource.text("PublicIp") in ips }
    return mapOf("Addresses" to chosen.map { it.members })
}

private fun noAddress(ip: String?) = AwsFault("InvalidAddress.NotFound", "Address '$ip' not found.")

/** The address that a call names by its id or by itself. */
private fun Contents.addressIn(input: Members): Resource {
    val id = input.text("AllocationId")
    if (id != null) return need(Kind.ADDRESS, id)
    val ip =
        input.text("PublicIp")
            ?: throw AwsFault("MissingParameter", "Either public IP or allocation id must be specified")
    return where(Kind.ADDRESS, "PublicIp", ip).firstOrNull() ?: throw noAddress(ip)
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateAddress.html */
internal fun associateAddress(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val address = addressIn(input)
        val eni = interfaceIn(input)
        val private = input.text("PrivateIpAddress") ?: eni.text("PrivateIpAddress")
        val isHere = address["NetworkInterfaceId"] == eni.id && address["PrivateIpAddress"] == private
        // By default an address of a VPC moves on; who does not want that says so.
        if (address["AssociationId"] != null && !isHere && input.flag("AllowReassociation") == false) {
            throw AwsFault(
                "Resource.AlreadyAssociated",
                "resource ${address.id} is already associated with associate-id ${address["AssociationId"]}",
            )
        }
        release(address)
        where(Kind.ADDRESS, "NetworkInterfaceId", eni.id).filter {
            it["PrivateIpAddress"] == private
        }.forEach { put(freed(it)) }
        val association = call.newId("eipassoc")
        val ip = address.text("PublicIp").orEmpty()
        val ids = mapOf("AllocationId" to address.id, "AssociationId" to association)
        put(withPublicIp(need(Kind.NETWORK_INTERFACE, eni.id), this, ip, call, isLent = false, private, ids))
        put(
            freed(address).with(
                "AssociationId" to association,
                "NetworkInterfaceId" to eni.id,
                "NetworkInterfaceOwnerId" to call.account,
                "PrivateIpAddress" to private,
                "InstanceId" to eni.part("Attachment")?.get("InstanceId"),
            ),
        )
        mapOf("AssociationId" to association)
    }

private fun Contents.interfaceIn(input: Members): Resource {
    input.text("NetworkInterfaceId")?.let { return need(Kind.NETWORK_INTERFACE, it) }
    val id =
        input.text("InstanceId")
            ?: throw AwsFault("MissingParameter", "Either instance ID or network interface id must be specified")
    val instance = need(Kind.INSTANCE, id)
    return interfacesOf(instance.id).firstOrNull()
        ?: throw AwsFault("InvalidInstanceID", "The instance '$id' is not in a valid state for this operation.")
}

/** Takes [address] off what it stands for. */
internal fun Writer.release(address: Resource) {
    val eni = find(Kind.NETWORK_INTERFACE, address.text("NetworkInterfaceId")) ?: return
    put(withoutPublicIp(eni, address.text("PrivateIpAddress")))
    put(freed(address))
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateAddress.html */
internal fun disassociateAddress(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val id = input.text("AssociationId")
        val address = if (id == null) {
            addressIn(input)
        } else {
            where(Kind.ADDRESS, "AssociationId", id).firstOrNull()
                ?: throw AwsFault("InvalidAssociationID.NotFound", "The association ID '$id' does not exist")
        }
        release(address)
        DONE
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReleaseAddress.html */
internal fun releaseAddress(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val address = addressIn(input)
        if (address["AssociationId"] != null) {
            throw AwsFault("InvalidIPAddress.InUse", "Address ${address["PublicIp"]} is in use.")
        }
        remove(address)
        DONE
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAddressesAttribute.html */
internal fun describeAddressesAttribute(
    input: Members,
    call: Ec2Call,
): Members {
    val ids = input.texts("AllocationIds")
    val all = ids.map { call.state.now.need(Kind.ADDRESS, it) }.ifEmpty { call.state.now[Kind.ADDRESS].values }
    return mapOf("Addresses" to all.map(::attributesOf))
}

private fun attributesOf(address: Resource) =
    members("PublicIp" to address["PublicIp"], "AllocationId" to address.id, "PtrRecord" to address["PtrRecord"])

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyAddressAttribute.html */
internal fun modifyAddressAttribute(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val name = input.text("DomainName")?.let { if (it.endsWith('.')) it else "$it." }
        mapOf("Address" to attributesOf(put(need(Kind.ADDRESS, input.text("AllocationId")).with("PtrRecord" to name))))
    }
