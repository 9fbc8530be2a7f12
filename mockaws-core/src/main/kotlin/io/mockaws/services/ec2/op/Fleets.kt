package io.mockaws.services.ec2.op

import io.mockaws.kit.Members
import io.mockaws.kit.members
import io.mockaws.kit.part
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.ec2.query.page
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.make
import io.mockaws.services.ec2.state.need
import io.mockaws.services.ec2.state.tagsFor

/** The ids of a fleet's instances with their weights. */
internal const val INSTANCES: String = "InstanceIds"

private class Targets(
    specification: Members,
) {
    val total: Double = (specification["TotalTargetCapacity"] as Number).toDouble()
    private val usual = specification.text("DefaultTargetCapacityType") ?: "on-demand"
    private val onDemandGiven = (specification["OnDemandTargetCapacity"] as? Number)?.toDouble()
    private val spotGiven = (specification["SpotTargetCapacity"] as? Number)?.toDouble()

    /** What neither of the two has been told is of the usual kind. */
    val onDemand: Double = (onDemandGiven ?: 0.0) + if (usual == "on-demand") rest() else 0.0
    val spot: Double = (spotGiven ?: 0.0) + if (usual != "on-demand") rest() else 0.0

    private fun rest() = maxOf(total - (onDemandGiven ?: 0.0) - (spotGiven ?: 0.0), 0.0)
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFleet.html: all capacity is there at once. */
internal fun createFleet(
    input: Members,
    call: Ec2Call,
): Members {
    val type = input.text("Type") ?: "maintain"
    val specification =
        input.part("TargetCapacitySpecification") ?: throw Ec2Faults.missingParameter("TargetCapacitySpecification")
    val targets = Targets(specification)
    val tags = tagsFor(Kind.FLEET, input, others = setOf(Kind.INSTANCE, Kind.VOLUME, Kind.NETWORK_INTERFACE))
    val instanceTags = input.parts("TagSpecifications").filter { it["ResourceType"] != Kind.FLEET.tagType }
    return call.state.write {
        val pools = templatePools(input.parts("LaunchTemplateConfigs"))
        val isDiversified = input.part("SpotOptions")?.text("AllocationStrategy") == "diversified"
        val onDemand = fill(pools, targets.onDemand, isSpot = false, isDiversified = false, instanceTags, call)
        val spot = fill(pools, targets.spot, isSpot = true, isDiversified, instanceTags, call)
        val made = shown(onDemand, "on-demand") + shown(spot, "spot")
        val fleet =
            put(
                call.make(
                    Kind.FLEET,
                    members(
                        "ActivityStatus" to "fulfilled",
                        "CreateTime" to call.now(),
                        "FleetState" to "active",
                        "ClientToken" to input.text("ClientToken"),
                        "ExcessCapacityTerminationPolicy" to
                            (input.text("ExcessCapacityTerminationPolicy") ?: "termination"),
                        "FulfilledCapacity" to (onDemand + spot).sumOf { it.first.weight },
                        "FulfilledOnDemandCapacity" to onDemand.sumOf { it.first.weight },
                        "LaunchTemplateConfigs" to input.parts("LaunchTemplateConfigs"),
                        "TargetCapacitySpecification" to specification + mapOf(
                            "OnDemandTargetCapacity" to targets.onDemand.toInt(),
                            "SpotTargetCapacity" to targets.spot.toInt(),
                            "DefaultTargetCapacityType" to
                                (specification.text("DefaultTargetCapacityType") ?: "on-demand"),
                        ),
                        "TerminateInstancesWithExpiration" to (input["TerminateInstancesWithExpiration"] ?: false),
                        "Type" to type,
                        "ValidFrom" to input["ValidFrom"],
                        "ValidUntil" to input["ValidUntil"],
                        "ReplaceUnhealthyInstances" to (input["ReplaceUnhealthyInstances"] ?: false),
                        "SpotOptions" to spotOptions(input),
                        "OnDemandOptions" to
                            (mapOf("AllocationStrategy" to "lowestPrice") + input.part("OnDemandOptions").orEmpty()),
                        "Instances" to made.takeIf { type == "instant" },
                        INSTANCES to (onDemand + spot).map { it.second.id },
                    ),
                    tags,
                ),
            )
        members(
            "FleetId" to fleet.id,
            "Instances" to if (type ==
                "instant"
            ) {
                made
            } else {
                null
            },
            "Errors" to emptyList<Members>()
        )
    }
}

private fun spotOptions(input: Members): Members =
    mapOf(
        "AllocationStrategy" to "lowestPrice",
        "InstanceInterruptionBehavior" to "terminate",
        "InstancePoolsToUseCount" to 1
    ) +
        input.part("SpotOptions").orEmpty()

private fun shown(
    made: List<Pair<Pool, Resource>>,
    lifecycle: String,
): List<Members> =
    made.groupBy { it.first }.map { (pool, those) ->
        members(
            "LaunchTemplateAndOverrides" to
                members("LaunchTemplateSpecification" to pool.template, "Overrides" to pool.override),
            "Lifecycle" to lifecycle,
            "InstanceIds" to those.map { it.second.id },
            "InstanceType" to those.first().second["InstanceType"],
        )
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeFleetInstances.html */
internal fun describeFleetInstances(
    input: Members,
    call: Ec2Call,
): Members {
    val now = call.state.now
    val fleet = now.need(Kind.FLEET, input.text("FleetId"))
    val instances = now.alive(fleet.texts(INSTANCES))
    return page("ActiveInstances", input, activeInstances(instances), { "${it["InstanceId"]}" }) { it } +
        ("FleetId" to fleet.id)
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteFleets.html */
internal fun deleteFleets(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val done = ArrayList<Members>()
        val failed = ArrayList<Members>()
        for (id in input.texts("FleetIds")) {
            val fleet = find(Kind.FLEET, id)
            if (fleet == null) {
                val words = "The fleet ID '$id' does not exist"
                failed += mapOf("FleetId" to id, "Error" to mapOf("Code" to "fleetIdDoesNotExist", "Message" to words))
                continue
            }
            val ends = input["TerminateInstances"] == true
            val after = if (ends) "deleted_terminating" else "deleted_running"
            if (ends) alive(fleet.texts(INSTANCES)).forEach { terminate(it, call) }
            put(fleet.with("FleetState" to if (ends) "deleted" else after, "ActivityStatus" to null))
            done += mapOf("FleetId" to id, "CurrentFleetState" to after, "PreviousFleetState" to fleet["FleetState"])
        }
        mapOf("SuccessfulFleetDeletions" to done, "UnsuccessfulFleetDeletions" to failed)
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyFleet.html: instances come and go at once. */
internal fun modifyFleet(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val fleet = need(Kind.FLEET, input.text("FleetId"))
        val configs = input.parts("LaunchTemplateConfigs").ifEmpty { fleet.parts("LaunchTemplateConfigs") }
        val before = fleet.part("TargetCapacitySpecification").orEmpty()
        val specification = before + input.part("TargetCapacitySpecification").orEmpty()
        val target = (specification["TotalTargetCapacity"] as Number).toInt()
        val alive = alive(fleet.texts(INSTANCES))
        val isSpot = specification.text("DefaultTargetCapacityType") == "spot"
        val fresh = if (alive.size < target) {
            fill(
                templatePools(configs),
                (target - alive.size).toDouble(),
                isSpot,
                isDiversified = false,
                emptyList(),
                call
            )
        } else {
            emptyList()
        }
        if (alive.size > target && input.text("ExcessCapacityTerminationPolicy") != "no-termination") {
            alive.drop(target).forEach { terminate(it, call) }
        }
        val ids = alive(alive.map { it.id }).map { it.id } + fresh.map { it.second.id }
        put(
            fleet.with(
                "LaunchTemplateConfigs" to configs,
                "TargetCapacitySpecification" to specification,
                "FulfilledCapacity" to ids.size.toDouble(),
                INSTANCES to ids,
            ),
        )
        mapOf("Return" to true)
    }
