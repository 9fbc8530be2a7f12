package io.mockaws.services.logs.op

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.engine.delivery.store
import io.mockaws.services.logs.delivery.Envelope
import io.mockaws.services.logs.delivery.SENDER
import io.mockaws.services.logs.group.LogsFaults
import io.mockaws.services.logs.state.EXPORTS
import io.mockaws.services.logs.state.ExportTask
import io.mockaws.services.logs.state.LogsCall
import io.mockaws.services.logs.state.eventsOf
import io.mockaws.services.logs.state.group
import io.mockaws.services.logs.state.millis
import io.mockaws.services.logs.state.streamsOf
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import java.time.Instant
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter

@Serializable
internal data class CreateExportTaskRequest(
    val taskName: String? = null,
    val logGroupName: String,
    val logStreamNamePrefix: String? = null,
    val from: Long,
    val to: Long,
    val destination: String,
    val destinationPrefix: String? = null,
)

@Serializable
internal data class CreateExportTaskResponse(
    val taskId: String,
)

@Serializable
internal data class CancelExportTaskRequest(
    val taskId: String,
)

@Serializable
internal data class DescribeExportTasksRequest(
    val taskId: String? = null,
    val statusCode: String? = null,
    val nextToken: String? = null,
    val limit: Int? = null,
)

@Serializable
internal data class DescribeExportTasksResponse(
    val exportTasks: List<ShownTask>,
    val nextToken: String? = null,
) {
    @Serializable
    data class ShownTask(
        val taskId: String,
        val taskName: String? = null,
        val logGroupName: String,
        val from: Long,
        val to: Long,
        val destination: String,
        val destinationPrefix: String,
        val status: Status,
        val executionInfo: ExecutionInfo,
    )

    @Serializable
    data class Status(
        val code: String,
        val message: String? = null,
    )

    @Serializable
    data class ExecutionInfo(
        val creationTime: Long,
        val completionTime: Long? = null,
    )
}

/**
 * Writes an object for each stream, at once.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateExportTask.html
 */
internal fun createExportTask(
    request: CreateExportTaskRequest,
    call: LogsCall,
): CreateExportTaskResponse {
    val group = call.group(request.logGroupName)
    call.checkBucket(request.destination)
    val now = call.millis()
    val id = call.ids.uuid()
    val failure =
        try {
            call.export(request, id, maxOf(request.from, group.keptSince(now)))
            null
        } catch (refused: AwsFault) {
            refused
        }
    val task =
        ExportTask(
            id,
            request.taskName,
            group.name,
            request.from,
            request.to,
            request.destination,
            request.destinationPrefix,
            if (failure == null) "COMPLETED" else "FAILED",
            failure?.error?.message ?: "Completed successfully",
            now,
            now,
        )
    call.state.write { this[EXPORTS, id] = task }
    return CreateExportTaskResponse(id)
}

private fun LogsCall.checkBucket(bucket: String) {
    try {
        serviceCall("s3", "HeadBucket", buildJsonObject { put("Bucket", bucket) }, SENDER)
    } catch (refused: AwsFault) {
        throw if (refused.error.code == "NotImplemented") refused else LogsFaults.noBucket()
    }
}

private fun LogsCall.export(
    request: CreateExportTaskRequest,
    id: String,
    from: Long,
) {
    val prefix = request.destinationPrefix ?: PREFIX
    val probe = if (request.destinationPrefix == null) PROBE else "$prefix/$PROBE"
    store(request.destination, probe, "Permission Check Successful".encodeToByteArray(), SENDER)
    val tables = state.now
    for (stream in tables.streamsOf(request.logGroupName)) {
        if (!stream.name.startsWith(request.logStreamNamePrefix.orEmpty())) continue
        val events = tables.eventsOf(stream, from).filter { it.event.timestamp < request.to }
        if (events.isEmpty()) continue
        val text =
            events.joinToString("") {
                "${time.format(Instant.ofEpochMilli(it.event.timestamp))} ${it.event.message.trimEnd('\n')}\n"
            }
        val key = "$prefix/$id/${stream.name.replace('/', '-')}/000000.gz"
        store(request.destination, key, Envelope.zip(text).bytes, SENDER)
    }
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CancelExportTask.html */
internal fun cancelExportTask(
    request: CancelExportTaskRequest,
    call: LogsCall,
) {
    throw if (request.taskId in call.state.now[EXPORTS]) LogsFaults.taskIsOver() else LogsFaults.noTask()
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeExportTasks.html */
internal fun describeExportTasks(
    request: DescribeExportTasksRequest,
    call: LogsCall,
): DescribeExportTasksResponse {
    val found =
        call.state.now[EXPORTS].values.filter {
            (request.taskId == null || it.id == request.taskId) &&
                (request.statusCode == null || it.status == request.statusCode)
        }.sortedWith(compareBy({ it.createdAt }, { it.id }))
    val query = listOf(request.taskId, request.statusCode)
    val page = page(found, query, request.limit, request.nextToken) { it.id }
    val shown =
        page.items.map {
            DescribeExportTasksResponse.ShownTask(
                it.id,
                it.name,
                it.group,
                it.from,
                it.to,
                it.bucket,
                it.prefix ?: PREFIX,
                DescribeExportTasksResponse.Status(it.status, it.message),
                DescribeExportTasksResponse.ExecutionInfo(it.createdAt, it.completedAt),
            )
        }
    return DescribeExportTasksResponse(shown, page.nextToken)
}

private const val PREFIX = "exportedlogs"
private const val PROBE = "aws-logs-write-test"
private val time = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC)
