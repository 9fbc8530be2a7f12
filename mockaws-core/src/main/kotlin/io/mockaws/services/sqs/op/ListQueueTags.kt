package io.mockaws.services.sqs.op

import io.mockaws.engine.CallContext
import io.mockaws.services.sqs.SqsState
import kotlinx.serialization.Serializable

@Serializable
internal data class ListQueueTagsRequest(
    val queueUrl: String? = null,
)

@Serializable
internal data class ListQueueTagsResult(
    /** Null when there is none. */
    val tags: Map<String, String>?,
)

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueueTags.html */
internal fun listQueueTags(
    request: ListQueueTagsRequest,
    call: CallContext<SqsState>,
): ListQueueTagsResult = ListQueueTagsResult(call.queueAt(request.queueUrl).use { tags }.ifEmpty { null })
