package io.mockaws.services.elbv2

import io.mockaws.derive.derivedOperation
import io.mockaws.derive.operationByMembers
import io.mockaws.engine.ModelChecks
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.StateKind
import io.mockaws.model.Models
import io.mockaws.model.ServiceShapes
import io.mockaws.services.elbv2.balancer.ElbCall
import io.mockaws.services.elbv2.balancer.ElbState
import io.mockaws.services.elbv2.op.WithAttributes
import io.mockaws.services.elbv2.op.addListenerCertificates
import io.mockaws.services.elbv2.op.addTags
import io.mockaws.services.elbv2.op.createListener
import io.mockaws.services.elbv2.op.createLoadBalancer
import io.mockaws.services.elbv2.op.createRule
import io.mockaws.services.elbv2.op.createTargetGroup
import io.mockaws.services.elbv2.op.deleteListener
import io.mockaws.services.elbv2.op.deleteLoadBalancer
import io.mockaws.services.elbv2.op.deleteRule
import io.mockaws.services.elbv2.op.deleteTargetGroup
import io.mockaws.services.elbv2.op.deregisterTargets
import io.mockaws.services.elbv2.op.describeAccountLimits
import io.mockaws.services.elbv2.op.describeListenerCertificates
import io.mockaws.services.elbv2.op.describeListeners
import io.mockaws.services.elbv2.op.describeLoadBalancers
import io.mockaws.services.elbv2.op.describeRules
import io.mockaws.services.elbv2.op.describeTags
import io.mockaws.services.elbv2.op.describeTargetGroups
import io.mockaws.services.elbv2.op.describeTargetHealth
import io.mockaws.services.elbv2.op.modifyListener
import io.mockaws.services.elbv2.op.modifyRule
import io.mockaws.services.elbv2.op.modifyTargetGroup
import io.mockaws.services.elbv2.op.registerTargets
import io.mockaws.services.elbv2.op.removeListenerCertificates
import io.mockaws.services.elbv2.op.removeTags
import io.mockaws.services.elbv2.op.setIpAddressType
import io.mockaws.services.elbv2.op.setRulePriorities
import io.mockaws.services.elbv2.op.setSecurityGroups
import io.mockaws.services.elbv2.op.setSubnets
import io.mockaws.wire.protocol.Protocols

/**
 * Elastic Load Balancing with its Application, Network and Gateway Load Balancers: listeners, rules, target groups, and who is
 * healthy of whom they send to. No requests flow. Trust stores and what else there is are derived.
 *
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/Welcome.html
 */
internal object ElbV2Service : Service<ElbState>(
    ServiceShapes.of("elbv2", "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"),
    listOf(Protocols.AwsQuery),
    StateKind(StateKind.Scope.REGIONAL, ElbState::create, ElbState::read),
) {
    override val checks: ModelChecks get() = ModelChecks.QUERY

    override fun throttled(operation: String): Pair<String, String> = "Throttling" to "Rate exceeded"

    override fun operation(name: String): Operation<ElbState, *, *>? =
        ofBalancers(name) ?: ofTargets(name)
            ?: if (Models.service(NAME).operation(name) == null) null else derivedOperation(NAME, name)

    private fun ofBalancers(name: String): Operation<ElbState, *, *>? =
        when (name) {
            "AddListenerCertificates" -> by(name, ::addListenerCertificates)
            "CreateListener" -> by(name, ::createListener)
            "CreateLoadBalancer" -> by(name, ::createLoadBalancer)
            "DeleteListener" -> by(name, ::deleteListener)
            "DeleteLoadBalancer" -> by(name, ::deleteLoadBalancer)
            "DescribeListenerAttributes" -> by(name, WithAttributes.LISTENER::describe)
            "DescribeListenerCertificates" -> by(name, ::describeListenerCertificates)
            "DescribeListeners" -> by(name, ::describeListeners)
            "DescribeLoadBalancerAttributes" -> by(name, WithAttributes.BALANCER::describe)
            "DescribeLoadBalancers" -> by(name, ::describeLoadBalancers)
            "ModifyListener" -> by(name, ::modifyListener)
            "ModifyListenerAttributes" -> by(name, WithAttributes.LISTENER::modify)
            "ModifyLoadBalancerAttributes" -> by(name, WithAttributes.BALANCER::modify)
            "RemoveListenerCertificates" -> by(name, ::removeListenerCertificates)
            "SetIpAddressType" -> by(name, ::setIpAddressType)
            "SetSecurityGroups" -> by(name, ::setSecurityGroups)
            "SetSubnets" -> by(name, ::setSubnets)
            else -> null
        }

    private fun ofTargets(name: String): Operation<ElbState, *, *>? =
        when (name) {
            "AddTags" -> by(name, ::addTags)
            "CreateRule" -> by(name, ::createRule)
            "CreateTargetGroup" -> by(name, ::createTargetGroup)
            "DeleteRule" -> by(name, ::deleteRule)
            "DeleteTargetGroup" -> by(name, ::deleteTargetGroup)
            "DeregisterTargets" -> by(name, ::deregisterTargets)
            "DescribeAccountLimits" -> by(name, ::describeAccountLimits)
            "DescribeRules" -> by(name, ::describeRules)
            "DescribeTags" -> by(name, ::describeTags)
            "DescribeTargetGroupAttributes" -> by(name, WithAttributes.TARGET_GROUP::describe)
            "DescribeTargetGroups" -> by(name, ::describeTargetGroups)
            "DescribeTargetHealth" -> by(name, ::describeTargetHealth)
            "ModifyRule" -> by(name, ::modifyRule)
            "ModifyTargetGroup" -> by(name, ::modifyTargetGroup)
            "ModifyTargetGroupAttributes" -> by(name, WithAttributes.TARGET_GROUP::modify)
            "RegisterTargets" -> by(name, ::registerTargets)
            "RemoveTags" -> by(name, ::removeTags)
            "SetRulePriorities" -> by(name, ::setRulePriorities)
            else -> null
        }

    private fun by(
        name: String,
        handler: (Map<String, Any?>, ElbCall) -> Map<String, Any?>,
    ): Operation<ElbState, *, *> = operationByMembers(NAME, name, handler)

    private const val NAME = "elbv2"
}
