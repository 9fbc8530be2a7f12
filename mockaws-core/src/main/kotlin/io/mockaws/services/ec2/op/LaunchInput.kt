package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.part
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.ec2.catalog.ImageCatalog
import io.mockaws.services.ec2.catalog.InstanceTypes
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.resource.count
import io.mockaws.services.ec2.state.Contents
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.need
import io.mockaws.services.ec2.state.notThere
import java.util.Base64

private const val LONGEST_USER_DATA = 16_384

/** What [input] asks for with what its launch template says beside. Lists of the call take the place of the template's. */
internal fun Contents.withTemplate(input: Members): Members {
    val asked = input.part("LaunchTemplate") ?: return input
    val template = templateOf(asked)
    val version = versionOf(template, asked.text("Version") ?: "\$Default")
    val data = version.part("LaunchTemplateData").orEmpty()
    val mapped = data - "RamDiskId" + ("RamdiskId" to data["RamDiskId"])
    val given = input.filterValues { it != null && it != emptyList<Any>() }
    val tags = data.parts("TagSpecifications") + input.parts("TagSpecifications")
    return mapped + given + mapOf(
        "TagSpecifications" to tags,
        TEMPLATE_TAGS to
            mapOf(
                "aws:ec2launchtemplate:id" to template.id,
                "aws:ec2launchtemplate:version" to version["VersionNumber"].toString(),
            ),
    )
}

/** The tags that tell of which template an instance was made. */
internal const val TEMPLATE_TAGS: String = "TemplateTags"

/** The image that a call names, be it everybody's. */
internal fun Contents.image(
    id: String,
    call: Ec2Call,
): Resource {
    val image =
        find(Kind.IMAGE, id) ?: ImageCatalog.of(call.region)[id] ?: sharedImages(call)[id]
            ?: throw notThere(Kind.IMAGE, id)
    if (image.text("State") == "deregistered") {
        throw AwsFault("InvalidAMIID.Unavailable", "The image ID '[$id]' is no longer available")
    }
    return image
}

/** The type that a call names. */
internal fun Contents.checkType(type: String) {
    if (!InstanceTypes.isKnown(type) && find(Kind.INSTANCE_TYPE, type) == null) {
        throw Ec2Faults.invalid("Invalid value '$type' for InstanceType.")
    }
}

/** User data as it is kept, in Base64. */
internal fun checkedUserData(text: String?): String? {
    if (text == null) return null
    val bytes =
        try {
            Base64.getDecoder().decode(text.filterNot { it.isWhitespace() })
        } catch (_: IllegalArgumentException) {
            throw AwsFault("InvalidUserData.Malformed", "Invalid BASE64 encoding of user data.")
        }
    if (bytes.size >
        LONGEST_USER_DATA
    ) {
        throw AwsFault("InvalidUserData.Malformed", "User data is limited to 16384 bytes")
    }
    return text
}

/** How many instances a call wants: the least and the most. */
internal fun counts(input: Members): IntRange {
    val least = input.count("MinCount") ?: 1
    val most = input.count("MaxCount") ?: least
    if (least < 1) throw Ec2Faults.invalid(least, "minCount", "Minimum count must be greater than 0.")
    if (most < least) {
        throw Ec2Faults.combination("MaxCount must be greater than or equal to MinCount")
    }
    return least..most
}

/** Where an instance goes, and behind which groups. */
internal class Network(
    val subnet: Resource,
    val groups: List<Resource>,
)

/** The subnet and groups that [asked] names; those of the default VPC where it names none. */
internal fun Contents.network(
    asked: Members,
    zone: String?,
    groupIds: List<String> = asked.texts("SecurityGroupIds"),
): Network {
    val subnet = asked.text("SubnetId")?.let { need(Kind.SUBNET, it) } ?: subnetIn(zone)
    if (zone != null && asked.text("SubnetId") != null && subnet["AvailabilityZone"] != zone) {
        throw Ec2Faults.invalid(zone, "placement.availabilityZone", "It does not match the zone of the subnet.")
    }
    val vpcId = subnet.text("VpcId")
    val named =
        groupIds.map { need(Kind.SECURITY_GROUP, it) } + asked.texts("SecurityGroups").map { namedGroup(it, vpcId) }
    named.firstOrNull { it["VpcId"] != vpcId }?.let {
        throw AwsFault(
            "InvalidParameter",
            "Security group ${it.id} and subnet ${subnet.id} belong to different networks."
        )
    }
    return Network(subnet, named.distinctBy { it.id }.ifEmpty { listOf(namedGroup("default", vpcId)) })
}

private fun Contents.subnetIn(zone: String?): Resource {
    val vpc = defaultVpc() ?: throw AwsFault("VPCIdNotSpecified", "No default VPC for this user")
    return defaultSubnet(zone) ?: throw AwsFault(
        "MissingInput",
        if (zone == null) {
            "No subnets found for the default VPC '${vpc.id}'. Please specify a subnet."
        } else {
            "No default subnet for availability zone: '$zone'."
        },
    )
}

/** The volumes that an instance gets: the image's mappings with those of the call in their place. */
internal fun blockDevices(
    image: Resource,
    asked: List<Members>,
): List<Members> {
    val all = LinkedHashMap<String, Members>()
    image.parts("BlockDeviceMappings").forEach { all["${it["DeviceName"]}"] = it }
    for (mapping in asked) {
        val device = mapping.text("DeviceName") ?: throw Ec2Faults.missingParameter("deviceName")
        if (mapping["NoDevice"] != null) {
            all.remove(device)
            continue
        }
        val disk = mapping.part("Ebs")
        val before = all[device]?.part("Ebs")
        val least = before?.get("VolumeSize") as? Int
        val size = disk?.get("VolumeSize") as? Int
        if (size != null && least != null && size < least) {
            throw AwsFault(
                "InvalidBlockDeviceMapping",
                "Volume of size ${size}GB is smaller than snapshot '${before["SnapshotId"]}', expect size >= ${least}GB",
            )
        }
        val typed = if (disk?.get("VolumeType") ==
            null
        ) {
            before.orEmpty()
        } else {
            before.orEmpty() - "Iops" - "Throughput" - "VolumeType"
        }
        all[device] = if (disk == null) mapping else mapping + ("Ebs" to typed + disk)
    }
    return all.values.filter { it.part("Ebs") != null }
}
