package io.mockaws.services.elbv2.balancer

/** An attribute of a load balancer, a listener or a target group. */
internal class Attribute(
    val key: String,
    /** What it is where nobody has said anything; null where it is not shown then. */
    val default: String?,
    /** `true|false`, `1..4000`, several of them with `|` between, or `*` for anything. */
    private val allowed: String,
) {
    /** Why it cannot have [value]; null where it can. */
    fun problem(value: String): String? {
        val admits = allowed.split('|').any { one ->
            val range = RANGE.matchEntire(one)?.destructured?.let { (least, most) -> least.toInt()..most.toInt() }
            if (range == null) one == value || one == "*" else value.toIntOrNull() in range
        }
        if (admits) return null
        val range = RANGE.matchEntire(allowed)?.destructured
            ?: return "'$key' must be one of [${allowed.replace("|", ", ")}]"
        return "'$key' must be between '${range.component1()}' and '${range.component2()}' inclusive"
    }

    private companion object {
        val RANGE = Regex("(\\d+)\\.\\.(\\d+)")
    }
}

/** Attributes as a table has them: key, default (`-` for an empty one, `?` for none), what they can be. */
private fun attributes(text: String): List<Attribute> =
    text.trimIndent().lines().map { line ->
        val (key, default, allowed) = line.split(' ')
        Attribute(key, if (default == "?") null else default.takeIf { it != "-" }.orEmpty(), allowed)
    }

private val LOGS =
    attributes(
        """
        access_logs.s3.enabled false true|false
        access_logs.s3.bucket - *
        access_logs.s3.prefix - *
        ipv6.deny_all_igw_traffic ? true|false
        zonal_shift.config.enabled false true|false
        """,
    )

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html */
internal val ATTRIBUTES_OF_BALANCERS: Map<String, List<Attribute>> =
    mapOf(
        "application" to
            LOGS +
            attributes(
                """
                client_keep_alive.seconds 3600 60..604800
                connection_logs.s3.bucket - *
                connection_logs.s3.enabled false true|false
                connection_logs.s3.prefix - *
                deletion_protection.enabled false true|false
                health_check_logs.s3.bucket - *
                health_check_logs.s3.enabled false true|false
                health_check_logs.s3.prefix - *
                idle_timeout.timeout_seconds 60 1..4000
                load_balancing.cross_zone.enabled true true
                routing.http.desync_mitigation_mode defensive monitor|defensive|strictest
                routing.http.drop_invalid_header_fields.enabled false true|false
                routing.http.preserve_host_header.enabled false true|false
                routing.http.x_amzn_tls_version_and_cipher_suite.enabled false true|false
                routing.http.xff_client_port.enabled false true|false
                routing.http.xff_header_processing.mode append append|preserve|remove
                routing.http2.enabled true true|false
                waf.fail_open.enabled false true|false
                """,
            ),
        "network" to
            LOGS +
            attributes(
                """
                deletion_protection.enabled false true|false
                dns_record.client_routing_policy any_availability_zone $ROUTING
                load_balancing.cross_zone.enabled false true|false
                secondary_ips.auto_assigned.per_subnet 0 0..7
                """,
            ),
        "gateway" to
            attributes(
                """
                deletion_protection.enabled false true|false
                load_balancing.cross_zone.enabled false true|false
                """,
            ),
    )

private const val ROUTING =
    "availability_zone_affinity|partial_availability_zone_affinity|any_availability_zone"

private const val LEAST = "target_group_health"
private val HEALTH =
    attributes(
        """
        deregistration_delay.timeout_seconds 300 0..3600
        stickiness.enabled false true|false
        load_balancing.cross_zone.enabled use_load_balancer_configuration true|false|use_load_balancer_configuration
        $LEAST.dns_failover.minimum_healthy_targets.count 1 off|1..1000
        $LEAST.dns_failover.minimum_healthy_targets.percentage off off|1..100
        $LEAST.unhealthy_state_routing.minimum_healthy_targets.count 1 1..1000
        $LEAST.unhealthy_state_routing.minimum_healthy_targets.percentage off off|1..100
        """,
    )
private val OF_APPLICATION =
    HEALTH +
        attributes(
            """
            stickiness.type lb_cookie *
            stickiness.lb_cookie.duration_seconds 86400 1..604800
            stickiness.app_cookie.cookie_name - *
            stickiness.app_cookie.duration_seconds 86400 1..604800
            slow_start.duration_seconds 0 0|30..900
            load_balancing.algorithm.type round_robin round_robin|least_outstanding_requests|weighted_random
            load_balancing.algorithm.anomaly_mitigation off on|off
            """,
        )
private val OF_NETWORK =
    HEALTH +
        attributes(
            """
            stickiness.type source_ip *
            deregistration_delay.connection_termination.enabled false true|false
            preserve_client_ip.enabled true true|false
            proxy_protocol_v2.enabled false true|false
            target_health_state.unhealthy.connection_termination.enabled true true|false
            target_health_state.unhealthy.draining_interval_seconds ? 0..360000
            """,
        )
private val OF_GATEWAY =
    attributes(
        """
        deregistration_delay.timeout_seconds 300 0..3600
        stickiness.enabled false true|false
        stickiness.type source_ip_dest_ip_proto *
        target_failover.on_deregistration no_rebalance rebalance|no_rebalance
        target_failover.on_unhealthy no_rebalance rebalance|no_rebalance
        """,
    )
private val OF_LAMBDA = attributes("lambda.multi_value_headers.enabled false true|false")

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html */
internal fun attributesOfTargetGroup(group: Part): List<Attribute> =
    when {
        group["TargetType"] == "lambda" -> OF_LAMBDA
        group["Protocol"] == "GENEVE" -> OF_GATEWAY
        group["Protocol"] in setOf("HTTP", "HTTPS") && group["TargetType"] != "alb" -> OF_APPLICATION
        else -> OF_NETWORK
    }

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ListenerAttribute.html */
internal fun attributesOfListener(listener: Part): List<Attribute> =
    when (listener["Protocol"]) {
        "HTTP", "HTTPS" -> OF_HTTP
        else -> OF_TCP
    }

private val OF_TCP = attributes("tcp.idle_timeout.seconds 350 60..6000")
private val OF_HTTP =
    attributes("routing.http.response.server.enabled true true|false") +
        listOf(
            "x_amzn_mtls_clientcert_serial_number",
            "x_amzn_mtls_clientcert_issuer",
            "x_amzn_mtls_clientcert_subject",
            "x_amzn_mtls_clientcert_validity",
            "x_amzn_mtls_clientcert_leaf",
            "x_amzn_mtls_clientcert",
            "x_amzn_tls_version",
            "x_amzn_tls_cipher_suite",
        ).map { Attribute("routing.http.request.$it.header_name", null, "*") } +
        listOf(
            "strict_transport_security",
            "access_control_allow_origin",
            "access_control_allow_methods",
            "access_control_allow_headers",
            "access_control_allow_credentials",
            "access_control_expose_headers",
            "access_control_max_age",
            "content_security_policy",
            "x_content_type_options",
            "x_frame_options",
        ).map { Attribute("routing.http.response.$it.header_value", null, "*") }
