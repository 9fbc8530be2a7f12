package io.mockaws.services.autoscaling.op

import io.mockaws.kit.Members
import io.mockaws.kit.arn
import io.mockaws.kit.flag
import io.mockaws.kit.number
import io.mockaws.kit.part
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.autoscaling.group.AutoScalingCall
import io.mockaws.services.autoscaling.group.AutoScalingFaults
import io.mockaws.services.autoscaling.group.Group
import io.mockaws.services.autoscaling.group.POLICIES
import io.mockaws.services.autoscaling.group.Setting
import io.mockaws.services.autoscaling.group.group
import io.mockaws.services.autoscaling.group.keyOf
import io.mockaws.services.autoscaling.group.needed
import io.mockaws.services.autoscaling.group.page
import io.mockaws.services.autoscaling.run.resize
import kotlin.math.abs
import kotlin.math.sign

private const val PERCENT = 100.0

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScalingPolicy.html */
internal fun putScalingPolicy(
    request: Members,
    call: AutoScalingCall,
): Members {
    val group = call.state.now.group(request.needed("AutoScalingGroupName"))
    val name = request.needed("PolicyName")
    val type = request.text("PolicyType") ?: "SimpleScaling"
    when (type) {
        "SimpleScaling" -> if (request["ScalingAdjustment"] == null || request.text("AdjustmentType") == null) {
            throw AutoScalingFaults.validation(
                "ScalingAdjustment and AdjustmentType must be specified for policies of type SimpleScaling"
            )
        }

        "StepScaling" -> if (request.parts("StepAdjustments").isEmpty()) {
            throw AutoScalingFaults.validation(
                "At least one StepAdjustment must be specified for policies of type StepScaling"
            )
        }

        "TargetTrackingScaling" -> if (request["TargetTrackingConfiguration"] == null) {
            throw AutoScalingFaults.validation(
                "TargetTrackingConfiguration must be specified for policies of type TargetTrackingScaling"
            )
        }

        "PredictiveScaling" -> Unit

        else -> throw AutoScalingFaults.validation("$type is not a valid policy type")
    }
    val policy =
        call.state.write {
            val before = this[POLICIES][keyOf(group.name, name)]
            val arn =
                before?.members?.text("PolicyARN")
                    ?: call.arn(
                        "autoscaling",
                        "scalingPolicy:${call.ids.uuid()}:autoScalingGroupName/${group.name}:policyName/$name"
                    )
            val own = mapOf("PolicyARN" to arn, "PolicyType" to type)
            val settings = mapOf<String, Any?>("Enabled" to true) + request.filterValues { it != null } + own
            Setting(name, before?.number ?: call.ids.nextNumber(), settings).also {
                this[POLICIES, keyOf(group.name, name)] =
                    it
            }
        }
    val arn = policy.members.needed("PolicyARN")
    request.part("TargetTrackingConfiguration")?.let { call.track(group, arn, it) }
    return mapOf("PolicyARN" to arn, "Alarms" to call.alarmsOf(arn))
}

private fun AutoScalingCall.policies(group: String?): List<Setting> =
    state.now[POLICIES].values.filter {
        group == null || it.members["AutoScalingGroupName"] == group
    }.sortedBy { it.number }

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribePolicies.html */
internal fun describePolicies(
    request: Members,
    call: AutoScalingCall,
): Members {
    val names = request.texts("PolicyNames")
    val types = request.texts("PolicyTypes")
    val found =
        call.policies(request.text("AutoScalingGroupName")).filter {
            (names.isEmpty() || it.name in names || it.members["PolicyARN"] in names) &&
                (types.isEmpty() || it.members["PolicyType"] in types)
        }
    return page("ScalingPolicies", found, request, { it.members.needed("PolicyARN") }) {
        it.members + ("Alarms" to call.alarmsOf(it.members.needed("PolicyARN")))
    }
}

/** The policy that [request] names by its name or ARN. */
private fun AutoScalingCall.policyIn(request: Members): Setting {
    val name = request.needed("PolicyName")
    return policies(request.text("AutoScalingGroupName")).find { it.name == name || it.members["PolicyARN"] == name }
        ?: throw AutoScalingFaults.noPolicy(name)
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeletePolicy.html */
internal fun deletePolicy(
    request: Members,
    call: AutoScalingCall,
): Members {
    val policy = call.policyIn(request)
    call.forget(policy.members.needed("PolicyARN"))
    call.state.write { remove(POLICIES, keyOf(policy.members.needed("AutoScalingGroupName"), policy.name)) }
    return emptyMap()
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_ExecutePolicy.html */
internal fun executePolicy(
    request: Members,
    call: AutoScalingCall,
): Members {
    val policy = call.policyIn(request)
    val group = call.state.now.group(policy.members.needed("AutoScalingGroupName"))
    if (policy.members.flag("Enabled") == false) return emptyMap()
    val type = policy.members.text("PolicyType")
    val wanted =
        when {
            type == "SimpleScaling" -> {
                if (request.flag("HonorCooldown") == true) call.refuseWhileCooling(group)
                adjusted(group, policy.members, policy.members.number("ScalingAdjustment") ?: 0)
            }

            type == "StepScaling" -> adjusted(group, policy.members, step(policy, request) ?: return emptyMap())

            // Its own alarms execute it, and nobody else does.
            type == "TargetTrackingScaling" && call.principal != null -> {
                val value = request["MetricValue"] as? Number ?: throw AutoScalingFaults.missing("MetricValue")
                tracked(group, policy.members.part("TargetTrackingConfiguration").orEmpty(), value.toDouble())
            }

            else -> throw AutoScalingFaults.validation(
                "Only policies of type SimpleScaling and StepScaling can be executed",
            )
        }
    val desired = wanted.coerceIn(group.least, group.most)
    if (desired == group.desired) return emptyMap()
    call.resize(group.name, desired, "a user request executed policy ${policy.name}", policy.members.number("Cooldown"))
    return emptyMap()
}

/** By how much the step that the metric of [request] is in changes the capacity; null where it is in none. */
private fun step(
    policy: Setting,
    request: Members,
): Int? {
    val value = request["MetricValue"] as? Number
    val threshold = request["BreachThreshold"] as? Number
    if (value == null || threshold == null) {
        throw AutoScalingFaults.validation(
            "MetricValue and BreachThreshold must be specified for policies of type StepScaling"
        )
    }
    val beyond = value.toDouble() - threshold.toDouble()
    val found =
        policy.members.parts("StepAdjustments").find { step ->
            val lower = (step["MetricIntervalLowerBound"] as? Number)?.toDouble() ?: Double.NEGATIVE_INFINITY
            val upper = (step["MetricIntervalUpperBound"] as? Number)?.toDouble() ?: Double.POSITIVE_INFINITY
            if (beyond >= 0) beyond >= lower && beyond < upper else beyond > lower && beyond <= upper
        }
    return found?.number("ScalingAdjustment")
}

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html#as-scaling-adjustment */
private fun adjusted(
    group: Group,
    policy: Members,
    by: Int,
): Int =
    when (policy.text("AdjustmentType")) {
        "ExactCapacity" -> by

        "PercentChangeInCapacity" -> {
            val exact = group.desired * by / PERCENT
            // What is above one is rounded towards zero, what is below it away from it.
            val rounded = if (abs(exact) < 1) sign(exact).toInt() else exact.toInt()
            val least = policy.number("MinAdjustmentMagnitude") ?: policy.number("MinAdjustmentStep") ?: 0
            group.desired + if (abs(rounded) < least) sign(exact).toInt() * least else rounded
        }

        else -> group.desired + by
    }
