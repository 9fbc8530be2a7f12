package io.mockaws.services.sqs.op

import io.mockaws.engine.CallContext
import io.mockaws.services.sqs.SqsFaults
import io.mockaws.services.sqs.SqsState
import kotlinx.serialization.Serializable

@Serializable
internal data class CancelMessageMoveTaskRequest(
    val taskHandle: String? = null,
)

@Serializable
internal data class CancelMessageMoveTaskResult(
    val approximateNumberOfMessagesMoved: Long,
)

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CancelMessageMoveTask.html */
internal fun cancelMessageMoveTask(
    request: CancelMessageMoveTaskRequest,
    call: CallContext<SqsState>,
): CancelMessageMoveTaskResult {
    val handle = TaskHandle.parse(request.taskHandle ?: throw SqsFaults.missingParameter("TaskHandle"))
    val moved = call.state.cancelMove(handle.taskId, handle.sourceArn, call.now(), call.ids)
    return CancelMessageMoveTaskResult(moved.toLong())
}
