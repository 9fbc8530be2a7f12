package io.mockaws.services.elbv2.op

import io.mockaws.kit.Members
import io.mockaws.kit.Tables
import io.mockaws.kit.arn
import io.mockaws.kit.flag
import io.mockaws.kit.members
import io.mockaws.kit.number
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.elbv2.balancer.ElbCall
import io.mockaws.services.elbv2.balancer.ElbFaults
import io.mockaws.services.elbv2.balancer.Part
import io.mockaws.services.elbv2.balancer.TARGET_GROUPS
import io.mockaws.services.elbv2.balancer.all
import io.mockaws.services.elbv2.balancer.balancer
import io.mockaws.services.elbv2.balancer.balancersOf
import io.mockaws.services.elbv2.balancer.needed
import io.mockaws.services.elbv2.balancer.page
import io.mockaws.services.elbv2.balancer.tags
import io.mockaws.services.elbv2.balancer.targetGroup

private const val ID_DIGITS = 16
private val HTTP = setOf("HTTP", "HTTPS")
private val INTERVALS = 5..300
private const val LAMBDA_INTERVAL = 35
private const val LAMBDA_TIMEOUT = 30
private const val INTERVAL = 30

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html */
internal fun createTargetGroup(
    request: Members,
    call: ElbCall,
): Members {
    val name = request.needed("Name")
    checkName("Target group", name)
    val settings = settings(request, name, call).also { checkTimeout(it, request) }
    val asked = (request - "Tags").toSortedMap().toString().hashCode()
    val part =
        call.state.write {
            val known = all(TARGET_GROUPS).find { it["TargetGroupName"] == name }
            if (known != null && known["Asked"] != asked) throw ElbFaults.targetGroupExists(name)
            if (known != null) return@write known
            val arn = call.arn("elasticloadbalancing", "targetgroup/$name/${call.ids.hex(ID_DIGITS)}")
            val own = settings + mapOf("TargetGroupArn" to arn, "Asked" to asked)
            Part(arn, call.ids.nextNumber(), own, request.tags()).also { this[TARGET_GROUPS, arn] = it }
        }
    return mapOf("TargetGroups" to listOf(shown(part, call.state.now)))
}

private val NOT_FOR_LAMBDA = mapOf("Protocol" to "Protocol", "Port" to "Port", "VpcId" to "VPC ID")

/** What a target group is as [request] has it, with AWS's defaults for its type and protocol. */
private fun settings(
    request: Members,
    name: String,
    call: ElbCall,
): Members {
    val type = request.text("TargetType") ?: "instance"
    val isLambda = type == "lambda"
    val protocol = request.text("Protocol")
    if (isLambda) {
        for ((member, words) in NOT_FOR_LAMBDA) {
            if (request[member] == null) continue
            throw ElbFaults.validation("$words cannot be specified for target groups with target type 'lambda'")
        }
    } else {
        if (protocol == null) throw ElbFaults.validation("A protocol must be specified")
        if (request["Port"] == null) throw ElbFaults.validation("A port must be specified")
        val vpcId = request.text("VpcId") ?: throw ElbFaults.validation("A VPC ID must be specified")
        val machines = call.world.links.machines
        if (machines != null && machines.defaultGroup(vpcId, call.place, call.world) == null) {
            throw ElbFaults.validation("The VPC ID '$vpcId' is not found")
        }
    }
    val isHttp = protocol in HTTP || isLambda || type == "alb"
    val check = request.text("HealthCheckProtocol") ?: if (protocol in HTTP || type == "alb") "HTTP" else "TCP"
    val isHttpCheck = check in HTTP || isLambda
    val version = request.text("ProtocolVersion") ?: "HTTP1".takeIf { protocol in HTTP }
    val isGrpc = version == "GRPC"
    val path = if (isGrpc) "/AWS.ALB/healthcheck" else "/"
    val matcher = if (isGrpc) {
        mapOf("GrpcCode" to "12")
    } else {
        mapOf("HttpCode" to if (protocol in HTTP || isLambda) "200" else "200-399")
    }
    return members(
        "TargetGroupName" to name,
        "Protocol" to protocol.takeUnless { isLambda },
        "Port" to request["Port"].takeUnless { isLambda },
        "VpcId" to request.text("VpcId").takeUnless { isLambda },
        "HealthCheckProtocol" to check.takeUnless { isLambda },
        "HealthCheckPort" to (request.text("HealthCheckPort") ?: "traffic-port").takeUnless { isLambda },
        "HealthCheckEnabled" to (request.flag("HealthCheckEnabled") ?: !isLambda),
        "HealthCheckIntervalSeconds" to
            checkedInterval(
                request.number("HealthCheckIntervalSeconds") ?: if (isLambda) LAMBDA_INTERVAL else INTERVAL
            ),
        "HealthCheckTimeoutSeconds" to
            (
                request.number("HealthCheckTimeoutSeconds") ?: when {
                    isLambda -> LAMBDA_TIMEOUT
                    protocol == "GENEVE" -> 5
                    protocol in HTTP -> 5
                    check in HTTP -> 6
                    else -> 10
                }
                ),
        "HealthyThresholdCount" to (request.number("HealthyThresholdCount") ?: 5),
        "UnhealthyThresholdCount" to (request.number("UnhealthyThresholdCount") ?: 2),
        "HealthCheckPath" to (request.text("HealthCheckPath") ?: path).takeIf { isHttpCheck },
        "Matcher" to ((request["Matcher"] ?: matcher).takeIf { isHttpCheck }),
        "TargetType" to type,
        "ProtocolVersion" to version,
        "IpAddressType" to (request.text("IpAddressType") ?: "ipv4").takeIf { isHttp || !isLambda },
        "TargetControlPort" to request["TargetControlPort"],
    )
}

