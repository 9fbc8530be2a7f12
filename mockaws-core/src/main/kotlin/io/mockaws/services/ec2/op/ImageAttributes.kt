package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.members
import io.mockaws.kit.part
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.ec2.resource.DONE
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.resource.attribute
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.need

private val ACCOUNT = Regex("\\d{12}")

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImageAttribute.html */
internal fun describeImageAttribute(
    input: Members,
    call: Ec2Call,
): Members {
    val image = call.state.now.ownImage(input.text("ImageId").orEmpty(), call)
    val shown =
        when (val asked = input.text("Attribute")) {
            "launchPermission" -> mapOf("LaunchPermissions" to image.parts(PERMISSIONS))

            "description" -> mapOf("Description" to mapOf("Value" to image.text("Description").orEmpty()))

            "kernel" -> mapOf("KernelId" to members("Value" to image["KernelId"]))

            "ramdisk" -> mapOf("RamdiskId" to members("Value" to image["RamdiskId"]))

            "productCodes" -> mapOf("ProductCodes" to image.parts("ProductCodes"))

            "blockDeviceMapping" -> mapOf("BlockDeviceMappings" to image.parts("BlockDeviceMappings"))

            "sriovNetSupport" -> mapOf("SriovNetSupport" to members("Value" to (image["SriovNetSupport"] ?: "simple")))

            "bootMode" -> mapOf("BootMode" to members("Value" to image["BootMode"]))

            "tpmSupport" -> mapOf("TpmSupport" to members("Value" to image["TpmSupport"]))

            "imdsSupport" -> mapOf("ImdsSupport" to members("Value" to image["ImdsSupport"]))

            "lastLaunchedTime" -> mapOf("LastLaunchedTime" to emptyMap<String, Any>())

            "deregistrationProtection" -> mapOf(
                "DeregistrationProtection" to mapOf("Value" to (image["DeregistrationProtection"] ?: "disabled"))
            )

            else -> throw Ec2Faults.invalid(asked, "attribute", "Unknown attribute.")
        }
    return mapOf("ImageId" to image.id) + shown
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyImageAttribute.html */
internal fun modifyImageAttribute(
    input: Members,
    call: Ec2Call,
): Members {
    val named = input.text("Attribute")
    val changes =
        members(
            "Description" to (input.attribute("Description") ?: input["Value"].takeIf { named == "description" }),
            "ImdsSupport" to (input.attribute("ImdsSupport") ?: input["Value"].takeIf { named == "imdsSupport" }),
        )
    changeImage(input, call) { image ->
        val permissions =
            changedPermissions(image.parts(PERMISSIONS), input, input.part("LaunchPermission"), ::checkPermission)
        image.with(changes).with(PERMISSIONS to permissions, "Public" to permissions.any { it["Group"] == "all" })
    }
    return DONE
}

private fun checkPermission(permission: Members) {
    val user = permission["UserId"]
    val group = permission["Group"]
    if (user != null && !ACCOUNT.matches("$user")) {
        throw AwsFault("InvalidAMIAttributeItemValue", "Invalid attribute item value \"$user\" for userId item type.")
    }
    if (group != null && group != "all") {
        throw AwsFault(
            "InvalidAMIAttributeItemValue",
            "Invalid attribute item value \"$group\" for userGroup item type."
        )
    }
}

/** [before] with what [input] adds and removes, in the form of a structure, or as lists of users and groups. */
internal fun changedPermissions(
    before: List<Members>,
    input: Members,
    structure: Members?,
    check: (Members) -> Unit = {},
): List<Members> {
    val users = input.texts("UserIds").map { mapOf("UserId" to it) }
    val groups = (input.texts("UserGroups") + input.texts("GroupNames")).map { mapOf("Group" to it) }
    val organizations = input.texts("OrganizationArns").map { mapOf("OrganizationArn" to it) } +
        input.texts("OrganizationalUnitArns").map { mapOf("OrganizationalUnitArn" to it) }
    val listed = users + groups + organizations
    val isRemoval = input.text("OperationType") == "remove"
    val added = structure?.parts("Add").orEmpty() + if (isRemoval) emptyList() else listed
    val removed = structure?.parts("Remove").orEmpty() + if (isRemoval) listed else emptyList()
    (added + removed).forEach(check)
    return (before + added).distinct() - removed.toSet()
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ResetImageAttribute.html */
internal fun resetImageAttribute(
    input: Members,
    call: Ec2Call,
): Members {
    changeImage(input, call) { it.with(PERMISSIONS to emptyList<Members>(), "Public" to false) }
    return DONE
}

private const val SNAPSHOT_PERMISSIONS = "CreateVolumePermissions"

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSnapshotAttribute.html */
internal fun describeSnapshotAttribute(
    input: Members,
    call: Ec2Call,
): Members {
    val snapshot = call.state.now.need(Kind.SNAPSHOT, input.text("SnapshotId"))
    val shown =
        if (input.text("Attribute") == "productCodes") {
            mapOf("ProductCodes" to emptyList<Members>())
        } else {
            mapOf(SNAPSHOT_PERMISSIONS to snapshot.parts(SNAPSHOT_PERMISSIONS))
        }
    return mapOf("SnapshotId" to snapshot.id) + shown
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySnapshotAttribute.html */
internal fun modifySnapshotAttribute(
    input: Members,
    call: Ec2Call,
): Members =
    changeSnapshot(input, call) { snapshot ->
        val before = snapshot.parts(SNAPSHOT_PERMISSIONS)
        snapshot.with(SNAPSHOT_PERMISSIONS to changedPermissions(before, input, input.part("CreateVolumePermission")))
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ResetSnapshotAttribute.html */
internal fun resetSnapshotAttribute(
    input: Members,
    call: Ec2Call,
): Members = changeSnapshot(input, call) { it.with(SNAPSHOT_PERMISSIONS to emptyList<Members>()) }

private fun changeSnapshot(
    input: Members,
    call: Ec2Call,
    change: (Resource) -> Resource,
): Members =
    call.state.write {
        put(change(need(Kind.SNAPSHOT, input.text("SnapshotId"))))
        DONE
    }

/** Whether [snapshot] is the account's or shared with [user]: everybody is `all`. */
internal fun mayRestore(
    snapshot: Resource,
    user: String,
): Boolean = snapshot.parts(SNAPSHOT_PERMISSIONS).any { it["UserId"] == user || it["Group"] == user }
