package io.mockaws.services.elbv2.op

import io.mockaws.kit.Members
import io.mockaws.kit.TableWriter
import io.mockaws.kit.Tables
import io.mockaws.kit.members
import io.mockaws.kit.number
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.elbv2.balancer.ElbCall
import io.mockaws.services.elbv2.balancer.ElbFaults
import io.mockaws.services.elbv2.balancer.LISTENERS
import io.mockaws.services.elbv2.balancer.Part
import io.mockaws.services.elbv2.balancer.RULES
import io.mockaws.services.elbv2.balancer.all
import io.mockaws.services.elbv2.balancer.balancer
import io.mockaws.services.elbv2.balancer.listener
import io.mockaws.services.elbv2.balancer.listenersOf
import io.mockaws.services.elbv2.balancer.needed
import io.mockaws.services.elbv2.balancer.page
import io.mockaws.services.elbv2.balancer.rulesOf
import io.mockaws.services.elbv2.balancer.tags

private const val ID_DIGITS = 16
private val SECURE = setOf("HTTPS", "TLS")
private val PROTOCOLS =
    mapOf(
        "application" to setOf("HTTP", "HTTPS"),
        "network" to setOf("TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC"),
    )

/** The policy of who names none. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html */
private const val DEFAULT_POLICY = "ELBSecurityPolicy-2016-08"

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html */
internal fun createListener(
    request: Members,
    call: ElbCall,
): Members {
    val listener =
        call.state.write {
            val balancer = balancer(request.needed("LoadBalancerArn"))
            val arn = balancer.arn.replace(":loadbalancer/", ":listener/") + "/" + call.ids.hex(ID_DIGITS)
            val settings = settings(request, balancer)
            checkPort(balancer.arn, request.number("Port"), null)
            val actions = checkedActions(request.parts("DefaultActions"), balancer.arn)
            val made =
                Part(
                    arn,
                    call.ids.nextNumber(),
                    settings +
                        mapOf("ListenerArn" to arn, "LoadBalancerArn" to balancer.arn, "DefaultActions" to actions),
                    request.tags(),
                )
            this[LISTENERS, arn] = made
            val rule = newRule(made, "default", emptyList(), actions, call)
            this[RULES, rule.arn] = rule
            made
        }
    return mapOf("Listeners" to listOf(listener.members))
}

private fun Tables.checkPort(
    balancerArn: String,
    port: Int?,
    own: String?,
) {
    if (port != null && listenersOf(balancerArn).any { it["Port"] == port && it.arn != own }) {
        throw ElbFaults.listenerExists(balancerArn)
    }
}

