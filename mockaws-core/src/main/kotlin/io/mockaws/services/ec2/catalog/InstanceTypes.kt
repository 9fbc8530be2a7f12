package io.mockaws.services.ec2.catalog

import io.mockaws.kit.Members
import io.mockaws.kit.members
import io.mockaws.model.Models
import io.mockaws.model.ScalarModel
import java.util.concurrent.ConcurrentHashMap

/**
 * The types of instances that EC2 has, with what families and sizes tell of each. What nobody knows of one is left out.
 *
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-type-specifications.html
 */
internal object InstanceTypes {
    private const val PER_BYTE = 8.0

    /** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-free-tier-usage.html */
    private val FREE = setOf("t3.micro", "t3.small", "t4g.micro", "t4g.small", "c7i-flex.large", "m7i-flex.large")
    private val infos = ConcurrentHashMap<String, Members>()

    /** Every name, family by family, and then what AWS's model has beside. */
    val names: Set<String> by lazy {
        val table = FamilyTable.all.families.values.flatMap { family ->
            (family.sizes.keys + family.bareNames).map { "${family.name}.$it" }
        }
        LinkedHashSet(table) + (Models.service("ec2").shape("InstanceType") as ScalarModel).values
    }

    fun isKnown(type: String): Boolean = type in names

    private fun find(type: String): Pair<InstanceFamily, FamilySize>? {
        val family = FamilyTable.all.families[type.substringBefore('.')] ?: return null
        return family.sizes[type.substringAfter('.', "")]?.let { family to it }
    }

    /** Cores, and threads for each; null where nobody knows. */
    fun cpuOptions(type: String): Members? {
        val (family, size) = find(type) ?: return null
        val cores = size.cores ?: return null
        return mapOf("CoreCount" to cores, "ThreadsPerCore" to (threads(family, size) ?: return null))
    }

    private fun threads(
        family: InstanceFamily,
        size: FamilySize,
    ): Int? = if (size.cores == null) family.threads else size.vcpus / size.cores

    /** What DescribeInstanceTypes says of [type]; its name alone where nothing else is known. */
    fun info(type: String): Members = infos.computeIfAbsent(type, ::make)

    private fun make(type: String): Members {
        val (family, size) = find(type) ?: return mapOf("InstanceType" to type)
        val table = FamilyTable.all
        val disks = table.disks[family.name]
        val own = disks?.bySize?.get(size.name)
        val gpu = table.gpus[family.name]
        val gpus = gpu?.counts?.get(size.name)
        return members(
            "InstanceType" to type,
            "CurrentGeneration" to family.isSo("current", usually = true),
            "FreeTierEligible" to (type in FREE),
            "SupportedUsageClasses" to (family.flag("usage") ?: "on-demand,spot").split(','),
            "SupportedRootDeviceTypes" to (family.flag("root") ?: "ebs").split(','),
            "SupportedVirtualizationTypes" to (family.flag("virtualization") ?: "hvm").split(','),
            "SupportedBootModes" to (family.flag("boot") ?: "legacy-bios,uefi").split(','),
            "BareMetal" to size.isMetal,
            "Hypervisor" to family.hypervisor.takeUnless { size.isMetal },
            "BurstablePerformanceSupported" to family.isSo("burstable", usually = false),
            "DedicatedHostsSupported" to family.isSo("hosts", usually = true),
            "AutoRecoverySupported" to (family.isSo("recovery", usually = false) && !size.isMetal),
            "ProcessorInfo" to
                members(
                    "SupportedArchitectures" to family.architectures,
                    "SustainedClockSpeedInGhz" to family.clock,
                    "Manufacturer" to family.manufacturer,
                ),
            "VCpuInfo" to
                members(
                    "DefaultVCpus" to size.vcpus,
                    "DefaultCores" to size.cores,
                    "DefaultThreadsPerCore" to threads(family, size)
                ),
            "MemoryInfo" to mapOf("SizeInMiB" to size.memory.toLong()),
            "InstanceStorageSupported" to (own != null),
            "InstanceStorageInfo" to own?.let { storage(disks, it) },
            "EbsInfo" to ebs(family, size),
            "NetworkInfo" to network(family, size),
            "GpuInfo" to if (gpu == null || gpus == null) null else gpuInfo(gpu, gpus),
            "PlacementGroupInfo" to
                mapOf("SupportedStrategies" to (family.flag("placement") ?: "cluster,partition,spread").split(',')),
        )
    }

    private fun storage(
        disks: FamilyDisks,
        own: List<Triple<Int, Int, String>>,
    ): Members =
        mapOf(
            "TotalSizeInGB" to own.sumOf { (count, size) -> count * size }.toLong(),
            "Disks" to
                own.map { (count, size, type) -> mapOf("Count" to count, "SizeInGB" to size.toLong(), "Type" to type) },
            "NvmeSupport" to disks.nvme,
            "EncryptionSupport" to disks.encryption,
        )

    private fun ebs(
        family: InstanceFamily,
        size: FamilySize,
    ): Members {
        val speeds = FamilyTable.all.profile("ebs", family.ebs, size.name)?.split('/')?.map { it.toInt() }
        val info = speeds?.let { (from, to, operations, mostOperations) ->
            mapOf(
                "BaselineBandwidthInMbps" to from,
                "BaselineThroughputInMBps" to from / PER_BYTE,
                "BaselineIops" to operations,
                "MaximumBandwidthInMbps" to to,
                "MaximumThroughputInMBps" to to / PER_BYTE,
                "MaximumIops" to mostOperations,
            )
        }
        return members(
            "EbsOptimizedSupport" to (family.flag("ebs-optimized") ?: "default").takeIf { speeds != null },
            "EncryptionSupport" to "supported",
            "EbsOptimizedInfo" to info,
            "NvmeSupport" to (family.flag("ebs-nvme") ?: "required"),
        )
    }

    private fun network(
        family: InstanceFamily,
        size: FamilySize,
    ): Members {
        val table = FamilyTable.all
        val interfaces = table.profile("interfaces", family.interfaces, size.name)?.split('/')?.map { it.toInt() }
        val hasIpv6 = family.isSo("ipv6", usually = true)
        return members(
            "NetworkPerformance" to table.profile("network", family.network, size.name),
            "MaximumNetworkInterfaces" to interfaces?.get(0),
            "Ipv4AddressesPerInterface" to interfaces?.get(1),
            "Ipv6AddressesPerInterface" to if (hasIpv6) interfaces?.get(1) else 0,
            "Ipv6Supported" to hasIpv6,
            "EnaSupport" to (family.flag("ena") ?: "required"),
        )
    }

    private fun gpuInfo(
        gpu: FamilyGpu,
        count: Int,
    ): Members =
        mapOf(
            "Gpus" to
                listOf(
                    mapOf(
                        "Name" to gpu.name,
                        "Manufacturer" to gpu.manufacturer,
                        "Count" to count,
                        "MemoryInfo" to mapOf("SizeInMiB" to gpu.memory),
                    ),
                ),
            "TotalGpuMemoryInMiB" to gpu.memory * count,
        )
}
