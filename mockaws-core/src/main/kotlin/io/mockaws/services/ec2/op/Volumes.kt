package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.members
import io.mockaws.kit.number
import io.mockaws.kit.text
import io.mockaws.services.ec2.query.Describe
import io.mockaws.services.ec2.query.page
import io.mockaws.services.ec2.resource.DONE
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.resource.attribute
import io.mockaws.services.ec2.state.Contents
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.Zones
import io.mockaws.services.ec2.state.need
import io.mockaws.services.ec2.state.tagsFor

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVolume.html */
internal fun createVolume(
    input: Members,
    call: Ec2Call,
): Members {
    val zones = Zones.of(call.region)
    val zone =
        input.text("AvailabilityZone")
            ?: zones.entries.firstOrNull { it.value == input.text("AvailabilityZoneId") }?.key
            ?: throw Ec2Faults.missingParameter("AvailabilityZone")
    if (zone !in zones) throw AwsFault("InvalidZone.NotFound", "The zone '$zone' does not exist.")
    val tags = tagsFor(Kind.VOLUME, input)
    val made =
        call.state.write {
            val snapshot = input.text("SnapshotId")?.let { need(Kind.SNAPSHOT, it) }
            put(newVolume(input, zone, call, tags, sourceSnapshot = snapshot))
        }
    return made.shown + ("State" to "creating")
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVolume.html */
internal fun deleteVolume(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val volume = need(Kind.VOLUME, input.text("VolumeId"))
        volume.parts("Attachments").firstOrNull()?.let {
            throw AwsFault("VolumeInUse", "Volume ${volume.id} is currently attached to ${it["InstanceId"]}")
        }
        remove(volume)
        DONE
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachVolume.html */
internal fun attachVolume(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val volume = need(Kind.VOLUME, input.text("VolumeId"))
        val instance = need(Kind.INSTANCE, input.text("InstanceId"))
        val device = input.text("Device") ?: throw Ec2Faults.missingParameter("device")
        if (stateOf(instance) == InstanceState.TERMINATED) {
            throw AwsFault("IncorrectState", "Instance '${instance.id}' is not 'running'.")
        }
        if (volume.parts("Attachments").isNotEmpty() && !volume.flag("MultiAttachEnabled")) {
            throw AwsFault("VolumeInUse", "${volume.id} is already attached to an instance")
        }
        if (volume["AvailabilityZone"] != instance.part("Placement")?.get("AvailabilityZone")) {
            throw AwsFault(
                "InvalidVolume.ZoneMismatch",
                "The volume '${volume.id}' is not in the same availability zone as instance '${instance.id}'",
            )
        }
        if (volumesOf(instance.id).any { attachmentTo(it, instance.id)["Device"] == device }) {
            throw Ec2Faults.invalid(device, "unixDevice", "$device is already in use")
        }
        val attached = attach(volume, instance.id, device, deleteOnTermination = false, call)
        attachmentTo(attached, instance.id) + ("State" to "attaching")
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachVolume.html */
internal fun detachVolume(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val volume = need(Kind.VOLUME, input.text("VolumeId"))
        val instanceId = input.text("InstanceId")
        val device = input.text("Device")
        val all = volume.parts("Attachments")
        if (all.isEmpty()) throw Ec2Faults.incorrectState("Volume '${volume.id}' is in the 'available' state.")
        if (instanceId != null) need(Kind.INSTANCE, instanceId)
        val how =
            all.firstOrNull {
                (instanceId == null || it["InstanceId"] == instanceId) && (device == null || it["Device"] == device)
            } ?: throw AwsFault(
                "InvalidAttachment.NotFound",
                "The volume '${volume.id}' is not attached to instance '$instanceId'" +
                    if (device == null) "" else " as device '$device'",
            )
        put(withoutAttachment(volume, how.text("InstanceId")))
        how + ("State" to "detaching")
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVolume.html */
internal fun modifyVolume(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val volume = need(Kind.VOLUME, input.text("VolumeId"))
        val type = input.text("VolumeType") ?: volume.text("VolumeType")
        val size = input.number("Size") ?: volume.int("Size")
        if (size != null && size < (volume.int("Size") ?: 0)) {
            throw Ec2Faults.invalid("New size cannot be smaller than existing size")
        }
        val isSameType = type == volume.text("VolumeType")
        val asked =
            members(
                "Size" to size,
                "VolumeType" to type,
                "Iops" to (input.number("Iops") ?: volume.int("Iops").takeIf { isSameType && type in PROVISIONED }),
                "Throughput" to (input.number("Throughput") ?: volume.int("Throughput").takeIf { isSameType }),
            )
        val target = newVolume(asked, "${volume["AvailabilityZone"]}", call, emptyMap())
        val modification =
            members(
                "VolumeId" to volume.id,
                "ModificationState" to "completed",
                "OriginalSize" to volume["Size"],
                "OriginalIops" to volume["Iops"],
                "OriginalVolumeType" to volume["VolumeType"],
                "OriginalThroughput" to volume["Throughput"],
                "OriginalMultiAttachEnabled" to volume["MultiAttachEnabled"],
                "TargetSize" to target["Size"],
                "TargetIops" to target["Iops"],
                "TargetVolumeType" to target["VolumeType"],
                "TargetThroughput" to target["Throughput"],
                "TargetMultiAttachEnabled" to (input["MultiAttachEnabled"] ?: volume["MultiAttachEnabled"]),
                "Progress" to 100L,
                "StartTime" to call.now(),
                "EndTime" to call.now(),
            )
        put(
            volume.with(
                "Size" to target["Size"],
                "Iops" to target["Iops"],
                "VolumeType" to target["VolumeType"],
                "Throughput" to target["Throughput"],
                "MultiAttachEnabled" to (input["MultiAttachEnabled"] ?: volume["MultiAttachEnabled"]),
                MODIFICATION to modification,
            ),
        )
        val begun = modification - "EndTime" + mapOf("ModificationState" to "modifying", "Progress" to 0L)
        mapOf("VolumeModification" to begun)
    }

/** Types whose operations a second are asked for. */
private val PROVISIONED = setOf("io1", "io2", "gp3")
private const val MODIFICATION = "Modification"

private val MODIFICATIONS =
    Describe("DescribeVolumesModifications", Kind.VOLUME, "VolumeIds", "VolumesModifications") { volume, _ ->
        volume.part(MODIFICATION).orEmpty()
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVolumesModifications.html */
internal fun describeVolumesModifications(
    input: Members,
    call: Ec2Call,
): Members {
    val chosen = MODIFICATIONS.chosen(input, call.now(), call.state.now).filter { it.members.isNotEmpty() }
    return page("VolumesModifications", input, chosen, { it.resource.id }) { it.members }
}

internal fun volumeStatus(
    volume: Resource,
    @Suppress("UNUSED_PARAMETER") now: Contents,
): Members =
    mapOf(
        "VolumeId" to volume.id,
        "AvailabilityZone" to volume["AvailabilityZone"],
        "AvailabilityZoneId" to volume["AvailabilityZoneId"],
        "Actions" to emptyList<Members>(),
        "Events" to emptyList<Members>(),
        "VolumeStatus" to
            mapOf(
                "Status" to "ok",
                "Details" to
                    listOf(
                        mapOf("Name" to "io-enabled", "Status" to "passed"),
                        mapOf("Name" to "io-performance", "Status" to "not-applicable"),
                    ),
            ),
    )

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVolumeAttribute.html */
internal fun describeVolumeAttribute(
    input: Members,
    call: Ec2Call,
): Members {
    val volume = call.state.now.need(Kind.VOLUME, input.text("VolumeId"))
    val shown =
        if (input.text("Attribute") == "autoEnableIO") {
            mapOf("AutoEnableIO" to mapOf("Value" to volume.flag("AutoEnableIO")))
        } else {
            mapOf("ProductCodes" to emptyList<Members>())
        }
    return mapOf("VolumeId" to volume.id) + shown
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVolumeAttribute.html */
internal fun modifyVolumeAttribute(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        put(need(Kind.VOLUME, input.text("VolumeId")).with("AutoEnableIO" to input.attribute("AutoEnableIO")))
        DONE
    }
