package io.mockaws.services.sqs.op

import io.mockaws.engine.CallContext
import io.mockaws.services.sqs.SqsFaults
import io.mockaws.services.sqs.SqsLimits
import io.mockaws.services.sqs.SqsState
import io.mockaws.services.sqs.queue.AttributeTable
import kotlinx.serialization.Serializable

@Serializable
internal data class CreateQueueRequest(
    val queueName: String? = null,
    val attributes: Map<String, String> = emptyMap(),
    val tags: Map<String, String> = emptyMap(),
)

@Serializable
internal data class CreateQueueResult(
    val queueUrl: String,
)

private val standardName = Regex("[A-Za-z0-9_-]{1,${SqsLimits.QUEUE_NAME}}")
private val fifoName = Regex("[A-Za-z0-9_-]+\\.fifo")

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
internal fun createQueue(
    request: CreateQueueRequest,
    call: CallContext<SqsState>,
): CreateQueueResult {
    val name = request.queueName ?: throw SqsFaults.missingParameter("QueueName")
    checkQueueName(name, request.attributes)
    call.state.create(name, request.attributes, request.tags, call.now(), call.ids)
    return CreateQueueResult(call.urlOf(name))
}

/** A FIFO queue has the suffix and the attribute, a standard queue neither. */
internal fun checkQueueName(
    name: String,
    attributes: Map<String, String>,
) {
    if (attributes[AttributeTable.FIFO_QUEUE].toBoolean()) {
        if (name.length <= SqsLimits.QUEUE_NAME && fifoName.matches(name)) return
        throw SqsFaults.invalidParameter(
            "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, " +
                "must end with .fifo suffix and be 1 to 80 in length",
        )
    }
    if (standardName.matches(name)) return
    throw SqsFaults.invalidParameter(
        "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"
    )
}
