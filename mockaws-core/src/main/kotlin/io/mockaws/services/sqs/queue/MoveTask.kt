package io.mockaws.services.sqs.queue

import io.mockaws.engine.Ids
import kotlinx.serialization.Serializable
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant

/**
 * A redrive of a dead-letter queue. How far it is follows from the clock: nothing runs in between.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 */
@Serializable
internal data class MoveTask(
    val id: String,
    val sourceArn: String,
    /** Null: every message goes back to where it came from. */
    val destinationArn: String?,
    /** Null: all at once. */
    val messagesPerSecond: Int?,
    val startedAt: Instant,
    val toMove: Int,
    val moved: Int = 0,
    val status: Status = Status.RUNNING,
    val failureReason: String? = null,
) {
    enum class Status { RUNNING, COMPLETED, CANCELLED, FAILED }

    val running: Boolean get() = status == Status.RUNNING

    /** When the next message is due, while the task runs. */
    val nextAt: Instant?
        get() = if (running &&
            messagesPerSecond != null
        ) {
            startedAt + 1.seconds * (moved + 1) / messagesPerSecond
        } else {
            null
        }

    /** Moves what is due by [now] between the queues that [find] knows by ARN, and returns how it stands then. */
    fun advance(
        now: Instant,
        ids: Ids,
        find: (String) -> Queue?,
    ): MoveTask {
        var task = this
        while (task.running) {
            if (task.moved == task.toMove) return task.copy(status = Status.COMPLETED)
            val due = task.nextAt
            if (due != null && due > now) break
            task = task.moveOne(now, ids, find)
        }
        return task
    }

    private fun moveOne(
        now: Instant,
        ids: Ids,
        find: (String) -> Queue?,
    ): MoveTask {
        val source = find(sourceArn) ?: return failed(NO_QUEUE)
        val message = source.store.available().firstOrNull() ?: return copy(status = Status.COMPLETED)
        val target = destinationArn ?: message.deadLetterSource ?: return failed("CouldNotDetermineMessageSource")
        val destination = find(target) ?: return failed(NO_QUEUE)
        source.remove(message)
        destination.accept(message.redriven(ids.uuid(), now), now)
        return copy(moved = moved + 1)
    }

    private fun failed(reason: String) = copy(status = Status.FAILED, failureReason = reason)

    companion object {
        private const val NO_QUEUE = "AWS.SimpleQueueService.NonExistentQueue"
    }
}
