package io.mockaws.engine

/** Who keeps machines and their networks, as services meet it that put something before or around them. */
internal interface MachineStore {
    /** The machine called [id] in [place]; null where there is none. */
    fun machine(
        id: String,
        place: Place,
        world: World,
    ): Machine?

    /** The subnet called [id]; null where there is none. */
    fun subnet(
        id: String,
        place: Place,
        world: World,
    ): Subnet?

    /** The ids of the subnets of the default VPC, one for each zone. */
    fun defaultSubnets(
        place: Place,
        world: World,
    ): List<String>

    /** The id of the group that a VPC began with; null where there is no such VPC. */
    fun defaultGroup(
        vpcId: String,
        place: Place,
        world: World,
    ): String?

    /** Whether there is a security group called [id]. */
    fun hasGroup(
        id: String,
        place: Place,
        world: World,
    ): Boolean

    /** What is the same object as long as nothing there has changed. */
    fun revision(
        place: Place,
        world: World,
    ): Any
}

/** A machine at one moment. */
internal class Machine(
    val id: String,
    /** `running`. */
    val state: String,
    val zone: String,
    val type: String,
)

/** Who knows whether machines answer to load balancers. */
internal interface TargetStore {
    /** Whether the target [id] fails the health checks of the target group at [groupArn]. */
    fun isUnhealthy(
        groupArn: String,
        id: String,
        place: Place,
        world: World,
    ): Boolean

    /** What is the same object as long as nothing there has changed. */
    fun revision(
        place: Place,
        world: World,
    ): Any
}

/** A subnet at one moment. */
internal class Subnet(
    val id: String,
    val zone: String,
    val vpcId: String,
)