/** What a listener is beside its actions, as [request] has it. */
private fun settings(
    request: Members,
    balancer: Part,
    before: Members = emptyMap(),
): Members {
    val protocol = request.text("Protocol") ?: before.text("Protocol")
    val port = request.number("Port") ?: before.number("Port")
    val known = PROTOCOLS[balancer.text("Type")]
    if (known != null) {
        if (protocol == null) throw ElbFaults.validation("A listener protocol must be specified")
        if (port == null) throw ElbFaults.validation("A listener port must be specified")
        if (protocol !in known) {
            throw ElbFaults.validation(
                "Listener protocol '$protocol' must be one of '${known.joinToString()}'",
            )
        }
    }
    val certificates = request.parts("Certificates").ifEmpty { before.parts("Certificates") }
    if (protocol in SECURE && certificates.isEmpty()) {
        throw ElbFaults.validation("A certificate must be specified for $protocol listeners")
    }
    if (protocol !in SECURE && request.parts("Certificates").isNotEmpty()) {
        throw ElbFaults.configuration("Certificates cannot be specified for $protocol listeners")
    }
    val isSecure = protocol in SECURE
    return members(
        "Protocol" to protocol,
        "Port" to port,
        "Certificates" to if (isSecure) certificates.map { it - "IsDefault" } else null,
        "SslPolicy" to if (isSecure) request.text("SslPolicy") ?: before.text("SslPolicy") ?: DEFAULT_POLICY else null,
        "AlpnPolicy" to (request.texts("AlpnPolicy").ifEmpty { before.texts("AlpnPolicy") }.ifEmpty { null }),
        "MutualAuthentication" to
            if (protocol == "HTTPS") {
                request["MutualAuthentication"] ?: before["MutualAuthentication"] ?: mapOf("Mode" to "off")
            } else {
                null
            },
    )
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyListener.html */
internal fun modifyListener(
    request: Members,
    call: ElbCall,
): Members {
    val listener =
        call.state.write {
            val before = listener(request.needed("ListenerArn"))
            val balancer = balancer(before.text("LoadBalancerArn"))
            checkPort(balancer.arn, request.number("Port"), before.arn)
            val asked = request.parts("DefaultActions")
            val actions =
                if (asked.isEmpty()) before.members.parts("DefaultActions") else checkedActions(asked, balancer.arn)
            val kept = before.members.filterKeys { it in setOf("ListenerArn", "LoadBalancerArn", MORE) }
            val next =
                before.copy(
                    members = kept + settings(request, balancer, before.members) + ("DefaultActions" to actions),
                )
            this[LISTENERS, next.arn] = next
            val rule = rulesOf(next.arn).last()
            this[RULES, rule.arn] = rule.with("Actions" to actions)
            next
        }
    return mapOf("Listeners" to listOf(listener.members))
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteListener.html */
internal fun deleteListener(
    request: Members,
    call: ElbCall,
): Members {
    call.state.write {
        val listener = listener(request.needed("ListenerArn"))
        rulesOf(listener.arn).forEach { remove(RULES, it.arn) }
        remove(LISTENERS, listener.arn)
    }
    return emptyMap()
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeListeners.html */
internal fun describeListeners(
    request: Members,
    call: ElbCall,
): Members {
    val now = call.state.now
    val balancerArn = request.text("LoadBalancerArn")
    val arns = request.texts("ListenerArns")
    if (balancerArn == null && arns.isEmpty()) {
        throw ElbFaults.validation("You must specify either listener ARNs or a load balancer ARN")
    }
    balancerArn?.let(now::balancer)
    arns.forEach(now::listener)
    val found =
        now.all(LISTENERS).filter {
            (balancerArn == null || it["LoadBalancerArn"] == balancerArn) && (arns.isEmpty() || it.arn in arns)
        }
    return page("Listeners", found, request) { it.members }
}

/** Certificates beside the default one. */
private const val MORE = "MoreCertificates"

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AddListenerCertificates.html */
internal fun addListenerCertificates(
    request: Members,
    call: ElbCall,
): Members {
    val added = request.parts("Certificates").map { mapOf("CertificateArn" to it.text("CertificateArn")) }
    call.changeCertificates(request) { (it + added).distinct() }
    return mapOf("Certificates" to added.map { it + ("IsDefault" to false) })
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RemoveListenerCertificates.html */
internal fun removeListenerCertificates(
    request: Members,
    call: ElbCall,
): Members {
    val gone = request.parts("Certificates").map { it.text("CertificateArn") }
    val listener = call.state.now.listener(request.needed("ListenerArn"))
    if (listener.members.parts("Certificates").any { it.text("CertificateArn") in gone }) {
        throw ElbFaults.notPermitted("The default certificate of a listener cannot be removed")
    }
    call.changeCertificates(request) { all -> all.filterNot { it.text("CertificateArn") in gone } }
    return emptyMap()
}

private fun ElbCall.changeCertificates(
    request: Members,
    change: (List<Members>) -> List<Members>,
) = state.write { putCertificates(listener(request.needed("ListenerArn")), change) }

private fun TableWriter.putCertificates(
    listener: Part,
    change: (List<Members>) -> List<Members>,
) {
    if (listener["Certificates"] == null) {
        throw ElbFaults.configuration("Certificates cannot be specified for ${listener["Protocol"]} listeners")
    }
    this[LISTENERS, listener.arn] = listener.with(MORE to change(listener.members.parts(MORE)))
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeListenerCertificates.html */
internal fun describeListenerCertificates(
    request: Members,
    call: ElbCall,
): Members {
    val listener = call.state.now.listener(request.needed("ListenerArn"))
    val default = listener.members.parts("Certificates").map { it + ("IsDefault" to true) }
    return mapOf("Certificates" to default + listener.members.parts(MORE).map { it + ("IsDefault" to false) })
}
