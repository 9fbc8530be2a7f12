package io.mockaws.services.sqs.op

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.services.sqs.SqsFaults
import io.mockaws.services.sqs.SqsState
import kotlinx.serialization.Serializable

@Serializable
internal data class GetQueueUrlRequest(
    val queueName: String? = null,
    val queueOwnerAwsAccountId: String? = null,
)

@Serializable
internal data class GetQueueUrlResult(
    val queueUrl: String,
)

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html */
internal fun getQueueUrl(
    request: GetQueueUrlRequest,
    call: CallContext<SqsState>,
): GetQueueUrlResult {
    val name = request.queueName ?: throw SqsFaults.missingParameter("QueueName")
    val owner = request.queueOwnerAwsAccountId?.let { call.at(Place(it, call.region)) } ?: call
    if (!owner.state.exists(name)) throw SqsFaults.queueDoesNotExist()
    return GetQueueUrlResult(owner.urlOf(name))
}