private fun checkedInterval(seconds: Int): Int {
    if (seconds !in INTERVALS) {
        throw ElbFaults.validation(
            "Health check interval '$seconds' must be between '${INTERVALS.first}' and '${INTERVALS.last}' inclusive",
        )
    }
    return seconds
}

/** The timeout of a health check that [request] changes ends within its interval, of which [settings] tell. */
private fun checkTimeout(
    settings: Members,
    request: Members,
) {
    val timeout = settings.number("HealthCheckTimeoutSeconds") ?: return
    val interval = settings.number("HealthCheckIntervalSeconds") ?: return
    // Both defaults of a protocol may meet what is asked for the other.
    val isGiven = request["HealthCheckTimeoutSeconds"] != null && request["HealthCheckIntervalSeconds"] != null
    val isStrict = settings["Protocol"] in HTTP && isGiven
    if (timeout < interval || (timeout == interval && !isStrict)) return
    val most = if (settings["Protocol"] in HTTP) "smaller than" else "smaller than or equal to"
    throw ElbFaults.validation("Health check timeout '$timeout' must be $most the interval '$interval'")
}

private fun shown(
    group: Part,
    now: Tables,
): Members = group.members + ("LoadBalancerArns" to now.balancersOf(group.arn))

private val CHANGEABLE =
    listOf(
        "HealthCheckProtocol",
        "HealthCheckPort",
        "HealthCheckPath",
        "HealthCheckEnabled",
        "HealthCheckIntervalSeconds",
        "HealthCheckTimeoutSeconds",
        "HealthyThresholdCount",
        "UnhealthyThresholdCount",
        "Matcher",
    )

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyTargetGroup.html */
internal fun modifyTargetGroup(
    request: Members,
    call: ElbCall,
): Members {
    request.number("HealthCheckIntervalSeconds")?.let(::checkedInterval)
    val changes = CHANGEABLE.filter { request[it] != null }.map { it to request[it] }
    val group =
        call.state.write {
            targetGroup(request.needed("TargetGroupArn")).with(*changes.toTypedArray())
                .also { checkTimeout(it.members, request) }
                .also { this[TARGET_GROUPS, it.arn] = it }
        }
    return mapOf("TargetGroups" to listOf(shown(group, call.state.now)))
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteTargetGroup.html: one that is not there is no error. */
internal fun deleteTargetGroup(
    request: Members,
    call: ElbCall,
): Members {
    val arn = request.needed("TargetGroupArn")
    call.state.write {
        if (isUsed(arn)) {
            throw ElbFaults.inUse("Target group '$arn' is currently in use by a listener or a rule")
        }
        remove(TARGET_GROUPS, arn)
    }
    return emptyMap()
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetGroups.html */
internal fun describeTargetGroups(
    request: Members,
    call: ElbCall,
): Members {
    val now = call.state.now
    val balancerArn = request.text("LoadBalancerArn")?.let { now.balancer(it).arn }
    val arns = request.texts("TargetGroupArns")
    val names = request.texts("Names")
    val found =
        now.all(TARGET_GROUPS).filter { group ->
            (balancerArn == null || balancerArn in now.balancersOf(group.arn)) &&
                (arns.isEmpty() || group.arn in arns) && (names.isEmpty() || group["TargetGroupName"] in names)
        }
    if (found.size < maxOf(arns.distinct().size, names.distinct().size)) throw ElbFaults.noTargetGroup()
    return page("TargetGroups", found, request) { shown(it, now) }
}
