package io.mockaws.services.sqs.op

import io.mockaws.engine.CallContext
import io.mockaws.services.sqs.SqsFaults
import io.mockaws.services.sqs.SqsState
import kotlinx.serialization.Serializable

@Serializable
internal data class ChangeMessageVisibilityRequest(
    val queueUrl: String? = null,
    val receiptHandle: String? = null,
    val visibilityTimeout: Int? = null,
)

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html */
internal fun changeMessageVisibility(
    request: ChangeMessageVisibilityRequest,
    call: CallContext<SqsState>,
) = call.queueAt(request.queueUrl).changeVisibility(request.receiptHandle, request.visibilityTimeout)

internal fun QueueAddress.changeVisibility(
    receiptHandle: String?,
    visibilityTimeout: Int?,
) {
    val handle = receiptHandle ?: throw SqsFaults.missingParameter("ReceiptHandle")
    val timeout = visibilityTimeout ?: throw SqsFaults.missingParameter("VisibilityTimeout")
    checkVisibilityTimeout(timeout)
    use { now -> changeVisibility(handle, timeout, now) }
}
