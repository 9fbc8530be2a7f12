package io.mockaws.services.sqs.op

import io.mockaws.engine.CallContext
import io.mockaws.services.sqs.SqsFaults
import io.mockaws.services.sqs.SqsLimits
import io.mockaws.services.sqs.SqsState
import io.mockaws.services.sqs.queue.QueuePolicy
import kotlinx.serialization.Serializable

@Serializable
internal data class AddPermissionRequest(
    val queueUrl: String? = null,
    val label: String? = null,
    val awsAccountIds: List<String> = emptyList(),
    val actions: List<String> = emptyList(),
)

/** What an owner can let others do; the rest is the owner's alone. */
private val shareable =
    setOf(
        "*",
        "ChangeMessageVisibility",
        "DeleteMessage",
        "GetQueueAttributes",
        "GetQueueUrl",
        "ListDeadLetterSourceQueues",
        "PurgeQueue",
        "ReceiveMessage",
        "SendMessage",
    )

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html */
internal fun addPermission(
    request: AddPermissionRequest,
    call: CallContext<SqsState>,
) {
    val queue = call.queueAt(request.queueUrl)
    val label = request.label ?: throw SqsFaults.missingParameter("Label")
    if (request.actions.isEmpty()) throw SqsFaults.missingParameter("Actions")
    if (request.awsAccountIds.isEmpty()) throw SqsFaults.invalidParameter("PrincipalId", "[]", "Unable to verify.")
    if (request.actions.size > SqsLimits.ACTIONS_PER_STATEMENT) throw SqsFaults.tooManyActions(request.actions.size)
    request.actions.firstOrNull { it !in shareable }?.let {
        throw SqsFaults.invalidParameter(
            "ActionName",
            "SQS:$it",
            "Only the queue owner is allowed to invoke this action."
        )
    }
    queue.use { now ->
        val policy = QueuePolicy.of(attributes.policy, arn)
        if (policy.has(label)) throw SqsFaults.invalidParameter("Label", label, "Already exists.")
        setAttributes(
            attributes.copy(policy = policy.plus(label, request.awsAccountIds, request.actions, arn).toString()),
            now
        )
    }
}
