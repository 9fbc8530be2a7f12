package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.flag
import io.mockaws.kit.number
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.ec2.catalog.InstanceTypes
import io.mockaws.services.ec2.query.FilterNames
import io.mockaws.services.ec2.query.Filters
import io.mockaws.services.ec2.query.Matcher
import io.mockaws.services.ec2.query.page
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.at
import io.mockaws.services.ec2.state.Contents
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.Zones

/** Every type that can be started: AWS's, and the test's own, which come in their place. */
internal fun Contents.typeNames(): Set<String> = InstanceTypes.names + this[Kind.INSTANCE_TYPE].keys

internal fun Contents.typeInfo(type: String): Members =
    find(Kind.INSTANCE_TYPE, type)?.members ?: InstanceTypes.info(type)

private const val MOST = 100

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypes.html: a page has at most 100. */
internal fun describeInstanceTypes(
    input: Members,
    call: Ec2Call,
): Members {
    val now = call.state.now
    val asked = input.texts("InstanceTypes")
    val all = now.typeNames()
    val lost = asked.filter { it !in all }
    if (lost.isNotEmpty()) {
        throw AwsFault(
            "InvalidInstanceType",
            "The following supplied instance types do not exist: [${lost.joinToString()}]",
        )
    }
    val filters = Filters(FilterNames.of("DescribeInstanceTypes"), input)
    val found = asked.ifEmpty { all }.map { now.typeInfo(it) }.filter { filters.admit(it, emptyMap()) }
    val limited = if (input.number("MaxResults") == null) input + ("MaxResults" to MOST) else input
    return page("InstanceTypes", limited, found, { "${it["InstanceType"]}" }) { it }
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypeOfferings.html: each type is had everywhere. */
internal fun describeInstanceTypeOfferings(
    input: Members,
    call: Ec2Call,
): Members {
    val type = input.text("LocationType") ?: "region"
    val places =
        when (type) {
            "region" -> listOf(call.region)
            "availability-zone" -> Zones.of(call.region).keys
            "availability-zone-id" -> Zones.of(call.region).values
            "outpost" -> emptyList()
            else -> throw Ec2Faults.invalid("The location type '$type' is not valid.")
        }
    val filters = Filters(FilterNames.of("DescribeInstanceTypeOfferings"), input)
    val all =
        places.flatMap { place ->
            call.state.now.typeNames().map { mapOf("InstanceType" to it, "LocationType" to type, "Location" to place) }
        }.filter { filters.admit(it, emptyMap()) }
    return page("InstanceTypeOfferings", input, all, { "${it["InstanceType"]} ${it["Location"]}" }) { it }
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetInstanceTypesFromInstanceRequirements.html */
internal fun getInstanceTypesFromRequirements(
    input: Members,
    call: Ec2Call,
): Members {
    val asked = input.part("InstanceRequirements").orEmpty()
    val architectures = input.texts("ArchitectureTypes")
    val virtualization = input.texts("VirtualizationTypes")
    val now = call.state.now
    val found =
        now.typeNames().filter { type ->
            val info = now.typeInfo(type)
            info.at("ProcessorInfo.SupportedArchitectures").any { it in architectures } &&
                info.at("SupportedVirtualizationTypes").any { it in virtualization } && now.isMet(type, asked)
        }
    return page("InstanceTypes", input, found, { it }) { mapOf("InstanceType" to it) }
}

/** Whether a type is what is asked for, as far as its facts tell; one without the facts is not. */
internal fun Contents.isMet(
    type: String,
    asked: Members,
): Boolean {
    val info = typeInfo(type)
    val vcpus = info.at("VCpuInfo.DefaultVCpus").firstOrNull()?.toDouble() ?: return false
    val memory = info.at("MemoryInfo.SizeInMiB").firstOrNull()?.toDouble() ?: return false
    val gpus = info.at("GpuInfo.Gpus.Count").sumOf { it.toDouble() }
    val disk = info.at("InstanceStorageInfo.TotalSizeInGB").firstOrNull()?.toDouble() ?: 0.0
    val manufacturers = asked.texts("CpuManufacturers")
    val generations = asked.texts("InstanceGenerations")
    val allowed = asked.texts("AllowedInstanceTypes")
    val maker = "${info.part("ProcessorInfo")?.get("Manufacturer")}".lowercase().let {
        if (it ==
            "aws"
        ) {
            "amazon-web-services"
        } else {
            it
        }
    }
    return within(vcpus, asked.part("VCpuCount")) && within(memory, asked.part("MemoryMiB")) &&
        within(memory / MIB / vcpus, asked.part("MemoryGiBPerVCpu")) &&
        within(
            gpus,
            asked.part("AcceleratorCount"),
            usually = 0.0
        ) && within(disk, asked.part("TotalLocalStorageGB")) &&
        (manufacturers.isEmpty() || maker in manufacturers) &&
        (
            generations.isEmpty() || (
                if (info.flag("CurrentGeneration") ==
                    true
                ) {
                    "current"
                } else {
                    "previous"
                }
                ) in generations
            ) &&
        permits(asked.text("BareMetal") ?: "excluded", info.flag("BareMetal") == true) &&
        permits(asked.text("BurstablePerformance") ?: "excluded", info.flag("BurstablePerformanceSupported") == true) &&
        permits(asked.text("LocalStorage") ?: "included", info.flag("InstanceStorageSupported") == true) &&
        !Matcher(asked.texts("ExcludedInstanceTypes")).admits(type) &&
        (allowed.isEmpty() || Matcher(allowed).admits(type))
}

private const val MIB = 1024.0

private fun permits(
    word: String,
    isSo: Boolean,
) = word == "included" || (word == "required") == isSo

/** Whether [value] is between the ends of [range], of which each may be missing. */
private fun within(
    value: Double,
    range: Members?,
    usually: Double? = null,
): Boolean {
    if (range == null) return usually == null || value <= usually
    val least = (range["Min"] as? Number)?.toDouble() ?: 0.0
    val most = (range["Max"] as? Number)?.toDouble() ?: Double.MAX_VALUE
    return value in least..most
}
