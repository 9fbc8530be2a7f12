package io.mockaws.services.elbv2.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.TableWriter
import io.mockaws.kit.Tables
import io.mockaws.kit.number
import io.mockaws.kit.part
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.services.elbv2.balancer.ElbFaults
import io.mockaws.services.elbv2.balancer.TARGET_GROUPS
import io.mockaws.services.elbv2.balancer.balancersOf
import io.mockaws.services.elbv2.balancer.targetGroup
import io.mockaws.services.elbv2.balancer.targetGroupsIn

private val LAST = setOf("forward", "redirect", "fixed-response")
private val ANY_REDIRECT =
    mapOf(
        "Protocol" to "#{protocol}",
        "Port" to "#{port}",
        "Host" to "#{host}",
        "Path" to "/#{path}",
        "Query" to "#{query}"
    )
private const val MOST_GROUPS = 5

/**
 * Actions as AWS shows them, with what nobody said.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html
 *
 * @param balancerArn the load balancer whose requests they are for
 */
internal fun Tables.checkedActions(
    asked: List<Members>,
    balancerArn: String,
): List<Members> {
    if (asked.count { it.text("Type") in LAST } != 1) {
        throw ElbFaults.validation("The actions must contain exactly one of: forward, redirect, fixed-response")
    }
    val actions = asked.mapIndexed { i, action -> complete(action, if (asked.size > 1) i + 1 else null) }
    for (arn in targetGroupsIn(actions)) checkTarget(targetGroup(arn).arn, balancerArn)
    return actions.sortedBy { it.number("Order") ?: 1 }
}

/** A target group is one load balancer's. */
private fun Tables.checkTarget(
    arn: String,
    balancerArn: String,
) {
    val other = balancersOf(arn).firstOrNull { it != balancerArn } ?: return
    throw AwsFault(
        "TargetGroupAssociationLimit",
        "The following target groups cannot be associated with more than one load balancer: $arn ($other)",
        BAD_REQUEST,
    )
}

private const val BAD_REQUEST = 400

private fun complete(
    action: Members,
    order: Int?,
): Members {
    val ordered = if (order != null && action["Order"] == null) action + ("Order" to order) else action
    return when (action.text("Type")) {
        "forward" -> forward(ordered)
        "redirect" -> ordered + ("RedirectConfig" to ANY_REDIRECT + action.part("RedirectConfig").orEmpty())
        "fixed-response" -> ordered.also { checkResponse(it.part("FixedResponseConfig").orEmpty()) }
        else -> ordered
    }
}

private val CONTENT_TYPES =
    listOf("text/plain", "text/css", "text/html", "application/javascript", "application/json")

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_FixedResponseActionConfig.html */
private fun checkResponse(response: Members) {
    val status = response.text("StatusCode").orEmpty()
    if (!Regex("[245]\\d\\d").matches(status)) {
        throw ElbFaults.validation(
            "1 validation error detected: Value '$status' at 'statusCode' failed to satisfy constraint"
        )
    }
    val type = response.text("ContentType")
    if (type != null && type !in CONTENT_TYPES) {
        throw ElbFaults.action("The content type must be one of '${CONTENT_TYPES.joinToString()}'")
    }
}

private fun forward(action: Members): Members {
    val config = action.part("ForwardConfig").orEmpty()
    val groups =
        config.parts("TargetGroups").ifEmpty {
            listOfNotNull(action.text("TargetGroupArn")?.let { mapOf("TargetGroupArn" to it) })
        }
            .map { mapOf<String, Any?>("Weight" to 1) + it }
    if (groups.isEmpty()) throw ElbFaults.validation("A target group ARN must be specified")
    if (groups.size > MOST_GROUPS) {
        throw ElbFaults.validation("A forward action can have at most $MOST_GROUPS target groups")
    }
    val sticky = mapOf<String, Any?>("Enabled" to false) + config.part("TargetGroupStickinessConfig").orEmpty()
    val single = groups.singleOrNull()?.text("TargetGroupArn")
    val full = config + mapOf("TargetGroups" to groups, "TargetGroupStickinessConfig" to sticky)
    return action + ("ForwardConfig" to full) + if (single == null) emptyMap() else mapOf("TargetGroupArn" to single)
}

/** Whether anything sends to the target group at [arn]. */
internal fun TableWriter.isUsed(arn: String): Boolean = arn in this[TARGET_GROUPS] && balancersOf(arn).isNotEmpty()
