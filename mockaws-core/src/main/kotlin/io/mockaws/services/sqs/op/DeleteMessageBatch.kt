package io.mockaws.services.sqs.op

import io.mockaws.engine.CallContext
import io.mockaws.services.sqs.SqsFaults
import io.mockaws.services.sqs.SqsState
import kotlinx.serialization.Serializable

@Serializable
internal data class DeleteMessageBatchRequest(
    val queueUrl: String? = null,
    val entries: List<DeleteMessageBatchRequestEntry>? = null,
)

@Serializable
internal data class DeleteMessageBatchRequestEntry(
    val id: String? = null,
    val receiptHandle: String? = null,
)

@Serializable
internal data class DeleteMessageBatchResult(
    val successful: List<DeleteMessageBatchResultEntry>?,
    val failed: List<BatchResultErrorEntry>?,
)

@Serializable
internal data class DeleteMessageBatchResultEntry(
    val id: String,
)

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html */
internal fun deleteMessageBatch(
    request: DeleteMessageBatchRequest,
    call: CallContext<SqsState>,
): DeleteMessageBatchResult {
    val queue = call.queueAt(request.queueUrl)
    val entries = checkBatch(request.entries, "DeleteMessageBatchRequestEntry") { it.id }
    val outcome =
        eachOf(entries, { it.id }) { entry ->
            val handle = entry.receiptHandle ?: throw SqsFaults.missingParameter("ReceiptHandle")
            queue.use { delete(handle) }
            DeleteMessageBatchResultEntry(entry.id!!)
        }
    return DeleteMessageBatchResult(outcome.successful, outcome.failed)
}
