package io.mockaws.services.elbv2.op

import io.mockaws.kit.Members
import io.mockaws.kit.Table
import io.mockaws.kit.Tables
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.services.elbv2.balancer.BALANCERS
import io.mockaws.services.elbv2.balancer.ElbCall
import io.mockaws.services.elbv2.balancer.ElbFaults
import io.mockaws.services.elbv2.balancer.LISTENERS
import io.mockaws.services.elbv2.balancer.Part
import io.mockaws.services.elbv2.balancer.TARGET_GROUPS
import io.mockaws.services.elbv2.balancer.balancer
import io.mockaws.services.elbv2.balancer.listener
import io.mockaws.services.elbv2.balancer.needed
import io.mockaws.services.elbv2.balancer.targetGroup

private fun attributes(text: String): Map<String, String> =
    text.trimIndent().lines().associate { it.substringBefore(' ') to it.substringAfter(' ', "") }

private val OF_ALL =
    attributes(
        """
        deletion_protection.enabled false
        zonal_shift.config.enabled false
        """,
    )
private val LOGS =
    attributes(
        """
        access_logs.s3.enabled false
        access_logs.s3.bucket
        access_logs.s3.prefix
        """,
    )

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html */
private val OF_BALANCERS =
    mapOf(
        "application" to
            OF_ALL + LOGS +
            attributes(
                """
                client_keep_alive.seconds 3600
                connection_logs.s3.bucket
                connection_logs.s3.enabled false
                connection_logs.s3.prefix
                idle_timeout.timeout_seconds 60
                load_balancing.cross_zone.enabled true
                routing.http.desync_mitigation_mode defensive
                routing.http.drop_invalid_header_fields.enabled false
                routing.http.preserve_host_header.enabled false
                routing.http.x_amzn_tls_version_and_cipher_suite.enabled false
                routing.http.xff_client_port.enabled false
                routing.http.xff_header_processing.mode append
                routing.http2.enabled true
                waf.fail_open.enabled false
                """,
            ),
        "network" to
            OF_ALL + LOGS +
            attributes(
                """
                dns_record.client_routing_policy any_availability_zone
                load_balancing.cross_zone.enabled false
                """,
            ),
        "gateway" to attributes("deletion_protection.enabled false\nload_balancing.cross_zone.enabled false"),
    )

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html */
private fun defaultsOf(group: Part): Map<String, String> =
    when {
        group["TargetType"] == "lambda" -> attributes("lambda.multi_value_headers.enabled false")
        group["Protocol"] == "GENEVE" -> OF_GATEWAY
        group["Protocol"] in setOf("HTTP", "HTTPS") && group["TargetType"] != "alb" -> HEALTH + OF_APPLICATION
        else -> HEALTH + OF_NETWORK
    }

private val HEALTH =
    attributes(
        """
        deregistration_delay.timeout_seconds 300
        stickiness.enabled false
        load_balancing.cross_zone.enabled use_load_balancer_configuration
        target_group_health.dns_failover.minimum_healthy_targets.count 1
        target_group_health.dns_failover.minimum_healthy_targets.percentage off
        target_group_health.unhealthy_state_routing.minimum_healthy_targets.count 1
        target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage off
        """,
    )
private val OF_APPLICATION =
    attributes(
        """
        stickiness.type lb_cookie
        stickiness.lb_cookie.duration_seconds 86400
        stickiness.app_cookie.cookie_name
        stickiness.app_cookie.duration_seconds 86400
        slow_start.duration_seconds 0
        load_balancing.algorithm.type round_robin
        load_balancing.algorithm.anomaly_mitigation off
        """,
    )
private val OF_NETWORK =
    attributes(
        """
        stickiness.type source_ip
        deregistration_delay.connection_termination.enabled false
        preserve_client_ip.enabled true
        proxy_protocol_v2.enabled false
        """,
    )
private val OF_GATEWAY =
    attributes(
        """
        deregistration_delay.timeout_seconds 300
        stickiness.enabled false
        stickiness.type source_ip_dest_ip_proto
        target_failover.on_deregistration no_rebalance
        target_failover.on_unhealthy no_rebalance
        """,
    )

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ListenerAttribute.html */
private fun defaultsOfListener(listener: Part): Map<String, String> =
    when (listener["Protocol"]) {
        "HTTP", "HTTPS" -> attributes("routing.http.response.server.enabled true")
        "TCP" -> attributes("tcp.idle_timeout.seconds 350")
        else -> emptyMap()
    }

private fun listed(attributes: Map<String, String>): Members =
    mapOf("Attributes" to attributes.map { (key, value) -> mapOf("Key" to key, "Value" to value) })

private fun set(
    table: Table<Part>,
    request: Members,
    call: ElbCall,
    known: Map<String, String>?,
    find: Tables.() -> Part,
): Members {
    val asked = request.parts("Attributes").associate { it.needed("Key") to it.text("Value").orEmpty() }
    asked.keys.firstOrNull { known != null && it !in known }?.let { key ->
        throw ElbFaults.validation("Attribute key '$key' is not recognized")
    }
    call.state.write { find().let { this[table, it.arn] = it.copy(attributes = it.attributes + asked) } }
    return listed(asked)
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancerAttributes.html */
internal fun describeLoadBalancerAttributes(
    request: Members,
    call: ElbCall,
): Members {
    val balancer = call.state.now.balancer(request.needed("LoadBalancerArn"))
    return listed(OF_BALANCERS[balancer.text("Type")].orEmpty() + balancer.attributes)
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyLoadBalancerAttributes.html */
internal fun modifyLoadBalancerAttributes(
    request: Members,
    call: ElbCall,
): Members {
    val arn = request.needed("LoadBalancerArn")
    val type = call.state.now.balancer(arn).text("Type")
    return set(BALANCERS, request, call, OF_BALANCERS[type]) { balancer(arn) }
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetGroupAttributes.html */
internal fun describeTargetGroupAttributes(
    request: Members,
    call: ElbCall,
): Members {
    val group = call.state.now.targetGroup(request.needed("TargetGroupArn"))
    return listed(defaultsOf(group) + group.attributes)
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyTargetGroupAttributes.html */
internal fun modifyTargetGroupAttributes(
    request: Members,
    call: ElbCall,
): Members {
    val arn = request.needed("TargetGroupArn")
    return set(TARGET_GROUPS, request, call, null) { targetGroup(arn) }
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeListenerAttributes.html */
internal fun describeListenerAttributes(
    request: Members,
    call: ElbCall,
): Members {
    val listener = call.state.now.listener(request.needed("ListenerArn"))
    return listed(defaultsOfListener(listener) + listener.attributes)
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyListenerAttributes.html */
internal fun modifyListenerAttributes(
    request: Members,
    call: ElbCall,
): Members {
    val arn = request.needed("ListenerArn")
    return set(LISTENERS, request, call, null) { listener(arn) }
}
