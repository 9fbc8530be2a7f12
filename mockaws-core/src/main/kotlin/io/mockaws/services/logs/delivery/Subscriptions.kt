package io.mockaws.services.logs.delivery

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.deliver
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.kit.Arn
import io.mockaws.kit.RetryPolicy
import io.mockaws.services.logs.group.LogGroup
import io.mockaws.services.logs.group.LogsFaults
import io.mockaws.services.logs.group.StoredEvent
import io.mockaws.services.logs.group.SubscriptionFilter
import io.mockaws.services.logs.pattern.FilterPattern
import io.mockaws.services.logs.state.DESTINATIONS
import io.mockaws.services.logs.state.LogsCall
import io.mockaws.services.logs.state.WAITING
import io.mockaws.services.logs.state.WaitingDelivery
import io.mockaws.services.logs.state.groupArn
import io.mockaws.wire.Blob
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject
import java.util.Base64

/** Sends on what of [events] the filter picks. */
internal fun LogsCall.send(
    group: LogGroup,
    filter: SubscriptionFilter,
    events: List<StoredEvent>,
) {
    val pattern = FilterPattern.parse(filter.pattern) ?: return
    val isInFields = filter.pattern.trimStart().startsWith("[")
    val picked =
        events.mapNotNull { event ->
            pattern.match(event.event.message)?.let { event to it.takeIf { isInFields && it.isNotEmpty() } }
        }
    if (picked.isEmpty()) return
    val stream = picked.first().first.stream
    val data = Envelope.data(account, stream, filter.name, picked)
    val key = if (filter.distribution == SubscriptionFilter.BY_STREAM) hashOf(stream.name) else ids.hex(KEY)
    attempt(WaitingDelivery(ids.nextNumber(), group.name, filter.destinationArn, key, data, now(), 0, now()))
}

/** Tries again what is due first. */
internal fun LogsCall.retry() {
    val first = state.now[WAITING].values.minWithOrNull(compareBy({ it.due }, { it.number })) ?: return
    state.write { remove(WAITING, "${first.number}") }
    attempt(first)
}

/** AWS tries for a day: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html */
private fun LogsCall.attempt(delivery: WaitingDelivery) {
    try {
        hand(delivery.data, delivery.destinationArn, delivery.group, delivery.partitionKey)
    } catch (refused: AwsFault) {
        val next = RetryPolicy().outcome(refused, delivery.retries, delivery.begun, now())
        if (next is RetryPolicy.Outcome.Again) {
            state.write {
                this[WAITING, "${delivery.number}"] = delivery.copy(retries = delivery.retries + 1, due = next.due)
            }
        }
    }
}

/**
 * Hands [data] to the function, stream or destination at [destinationArn].
 *
 * @throws AwsFault where it is not taken
 */
internal fun LogsCall.hand(
    data: Blob,
    destinationArn: String,
    group: String,
    partitionKey: String,
) {
    val arn = Arn.parse(destinationArn) ?: throw LogsFaults.badDestination()
    val text = Base64.getEncoder().encodeToString(data.bytes)
    val source = "${groupArn(group)}:*"
    when (arn.service) {
        "lambda" -> {
            val event = buildJsonObject { putJsonObject("awslogs") { put("data", text) } }
            deliver(Parcel("$event", SENDER, source), arn)?.let { throw it }
        }

        "kinesis" -> {
            val input =
                buildJsonObject {
                    put("StreamARN", destinationArn)
                    put("Data", text)
                    put("PartitionKey", partitionKey)
                }
            serviceCall("kinesis", "PutRecord", input, SENDER, source, arn.place)
        }

        "firehose" -> {
            val input =
                buildJsonObject {
                    put("DeliveryStreamName", arn.resource.substringAfter('/'))
                    putJsonObject("Record") { put("Data", text) }
                }
            serviceCall("firehose", "PutRecord", input, SENDER, source, arn.place)
        }

        "logs" -> {
            val name = arn.resource.removePrefix("destination:")
            val destination = at(arn.place).state.now[DESTINATIONS][name] ?: throw LogsFaults.noDestination()
            hand(data, destination.targetArn, group, partitionKey)
        }

        else -> throw LogsFaults.badDestination()
    }
}

private fun hashOf(stream: String): String =
    java.security.MessageDigest.getInstance("MD5").digest(stream.encodeToByteArray()).joinToString("") {
        "%02x".format(it)
    }

private const val KEY = 32
