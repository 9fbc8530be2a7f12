package io.mockaws.services.sqs.op

import io.mockaws.engine.CallContext
import io.mockaws.services.sqs.SqsFaults
import io.mockaws.services.sqs.SqsLimits
import io.mockaws.services.sqs.SqsState
import kotlinx.serialization.Serializable

@Serializable
internal data class TagQueueRequest(
    val queueUrl: String? = null,
    val tags: Map<String, String> = emptyMap(),
)

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_TagQueue.html */
internal fun tagQueue(
    request: TagQueueRequest,
    call: CallContext<SqsState>,
) {
    val queue = call.queueAt(request.queueUrl)
    if (request.tags.isEmpty()) throw SqsFaults.missingParameter("Tags")
    queue.use {
        val all = tags + request.tags
        if (all.size > SqsLimits.TAGS) throw SqsFaults.invalidParameter("Too many tags added for queue ${queue.name}.")
        setTags(all)
    }
}
