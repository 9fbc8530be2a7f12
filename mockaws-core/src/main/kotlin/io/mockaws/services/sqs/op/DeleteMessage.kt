package io.mockaws.services.sqs.op

import io.mockaws.engine.CallContext
import io.mockaws.services.sqs.SqsFaults
import io.mockaws.services.sqs.SqsState
import kotlinx.serialization.Serializable

@Serializable
internal data class DeleteMessageRequest(
    val queueUrl: String? = null,
    val receiptHandle: String? = null,
)

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html */
internal fun deleteMessage(
    request: DeleteMessageRequest,
    call: CallContext<SqsState>,
) {
    val queue = call.queueAt(request.queueUrl)
    val handle = request.receiptHandle ?: throw SqsFaults.missingParameter("ReceiptHandle")
    queue.use { delete(handle) }
}
