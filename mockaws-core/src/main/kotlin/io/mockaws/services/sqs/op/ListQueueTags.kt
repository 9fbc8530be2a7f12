package io.mockaws.services.sqs.op

import io.mockaws.engine.CallContext
import io.mockaws.services.sqs.SqsState
import io.mockaws.wire.XmlFlattened
import io.mockaws.wire.XmlKey
import io.mockaws.wire.XmlName
import io.mockaws.wire.XmlValue
import kotlinx.serialization.Serializable

@Serializable
internal data class ListQueueTagsRequest(
    val queueUrl: String? = null,
)

@Serializable
internal data class ListQueueTagsResult(
    /** Null when there is none. */
    @XmlFlattened @XmlName("Tag") @XmlKey("Key") @XmlValue("Value")
    val tags: Map<String, String>?,
)

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueueTags.html */
internal fun listQueueTags(
    request: ListQueueTagsRequest,
    call: CallContext<SqsState>,
): ListQueueTagsResult = ListQueueTagsResult(call.queueAt(request.queueUrl).use { tags }.ifEmpty { null })
