package io.mockaws.services.kinesis.op

import io.mockaws.kit.Arn
import io.mockaws.services.kinesis.state.CONSUMERS
import io.mockaws.services.kinesis.state.KinesisCall
import io.mockaws.services.kinesis.state.consumer
import io.mockaws.services.kinesis.state.consumerKey
import io.mockaws.services.kinesis.state.consumersOf
import io.mockaws.services.kinesis.state.removeConsumer
import io.mockaws.services.kinesis.state.stream
import io.mockaws.services.kinesis.stream.Consumer
import io.mockaws.services.kinesis.stream.KinesisFaults
import io.mockaws.services.kinesis.stream.KinesisLimits
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class RegisterStreamConsumerInput(
    val streamArn: String,
    val consumerName: String,
    val tags: Map<String, String> = emptyMap(),
)

@Serializable
internal data class ShownConsumer(
    val consumerName: String,
    val consumerArn: String,
    val consumerStatus: String,
    val consumerCreationTimestamp: Instant,
)

@Serializable
internal data class RegisterStreamConsumerOutput(
    val consumer: ShownConsumer,
)

@Serializable
internal data class ConsumerInput(
    val streamArn: String? = null,
    val consumerName: String? = null,
    val consumerArn: String? = null,
)

@Serializable
internal data class ConsumerDescription(
    val consumerName: String,
    val consumerArn: String,
    val consumerStatus: String,
    val consumerCreationTimestamp: Instant,
    val streamArn: String,
)

@Serializable
internal data class DescribeStreamConsumerOutput(
    val consumerDescription: ConsumerDescription,
)

@Serializable
internal data class ListStreamConsumersInput(
    val streamArn: String,
    val nextToken: String? = null,
    val maxResults: Int? = null,
    val streamCreationTimestamp: Instant? = null,
)

@Serializable
internal data class ListStreamConsumersOutput(
    val consumers: List<ShownConsumer>,
    val nextToken: String?,
)

/**
 * The answer says that it is being made, as AWS's does; it is there as soon as this returns.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_RegisterStreamConsumer.html
 */
internal fun registerStreamConsumer(
    request: RegisterStreamConsumerInput,
    call: KinesisCall,
): RegisterStreamConsumerOutput {
    val found = call.stream(null, request.streamArn)
    checkTags(emptyMap(), request.tags)
    val now = found.call.now()
    val arn = "${found.stream.arn}/consumer/${request.consumerName}:${now.epochSeconds}"
    val made = Consumer(request.consumerName, arn, found.stream.name, now, request.tags)
    found.call.state.write {
        val key = consumerKey(made.stream, made.name)
        if (key in this[CONSUMERS]) throw KinesisFaults.consumerExists(made.name, found.account)
        if (consumersOf(made.stream).size >= KinesisLimits.CONSUMERS) {
            throw KinesisFaults.limit(
                "Stream ${made.stream} under account ${found.account} has reached the limit of " +
                    "${KinesisLimits.CONSUMERS} consumers.",
            )
        }
        this[CONSUMERS, key] = made
    }
    return RegisterStreamConsumerOutput(shown(made, "CREATING"))
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DeregisterStreamConsumer.html */
internal fun deregisterStreamConsumer(
    request: ConsumerInput,
    call: KinesisCall,
) {
    val consumer = call.consumer(request.consumerArn, request.streamArn, request.consumerName)
    val owner = call.at(Arn.parse(consumer.arn)?.place ?: call.place)
    owner.state.write { removeConsumer(consumer) }
    owner.state.arrivals.fire()
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStreamConsumer.html */
internal fun describeStreamConsumer(
    request: ConsumerInput,
    call: KinesisCall,
): DescribeStreamConsumerOutput {
    val consumer = call.consumer(request.consumerArn, request.streamArn, request.consumerName)
    val streamArn = consumer.arn.substringBefore("/consumer/")
    return DescribeStreamConsumerOutput(
        ConsumerDescription(consumer.name, consumer.arn, ACTIVE, consumer.createdAt, streamArn),
    )
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListStreamConsumers.html */
internal fun listStreamConsumers(
    request: ListStreamConsumersInput,
    call: KinesisCall,
): ListStreamConsumersOutput {
    val found = call.stream(null, request.streamArn)
    val token = request.nextToken?.let { PageToken.parse(it, found.call.now()) }
    val all = found.call.state.now.consumersOf(found.stream.name)
    val rest = if (token == null) all else all.drop(all.indexOfFirst { it.name == token.last } + 1)
    val page = rest.take(request.maxResults ?: KinesisLimits.CONSUMER_PAGE)
    val next = if (page.size < rest.size) PageToken(found.call.now(), page.last().name, found.stream.name) else null
    return ListStreamConsumersOutput(page.map { shown(it, ACTIVE) }, next?.text)
}

private fun shown(
    consumer: Consumer,
    status: String,
) = ShownConsumer(consumer.name, consumer.arn, status, consumer.createdAt)
