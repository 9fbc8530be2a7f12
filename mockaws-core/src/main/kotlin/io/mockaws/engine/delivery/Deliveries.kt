package io.mockaws.engine.delivery

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.engine.World
import io.mockaws.kit.Arn

/** What one service hands to another. */
internal class Parcel(
    val text: String,
    /** The principal that AWS names as the sender. */
    val sender: String,
    /** The ARN of the resource that sends. */
    val source: String? = null,
    /** What travels beside the body. */
    val attributes: Map<String, ParcelAttribute> = emptyMap(),
    val groupId: String? = null,
    val deduplicationId: String? = null,
)

/** A message attribute: one of [text] and [bytes]. */
internal class ParcelAttribute(
    val type: String,
    val text: String?,
    val bytes: ByteArray?,
)

/** Hands [parcel] to whoever is at [arn]; what that answers where it does not take it. */
internal fun CallContext<*>.deliver(
    parcel: Parcel,
    arn: Arn,
): AwsFault? =
    if (world.deliveries.deliver(parcel, arn, world)) null else AwsFault("ResourceNotFoundException", "Nobody is at $arn")

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

/** Whether AWS tries again. */
internal val AwsFault.isRetryable: Boolean get() = error.status >= 500
