package io.mockaws.services.sqs.op

import io.mockaws.engine.CallContext
import io.mockaws.services.sqs.SqsFaults
import io.mockaws.services.sqs.SqsState
import kotlinx.serialization.Serializable

@Serializable
internal data class SetQueueAttributesRequest(
    val queueUrl: String? = null,
    val attributes: Map<String, String> = emptyMap(),
)

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
internal fun setQueueAttributes(
    request: SetQueueAttributesRequest,
    call: CallContext<SqsState>,
) {
    val queue = call.queueAt(request.queueUrl)
    if (request.attributes.isEmpty()) throw SqsFaults.missingParameter("Attribute.Name")
    queue.call.state.setAttributes(queue.name, request.attributes, call.now(), call.ids)
}
