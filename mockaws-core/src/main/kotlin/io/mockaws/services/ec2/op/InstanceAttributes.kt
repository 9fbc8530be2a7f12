package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.flag
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
import io.mockaws.services.ec2.state.Writer
import io.mockaws.services.ec2.state.need
import io.mockaws.wire.Blob
import java.util.Base64

/** Members of an instance by the names of its attributes. */
private val ATTRIBUTES =
    mapOf(
        "instanceType" to "InstanceType",
        "kernel" to "KernelId",
        "ramdisk" to "RamdiskId",
        "userData" to "UserData",
        "disableApiTermination" to "DisableApiTermination",
        "disableApiStop" to "DisableApiStop",
        "instanceInitiatedShutdownBehavior" to "InstanceInitiatedShutdownBehavior",
        "rootDeviceName" to "RootDeviceName",
        "sourceDestCheck" to "SourceDestCheck",
        "ebsOptimized" to "EbsOptimized",
        "enaSupport" to "EnaSupport",
        "sriovNetSupport" to "SriovNetSupport",
    )

/** Those that are structures or lists themselves, by the members that they are in the answer. */
private val WHOLE =
    mapOf(
        "blockDeviceMapping" to "BlockDeviceMappings",
        "productCodes" to "ProductCodes",
        "enclaveOptions" to "EnclaveOptions"
    )

