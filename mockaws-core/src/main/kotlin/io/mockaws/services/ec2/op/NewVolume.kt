package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.arn
import io.mockaws.kit.flag
import io.mockaws.kit.members
import io.mockaws.kit.number
import io.mockaws.kit.text
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Contents
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.Writer
import io.mockaws.services.ec2.state.Zones
import io.mockaws.services.ec2.state.make

/** https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html: sizes, operations a second and throughput. */
internal enum class VolumeType(
    val sizes: IntRange,
    val iops: IntRange?,
    val baseIops: Int?,
    val throughput: IntRange? = null,
) {
    GP2(1..16_384, null, null),
    GP3(1..65_536, 3_000..80_000, 3_000, 125..2_000),
    IO1(4..16_384, 100..64_000, null),
    IO2(4..65_536, 100..256_000, null),
    ST1(125..16_384, null, null),
    SC1(125..16_384, null, null),
    STANDARD(1..1_024, null, null),
    ;

    companion object {
        fun of(name: String): VolumeType =
            entries.firstOrNull { it.name.equals(name, ignoreCase = true) }
                ?: throw AwsFault("UnknownVolumeType", "Unsupported volume type '$name' for volume creation.")
    }
}

private const val GP2_IOPS_PER_GIB = 3
private val GP2_IOPS = 100..16_000

/** A volume as [asked], checked as EC2 checks it; it stands nowhere yet. */
internal fun Contents.newVolume(
    asked: Members,
    zone: String,
    call: Ec2Call,
    tags: Map<String, String>,
    defaultType: String = "gp2",
    defaultSize: Int? = null,
    sourceSnapshot: Resource? = null,
): Resource {
    val name = asked.text("VolumeType") ?: defaultType
    val type = VolumeType.of(name)
    val fromSnapshot = sourceSnapshot?.int("VolumeSize")
    val size = asked.number("Size") ?: asked.number("VolumeSize") ?: fromSnapshot ?: defaultSize
        ?: throw Ec2Faults.missingParameter("size/snapshot")
    if (size !in type.sizes) {
        throw Ec2Faults.invalid(
            "Volume of ${size}GiB is ${if (size < type.sizes.first) "smaller" else "larger"} than the " +
                "${if (size < type.sizes.first) "minimum" else "maximum"} volume size for volumetype $name."
        )
    }
    if (fromSnapshot != null && size < fromSnapshot) {
        throw Ec2Faults.invalid(
            "Volume of ${size}GiB is smaller than snapshot '${sourceSnapshot.id}', expect size >= ${fromSnapshot}GiB"
        )
    }
    val iops = asked.number("Iops")
    if (iops == null && (type == VolumeType.IO1 || type == VolumeType.IO2)) {
        throw AwsFault("MissingParameter", "The request must contain the parameter iops for $name volumes")
    }
    if (iops != null && type.iops == null) {
        throw Ec2Faults.combination("The parameter iops is not supported for $name volumes.")
    }
    if (iops != null && type.iops?.contains(iops) == false) {
        throw Ec2Faults.invalid(
            "Volume iops of $iops is out of range; it must be between ${type.iops.first} and ${type.iops.last}."
        )
    }
    val throughput = asked.number("Throughput")
    if (throughput != null && type.throughput == null) {
        throw Ec2Faults.combination("The parameter throughput is not supported for $name volumes.")
    }
    if (throughput != null && type.throughput?.contains(throughput) == false) {
        throw Ec2Faults.invalid("Throughput of $throughput MiB/s is out of range.")
    }
    if (asked.flag("MultiAttachEnabled") == true && type != VolumeType.IO1 && type != VolumeType.IO2) {
        throw Ec2Faults.combination("The parameter multiAttachEnabled is not supported for $name volumes.")
    }
    val byDefault = find(Kind.SETTING, "EbsEncryptionByDefault")?.flag("Value") == true
    if (asked.text("KmsKeyId") != null && !byDefault && asked.flag("Encrypted") != true) {
        throw Ec2Faults.dependency("KmsKeyId", "Encrypted")
    }
    val isEncrypted = asked.flag("Encrypted") == true || byDefault || sourceSnapshot?.flag("Encrypted") == true
    return call.make(
        Kind.VOLUME,
        members(
            "AvailabilityZone" to zone,
            "AvailabilityZoneId" to Zones.of(call.region)[zone],
            "CreateTime" to call.now(),
            "Size" to size,
            "SnapshotId" to (sourceSnapshot?.id ?: asked.text("SnapshotId").orEmpty()),
            "State" to "available",
            "VolumeType" to name,
            "Iops" to
                (
                    iops ?: type.baseIops ?: (size * GP2_IOPS_PER_GIB).coerceIn(GP2_IOPS).takeIf {
                        type == VolumeType.GP2
                    }
                    ),
            "Throughput" to (throughput ?: type.throughput?.first),
            "Encrypted" to isEncrypted,
            "KmsKeyId" to
                if (isEncrypted) keyArn(asked.text("KmsKeyId") ?: sourceSnapshot?.text("KmsKeyId"), call) else null,
            "MultiAttachEnabled" to (asked.flag("MultiAttachEnabled") ?: false),
            "OutpostArn" to asked.text("OutpostArn"),
            "Attachments" to emptyList<Members>(),
        ),
        tags,
    )
}

/** A key that was named by its id, alias or ARN; the account's default one for EBS where none was. */
internal fun Contents.keyArn(
    name: String?,
    call: Ec2Call,
): String {
    val key = name ?: find(Kind.SETTING, "EbsDefaultKmsKeyId")?.text("Value") ?: "alias/aws/ebs"
    return when {
        key.startsWith("arn:") -> key
        key.startsWith("alias/") -> call.arn("kms", key)
        else -> call.arn("kms", "key/$key")
    }
}

/** Puts [volume] on an instance as [device]. */
internal fun Writer.attach(
    volume: Resource,
    instanceId: String,
    device: String,
    deleteOnTermination: Boolean,
    call: Ec2Call,
): Resource =
    put(
        volume.with(
            "State" to "in-use",
            "Attachments" to
                volume.parts("Attachments") +
                mapOf(
                    "AttachTime" to call.now(),
                    "Device" to device,
                    "InstanceId" to instanceId,
                    "State" to "attached",
                    "VolumeId" to volume.id,
                    "DeleteOnTermination" to deleteOnTermination,
                ),
        ),
    )
