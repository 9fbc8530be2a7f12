package io.mockaws.services.kinesis.state

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Arn
import io.mockaws.services.kinesis.stream.Consumer
import io.mockaws.services.kinesis.stream.KinesisFaults
import io.mockaws.services.kinesis.stream.Shard
import io.mockaws.services.kinesis.stream.Stream

/** A stream, and the context of where it is. */
internal class FoundStream(
    val call: KinesisCall,
    val stream: Stream,
) {
    val account: String get() = call.account

    /** @throws AwsFault where there is none of that id */
    fun shard(id: String): Shard =
        Shard.numberOf(id)?.let { stream.shard(it) } ?: throw KinesisFaults.noShard(id, stream, account)

    /** Puts what [change] makes of the stream as it is then. */
    fun update(change: (Stream) -> Stream): Stream =
        call.state.write { change(this[STREAMS][stream.name] ?: stream).also { put(it) } }
}

/**
 * The stream that a request names, by its name or its ARN. What is older than it keeps is gone.
 *
 * @throws AwsFault where there is none
 */
internal fun KinesisCall.stream(
    name: String?,
    arn: String? = null,
): FoundStream {
    if (arn ==
        null
    ) {
        return streamHere(name ?: throw KinesisFaults.invalid("Either StreamName or StreamARN must be provided."))
    }
    val parsed = Arn.parse(arn) ?: throw KinesisFaults.invalid("Invalid StreamARN: $arn")
    val named = parsed.resource.substringAfter('/').substringBefore('/')
    if (name != null && name != named) {
        throw KinesisFaults.invalid("StreamName $name does not match the stream of StreamARN $arn.")
    }
    return at(parsed.place).streamHere(named)
}

private fun KinesisCall.streamHere(name: String): FoundStream {
    val found = state.now[STREAMS][name] ?: throw KinesisFaults.noStream(name, account)
    return FoundStream(this, expired(found))
}

/**
 * The consumer that a request names, by its ARN, or by its name and the ARN of its stream.
 *
 * @throws AwsFault where there is none
 */
internal fun KinesisCall.consumer(
    arn: String?,
    streamArn: String? = null,
    name: String? = null,
): Consumer {
    if (arn != null) {
        val place = Arn.parse(arn)?.place ?: place
        return at(place).state.now[CONSUMERS].values.firstOrNull { it.arn == arn }
            ?: throw KinesisFaults.noConsumer(arn, account)
    }
    if (streamArn == null || name == null) {
        throw KinesisFaults.invalid("Either ConsumerARN, or StreamARN and ConsumerName must be provided.")
    }
    val found = stream(null, streamArn)
    return found.call.state.now[CONSUMERS][consumerKey(found.stream.name, name)]
        ?: throw KinesisFaults.noConsumer(name, account)
}
