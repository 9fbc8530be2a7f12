package io.mockaws.services.ec2

import io.mockaws.engine.Machine
import io.mockaws.engine.MachineStore
import io.mockaws.engine.Place
import io.mockaws.engine.Subnet
import io.mockaws.engine.World
import io.mockaws.kit.text
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Contents

/** Instances and subnets, as load balancers and groups of instances meet them. */
internal object Ec2Machines : MachineStore {
    private fun now(
        place: Place,
        world: World,
    ): Contents = world.states.of(Ec2Service, place).now

    override fun machine(
        id: String,
        place: Place,
        world: World,
    ): Machine? {
        val found = now(place, world).find(Kind.INSTANCE, id) ?: return null
        return Machine(
            id,
            found.part("State")?.text("Name").orEmpty(),
            found.part("Placement")?.text("AvailabilityZone").orEmpty(),
            found.text("InstanceType").orEmpty(),
        )
    }

    override fun subnet(
        id: String,
        place: Place,
        world: World,
    ): Subnet? = now(place, world).find(Kind.SUBNET, id)?.let(::subnetOf)

    override fun defaultSubnets(
        place: Place,
        world: World,
    ): List<String> =
        now(place, world)[Kind.SUBNET].values.filter { it.flag("DefaultForAz") }.map { it.id }

    override fun defaultGroup(
        vpcId: String,
        place: Place,
        world: World,
    ): String? =
        now(place, world).where(Kind.SECURITY_GROUP, "VpcId", vpcId).firstOrNull {
            it.text("GroupName") == "default"
        }?.id

    override fun hasGroup(
        id: String,
        place: Place,
        world: World,
    ): Boolean = now(place, world).find(Kind.SECURITY_GROUP, id) != null

    override fun revision(
        place: Place,
        world: World,
    ): Any = now(place, world)

    private fun subnetOf(subnet: Resource) =
        Subnet(subnet.id, subnet.text("AvailabilityZone").orEmpty(), subnet.text("VpcId").orEmpty())
}
