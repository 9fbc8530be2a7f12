package io.mockaws.engine.delivery

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.engine.World
import io.mockaws.kit.Arn
import kotlinx.serialization.json.JsonObject

/** Who takes what services hand to each other, by the ARN of the resource. */
internal class Deliveries(
    recipients: List<Recipient>,
    sources: List<EventSource> = emptyList(),
    /** Who has topics; null where nobody has. */
    val topics: TopicSource? = null,
) {
    private val byService = recipients.associateBy { it.service }
    private val sourcesByService = sources.associateBy { it.service }

    /** Who has the queue or stream at [arn]; null where no service here has any such. */
    fun source(arn: Arn): EventSource? = sourcesByService[arn.service]

    /** Whether there is somebody at [arn] now. */
    fun reaches(
        arn: Arn,
        world: World,
    ): Boolean = byService[arn.service]?.has(arn, world) ?: false

    /** Whether anybody would take notice of what came to [arn] unasked. */
    fun isHeard(
        arn: Arn,
        world: World,
    ): Boolean = byService[arn.service]?.isHeard(arn, world) ?: false

    /** The call that brings [parcel] to [arn]; null where no service here takes anything at such an ARN. */
    fun callFor(
        parcel: Parcel,
        arn: Arn,
        world: World,
    ): ServiceCall<*>? = byService[arn.service]?.callFor(parcel, arn, world)
}

/**
 * Hands [parcel] to the resource at [arn], by a call that the sending service makes. The test's stubs and faults, the
 * recipient and the journal see that call as any other. A recipient that fails never breaks the sender.
 *
 * @return null when it was taken; else the error that the sender gets
 */
internal fun CallContext<*>.deliver(
    parcel: Parcel,
    arn: Arn,
): AwsFault? =
    try {
        val call =
            world.links.deliveries.callFor(parcel, arn, world)
                ?: throw AwsFault("InvalidParameterValue", "Nothing takes deliveries at $arn", status = BAD_REQUEST)
        world.calls.perform(call, Principal(parcel.sender, parcel.source), record)
        null
    } catch (fault: AwsFault) {
        fault
    }

/**
 * Calls any [operation] of any [service], which is named as the AWS CLI names it, by the members that AWS's model has.
 *
 * @param sender the principal that calls: `scheduler.amazonaws.com`
 * @return the members of the output
 * @throws AwsFault the error that the called service answers; `NotImplemented` for what is not there
 */
internal fun CallContext<*>.serviceCall(
    service: String,
    operation: String,
    input: JsonObject,
    sender: String,
    source: String? = null,
    place: Place = this.place,
): Map<String, Any?> = world.calls.perform(service, operation, input, place, Principal(sender, source), record)

/**
 * Stores [content] at [key] of [bucket], by a call that the service [sender] makes.
 *
 * @throws AwsFault the error that the service answers which keeps objects
 */
internal fun CallContext<*>.store(
    bucket: String,
    key: String,
    content: ByteArray,
    sender: String,
) {
    world.calls.perform(world.links.objects.storing(bucket, key, content, place), Principal(sender), record)
}

/** Whether a service that got this error tries again: it is not the caller's, or he was too fast. */
internal val AwsFault.isRetryable: Boolean
    get() = error.status >= INTERNAL || error.code.contains("Throttl") || error.code in TOO_FAST

private val TOO_FAST = setOf("TooManyRequestsException", "RequestLimitExceeded", "LimitExceededException")
private const val INTERNAL = 500
private const val BAD_REQUEST = 400
