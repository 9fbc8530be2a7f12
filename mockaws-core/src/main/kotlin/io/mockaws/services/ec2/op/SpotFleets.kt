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
import io.mockaws.services.ec2.state.Contents
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.make
import io.mockaws.services.ec2.state.need
import io.mockaws.services.ec2.state.tagsFor

private const val CONFIG = "SpotFleetRequestConfig"

private fun Contents.pools(config: Members): List<Pool> =
    specificationPools(config.parts("LaunchSpecifications")) + templatePools(config.parts("LaunchTemplateConfigs"))

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RequestSpotFleet.html: all capacity is there at once. */
internal fun requestSpotFleet(
    input: Members,
    call: Ec2Call,
): Members {
    val config = input.part(CONFIG) ?: throw Ec2Faults.missingParameter(CONFIG)
    val tags = tagsFor(Kind.SPOT_FLEET, config)
    val fleet =
        call.state.write {
            val pools = pools(config)
            if (pools.isEmpty()) throw Ec2Faults.missingParameter("SpotFleetRequestConfig.LaunchSpecifications")
            val capacity = (config["TargetCapacity"] as? Number)?.toDouble() ?: 0.0
            val isDiversified = config.text("AllocationStrategy") == "diversified"
            val made = fill(pools, capacity, isSpot = true, isDiversified, emptyList(), call)
            val defaults =
                mapOf(
                    "AllocationStrategy" to "lowestPrice",
                    "OnDemandAllocationStrategy" to "lowestPrice",
                    "ExcessCapacityTerminationPolicy" to "default",
                    "TerminateInstancesWithExpiration" to false,
                    "Type" to "maintain",
                    "ReplaceUnhealthyInstances" to false,
                    "InstanceInterruptionBehavior" to "terminate",
                )
            put(
                call.make(
                    Kind.SPOT_FLEET,
                    members(
                        "ActivityStatus" to "fulfilled",
                        "CreateTime" to call.now(),
                        "SpotFleetRequestState" to "active",
                        CONFIG to defaults + config + ("FulfilledCapacity" to made.sumOf { it.first.weight }),
                        INSTANCES to made.map { it.second.id },
                    ),
                    tags,
                ),
            )
        }
    return mapOf("SpotFleetRequestId" to fleet.id)
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CancelSpotFleetRequests.html */
internal fun cancelSpotFleetRequests(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val done = ArrayList<Members>()
        val failed = ArrayList<Members>()
        for (id in input.texts("SpotFleetRequestIds")) {
            val fleet = find(Kind.SPOT_FLEET, id)
            if (fleet == null) {
                val error = mapOf(
                    "Code" to "fleetRequestIdDoesNotExist",
                    "Message" to "The fleet request ID '$id' does not exist."
                )
                failed += mapOf("SpotFleetRequestId" to id, "Error" to error)
                continue
            }
            val ends = input["TerminateInstances"] == true
            val after = if (ends) "cancelled_terminating" else "cancelled_running"
            if (ends) alive(fleet.texts(INSTANCES)).forEach { terminate(it, call) }
            put(fleet.with("SpotFleetRequestState" to if (ends) "cancelled" else after))
            done += mapOf(
                "SpotFleetRequestId" to id,
                "CurrentSpotFleetRequestState" to after,
                "PreviousSpotFleetRequestState" to fleet["SpotFleetRequestState"],
            )
        }
        mapOf("SuccessfulFleetRequests" to done, "UnsuccessfulFleetRequests" to failed)
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSpotFleetInstances.html */
internal fun describeSpotFleetInstances(
    input: Members,
    call: Ec2Call,
): Members {
    val now = call.state.now
    val fleet = now.need(Kind.SPOT_FLEET, input.text("SpotFleetRequestId"))
    val all = activeInstances(now.alive(fleet.texts(INSTANCES)))
    return page("ActiveInstances", input, all, { "${it["InstanceId"]}" }) { it } + ("SpotFleetRequestId" to fleet.id)
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSpotFleetRequests.html */
internal fun describeSpotFleetRequests(
    input: Members,
    call: Ec2Call,
): Members {
    val now = call.state.now
    val ids = input.texts("SpotFleetRequestIds")
    val all = if (ids.isEmpty()) now[Kind.SPOT_FLEET].values.toList() else ids.map { now.need(Kind.SPOT_FLEET, it) }
    return page("SpotFleetRequestConfigs", input, all, { it.id }) { it.shown }
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySpotFleetRequest.html */
internal fun modifySpotFleetRequest(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val fleet = need(Kind.SPOT_FLEET, input.text("SpotFleetRequestId"))
        val config = fleet.part(CONFIG).orEmpty()
        val target = (input["TargetCapacity"] ?: config["TargetCapacity"]) as Int
        val alive = alive(fleet.texts(INSTANCES))
        val pools = pools(config)
        val weights = pools.associate { it.launch["InstanceType"] to it.weight }
        fun weight(type: Any?) = weights[type] ?: 1.0
        val have = alive.sumOf { weight(it["InstanceType"]) }
        val isDiversified = config.text("AllocationStrategy") == "diversified"
        val fresh = fill(pools, target - have, isSpot = true, isDiversified, emptyList(), call)
        val keeps =
            (input.text("ExcessCapacityTerminationPolicy") ?: config["ExcessCapacityTerminationPolicy"]) ==
                "noTermination"
        var excess = have - target
        if (!keeps) {
            for (instance in alive) {
                if (excess < weight(instance["InstanceType"])) continue
                excess -= weight(instance["InstanceType"])
                terminate(instance, call)
            }
        }
        val ids = alive(alive.map { it.id }).map { it.id } + fresh.map { it.second.id }
        val fulfilled = alive(ids).sumOf { weight(it["InstanceType"]) }
        put(
            fleet.with(
                CONFIG to config + mapOf("TargetCapacity" to target, "FulfilledCapacity" to fulfilled),
                INSTANCES to ids,
            ),
        )
        mapOf("Return" to true)
    }
