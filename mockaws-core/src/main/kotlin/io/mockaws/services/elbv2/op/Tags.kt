package io.mockaws.services.elbv2.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.Table
import io.mockaws.kit.Tables
import io.mockaws.kit.TagRules
import io.mockaws.kit.texts
import io.mockaws.services.elbv2.balancer.BALANCERS
import io.mockaws.services.elbv2.balancer.ElbCall
import io.mockaws.services.elbv2.balancer.ElbFaults
import io.mockaws.services.elbv2.balancer.LISTENERS
import io.mockaws.services.elbv2.balancer.Part
import io.mockaws.services.elbv2.balancer.RULES
import io.mockaws.services.elbv2.balancer.TARGET_GROUPS
import io.mockaws.services.elbv2.balancer.balancer
import io.mockaws.services.elbv2.balancer.listener
import io.mockaws.services.elbv2.balancer.rule
import io.mockaws.services.elbv2.balancer.tags
import io.mockaws.services.elbv2.balancer.targetGroup

/** The thing at [arn], and the table that it is in. */
private fun Tables.tagged(arn: String): Pair<Table<Part>, Part> =
    when {
        ":loadbalancer/" in arn -> BALANCERS to balancer(arn)
        ":listener/" in arn -> LISTENERS to listener(arn)
        ":listener-rule/" in arn -> RULES to rule(arn)
        ":targetgroup/" in arn -> TARGET_GROUPS to targetGroup(arn)
        else -> throw ElbFaults.validation("'$arn' is not a valid resource ARN")
    }

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AddTags.html */
internal fun addTags(
    request: Members,
    call: ElbCall,
): Members =
    call.changeTags(request) { before ->
        val added = request.tags()
        when (TagRules.violation(before, added.toList())?.problem) {
            null -> Unit

            TagRules.Problem.TOO_MANY ->
                throw AwsFault("TooManyTags", "The maximum number of tags has been reached", BAD_REQUEST)

            else -> throw ElbFaults.validation("The tags are invalid")
        }
        before + added
    }

private const val BAD_REQUEST = 400

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RemoveTags.html */
internal fun removeTags(
    request: Members,
    call: ElbCall,
): Members = call.changeTags(request) { it - request.texts("TagKeys").toSet() }

private fun ElbCall.changeTags(
    request: Members,
    change: (Map<String, String>) -> Map<String, String>,
): Members {
    state.write {
        for (arn in request.texts("ResourceArns")) {
            val (table, part) = tagged(arn)
            this[table, arn] = part.copy(tags = change(part.tags))
        }
    }
    return emptyMap()
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html */
internal fun describeTags(
    request: Members,
    call: ElbCall,
): Members =
    mapOf(
        "TagDescriptions" to
            request.texts("ResourceArns").map { arn ->
                val tags = call.state.now.tagged(arn).second.tags
                mapOf(
                    "ResourceArn" to arn,
                    "Tags" to tags.map { (key, value) ->
                        mapOf("Key" to key, "Value" to value)
                    }
                )
            },
    )
