package io.mockaws.services.sns

import io.mockaws.engine.World
import io.mockaws.engine.context
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.Recipient
import io.mockaws.engine.delivery.ServiceCall
import io.mockaws.kit.Arn
import io.mockaws.services.sns.message.MessageAttributeValue
import io.mockaws.services.sns.op.PublishInput
import io.mockaws.services.sns.state.TOPICS

/** Messages that other services publish to topics. */
internal object SnsRecipient : Recipient {
    override val service: String get() = "sns"

    override fun has(
        arn: Arn,
        world: World,
    ): Boolean = arn.resource in world.context(SnsService, arn.place).state.now[TOPICS]

    override fun callFor(
        parcel: Parcel,
        arn: Arn,
        world: World,
    ): ServiceCall<*> {
        val message =
            PublishInput(
                topicArn = "$arn",
                message = parcel.text,
                subject = parcel.subject,
                messageAttributes =
                parcel.attributes.mapValues { (_, it) -> MessageAttributeValue(it.type, it.text, it.bytes) },
                messageDeduplicationId = parcel.deduplicationId,
                messageGroupId = parcel.groupId,
            )
        return ServiceCall(SnsService, "Publish", message, arn.place)
    }
}
