package io.mockaws.services.sqs.op

import io.mockaws.engine.CallContext
import io.mockaws.services.sqs.SqsFaults
import io.mockaws.services.sqs.SqsState
import kotlinx.serialization.Serializable

@Serializable
internal data class UntagQueueRequest(
    val queueUrl: String? = null,
    val tagKeys: List<String> = emptyList(),
)

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_UntagQueue.html */
internal fun untagQueue(
    request: UntagQueueRequest,
    call: CallContext<SqsState>,
) {
    val queue = call.queueAt(request.queueUrl)
    if (request.tagKeys.isEmpty()) {
        throw SqsFaults.invalidParameter(
            "Tag keys must be between 1 and 128 characters in length."
        )
    }
    queue.use { setTags(tags - request.tagKeys.toSet()) }
}
