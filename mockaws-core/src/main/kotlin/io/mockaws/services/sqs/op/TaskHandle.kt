package io.mockaws.services.sqs.op

import io.mockaws.services.sqs.SqsFaults
import io.mockaws.services.sqs.queue.MoveTask
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json
import java.util.Base64

/** What a caller knows a move task by: id and source, in Base64 as AWS has it. */
@Serializable
internal class TaskHandle(
    val taskId: String,
    val sourceArn: String,
) {
    companion object {
        fun of(task: MoveTask): String =
            Base64.getEncoder().encodeToString(
                Json.encodeToString(TaskHandle(task.id, task.sourceArn)).encodeToByteArray()
            )

        fun parse(text: String): TaskHandle =
            try {
                Json.decodeFromString(Base64.getDecoder().decode(text).decodeToString())
            } catch (_: IllegalArgumentException) {
                throw SqsFaults.invalidParameter("Value for parameter TaskHandle is invalid.")
            }
    }
}
