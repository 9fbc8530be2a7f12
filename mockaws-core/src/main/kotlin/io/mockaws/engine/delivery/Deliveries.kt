package io.mockaws.engine.delivery

import io.mockaws.engine.World
import io.mockaws.kit.Arn

/** What one service hands to another. */
internal class Parcel(
    val text: String,
    /** The principal that AWS names as the sender. */
    val sender: String,
)

/** A service that takes what others hand to its resources, without knowing them. */
internal interface Recipient {
    /** The third part of the ARNs of its resources. */
    val service: String

    fun has(
        arn: Arn,
        world: World,
    ): Boolean

    /** Takes [parcel] at once; false where the resource is gone. */
    fun take(
        parcel: Parcel,
        arn: Arn,
        world: World,
    ): Boolean
}

/** The one place where a service hands something to another, by the ARN of its resource. */
internal class Deliveries(
    recipients: List<Recipient>,
) {
    private val byService = recipients.associateBy { it.service }

    /** Whether there is somebody at [arn] now. */
    fun reaches(
        arn: Arn,
        world: World,
    ): Boolean = byService[arn.service]?.has(arn, world) ?: false

    /** Hands [parcel] over; false where nobody was there to take it. */
    fun deliver(
        parcel: Parcel,
        arn: Arn,
        world: World,
    ): Boolean = byService[arn.service]?.take(parcel, arn, world) ?: false
}
