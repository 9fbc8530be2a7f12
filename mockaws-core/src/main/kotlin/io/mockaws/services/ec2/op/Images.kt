package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.engine.Place
import io.mockaws.kit.Members
import io.mockaws.kit.flag
import io.mockaws.kit.inMilliseconds
import io.mockaws.kit.members
import io.mockaws.kit.number
import io.mockaws.kit.part
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.ec2.catalog.ImageCatalog
import io.mockaws.services.ec2.query.FilterNames
import io.mockaws.services.ec2.query.Filters
import io.mockaws.services.ec2.query.page
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Contents
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.Ec2State
import io.mockaws.services.ec2.state.make
import io.mockaws.services.ec2.state.need
import io.mockaws.services.ec2.state.notThere
import io.mockaws.services.ec2.state.tagsFor
import kotlin.time.Instant

private val NAME = Regex("[a-zA-Z0-9()\\[\\] ./\\-'@_]{3,128}")
private const val ROOT = "/dev/sda1"
private const val DEFAULT_SIZE = 8

/** Who may start an image beside its owner. */
internal const val PERMISSIONS: String = "LaunchPermissions"

internal fun dateText(at: Instant): String = at.inMilliseconds()

/** Images of other accounts in this region that are shared with this one, or with everybody, by id. */
internal fun sharedImages(call: Ec2Call): Map<String, Resource> =
    call.world.states.all().asSequence().filter { (key, state) ->
        state is Ec2State && key.region == call.region && key.account != call.account
    }.flatMap { (_, state) -> (state as Ec2State).now[Kind.IMAGE].values }
        .filter { image -> image.parts(PERMISSIONS).any { it["Group"] == "all" || it["UserId"] == call.account } }
        .associateBy { it.id }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html */
internal fun describeImages(
    input: Members,
    call: Ec2Call,
): Members {
    val own = call.state.now[Kind.IMAGE]
    val shared = sharedImages(call)
    val catalog = ImageCatalog.of(call.region)
    val ids = input.texts("ImageIds").distinct()
    val lost = ids.filter { it !in own && it !in shared && it !in catalog }
    lost.firstOrNull { !Kind.IMAGE.isId(it) }?.let { throw notThere(Kind.IMAGE, it) }
    if (lost.isNotEmpty()) throw Ec2Faults.missing(Kind.IMAGE, lost)
    val filters = Filters(FilterNames.of("DescribeImages"), input)
    val all =
        if (ids.isEmpty()) {
            own.values.asSequence() + shared.values + catalog.values
        } else {
            ids.asSequence().map { own[it] ?: shared[it] ?: catalog.getValue(it) }
        }
    val owners = input.texts("Owners")
    val users = input.texts("ExecutableUsers")
    val deprecated = input.flag("IncludeDeprecated") == true
    val found =
        all.filter { it.text("State") != "deregistered" }
            .filter { owners.isEmpty() || owners.any { owner -> isOwner(it, owner, call) } }
            .filter { users.isEmpty() || users.any { user -> mayStart(it, user, call) } }
            .filter { deprecated || ids.isNotEmpty() || it["OwnerId"] == call.account || !isDeprecated(it, call) }
            .map { it to it.shown }.filter { (it, shown) -> filters.admit(shown, it.tags) }.toList()
    return page("Images", input, found, { it.first.id }) { it.second }
}

private fun isOwner(
    image: Resource,
    owner: String,
    call: Ec2Call,
) = when (owner) {
    "self" -> image["OwnerId"] == call.account
    else -> image["OwnerId"] == owner || image["ImageOwnerAlias"] == owner
}

private fun mayStart(
    image: Resource,
    user: String,
    call: Ec2Call,
): Boolean =
    when (user) {
        "all" -> image.flag("Public")
        "self" -> image.parts(PERMISSIONS).any { it["UserId"] == call.account }
        else -> image.parts(PERMISSIONS).any { it["UserId"] == user }
    }

private fun isDeprecated(
    image: Resource,
    call: Ec2Call,
): Boolean = image.text("DeprecationTime")?.let { Instant.parse(it) <= call.now() } == true

private fun Contents.checkName(name: String): String {
    if (!NAME.matches(name)) {
        throw AwsFault(
            "InvalidAMIName.Malformed",
            "AMI names must be between 3 and 128 characters long, and may contain letters, numbers, '(', ')', '.', " +
                "'-', '/' and '_'",
        )
    }
    where(Kind.IMAGE, "Name", name).firstOrNull { it.text("State") == "available" }?.let {
        throw AwsFault("InvalidAMIName.Duplicate", "AMI name $name is already in use by AMI ${it.id}")
    }
    return name
}

