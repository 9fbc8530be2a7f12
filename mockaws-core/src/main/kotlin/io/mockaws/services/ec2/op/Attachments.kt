package io.mockaws.services.ec2.op

import io.mockaws.kit.Members
import io.mockaws.kit.members
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Contents
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.newId

/** [eni] on an instance, at [device]. */
internal fun attachedTo(
    eni: Resource,
    instanceId: String,
    device: Int,
    deleteOnTermination: Boolean,
    call: Ec2Call,
    card: Int = 0,
): Resource =
    eni.with(
        "Status" to "in-use",
        "Attachment" to
            mapOf(
                "AttachTime" to call.now(),
                "AttachmentId" to call.newId("eni-attach"),
                "DeleteOnTermination" to deleteOnTermination,
                "DeviceIndex" to device,
                "NetworkCardIndex" to card,
                "InstanceId" to instanceId,
                "InstanceOwnerId" to call.account,
                "Status" to "attached",
            ),
    )

/** [eni] on nothing. */
internal fun detached(eni: Resource): Resource = withoutLentIp(eni).with("Status" to "available", "Attachment" to null)

/** What a public address that AWS lends is marked by; it goes when the instance stops. */
private const val LENT = "amazon"

/**
 * [eni] with [ip] as public address of its primary one, or of [private].
 *
 * @param isLent whether it is AWS's, for as long as the instance runs
 */
internal fun withPublicIp(
    eni: Resource,
    now: Contents,
    ip: String,
    call: Ec2Call,
    isLent: Boolean,
    private: String? = eni.text("PrivateIpAddress"),
    more: Members = emptyMap(),
): Resource {
    val hasNames = now.find(Kind.VPC, eni.text("VpcId"))?.flag("EnableDnsHostnames") == true
    val association =
        members(
            "PublicIp" to ip,
            "PublicDnsName" to if (hasNames) publicName(ip, call.region) else "",
            "IpOwnerId" to if (isLent) LENT else call.account,
        ) + more
    val addresses =
        eni.parts("PrivateIpAddresses").map {
            if (it["PrivateIpAddress"] ==
                private
            ) {
                it + ("Association" to association)
            } else {
                it
            }
        }
    val isPrimary = private == eni["PrivateIpAddress"]
    return eni.with(
        "PrivateIpAddresses" to addresses,
        "Association" to if (isPrimary) association else eni["Association"]
    )
}

/** [eni] without public address at [private]. */
internal fun withoutPublicIp(
    eni: Resource,
    private: String?,
): Resource {
    val addresses = eni.parts("PrivateIpAddresses").map {
        if (it["PrivateIpAddress"] ==
            private
        ) {
            it - "Association"
        } else {
            it
        }
    }
    return eni.with(
        "PrivateIpAddresses" to addresses,
        "Association" to if (private == eni["PrivateIpAddress"]) null else eni["Association"],
    )
}

/** [eni] without what AWS lent it. */
internal fun withoutLentIp(eni: Resource): Resource =
    if (eni.part("Association")?.get("IpOwnerId") == LENT) withoutPublicIp(eni, eni.text("PrivateIpAddress")) else eni

/** The network interfaces of an instance, the primary one first. */
internal fun Contents.interfacesOf(instanceId: String): List<Resource> =
    where(Kind.NETWORK_INTERFACE, "Attachment.InstanceId", instanceId)
        .sortedBy { it.part("Attachment")?.get("DeviceIndex") as? Int ?: 0 }

/** The volumes of an instance. */
internal fun Contents.volumesOf(instanceId: String): List<Resource> =
    where(Kind.VOLUME, "Attachments.InstanceId", instanceId)

/** How [volume] hangs on an instance. */
internal fun attachmentTo(
    volume: Resource,
    instanceId: String,
): Members = volume.parts("Attachments").first { it["InstanceId"] == instanceId }
