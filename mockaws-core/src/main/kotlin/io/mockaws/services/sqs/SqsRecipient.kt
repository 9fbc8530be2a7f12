package io.mockaws.services.sqs

import io.mockaws.engine.World
import io.mockaws.engine.context
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.Recipient
import io.mockaws.kit.Arn
import io.mockaws.services.sqs.queue.Draft
import io.mockaws.services.sqs.queue.MessageAttributeValue
import io.mockaws.wire.Blob

/** Messages that other services send to queues. Policies of queues are not asked, as they are not for anybody. */
internal object SqsRecipient : Recipient {
    override val service: String get() = "sqs"

    override fun has(
        arn: Arn,
        world: World,
    ): Boolean = world.context(SqsService, arn.place).state.exists(arn.resource)

    override fun take(
        parcel: Parcel,
        arn: Arn,
        world: World,
    ): Boolean {
        val call = world.context(SqsService, arn.place)
        val draft =
            Draft(
                call.ids.uuid(),
                parcel.text,
                parcel.attributes.mapValues { (_, it) -> MessageAttributeValue(it.type, it.text, it.bytes?.let(::Blob)) },
                traceHeader = null,
                parcel.sender,
                delaySeconds = null,
                parcel.groupId,
                parcel.deduplicationId,
            )
        val now = call.now()
        return call.state.onIfThere(arn.resource, now, call.ids) { send(draft, now) } != null
    }
}