/** An image of this account's with what all of them have. */
private fun ownImage(
    name: String,
    more: Members,
    tags: Map<String, String>,
    call: Ec2Call,
): Resource =
    call.make(
        Kind.IMAGE,
        members(
            "Name" to name,
            "ImageLocation" to "${call.account}/$name",
            "OwnerId" to call.account,
            "Public" to false,
            "State" to "available",
            "ImageType" to "machine",
            "CreationDate" to dateText(call.now()),
            "Architecture" to "x86_64",
            "PlatformDetails" to "Linux/UNIX",
            "UsageOperation" to "RunInstances",
            "Hypervisor" to "xen",
            "VirtualizationType" to "hvm",
            "RootDeviceName" to ROOT,
            "RootDeviceType" to "ebs",
            "EnaSupport" to true,
        ) + more,
        tags,
    )

private val INHERITED =
    listOf(
        "Architecture", "Platform", "PlatformDetails", "UsageOperation", "Hypervisor", "VirtualizationType",
        "RootDeviceName", "RootDeviceType", "EnaSupport", "KernelId", "RamdiskId", "ProductCodes", "BootMode",
        "ImdsSupport",
        "SriovNetSupport", "BlockDeviceMappings", "TpmSupport",
    )

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateImage.html */
internal fun createImage(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val instance = need(Kind.INSTANCE, input.text("InstanceId"))
        val name = checkName(input.text("Name").orEmpty())
        val tags = tagsFor(Kind.IMAGE, input, others = setOf(Kind.SNAPSHOT))
        val snapshotTags = tagsFor(Kind.SNAPSHOT, input, others = setOf(Kind.IMAGE))
        val inherited = INHERITED.mapNotNull { member -> instance[member]?.let { member to it } }.toMap()
        val image =
            ownImage(
                name,
                inherited + members(
                    "Description" to input.text("Description").orEmpty(),
                    "SourceInstanceId" to instance.id,
                    "SourceImageId" to instance["ImageId"],
                    "SourceImageRegion" to call.region,
                ),
                tags,
                call,
            )
        val disks =
            volumesOf(instance.id).map { volume ->
                val words = "Created by CreateImage(${instance.id}) for ${image.id}"
                val snapshot = put(snapshotOf(volume, words, snapshotTags, call))
                val how = attachmentTo(volume, instance.id)
                diskOf("${how["Device"]}", snapshot, volume, how["DeleteOnTermination"] == true)
            }
        val asked = input.parts("BlockDeviceMappings")
        val kept = disks.filterNot { disk ->
            asked.any {
                it["DeviceName"] == disk["DeviceName"] &&
                    it["NoDevice"] != null
            }
        }
        val added = asked.filter {
            it["NoDevice"] == null &&
                disks.none { disk -> disk["DeviceName"] == it["DeviceName"] }
        }
        put(image.with("BlockDeviceMappings" to kept + added))
        mapOf("ImageId" to image.id)
    }

