package io.mockaws.services.sqs.op

import io.mockaws.engine.CallContext
import io.mockaws.services.sqs.SqsState
import kotlinx.serialization.Serializable

@Serializable
internal data class ListDeadLetterSourceQueuesRequest(
    val queueUrl: String? = null,
    val nextToken: String? = null,
    val maxResults: Int? = null,
)

@Serializable
internal data class ListDeadLetterSourceQueuesResult(
    val queueUrls: List<String>,
    val nextToken: String?,
)

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListDeadLetterSourceQueues.html */
internal fun listDeadLetterSourceQueues(
    request: ListDeadLetterSourceQueuesRequest,
    call: CallContext<SqsState>,
): ListDeadLetterSourceQueuesResult {
    val queue = call.queueAt(request.queueUrl)
    val page = page(queue.call.state.sourcesOf(queue.name), request.maxResults, request.nextToken)
    return ListDeadLetterSourceQueuesResult(page.names.map(queue.call::urlOf), page.nextToken)
}
