package io.mockaws.services.sns.delivery

import io.mockaws.engine.AwsFault
import io.mockaws.services.sns.message.Message
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.services.sns.subscription.Subscription
import io.mockaws.services.sns.topic.Topic

/** https://docs.aws.amazon.com/sns/latest/dg/firehose-working-with-destinations.html */
internal fun SnsCall.putRecord(
    topic: Topic,
    subscription: Subscription,
    message: Message,
): AwsFault? = AwsFault("NotImplemented", bodyFor(topic, subscription, message) + subscription.endpoint, 501)
