package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.engine.Place
import io.mockaws.kit.Members
import io.mockaws.kit.flag
import io.mockaws.kit.members
import io.mockaws.kit.number
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.ec2.query.Describe
import io.mockaws.services.ec2.query.page
import io.mockaws.services.ec2.resource.DONE
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.resource.tagList
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.make
import io.mockaws.services.ec2.state.need
import io.mockaws.services.ec2.state.tagsFor

private const val GIB = 1_073_741_824L

/** A snapshot that is done at once. */
internal fun newSnapshot(
    description: String,
    size: Int,
    isEncrypted: Boolean,
    volumeId: String,
    tags: Map<String, String>,
    call: Ec2Call,
    keyId: String? = null,
): Resource =
    call.make(
        Kind.SNAPSHOT,
        members(
            "Description" to description,
            "Encrypted" to isEncrypted,
            "KmsKeyId" to keyId,
            "OwnerId" to call.account,
            "Progress" to "100%",
            "StartTime" to call.now(),
            "CompletionTime" to call.now(),
            "State" to "completed",
            "VolumeId" to volumeId,
            "VolumeSize" to size,
            "StorageTier" to "standard",
            "FullSnapshotSizeInBytes" to size * GIB,
        ),
        tags,
    )

internal fun snapshotOf(
    volume: Resource,
    description: String,
    tags: Map<String, String>,
    call: Ec2Call,
): Resource =
    newSnapshot(
        description,
        volume.int("Size") ?: 1,
        volume.flag("Encrypted"),
        volume.id,
        tags,
        call,
        volume.text("KmsKeyId"),
    )

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSnapshot.html */
internal fun createSnapshot(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val volume = need(Kind.VOLUME, input.text("VolumeId"))
        val made = put(snapshotOf(volume, input.text("Description").orEmpty(), tagsFor(Kind.SNAPSHOT, input), call))
        made.shown - "CompletionTime" + mapOf("State" to "pending", "Progress" to "")
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSnapshots.html */
internal fun createSnapshots(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val asked = input.part("InstanceSpecification").orEmpty()
        val instance = need(Kind.INSTANCE, asked.text("InstanceId"))
        val tags = tagsFor(Kind.SNAPSHOT, input)
        val left = asked.texts("ExcludeDataVolumeIds")
        val volumes =
            volumesOf(instance.id).filter { volume ->
                val isRoot = attachmentTo(volume, instance.id)["Device"] == instance["RootDeviceName"]
                volume.id !in left && !(isRoot && asked.flag("ExcludeBootVolume") == true)
            }
        val copied = input.text("CopyTagsFromSource") == "volume"
        val made = volumes.map { volume ->
            val all = if (copied) volume.tags + tags else tags
            put(snapshotOf(volume, input.text("Description").orEmpty(), all, call))
        }
        mapOf("Snapshots" to made.map { it.shown + mapOf("State" to "pending", "Progress" to "") })
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CopySnapshot.html */
internal fun copySnapshot(
    input: Members,
    call: Ec2Call,
): Members {
    val there = call.at(Place(call.account, input.text("SourceRegion") ?: call.region))
    val source = there.state.now.need(Kind.SNAPSHOT, input.text("SourceSnapshotId"))
    val tags = tagsFor(Kind.SNAPSHOT, input)
    val made =
        call.state.write {
            val isEncrypted = input.flag("Encrypted") == true || source.flag("Encrypted")
            put(
                newSnapshot(
                    input.text("Description") ?: "[Copied ${source.id} from ${there.region}]",
                    source.int("VolumeSize") ?: 1,
                    isEncrypted,
                    "vol-ffffffff",
                    tags,
                    call,
                    if (isEncrypted) keyArn(input.text("KmsKeyId"), call) else null,
                ),
            )
        }
    return members("SnapshotId" to made.id, "Tags" to tagList(tags).ifEmpty { null })
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSnapshot.html */
internal fun deleteSnapshot(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val snapshot = need(Kind.SNAPSHOT, input.text("SnapshotId"))
        holdersOf(snapshot).firstOrNull()?.let {
            throw AwsFault("InvalidSnapshot.InUse", "The snapshot ${snapshot.id} is currently in use by ${it.id}")
        }
        remove(snapshot)
        DONE
    }

private val DESCRIBE = Describe("DescribeSnapshots", Kind.SNAPSHOT, "SnapshotIds", "Snapshots")

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSnapshots.html */
internal fun describeSnapshots(
    input: Members,
    call: Ec2Call,
): Members {
    val owners = input.texts("OwnerIds")
    val users = input.texts("RestorableByUserIds")
    val chosen =
        DESCRIBE.chosen(input, call.now(), call.state.now).filter { (snapshot, _) ->
            (owners.isEmpty() || "self" in owners || call.account in owners) &&
                (users.isEmpty() || users.any { it == "self" || it == call.account || mayRestore(snapshot, it) })
        }
    return page("Snapshots", input, chosen, { it.resource.id }) { it.members }
}

/** Settings of EBS for the account: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableEbsEncryptionByDefault.html */
internal fun ebsSetting(
    name: String,
    value: Any?,
    call: Ec2Call,
): Members =
    call.state.write {
        val id = if (value is Boolean) "EbsEncryptionByDefault" else "EbsDefaultKmsKeyId"
        if (name.startsWith("Reset")) find(Kind.SETTING, id)?.let(::remove)
        if (value != null && value != "") put(Resource(Kind.SETTING, id, 0, mapOf("Value" to value)))
        if (value is Boolean) mapOf(id to value) else mapOf("KmsKeyId" to keyArn(null, call))
    }

/** Whether volumes of the account are encrypted without being asked for it. */
@Suppress("UNUSED_PARAMETER")
internal fun getEbsEncryption(
    input: Members,
    call: Ec2Call,
): Members =
    mapOf(
        "EbsEncryptionByDefault" to
            (call.state.now.find(Kind.SETTING, "EbsEncryptionByDefault")?.flag("Value") ?: false),
        "SseType" to "sse-ebs",
    )
