package io.mockaws.services.elbv2.op

import io.mockaws.kit.Members
import io.mockaws.kit.Table
import io.mockaws.kit.Tables
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.services.elbv2.balancer.ATTRIBUTES_OF_BALANCERS
import io.mockaws.services.elbv2.balancer.Attribute
import io.mockaws.services.elbv2.balancer.BALANCERS
import io.mockaws.services.elbv2.balancer.ElbCall
import io.mockaws.services.elbv2.balancer.ElbFaults
import io.mockaws.services.elbv2.balancer.LISTENERS
import io.mockaws.services.elbv2.balancer.Part
import io.mockaws.services.elbv2.balancer.TARGET_GROUPS
import io.mockaws.services.elbv2.balancer.attributesOfListener
import io.mockaws.services.elbv2.balancer.attributesOfTargetGroup
import io.mockaws.services.elbv2.balancer.balancer
import io.mockaws.services.elbv2.balancer.listener
import io.mockaws.services.elbv2.balancer.needed
import io.mockaws.services.elbv2.balancer.targetGroup

/** What has attributes, and which. */
internal enum class WithAttributes(
    private val noun: String,
    private val arnMember: String,
    private val table: Table<Part>,
    private val find: Tables.(String) -> Part,
    private val knownOf: (Part) -> List<Attribute>,
    private val check: (Part, Map<String, String>) -> Unit = { _, _ -> },
) {
    BALANCER(
        "Load balancer",
        "LoadBalancerArn",
        BALANCERS,
        Tables::balancer,
        { ATTRIBUTES_OF_BALANCERS[it.text("Type")].orEmpty() },
    ),
    LISTENER("Listener", "ListenerArn", LISTENERS, Tables::listener, ::attributesOfListener),
    TARGET_GROUP(
        "Target group",
        "TargetGroupArn",
        TARGET_GROUPS,
        Tables::targetGroup,
        ::attributesOfTargetGroup,
        ::checkStickiness,
    ),
    ;

    /** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancerAttributes.html, and the others */
    fun describe(
        request: Members,
        call: ElbCall,
    ): Members {
        val part = call.state.now.find(request.needed(arnMember))
        val usual = knownOf(part).mapNotNull { known -> known.default?.let { known.key to it } }.toMap()
        return listed(usual + part.attributes)
    }

    /** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyLoadBalancerAttributes.html, and the others */
    fun modify(
        request: Members,
        call: ElbCall,
    ): Members {
        val arn = request.needed(arnMember)
        val asked = request.parts("Attributes").associate { it.needed("Key") to it.text("Value").orEmpty() }
        call.state.write {
            val part = find(arn)
            val known = knownOf(part).associateBy { it.key }
            for ((key, value) in asked) {
                val attribute = known[key]
                    ?: throw ElbFaults.validation("$noun attribute key '$key' is not recognized")
                attribute.problem(value)?.let { throw ElbFaults.validation(it) }
            }
            check(part, asked)
            this[table, arn] = part.copy(attributes = part.attributes + asked)
        }
        return listed(asked)
    }

    private fun listed(attributes: Map<String, String>): Members =
        mapOf("Attributes" to attributes.map { (key, value) -> mapOf("Key" to key, "Value" to value) })
}

private val OF_GATEWAYS = listOf("source_ip_dest_ip_proto", "source_ip_dest_ip")
private val STICKINESS = listOf("app_cookie", "lb_cookie", "source_ip")
private val COOKIES = setOf("app_cookie", "lb_cookie")

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#sticky-sessions */
private fun checkStickiness(
    group: Part,
    asked: Map<String, String>,
) {
    val type = asked["stickiness.type"]
    val protocol = group.text("Protocol")
    if (type != null) {
        if (protocol == "GENEVE") {
            if (type in OF_GATEWAYS) return
            throw ElbFaults.validation("'$type' must be one of [${OF_GATEWAYS.joinToString()}]")
        }
        if (type !in STICKINESS) {
            throw ElbFaults.validation("'Stickiness type' must be one of [${STICKINESS.joinToString()}]")
        }
        if ((type in COOKIES) != (protocol in setOf("HTTP", "HTTPS"))) {
            throw ElbFaults.validation(
                "Stickiness type '$type' is not supported for target groups with the $protocol protocol",
            )
        }
    }
    if (protocol == "TLS" && asked["stickiness.enabled"] == "true") {
        throw ElbFaults.validation("You cannot enable stickiness on target groups with the TLS protocol")
    }
}
