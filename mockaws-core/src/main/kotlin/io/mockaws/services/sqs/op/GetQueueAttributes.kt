package io.mockaws.services.sqs.op

import io.mockaws.engine.CallContext
import io.mockaws.services.sqs.SqsFaults
import io.mockaws.services.sqs.SqsState
import io.mockaws.services.sqs.queue.AttributeTable
import io.mockaws.services.sqs.queue.Queue
import kotlinx.serialization.Serializable

@Serializable
internal data class GetQueueAttributesRequest(
    val queueUrl: String? = null,
    val attributeNames: List<String> = emptyList(),
)

@Serializable
internal data class GetQueueAttributesResult(
    /** Null when there is none. */
    val attributes: Map<String, String>?,
)

/** What the queue knows of itself, beside its settings. */
private val measured: Map<String, (Queue) -> String> =
    mapOf(
        "QueueArn" to { it.arn },
        "ApproximateNumberOfMessages" to { it.store.visibleCount.toString() },
        "ApproximateNumberOfMessagesNotVisible" to { it.store.inFlight.toString() },
        "ApproximateNumberOfMessagesDelayed" to { it.store.delayed.toString() },
        "CreatedTimestamp" to { it.createdAt.epochSeconds.toString() },
        "LastModifiedTimestamp" to { it.modifiedAt.epochSeconds.toString() },
    )

private const val ALL = "All"

internal fun Queue.allAttributes(): Map<String, String> =
    measured.mapValues { (_, measure) -> measure(this) } + AttributeTable.show(attributes)

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
internal fun getQueueAttributes(
    request: GetQueueAttributesRequest,
    call: CallContext<SqsState>,
): GetQueueAttributesResult {
    val queue = call.queueAt(request.queueUrl)
    val names = request.attributeNames
    names.firstOrNull {
        it != ALL && it !in measured && !AttributeTable.isName(it)
    }?.let { throw SqsFaults.unknownAttribute(it) }
    if (names.isEmpty()) return GetQueueAttributesResult(null)
    val all = queue.use { allAttributes() }
    val wanted = if (ALL in names) all else all.filterKeys { it in names }
    return GetQueueAttributesResult(wanted.ifEmpty { null })
}
