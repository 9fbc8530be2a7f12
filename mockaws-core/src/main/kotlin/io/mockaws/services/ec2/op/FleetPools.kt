package io.mockaws.services.ec2.op

import io.mockaws.kit.Members
import io.mockaws.kit.members
import io.mockaws.kit.part
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Contents
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.Writer

/** One way in which a fleet can start an instance: a template and what comes in place of its words. */
internal class Pool(
    val launch: Members,
    val override: Members,
    val template: Members?,
    /** How much of the fleet's capacity an instance of it is. */
    val weight: Double,
    val price: Double?,
)

private fun pool(
    launch: Members,
    override: Members,
    template: Members?,
): Pool {
    val price = override.text("MaxPrice") ?: override.text("SpotPrice")
    return Pool(launch, override, template, override["WeightedCapacity"] as? Double ?: 1.0, price?.toDoubleOrNull())
}

/** The pools of launch templates with overrides. */
internal fun Contents.templatePools(configs: List<Members>): List<Pool> =
    configs.flatMap { config ->
        val named =
            config.part("LaunchTemplateSpecification")
                ?: throw Ec2Faults.missingParameter("LaunchTemplateSpecification")
        val template = templateOf(named)
        val version = versionOf(template, named.text("Version") ?: "\$Default")
        val shown = mapOf(
            "LaunchTemplateId" to template.id,
            "LaunchTemplateName" to template["LaunchTemplateName"],
            "Version" to "${version["VersionNumber"]}",
        )
        val reference = mapOf("LaunchTemplateId" to template.id, "Version" to "${version["VersionNumber"]}")
        config.parts("Overrides").ifEmpty { listOf(emptyMap()) }.map { override ->
            val zone = override.text("AvailabilityZone")
            val type = override.text("InstanceType") ?: override.part("InstanceRequirements")?.let(::typeFor)
            val launch =
                members(
                    "LaunchTemplate" to reference,
                    "InstanceType" to type,
                    "SubnetId" to override.text("SubnetId"),
                    "ImageId" to override.text("ImageId"),
                    "Placement" to (override.part("Placement") ?: zone?.let { mapOf("AvailabilityZone" to it) }),
                )
            pool(launch, override, shown)
        }
    }

/** The first type that has what is required. */
private fun Contents.typeFor(requirements: Members): String =
    typeNames().firstOrNull { isMet(it, requirements) }
        ?: throw Ec2Faults.invalid("No instance type meets the instance requirements.")

/** The pools of specifications that say everything themselves, as spot fleets have them. */
internal fun specificationPools(specifications: List<Members>): List<Pool> =
    specifications.map { specification ->
        val groups = specification.parts("SecurityGroups").mapNotNull { it["GroupId"] }
        val zone = specification.part("Placement")
        val launch = specification - "SecurityGroups" - "SpotPrice" - "WeightedCapacity" - "InstanceRequirements" +
            members("SecurityGroupIds" to groups, "Placement" to zone)
        pool(launch, specification, null)
    }

/**
 * Starts instances of [pools] until [capacity] is there: of the cheapest one as far as prices are named, else of the first; one
 * of each in turn where [isDiversified].
 */
internal fun Writer.fill(
    pools: List<Pool>,
    capacity: Double,
    isSpot: Boolean,
    isDiversified: Boolean,
    tags: List<Members>,
    call: Ec2Call,
): List<Pair<Pool, Resource>> {
    val sorted = if (isDiversified) pools else pools.sortedBy { (it.price ?: Double.MAX_VALUE) / it.weight }
    val made = ArrayList<Pair<Pool, Resource>>()
    var left = capacity
    while (left > 0 && sorted.isNotEmpty()) {
        val pool = sorted[if (isDiversified) made.size % sorted.size else 0]
        val spot = if (isSpot) mapOf("InstanceMarketOptions" to mapOf("MarketType" to "spot")) else emptyMap()
        val whole = withTemplate(pool.launch + spot)
        val asked = whole + ("TagSpecifications" to whole.parts("TagSpecifications") + tags)
        made += pool to launch(asked, 1, null, call).single()
        left -= pool.weight
    }
    return made
}

/** How a fleet stands, by its instances that still are. */
internal fun Contents.alive(ids: List<String>): List<Resource> =
    ids.mapNotNull { find(Kind.INSTANCE, it) }.filter { stateOf(it) != InstanceState.TERMINATED }

internal fun activeInstances(instances: List<Resource>): List<Members> =
    instances.map {
        members(
            "InstanceId" to it.id,
            "InstanceType" to it["InstanceType"],
            "SpotInstanceRequestId" to it["SpotInstanceRequestId"],
            "InstanceHealth" to "healthy",
        )
    }
