package io.mockaws.engine.delivery

import io.mockaws.engine.World
import io.mockaws.kit.Arn

/** A service that takes what others hand to its resources, without knowing them. */
internal interface Recipient {
    /** The third part of the ARNs of its resources. */
    val service: String

    /** Whether there is somebody at [arn] now. */
    fun has(
        arn: Arn,
        world: World,
    ): Boolean

    /** Whether anybody would take notice of what came to [arn] unasked. */
    fun isHeard(
        arn: Arn,
        world: World,
    ): Boolean = has(arn, world)

    /** The call of one of its own operations that takes [parcel]. */
    fun callFor(
        parcel: Parcel,
        arn: Arn,
        world: World,
    ): ServiceCall<*>
}
