package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.members
import io.mockaws.services.ec2.resource.Cidr
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Contents
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.NewVpc
import io.mockaws.services.ec2.state.Writer
import io.mockaws.services.ec2.state.make
import io.mockaws.services.ec2.state.need

/** What is asked of a network interface. */
internal class InterfaceRequest(
    val subnet: Resource,
    val groups: List<Resource>,
    val description: String = "",
    /** The first one is the primary address; null for any. */
    val addresses: List<String?> = listOf(null),
    val ipv6: List<String?> = emptyList(),
    val type: String = "interface",
    val tags: Map<String, String> = emptyMap(),
    val requester: String? = null,
)

/** The number of the address after the last one that was given out, of a subnet. */
private const val CURSOR = "NextAddress"
private const val FIRST_HOST = 4
private const val MAC_GROUPS = 5
private const val SUBNET_IPV6 = 64

/** A network interface with addresses of its subnet. It is attached to nothing. */
internal fun Writer.newInterface(
    request: InterfaceRequest,
    call: Ec2Call,
): Resource {
    val addresses = request.addresses.filterNot {
        request.subnet["CidrBlock"] == null
    }.map { takeAddress(request.subnet.id, it) }
    val ipv6 = takeIpv6(request.subnet, request.ipv6)
    val made =
        call.make(
            Kind.NETWORK_INTERFACE,
            members(
                "Status" to "available",
                "Description" to request.description,
                "SubnetId" to request.subnet.id,
                "VpcId" to request.subnet["VpcId"],
                "AvailabilityZone" to request.subnet["AvailabilityZone"],
                "AvailabilityZoneId" to request.subnet["AvailabilityZoneId"],
                "OwnerId" to call.account,
                "RequesterId" to request.requester,
                "RequesterManaged" to (request.requester != null),
                "InterfaceType" to request.type,
                "MacAddress" to "0e" + (1..MAC_GROUPS).joinToString("") { ":" + call.ids.hex(2) },
                "SourceDestCheck" to (request.type == "interface"),
                "Groups" to groupList(request.groups),
                "PrivateIpAddress" to addresses.firstOrNull(),
                "PrivateDnsName" to addresses.firstOrNull()?.let { privateName(it, call.region) },
                "PrivateIpAddresses" to
                    addresses.mapIndexed { i, address -> privateAddress(address, i == 0, call.region) },
                "Ipv6Addresses" to ipv6.mapIndexed { i, it -> mapOf("Ipv6Address" to it, "IsPrimaryIpv6" to false) },
                "Ipv6Address" to ipv6.firstOrNull(),
                "DenyAllIgwTraffic" to false,
            ),
            request.tags,
        )
    return put(made)
}

internal fun groupList(groups: List<Resource>): List<Members> =
    groups.map { mapOf("GroupId" to it.id, "GroupName" to it["GroupName"]) }

internal fun privateAddress(
    address: String,
    isPrimary: Boolean,
    region: String,
): Members =
    mapOf("PrivateIpAddress" to address, "PrivateDnsName" to privateName(address, region), "Primary" to isPrimary)

/** https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html */
internal fun privateName(
    address: String,
    region: String,
): String {
    val domain = if (region == "us-east-1") "ec2.internal" else "$region.compute.internal"
    return "ip-${address.replace('.', '-')}.$domain"
}

internal fun publicName(
    address: String,
    region: String,
): String {
    val domain = if (region == "us-east-1") "compute-1" else "$region.compute"
    return "ec2-${address.replace('.', '-')}.$domain.amazonaws.com"
}

/** A public address of AWS's. */
internal fun Ec2Call.newPublicIp(): String {
    val bits = ids.nextLong()
    val bytes = listOf(
        54,
        (bits ushr 8).toInt() and BYTE,
        (bits ushr 16).toInt() and BYTE,
        (bits ushr 24).toInt() and BYTE
    )
    return bytes.joinToString(".")
}

