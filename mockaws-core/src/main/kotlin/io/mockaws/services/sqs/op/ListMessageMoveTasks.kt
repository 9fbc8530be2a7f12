package io.mockaws.services.sqs.op

import io.mockaws.engine.CallContext
import io.mockaws.services.sqs.SqsFaults
import io.mockaws.services.sqs.SqsLimits
import io.mockaws.services.sqs.SqsState
import io.mockaws.services.sqs.queue.MoveTask
import kotlinx.serialization.Serializable

@Serializable
internal data class ListMessageMoveTasksRequest(
    val sourceArn: String? = null,
    val maxResults: Int? = null,
)

@Serializable
internal data class ListMessageMoveTasksResult(
    val results: List<ListMessageMoveTasksResultEntry>?,
)

@Serializable
internal data class ListMessageMoveTasksResultEntry(
    /** While the task runs, null afterwards. */
    val taskHandle: String?,
    val status: String,
    val sourceArn: String,
    val destinationArn: String?,
    val maxNumberOfMessagesPerSecond: Int?,
    val approximateNumberOfMessagesMoved: Long,
    val approximateNumberOfMessagesToMove: Long,
    val failureReason: String?,
    val startedTimestamp: Long,
)

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html */
internal fun listMessageMoveTasks(
    request: ListMessageMoveTasksRequest,
    call: CallContext<SqsState>,
): ListMessageMoveTasksResult {
    val source = request.sourceArn ?: throw SqsFaults.missingParameter("SourceArn")
    val max = request.maxResults ?: 1
    if (max !in SqsLimits.moveTaskResults) {
        throw SqsFaults.invalidParameter("MaxResults", max, "Must be between 1 and 10, if provided.")
    }
    val tasks = call.state.moves(source, call.now(), call.ids).take(max)
    return ListMessageMoveTasksResult(tasks.map(::entry).ifEmpty { null })
}

private fun entry(task: MoveTask) =
    ListMessageMoveTasksResultEntry(
        taskHandle = if (task.running) TaskHandle.of(task) else null,
        status = task.status.name,
        sourceArn = task.sourceArn,
        destinationArn = task.destinationArn,
        maxNumberOfMessagesPerSecond = task.messagesPerSecond,
        approximateNumberOfMessagesMoved = task.moved.toLong(),
        approximateNumberOfMessagesToMove = task.toMove.toLong(),
        failureReason = task.failureReason,
        startedTimestamp = task.startedAt.toEpochMilliseconds(),
    )
