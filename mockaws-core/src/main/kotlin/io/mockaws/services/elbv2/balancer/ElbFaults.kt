package io.mockaws.services.elbv2.balancer

import io.mockaws.engine.AwsFault
import io.mockaws.kit.nullAt

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/CommonErrors.html, and the pages of the operations */
internal object ElbFaults {
    private const val BAD_REQUEST = 400

    private fun of(
        code: String,
        words: String,
    ) = AwsFault(code, words, BAD_REQUEST)

    fun noBalancer(): AwsFault = of("LoadBalancerNotFound", "One or more load balancers not found")

    fun noListener(): AwsFault = of("ListenerNotFound", "One or more listeners not found")

    fun noRule(): AwsFault = of("RuleNotFound", "One or more rules not found")

    fun noTargetGroup(): AwsFault = of("TargetGroupNotFound", "One or more target groups not found")

    fun badMarker(): AwsFault = validation("The marker is invalid")

    fun validation(words: String): AwsFault = of("ValidationError", words)

    /** For a member that has to be there. */
    fun missing(member: String): AwsFault = validation(nullAt(member))

    fun configuration(words: String): AwsFault = of("InvalidConfigurationRequest", words)

    fun balancerExists(name: String): AwsFault =
        of(
            "DuplicateLoadBalancerName",
            "A load balancer with the same name '$name' exists, but with different settings"
        )

    fun targetGroupExists(name: String): AwsFault =
        of("DuplicateTargetGroupName", "A target group with the same name '$name' exists, but with different settings")

    fun listenerExists(balancerArn: String): AwsFault =
        of("DuplicateListener", "A listener already exists on this port for this load balancer '$balancerArn'")

    fun priorityInUse(priority: Int): AwsFault = of("PriorityInUse", "Priority '$priority' is currently in use")

    fun inUse(words: String): AwsFault = of("ResourceInUse", words)

    fun notPermitted(words: String): AwsFault = of("OperationNotPermitted", words)

    fun noSubnet(id: String): AwsFault = of("SubnetNotFound", "The subnet ID '$id' does not exist")

    fun noSecurityGroup(id: String): AwsFault = of("InvalidSecurityGroup", "Security group '$id' does not exist")

    fun action(words: String): AwsFault = of("InvalidLoadBalancerAction", words)

    fun invalidTarget(words: String): AwsFault = of("InvalidTarget", words)
}
