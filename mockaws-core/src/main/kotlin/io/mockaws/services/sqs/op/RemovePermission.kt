package io.mockaws.services.sqs.op

import io.mockaws.engine.CallContext
import io.mockaws.services.sqs.SqsFaults
import io.mockaws.services.sqs.SqsState
import io.mockaws.services.sqs.queue.QueuePolicy
import kotlinx.serialization.Serializable

@Serializable
internal data class RemovePermissionRequest(
    val queueUrl: String? = null,
    val label: String? = null,
)

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_RemovePermission.html */
internal fun removePermission(
    request: RemovePermissionRequest,
    call: CallContext<SqsState>,
) {
    val queue = call.queueAt(request.queueUrl)
    val label = request.label ?: throw SqsFaults.missingParameter("Label")
    queue.use { now ->
        val policy = QueuePolicy.of(attributes.policy, arn)
        if (!policy.has(label)) throw SqsFaults.invalidParameter("Label", label, "can't find label.")
        val rest = policy.minus(label)
        setAttributes(attributes.copy(policy = if (rest.isEmpty) null else rest.toString()), now)
    }
}
