package io.mockaws.services.sqs.op

import io.mockaws.engine.CallContext
import io.mockaws.services.sqs.SqsState
import kotlinx.serialization.Serializable

@Serializable
internal data class DeleteQueueRequest(
    val queueUrl: String? = null,
)

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html */
internal fun deleteQueue(
    request: DeleteQueueRequest,
    call: CallContext<SqsState>,
) {
    val queue = call.queueAt(request.queueUrl)
    queue.call.state.delete(queue.name, call.now())
}
