package io.mockaws.services.sqs.op

import io.mockaws.engine.CallContext
import io.mockaws.services.sqs.SqsFaults
import io.mockaws.services.sqs.SqsLimits
import io.mockaws.services.sqs.SqsService
import io.mockaws.services.sqs.SqsState
import io.mockaws.services.sqs.queue.Delivery
import io.mockaws.services.sqs.queue.Demand
import io.mockaws.services.sqs.queue.MessageRules
import kotlinx.serialization.Serializable
import kotlin.time.Duration.Companion.seconds

@Serializable
internal data class ReceiveMessageRequest(
    val queueUrl: String? = null,
    val attributeNames: List<String> = emptyList(),
    val messageSystemAttributeNames: List<String> = emptyList(),
    val messageAttributeNames: List<String> = emptyList(),
    val maxNumberOfMessages: Int? = null,
    val visibilityTimeout: Int? = null,
    val waitTimeSeconds: Int? = null,
    val receiveRequestAttemptId: String? = null,
)

@Serializable
internal data class ReceiveMessageResult(
    /** Null when there is none. */
    val messages: List<ReceivedMessage>?,
)

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
internal suspend fun receiveMessage(
    request: ReceiveMessageRequest,
    call: CallContext<SqsState>,
): ReceiveMessageResult {
    val queue = call.queueAt(request.queueUrl)
    val settings = queue.use { attributes }
    check(request)
    queue.checkKey()
    val attemptId = request.receiveRequestAttemptId.takeIf { settings.fifo }
    val demand = Demand(request.maxNumberOfMessages ?: 1, request.visibilityTimeout, attemptId)
    val wait = (request.waitTimeSeconds ?: settings.receiveMessageWaitTimeSeconds).seconds
    val deliveries = queue.receive(demand, queue.call.now() + wait)
    val filter =
        MessageFilter(request.attributeNames + request.messageSystemAttributeNames, request.messageAttributeNames)
    return ReceiveMessageResult(deliveries.map(filter::apply).ifEmpty { null })
}

/**
 * Waits for the first message until [deadline]; whoever is cancelled while it waits has taken none. The state is looked
 * up each time, because a reset or a restore puts another in its place.
 */
private suspend fun QueueAddress.receive(
    demand: Demand,
    deadline: kotlin.time.Instant,
): List<Delivery> {
    // A listener that outlives its test is told nothing of queues that went with it.
    while (!call.world.isOver) {
        val now = call.now()
        val poll = call.world.states.of(SqsService, call.place).receive(name, demand, now, call.ids)
        if (poll.deliveries.isNotEmpty() || now >= deadline) return poll.deliveries
        call.clock.await(minOf(deadline, poll.nextAt ?: deadline), poll.arrivals)
    }
    return emptyList()
}

private fun check(request: ReceiveMessageRequest) {
    request.maxNumberOfMessages?.let {
        if (it !in SqsLimits.maxNumberOfMessages) {
            throw SqsFaults.invalidParameter("MaxNumberOfMessages", it, "Must be between 1 and 10, if provided.")
        }
    }
    request.waitTimeSeconds?.let {
        if (it !in SqsLimits.waitTimeSeconds) {
            throw SqsFaults.invalidParameter("WaitTimeSeconds", it, "Must be >= 0 and <= 20, if provided.")
        }
    }
    request.visibilityTimeout?.let(::checkVisibilityTimeout)
    request.receiveRequestAttemptId?.let { MessageRules.checkToken("ReceiveRequestAttemptId", it) }
}

internal fun checkVisibilityTimeout(seconds: Int) {
    if (seconds in SqsLimits.visibilityTimeout) return
    throw SqsFaults.invalidParameter("VisibilityTimeout", seconds, "Must be between 0 and 43200, if provided.")
}
