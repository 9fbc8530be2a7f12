package io.mockaws.services.sqs

import io.mockaws.engine.World
import io.mockaws.engine.context
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.ParcelAttribute
import io.mockaws.engine.delivery.Recipient
import io.mockaws.engine.delivery.ServiceCall
import io.mockaws.kit.Arn
import io.mockaws.services.sqs.op.SendMessageRequest
import io.mockaws.services.sqs.op.urlOf
import io.mockaws.services.sqs.queue.MessageAttributeValue

/** Messages that other services send to queues. */
internal object SqsRecipient : Recipient {
    override val service: String get() = "sqs"

    override fun has(
        arn: Arn,
        world: World,
    ): Boolean = world.context(SqsService, arn.place).state.exists(arn.resource)

    override fun callFor(
        parcel: Parcel,
        arn: Arn,
        world: World,
    ): ServiceCall<*> {
        val trace = parcel.traceHeader?.let { mapOf("AWSTraceHeader" to MessageAttributeValue("String", it)) }
        val message =
            SendMessageRequest(
                queueUrl = world.context(SqsService, arn.place).urlOf(arn.resource),
                messageBody = parcel.text,
                messageAttributes = parcel.attributes.mapValues { (_, value) -> value.forQueues() },
                messageSystemAttributes = trace.orEmpty(),
                messageDeduplicationId = parcel.deduplicationId,
                messageGroupId = parcel.groupId,
            )
        return ServiceCall(SqsService, "SendMessage", message, arn.place)
    }

    private fun ParcelAttribute.forQueues() = MessageAttributeValue(type, text, bytes)
}
