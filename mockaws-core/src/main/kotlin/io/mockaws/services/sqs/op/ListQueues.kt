package io.mockaws.services.sqs.op

import io.mockaws.engine.CallContext
import io.mockaws.services.sqs.SqsState
import kotlinx.serialization.Serializable

@Serializable
internal data class ListQueuesRequest(
    val queueNamePrefix: String? = null,
    val nextToken: String? = null,
    val maxResults: Int? = null,
)

@Serializable
internal data class ListQueuesResult(
    /** Null when there is none. */
    val queueUrls: List<String>?,
    val nextToken: String?,
)

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html */
internal fun listQueues(
    request: ListQueuesRequest,
    call: CallContext<SqsState>,
): ListQueuesResult {
    val page = page(call.state.names(request.queueNamePrefix.orEmpty()), request.maxResults, request.nextToken)
    return ListQueuesResult(page.names.map(call::urlOf).ifEmpty { null }, page.nextToken)
}