/** What can be changed only while an instance is stopped. */
private val WHEN_STOPPED =
    setOf("instanceType", "kernel", "ramdisk", "userData", "ebsOptimized", "enaSupport", "sriovNetSupport")

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceAttribute.html */
internal fun describeInstanceAttribute(
    input: Members,
    call: Ec2Call,
): Members {
    val now = call.state.now
    val instance = now.need(Kind.INSTANCE, input.text("InstanceId"))
    val shown = instanceView(instance, now)
    val asked = input.text("Attribute").orEmpty()
    val name = ATTRIBUTES[asked]
    val attribute =
        when {
            name != null -> mapOf(name to members("Value" to shown[name]))
            asked == "groupSet" -> mapOf("Groups" to shown["SecurityGroups"])
            asked in WHOLE -> mapOf(WHOLE.getValue(asked) to (shown[WHOLE.getValue(asked)] ?: emptyList<Members>()))
            else -> throw Ec2Faults.invalid(asked, "attribute", "Unknown attribute.")
        }
    return mapOf("InstanceId" to instance.id) + attribute
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceAttribute.html */
internal fun modifyInstanceAttribute(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val instance = need(Kind.INSTANCE, input.text("InstanceId"))
        if (stateOf(instance) == InstanceState.TERMINATED) {
            throw AwsFault("IncorrectInstanceState", "The instance '${instance.id}' is terminated.")
        }
        val changes = changesIn(input)
        if (stateOf(instance) == InstanceState.RUNNING && changes.keys.any { it in WHEN_STOPPED }) {
            throw AwsFault("IncorrectInstanceState", "The instance '${instance.id}' is not in the 'stopped' state.")
        }
        (changes["instanceType"] as? String)?.let { checkType(it) }
        put(instance.with((changes - "sourceDestCheck").mapKeys { ATTRIBUTES.getValue(it.key) }))
        changeInterface(instance, input, changes["sourceDestCheck"] as? Boolean)
        changeVolumes(instance, input.parts("BlockDeviceMappings"))
        DONE
    }

/** What shall become of which attribute: by a member of its own, or by the name of one and a text. */
private fun changesIn(input: Members): Map<String, Any> {
    val changes = HashMap<String, Any>()
    for (name in ATTRIBUTES.keys) {
        input.attribute(name.replaceFirstChar { it.uppercase() })?.let { changes[name] = it }
    }
    val named = input.text("Attribute")
    if (named != null && input["Value"] != null) {
        if (named !in ATTRIBUTES) throw Ec2Faults.invalid(named, "attribute", "Unknown attribute.")
        val text = input["Value"].toString()
        changes[named] = if (text == "true" || text == "false") text.toBoolean() else text
    }
    (changes["userData"] as? Blob)?.let { changes["userData"] = Base64.getEncoder().encodeToString(it.bytes) }
    return changes
}

private fun Writer.changeInterface(
    instance: Resource,
    input: Members,
    sourceDestCheck: Boolean?,
) {
    val groups = input.texts("Groups").map { need(Kind.SECURITY_GROUP, it) }
    if (groups.isEmpty() && sourceDestCheck == null) return
    val eni = interfacesOf(instance.id).firstOrNull() ?: return
    put(
        eni.with(
            "Groups" to if (groups.isEmpty()) eni["Groups"] else groupList(groups),
            "SourceDestCheck" to (sourceDestCheck ?: eni["SourceDestCheck"]),
        ),
    )
}

private fun Writer.changeVolumes(
    instance: Resource,
    mappings: List<Members>,
) {
    for (mapping in mappings) {
        val volume =
            volumesOf(instance.id).firstOrNull { attachmentTo(it, instance.id)["Device"] == mapping["DeviceName"] }
                ?: throw AwsFault(
                    "InvalidInstanceAttributeValue",
                    "No device is currently mapped at ${mapping["DeviceName"]}",
                )
        val keeps = mapping.part("Ebs")?.flag("DeleteOnTermination") ?: continue
        val changed = volume.parts("Attachments").map {
            if (it["InstanceId"] == instance.id) it + ("DeleteOnTermination" to keeps) else it
        }
        put(volume.with("Attachments" to changed))
    }
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ResetInstanceAttribute.html */
internal fun resetInstanceAttribute(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val instance = need(Kind.INSTANCE, input.text("InstanceId"))
        when (val asked = input.text("Attribute")) {
            "kernel" -> put(instance.with("KernelId" to null))

            "ramdisk" -> put(instance.with("RamdiskId" to null))

            "sourceDestCheck" -> interfacesOf(instance.id).firstOrNull()?.let {
                put(it.with("SourceDestCheck" to true))
            }

            else -> throw Ec2Faults.invalid(asked, "attribute", "It cannot be reset.")
        }
        DONE
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceMetadataOptions.html */
internal fun modifyInstanceMetadataOptions(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val instance = need(Kind.INSTANCE, input.text("InstanceId"))
        val given = METADATA.mapNotNull { name -> input[name]?.let { name to it } }
        val options = instance.part("MetadataOptions").orEmpty() + given
        put(instance.with("MetadataOptions" to options))
        mapOf("InstanceId" to instance.id, "InstanceMetadataOptions" to options + ("State" to "pending"))
    }

private val METADATA =
    listOf("HttpTokens", "HttpPutResponseHopLimit", "HttpEndpoint", "HttpProtocolIpv6", "InstanceMetadataTags")

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceMetadataDefaults.html */
internal fun modifyMetadataDefaults(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val before = find(Kind.SETTING, "MetadataDefaults")?.part("Value").orEmpty()
        val given = METADATA.mapNotNull { name -> input[name]?.let { name to it } }
        val left = (before + given).filterValues { it != "no-preference" && it != -1 }
        put(Resource(Kind.SETTING, "MetadataDefaults", 0, mapOf("Value" to left)))
        DONE
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetInstanceMetadataDefaults.html */
@Suppress("UNUSED_PARAMETER")
internal fun getMetadataDefaults(
    input: Members,
    call: Ec2Call,
): Members = mapOf("AccountLevel" to call.state.now.find(Kind.SETTING, "MetadataDefaults")?.part("Value").orEmpty())

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_MonitorInstances.html and its opposite */
internal fun monitor(
    input: Members,
    call: Ec2Call,
    isOn: Boolean,
): Members =
    call.state.write {
        val states =
            instancesIn(input).map { instance ->
                put(instance.with("Monitoring" to mapOf("State" to if (isOn) "enabled" else "disabled")))
                mapOf(
                    "InstanceId" to instance.id,
                    "Monitoring" to mapOf("State" to if (isOn) "pending" else "disabling")
                )
            }
        mapOf("InstanceMonitorings" to states)
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstancePlacement.html */
internal fun modifyInstancePlacement(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val instance = need(Kind.INSTANCE, input.text("InstanceId"))
        val given = listOf(
            "Affinity",
            "GroupName",
            "HostId",
            "Tenancy",
            "PartitionNumber",
            "GroupId",
            "HostResourceGroupArn"
        )
            .mapNotNull { name -> input[name]?.let { name to it } }
        put(instance.with("Placement" to instance.part("Placement").orEmpty() + given))
        DONE
    }
