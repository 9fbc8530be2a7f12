package io.mockaws.services.elbv2

import io.mockaws.engine.Place
import io.mockaws.engine.TargetStore
import io.mockaws.engine.World
import io.mockaws.services.elbv2.balancer.TARGET_GROUPS
import io.mockaws.services.elbv2.op.isToldUnhealthy

/** The health of targets, as groups of machines meet it. */
internal object ElbV2Targets : TargetStore {
    override fun isUnhealthy(
        groupArn: String,
        id: String,
        place: Place,
        world: World,
    ): Boolean =
        world.states.of(ElbV2Service, place).now[TARGET_GROUPS][groupArn]?.let { isToldUnhealthy(it, id) } == true

    override fun revision(
        place: Place,
        world: World,
    ): Any = world.states.of(ElbV2Service, place).now
}
