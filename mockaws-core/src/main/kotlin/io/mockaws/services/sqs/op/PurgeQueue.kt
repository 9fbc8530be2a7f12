package io.mockaws.services.sqs.op

import io.mockaws.engine.CallContext
import io.mockaws.services.sqs.SqsState
import kotlinx.serialization.Serializable

@Serializable
internal data class PurgeQueueRequest(
    val queueUrl: String? = null,
)

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html */
internal fun purgeQueue(
    request: PurgeQueueRequest,
    call: CallContext<SqsState>,
) = call.queueAt(request.queueUrl).use { now -> purge(now) }
