package io.mockaws.services.pricing.catalog

import kotlinx.serialization.json.JsonObject
import java.math.BigDecimal

/** An instance type with an operating system in a region. */
internal class InstanceProduct(
    override val service: PricedService,
    private val place: PricedRegion,
    private val of: InstanceFamily,
    private val machine: InstanceSize,
    private val licence: Licence,
    /** USD an hour. */
    private val price: BigDecimal,
) : Product {
    private val type = "${of.name}.${machine.name}"
    override val family: String get() = "Compute Instance"
    override val region: String get() = place.code
    override val sku: String by lazy { codeOf("$type ${licence.system} $region") }

    /** Without making all of them: there are ten thousand such products. */
    override fun attribute(name: String): String? =
        when (name) {
            "instanceType" -> type
            "regionCode" -> region
            "operatingSystem" -> licence.system
            "location" -> place.location
            "tenancy" -> "Shared"
            "capacitystatus" -> "Used"
            "preInstalledSw" -> "NA"
            else -> attributes[name]
        }

    override val attributes: Map<String, String>
        get() =
            buildMap {
                put("enhancedNetworkingSupported", if (of.name == "t2") "No" else "Yes")
                put("memory", machine.memory)
                put("vcpu", machine.vcpus.toString())
                put("capacitystatus", "Used")
                put("locationType", "AWS Region")
                put("storage", machine.storage)
                put("instanceFamily", of.kind)
                put("operatingSystem", licence.system)
                put("regionCode", region)
                put("physicalProcessor", of.processor)
                if (of.clock.isNotEmpty()) put("clockSpeed", of.clock)
                put("networkPerformance", machine.network)
                put("servicename", service.name)
                put("vpcnetworkingsupport", "true")
                put("instanceType", type)
                put("tenancy", "Shared")
                put("usagetype", "${place.prefix}BoxUsage:$type")
                put("normalizationSizeFactor", normalization())
                put("servicecode", service.code)
                put("licenseModel", licence.model)
                put("currentGeneration", if (of.name in PREVIOUS) "No" else "Yes")
                put("preInstalledSw", "NA")
                put("location", place.location)
                put("processorArchitecture", "64-bit")
                put("marketoption", "OnDemand")
                put("operation", licence.operation)
                put("availabilityzone", "NA")
            }

    override val terms: JsonObject
        get() =
            onDemand(this, "Hrs", listOf(PriceRange(BigDecimal.ZERO, null, price))) {
                "$${brief(price)} per On Demand ${licence.system} $type Instance Hour"
            }

    /** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/apply_ri.html */
    private fun normalization(): String =
        FACTORS[machine.name] ?: (machine.name.substringBefore("xlarge").toInt() * XLARGE).toString()

    private companion object {
        val FACTORS =
            mapOf("nano" to "0.25", "micro" to "0.5", "small" to "1", "medium" to "2", "large" to "4", "xlarge" to "8")
        const val XLARGE = 8

        /** https://aws.amazon.com/ec2/previous-generation/ */
        val PREVIOUS = setOf("c4", "m4", "r4")
    }
}