private const val BYTE = 0xff

/** Gives out [wanted], or any free address, of a subnet. */
internal fun Writer.takeAddress(
    subnetId: String,
    wanted: String?,
): String {
    val subnet = need(Kind.SUBNET, subnetId)
    val range = checkNotNull(Cidr.parse(subnet.text("CidrBlock").orEmpty()))
    val left = subnet.int("AvailableIpAddressCount") ?: 0
    if (wanted != null) {
        val address = Cidr.ofAddress(wanted)
        if (address == null || !range.contains(address)) {
            throw AwsFault("InvalidParameterValue", "Address $wanted does not fall within the subnet's address range")
        }
        if (isTaken(subnetId, wanted)) throw AwsFault("InvalidIPAddress.InUse", "Address $wanted is in use.")
        put(subnet.with("AvailableIpAddressCount" to left - 1))
        return wanted
    }
    if (left <= 0) {
        throw AwsFault(
            "InsufficientFreeAddressesInSubnet",
            "There are not enough free addresses in subnet '$subnetId' to satisfy the requested number of instances.",
        )
    }
    val hosts = range.count - NewVpc.RESERVED
    var cursor = subnet.int(CURSOR) ?: 0
    repeat(hosts) {
        val address = range.nth(FIRST_HOST + cursor % hosts)
        cursor++
        if (!isTaken(subnetId, address)) {
            put(subnet.with("AvailableIpAddressCount" to left - 1, CURSOR to cursor))
            return address
        }
    }
    throw AwsFault("InsufficientFreeAddressesInSubnet", "There are not enough free addresses in subnet '$subnetId'.")
}

private fun Contents.isTaken(
    subnetId: String,
    address: String,
) = where(Kind.NETWORK_INTERFACE, "PrivateIpAddresses.PrivateIpAddress", address).any { it["SubnetId"] == subnetId }

/** Takes back [count] addresses of a subnet. */
internal fun Writer.giveBack(
    subnetId: String?,
    count: Int,
) {
    val subnet = find(Kind.SUBNET, subnetId) ?: return
    put(subnet.with("AvailableIpAddressCount" to (subnet.int("AvailableIpAddressCount") ?: 0) + count))
}

/** IPv6 addresses of [subnet]: those that are wanted, or any. */
internal fun Writer.takeIpv6(
    subnet: Resource,
    wanted: List<String?>,
): List<String> {
    if (wanted.isEmpty()) return emptyList()
    val block = subnetBlocks(subnet).firstOrNull { it.isIpv6 && it.prefix <= SUBNET_IPV6 }
        ?: throw Ec2Faults.invalid("The subnet ${subnet.id} does not contain an IPv6 CIDR block.")
    var next =
        FIRST_HOST + where(Kind.NETWORK_INTERFACE, "SubnetId", subnet.id).sumOf { it.parts("Ipv6Addresses").size }
    return wanted.map { address ->
        if (address == null) return@map block.nth(next++)
        val parsed = Cidr.ofAddress(address)
        if (parsed == null || !block.contains(parsed)) {
            throw AwsFault("InvalidParameterValue", "Address $address does not fall within the subnet's address range")
        }
        parsed.toString().substringBefore('/')
    }
}

/** Removes [eni], and with it the addresses that it had; elastic ones are free again. */
internal fun Writer.dropInterface(eni: Resource) {
    giveBack(eni.text("SubnetId"), eni.parts("PrivateIpAddresses").size)
    where(Kind.ADDRESS, "NetworkInterfaceId", eni.id).forEach { put(freed(it)) }
    remove(find(Kind.NETWORK_INTERFACE, eni.id) ?: eni)
}

/** [address] with nothing that it stands for. */
internal fun freed(address: Resource): Resource =
    address.with(
        listOf("AssociationId", "InstanceId", "NetworkInterfaceId", "NetworkInterfaceOwnerId", "PrivateIpAddress")
            .associateWith { null },
    )
