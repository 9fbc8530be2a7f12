package io.mockaws.services.sqs.op

import io.mockaws.engine.CallContext
import io.mockaws.services.sqs.SqsFaults
import io.mockaws.services.sqs.SqsLimits
import io.mockaws.services.sqs.SqsState
import io.mockaws.services.sqs.queue.MoveTask
import kotlinx.serialization.Serializable

@Serializable
internal data class StartMessageMoveTaskRequest(
    val sourceArn: String? = null,
    val destinationArn: String? = null,
    val maxNumberOfMessagesPerSecond: Int? = null,
)

@Serializable
internal data class StartMessageMoveTaskResult(
    val taskHandle: String,
)

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html */
internal fun startMessageMoveTask(
    request: StartMessageMoveTaskRequest,
    call: CallContext<SqsState>,
): StartMessageMoveTaskResult {
    val source = request.sourceArn ?: throw SqsFaults.missingParameter("SourceArn")
    val rate = request.maxNumberOfMessagesPerSecond
    if (rate != null && rate !in SqsLimits.messagesPerSecond) {
        throw SqsFaults.invalidParameter(
            "MaxNumberOfMessagesPerSecond",
            rate,
            "Must be between 1 and 500, if provided."
        )
    }
    val now = call.now()
    val task = MoveTask(call.ids.uuid(), source, request.destinationArn, rate, now, toMove = 0)
    call.state.startMove(task, now, call.ids)
    return StartMessageMoveTaskResult(TaskHandle.of(task))
}
