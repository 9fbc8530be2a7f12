package io.mockaws.services.elbv2

import io.mockaws.services.elbv2.balancer.ElbCall
import io.mockaws.services.elbv2.balancer.Part
import io.mockaws.services.elbv2.balancer.TARGET_GROUPS
import io.mockaws.services.elbv2.balancer.all
import io.mockaws.services.elbv2.op.healthOf
import io.mockaws.services.elbv2.op.registered
import io.mockaws.services.elbv2.op.tellHealth
import io.mockaws.testing.Calls

/**
 * Elastic Load Balancing as a test sees it: `aws.elbV2.targetGroup("web").unhealthy("i-0123456789abcdef0")`. Works in the account and
 * region of the mock, touches memory only, and leaves no calls in the journal.
 */
public class ElbV2Fixture internal constructor(
    private val context: () -> ElbCall,
    private val journal: () -> Calls,
) {
    /** What the mock's journal has of Elastic Load Balancing. */
    @get:JvmName("calls")
    public val calls: Calls get() = journal()

    /**
     * The target group called [name], which code has made.
     *
     * @throws IllegalArgumentException when there is none
     */
    public fun targetGroup(name: String): TargetGroupFixture {
        val all = context().state.now.all(TARGET_GROUPS)
        val found =
            requireNotNull(all.find { it["TargetGroupName"] == name }) {
                "There is no target group $name, but ${all.map { it["TargetGroupName"] }}"
            }
        return TargetGroupFixture(found.arn, context)
    }

    override fun toString(): String = "ElbV2Fixture(target groups: ${context().state.now[TARGET_GROUPS].size})"
}

/** A target group as a test sees it. */
public class TargetGroupFixture internal constructor(
    /** Its ARN. */
    @get:JvmName("arn")
    public val arn: String,
    private val context: () -> ElbCall,
) {
    private fun group(): Part =
        checkNotNull(context().state.now[TARGET_GROUPS][arn]) { "There is no target group $arn (any more)" }

    /** The state of each target by its id, as DescribeTargetHealth has it: `healthy`, `unhealthy`, `unused`. */
    @get:JvmName("health")
    public val health: Map<String, String>
        get() {
            val call = context()
            val group = group()
            return registered(group, call).associate {
                "${it["Id"]}" to "${call.state.now.healthOf(it, group, call)["State"]}"
            }
        }

    /**
     * Has the target [id], an instance, an address or a function, fail its health checks until it is [healthy]. A group of Auto Scaling
     * that goes by them replaces it.
     *
     * @param why what DescribeTargetHealth has as its description
     */
    @JvmOverloads
    public fun unhealthy(
        id: String,
        why: String = "Health checks failed",
    ): TargetGroupFixture = also { context().tellHealth(arn, id, why) }

    /** Has the target [id] pass its health checks again. */
    public fun healthy(id: String): TargetGroupFixture = also { context().tellHealth(arn, id, null) }

    override fun toString(): String = "TargetGroupFixture($arn)"
}
