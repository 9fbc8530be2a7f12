package io.mockaws.services.sns

import io.mockaws.engine.World
import io.mockaws.engine.context
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.Recipient
import io.mockaws.kit.Arn
import io.mockaws.services.sns.op.PublishInput
import io.mockaws.services.sns.op.publish
import io.mockaws.services.sns.state.TOPICS

/** Messages that other services publish to topics. */
internal object SnsRecipient : Recipient {
    override val service: String get() = "sns"

    override fun has(
        arn: Arn,
        world: World,
    ): Boolean = arn.resource in world.context(SnsService, arn.place).state.now[TOPICS]

    override fun take(
        parcel: Parcel,
        arn: Arn,
        world: World,
    ): Boolean {
        if (!has(arn, world)) return false
        publish(PublishInput(topicArn = "$arn", message = parcel.text), world.context(SnsService, arn.place))
        return true
    }
}