private fun diskOf(
    device: String,
    snapshot: Resource,
    volume: Resource,
    deleteOnTermination: Boolean,
) = mapOf(
    "DeviceName" to device,
    "Ebs" to
        members(
            "SnapshotId" to snapshot.id,
            "VolumeSize" to volume["Size"],
            "VolumeType" to volume["VolumeType"],
            "Iops" to volume["Iops"],
            "Throughput" to volume["Throughput"],
            "DeleteOnTermination" to deleteOnTermination,
            "Encrypted" to volume["Encrypted"],
        ),
)

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RegisterImage.html */
internal fun registerImage(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val name = checkName(input.text("Name").orEmpty())
        val asked = input.parts("BlockDeviceMappings")
        val root = input.text("RootDeviceName")
        if (asked.isEmpty() && input.text("ImageLocation") == null && root != null) {
            throw AwsFault("InvalidBlockDeviceMapping", "The root device is not specified in the block device mapping.")
        }
        val disks =
            asked.map { mapping ->
                val disk = mapping.part("Ebs") ?: return@map mapping
                val snapshot = disk.text("SnapshotId")?.let { need(Kind.SNAPSHOT, it) }
                mapping + (
                    "Ebs" to members(
                        "DeleteOnTermination" to true,
                        "VolumeType" to "gp2",
                        "VolumeSize" to (snapshot?.int("VolumeSize") ?: DEFAULT_SIZE),
                        "Encrypted" to (snapshot?.flag("Encrypted") ?: false),
                    ) + disk
                    )
            }
        val given = listOf(
            "Description", "ImageLocation", "Architecture", "EnaSupport", "KernelId", "RamdiskId", "RootDeviceName",
            "SriovNetSupport", "VirtualizationType", "BootMode", "TpmSupport", "ImdsSupport",
        ).mapNotNull { member -> input[member]?.let { member to it } }.toMap()
        val type =
            mapOf(
                "RootDeviceType" to if (input.text(
                        "ImageLocation"
                    ) != null && disks.isEmpty()
                ) {
                    "instance-store"
                } else {
                    "ebs"
                }
            )
        val image = ownImage(name, given + type + ("BlockDeviceMappings" to disks), tagsFor(Kind.IMAGE, input), call)
        mapOf("ImageId" to put(image).id)
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CopyImage.html */
internal fun copyImage(
    input: Members,
    call: Ec2Call,
): Members {
    val region = input.text("SourceRegion") ?: call.region
    val there = call.at(Place(call.account, region))
    val source = there.state.now.image(input.text("SourceImageId").orEmpty(), there)
    return call.state.write {
        val name = checkName(input.text("Name").orEmpty())
        val isEncrypted = input.flag("Encrypted") == true
        val tags = if (input.flag("CopyImageTags") == true &&
            source["OwnerId"] == call.account
        ) {
            source.tags
        } else {
            emptyMap()
        }
        val disks =
            source.parts("BlockDeviceMappings").map { mapping ->
                val disk = mapping.part("Ebs") ?: return@map mapping
                val snapshot =
                    put(
                        newSnapshot(
                            "Copied for DestinationAmi from SourceAmi ${source.id} for SourceSnapshot " +
                                "${disk["SnapshotId"]}.",
                            disk["VolumeSize"] as? Int ?: DEFAULT_SIZE,
                            isEncrypted || disk["Encrypted"] == true,
                            "vol-ffffffff",
                            emptyMap(),
                            call,
                        ),
                    )
                mapping + ("Ebs" to disk + ("SnapshotId" to snapshot.id) + ("Encrypted" to snapshot["Encrypted"]))
            }
        val inherited = INHERITED.mapNotNull { member -> source[member]?.let { member to it } }.toMap()
        val more =
            members(
                "Description" to (input.text("Description") ?: source.text("Description")),
                "BlockDeviceMappings" to disks,
                "SourceImageId" to source.id,
                "SourceImageRegion" to region,
            )
        mapOf(
            "ImageId" to
                put(
                    ownImage(
                        name,
                        inherited + more,
                        tags + tagsFor(Kind.IMAGE, input, others = setOf(Kind.SNAPSHOT)),
                        call
                    )
                ).id
        )
    }
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeregisterImage.html */
internal fun deregisterImage(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val id = input.text("ImageId").orEmpty()
        val image = ownImage(id, call)
        if (image.text("DeregistrationProtection")?.startsWith("enabled") == true) {
            throw Ec2Faults.notPermitted("The image '$id' is protected from being deregistered.")
        }
        remove(image)
        val gone =
            if (input.flag("DeleteAssociatedSnapshots") == true) {
                image.parts("BlockDeviceMappings").mapNotNull { it.part("Ebs")?.text("SnapshotId") }
                    .mapNotNull { find(Kind.SNAPSHOT, it) }.filter { holdersOf(it).isEmpty() }.onEach(::remove)
            } else {
                emptyList()
            }
        mapOf(
            "Return" to true,
            "DeleteSnapshotResults" to gone.map { mapOf("SnapshotId" to it.id, "ReturnCode" to "success") }
        )
    }

/** An image of this account's: only its owner changes one. */
internal fun Contents.ownImage(
    id: String,
    call: Ec2Call,
): Resource {
    find(Kind.IMAGE, id)?.let { return it }
    if (id in ImageCatalog.of(call.region) || id in sharedImages(call)) {
        throw AwsFault("AuthFailure", "Not authorized for image:$id")
    }
    throw notThere(Kind.IMAGE, id)
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableImageDeprecation.html */
internal fun enableImageDeprecation(
    input: Members,
    call: Ec2Call,
): Members = changeImage(input, call) { it.with("DeprecationTime" to dateText(input["DeprecateAt"] as Instant)) }

/** Changes an image of this account's. */
internal fun changeImage(
    input: Members,
    call: Ec2Call,
    change: (Resource) -> Resource,
): Members =
    call.state.write {
        put(change(ownImage(input.text("ImageId").orEmpty(), call)))
        mapOf("Return" to true)
    }
