package io.mockaws.services.sqs.op

import io.mockaws.engine.CallContext
import io.mockaws.services.sqs.SqsState
import kotlinx.serialization.Serializable

@Serializable
internal data class ChangeMessageVisibilityBatchRequest(
    val queueUrl: String? = null,
    val entries: List<ChangeMessageVisibilityBatchRequestEntry>? = null,
)

@Serializable
internal data class ChangeMessageVisibilityBatchRequestEntry(
    val id: String? = null,
    val receiptHandle: String? = null,
    val visibilityTimeout: Int? = null,
)

@Serializable
internal data class ChangeMessageVisibilityBatchResult(
    val successful: List<ChangeMessageVisibilityBatchResultEntry>?,
    val failed: List<BatchResultErrorEntry>?,
)

@Serializable
internal data class ChangeMessageVisibilityBatchResultEntry(
    val id: String,
)

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html */
internal fun changeMessageVisibilityBatch(
    request: ChangeMessageVisibilityBatchRequest,
    call: CallContext<SqsState>,
): ChangeMessageVisibilityBatchResult {
    val queue = call.queueAt(request.queueUrl)
    val entries = checkBatch(request.entries, "ChangeMessageVisibilityBatchRequestEntry") { it.id }
    val outcome =
        eachOf(entries, { it.id }) { entry ->
            queue.changeVisibility(entry.receiptHandle, entry.visibilityTimeout)
            ChangeMessageVisibilityBatchResultEntry(entry.id!!)
        }
    return ChangeMessageVisibilityBatchResult(outcome.successful, outcome.failed)
}
