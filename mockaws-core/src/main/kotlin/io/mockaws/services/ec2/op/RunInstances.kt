package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.flag
import io.mockaws.kit.members
import io.mockaws.kit.number
import io.mockaws.kit.part
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.ec2.catalog.InstanceTypes
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.resource.count
import io.mockaws.services.ec2.state.Contents
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.Writer
import io.mockaws.services.ec2.state.Zones
import io.mockaws.services.ec2.state.make
import io.mockaws.services.ec2.state.need
import io.mockaws.services.ec2.state.newId
import io.mockaws.services.ec2.state.tagsFor

private val TAGGED = setOf(Kind.VOLUME, Kind.NETWORK_INTERFACE, Kind.SPOT_REQUEST)

/** The type of who does not say which. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html */
internal const val DEFAULT_TYPE: String = "m1.small"

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html */
internal fun runInstances(
    input: Members,
    call: Ec2Call,
): Members {
    val profile = profileOf(call.state.now.withTemplate(input).part("IamInstanceProfile"), call)
    return call.state.write {
        val asked = withTemplate(input)
        val made = repeated(asked, input) ?: launch(asked, counts(input).last, profile, call)
        reservation(made.map { shownAs(it, this, InstanceState.PENDING) }, made, call)
    }
}

/** What a call with the same token has made before; null for a new one. */
private fun Contents.repeated(
    asked: Members,
    input: Members,
): List<Resource>? {
    val token = input.text("ClientToken") ?: return null
    val before = where(Kind.INSTANCE, "ClientToken", token).ifEmpty { null } ?: return null
    val same = before.first()
    if (before.size != counts(input).last || same["ImageId"] != asked["ImageId"] ||
        same["InstanceType"] != (asked.text("InstanceType") ?: DEFAULT_TYPE)
    ) {
        throw AwsFault(
            "IdempotentParameterMismatch",
            "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).",
        )
    }
    return before
}

internal fun reservation(
    shown: List<Members>,
    made: List<Resource>,
    call: Ec2Call,
): Members =
    mapOf(
        "ReservationId" to made.first()["ReservationId"],
        "OwnerId" to call.account,
        "Groups" to emptyList<Members>(),
        "Instances" to shown,
    )

/** Starts [count] instances as [asked], with the instance profile [profile]. */
internal fun Writer.launch(
    asked: Members,
    count: Int,
    profile: Members?,
    call: Ec2Call,
    requestId: String? = null,
): List<Resource> {
    val image = image(asked.text("ImageId") ?: throw Ec2Faults.missingParameter("ImageId"), call)
    val type = asked.text("InstanceType") ?: DEFAULT_TYPE
    checkType(type)
    asked.text("KeyName")?.let { name ->
        if (!any(Kind.KEY_PAIR, "KeyName", name)) throw Ec2Faults.missing(Kind.KEY_PAIR, name)
    }
    checkNetwork(asked)
    val zone = asked.part("Placement").let { placement ->
        placement?.text("AvailabilityZone")
            ?: placement?.text("AvailabilityZoneId")?.let { id ->
                Zones.of(call.region).entries.firstOrNull {
                    it.value ==
                        id
                }?.key
            }
    }
    if (zone != null && zone !in Zones.of(call.region)) throw Ec2Faults.invalid("Invalid availability zone: [$zone]")
    val launch = Launch(this, asked, image, type, profile, call)
    val reservation = call.newId("r")
    val tags = templateTags(asked) + tagsFor(Kind.INSTANCE, asked, others = TAGGED, isService = call.principal != null)
    return (0 until count).map { index ->
        val made = launch.instance(index, zone, reservation, tags)
        if (asked.part("InstanceMarketOptions")?.text("MarketType") == "spot" || requestId != null) {
            put(
                made.with(
                    "InstanceLifecycle" to "spot",
                    "SpotInstanceRequestId" to (requestId ?: spotRequest(asked, made, call))
                )
            )
        } else {
            made
        }
    }
}

@Suppress("UNCHECKED_CAST")
private fun templateTags(asked: Members): Map<String, String> =
    asked[TEMPLATE_TAGS] as? Map<String, String> ?: emptyMap()

private fun checkNetwork(asked: Members) {
    if (asked.parts("NetworkInterfaces").isEmpty()) return
    val other =
        when {
            asked.text("SubnetId") != null -> "an instance-level subnet ID"

            (
                asked.texts(
                    "SecurityGroupIds"
                ) + asked.texts("SecurityGroups")
                ).isNotEmpty() -> "instance-level security groups"

            else -> return
        }
    throw Ec2Faults.combination("Network interfaces and $other may not be specified on the same request")
}

/** One call's worth of instances, which have all but their ids and addresses in common. */
private class Launch(
    private val writer: Writer,
    private val asked: Members,
    private val image: Resource,
    private val type: String,
    private val profile: Members?,
    private val call: Ec2Call,
) {
    private val devices = blockDevices(image, asked.parts("BlockDeviceMappings"))
    private val interfaces = asked.parts("NetworkInterfaces")
        .ifEmpty { listOf(mapOf("DeviceIndex" to 0, "PrivateIpAddress" to asked["PrivateIpAddress"])) }
    private val volumeTags = tagsFor(Kind.VOLUME, asked, others = TAGGED + Kind.INSTANCE)
    private val interfaceTags = tagsFor(Kind.NETWORK_INTERFACE, asked, others = TAGGED + Kind.INSTANCE)
    private val userData = checkedUserData(asked.text("UserData"))
    private val settings = settings()

    fun instance(
        index: Int,
        zone: String?,
        reservation: String,
        tags: Map<String, String>,
    ): Resource {
        val id = call.newId(Kind.INSTANCE)
        val enis = interfaces.mapIndexed { i, spec -> attached(spec, spec.number("DeviceIndex") ?: i, id, zone) }
        val first = enis.first()
        devices.forEach { mount(it, id, "${first["AvailabilityZone"]}") }
        val placement = asked.part("Placement").orEmpty() +
            members(
                "AvailabilityZone" to first["AvailabilityZone"],
                "AvailabilityZoneId" to first["AvailabilityZoneId"]
            )
        val own =
            members(
                "AmiLaunchIndex" to index,
                "ReservationId" to reservation,
                "State" to InstanceState.RUNNING.members,
                "SubnetId" to first["SubnetId"],
                "VpcId" to first["VpcId"],
                "Placement" to mapOf("GroupName" to "", "Tenancy" to "default") + placement,
                "SourceDestCheck" to true,
            )
        val made = writer.put(call.make(Kind.INSTANCE, settings + own, tags, id))
        profile?.let { writer.put(associationOf(made, it, call)) }
        return made
    }

    private fun attached(
        spec: Members,
        device: Int,
        instanceId: String,
        zone: String?,
    ): Resource {
        val given = spec.text("NetworkInterfaceId")
        val network = if (given == null) networkOf(spec, zone) else null
        val eni =
            if (network == null) {
                writer.need(Kind.NETWORK_INTERFACE, given).also {
                    if (it["Attachment"] != null) {
                        throw AwsFault("InvalidNetworkInterface.InUse", "Interface: [$given] in use.")
                    }
                }
            } else {
                writer.newInterface(
                    InterfaceRequest(
                        network.subnet,
                        network.groups,
                        spec.text("Description").orEmpty(),
                        addressesIn(spec),
                        ipv6In(spec, network.subnet),
                        spec.text("InterfaceType") ?: "interface",
                        interfaceTags,
                    ),
                    call,
                )
            }
        val isPublic =
            spec.flag("AssociatePublicIpAddress")
                ?: (network?.subnet?.flag("MapPublicIpOnLaunch") == true && device == 0)
        val public = if (isPublic && network != null) call.newPublicIp() else null
        return writer.put(
            attachedTo(eni, instanceId, device, spec.flag("DeleteOnTermination") ?: (given == null), call)
                .let { if (public == null) it else withPublicIp(it, writer, public, call, isLent = true) },
        )
    }

    private fun ipv6In(
        spec: Members,
        subnet: Resource,
    ): List<String?> {
        val own = spec.parts("Ipv6Addresses").ifEmpty { asked.parts("Ipv6Addresses") }.map { it.text("Ipv6Address") }
        val count = spec.count("Ipv6AddressCount") ?: asked.count("Ipv6AddressCount")
            ?: (if (subnet.flag("AssignIpv6AddressOnCreation")) 1 else 0)
        return own.ifEmpty { List(count) { null } }
    }

    private fun networkOf(
        spec: Members,
        zone: String?,
    ): Network {
        val isOwn = asked.parts("NetworkInterfaces").isNotEmpty()
        return if (isOwn) writer.network(spec, zone, spec.texts("Groups")) else writer.network(asked, zone)
    }

    private fun mount(
        mapping: Members,
        instanceId: String,
        zone: String,
    ) {
        val disk = mapping.part("Ebs").orEmpty()
        val snapshot = writer.find(Kind.SNAPSHOT, disk.text("SnapshotId"))
        val volume = writer.newVolume(disk, zone, call, volumeTags, defaultSize = 8, sourceSnapshot = snapshot)
        writer.attach(volume, instanceId, "${mapping["DeviceName"]}", disk.flag("DeleteOnTermination") ?: true, call)
    }

    /** What all of them have. */
    private fun settings(): Members {
        val isModern = image.text("ImdsSupport") == "v2.0"
        val defaults = writer.find(Kind.SETTING, "MetadataDefaults")?.part("Value").orEmpty()
        val now = call.now()
        return members(
            "ImageId" to image.id,
            "InstanceType" to type,
            "KeyName" to asked.text("KeyName"),
            "KernelId" to asked.text("KernelId"),
            "RamdiskId" to asked.text("RamdiskId"),
            "LaunchTime" to now,
            "ClientToken" to asked.text("ClientToken"),
            "OwnerId" to call.account,
            "Monitoring" to
                mapOf("State" to if (asked.part("Monitoring")?.flag("Enabled") == true) "enabled" else "disabled"),
            "Architecture" to (image["Architecture"] ?: "x86_64"),
            "Platform" to image.text("Platform"),
            "PlatformDetails" to (image["PlatformDetails"] ?: "Linux/UNIX"),
            "UsageOperation" to (image["UsageOperation"] ?: "RunInstances"),
            "UsageOperationUpdateTime" to now,
            "ProductCodes" to image.parts("ProductCodes"),
            "EbsOptimized" to (asked.flag("EbsOptimized") ?: false),
            "EnaSupport" to (image["EnaSupport"] ?: true),
            "Hypervisor" to "xen",
            "VirtualizationType" to (image["VirtualizationType"] ?: "hvm"),
            "RootDeviceName" to image["RootDeviceName"],
            "RootDeviceType" to (image["RootDeviceType"] ?: "ebs"),
            "BootMode" to image["BootMode"],
            "CurrentInstanceBootMode" to if (image["Architecture"] == "arm64") "uefi" else "legacy-bios",
            "StateTransitionReason" to "",
            "IamInstanceProfile" to profile,
            "CpuOptions" to
                (InstanceTypes.cpuOptions(type).orEmpty() + asked.part("CpuOptions").orEmpty()).ifEmpty { null },
            "CapacityReservationSpecification" to
                (asked.part("CapacityReservationSpecification") ?: mapOf("CapacityReservationPreference" to "open")),
            "HibernationOptions" to (asked.part("HibernationOptions") ?: mapOf("Configured" to false)),
            "EnclaveOptions" to (asked.part("EnclaveOptions") ?: mapOf("Enabled" to false)),
            "MaintenanceOptions" to (asked.part("MaintenanceOptions") ?: mapOf("AutoRecovery" to "default")),
            "NetworkPerformanceOptions" to
                (asked.part("NetworkPerformanceOptions") ?: mapOf("BandwidthWeighting" to "default")),
            "Licenses" to asked.parts("LicenseSpecifications").ifEmpty { null },
            "MetadataOptions" to
                mapOf(
                    "State" to "applied",
                    "HttpTokens" to if (isModern) "required" else "optional",
                    "HttpPutResponseHopLimit" to if (isModern) 2 else 1,
                    "HttpEndpoint" to "enabled",
                    "HttpProtocolIpv6" to "disabled",
                    "InstanceMetadataTags" to "disabled",
                ) + defaults + asked.part("MetadataOptions").orEmpty(),
            "PrivateDnsNameOptions" to
                mapOf(
                    "HostnameType" to "ip-name",
                    "EnableResourceNameDnsARecord" to false,
                    "EnableResourceNameDnsAAAARecord" to false,
                ) + asked.part("PrivateDnsNameOptions").orEmpty(),
            "UserData" to userData,
            "DisableApiTermination" to (asked.flag("DisableApiTermination") ?: false),
            "DisableApiStop" to (asked.flag("DisableApiStop") ?: false),
            "InstanceInitiatedShutdownBehavior" to (asked.text("InstanceInitiatedShutdownBehavior") ?: "stop"),
            "CpuCredits" to (asked.part("CreditSpecification")?.text("CpuCredits") ?: defaultCredits(type)),
        )
    }
}

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-performance-instances.html */
internal fun defaultCredits(type: String): String? =
    when {
        type.startsWith("t2.") -> "standard"
        type.startsWith("t3") || type.startsWith("t4g") -> "unlimited"
        else -> null
    }

/** The addresses that a specification of a network interface asks for; null for any. */
internal fun addressesIn(spec: Members): List<String?> {
    val listed = spec.parts("PrivateIpAddresses").sortedByDescending {
        it["Primary"] == true
    }.map { it.text("PrivateIpAddress") }
    val primary = listOf(spec.text("PrivateIpAddress"))
    val more = List(spec.count("SecondaryPrivateIpAddressCount") ?: 0) { null }
    return listed.ifEmpty { primary } + more
}
