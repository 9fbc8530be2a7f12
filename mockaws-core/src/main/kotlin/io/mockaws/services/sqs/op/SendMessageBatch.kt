package io.mockaws.services.sqs.op

import io.mockaws.engine.CallContext
import io.mockaws.services.sqs.SqsFaults
import io.mockaws.services.sqs.SqsLimits
import io.mockaws.services.sqs.SqsState
import io.mockaws.services.sqs.queue.Draft
import io.mockaws.services.sqs.queue.MessageAttributeValue
import io.mockaws.services.sqs.queue.MessageRules
import kotlinx.serialization.Serializable

@Serializable
internal data class SendMessageBatchRequest(
    val queueUrl: String? = null,
    val entries: List<SendMessageBatchRequestEntry>? = null,
)

@Serializable
internal data class SendMessageBatchRequestEntry(
    val id: String? = null,
    val messageBody: String? = null,
    val delaySeconds: Int? = null,
    val messageAttributes: Map<String, MessageAttributeValue> = emptyMap(),
    val messageSystemAttributes: Map<String, MessageAttributeValue> = emptyMap(),
    val messageDeduplicationId: String? = null,
    val messageGroupId: String? = null,
)

@Serializable
internal data class SendMessageBatchResult(
    val successful: List<SendMessageBatchResultEntry>?,
    val failed: List<BatchResultErrorEntry>?,
)

@Serializable
internal data class SendMessageBatchResultEntry(
    val id: String,
    val messageId: String,
    val md5OfMessageBody: String,
    val md5OfMessageAttributes: String?,
    val md5OfMessageSystemAttributes: String?,
    val sequenceNumber: String?,
)

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
internal fun sendMessageBatch(
    request: SendMessageBatchRequest,
    call: CallContext<SqsState>,
): SendMessageBatchResult {
    val queue = call.queueAt(request.queueUrl)
    val entries = checkBatch(request.entries, "SendMessageBatchRequestEntry") { it.id }
    checkFifo(queue, entries)
    val drafts = entries.associateWith { draft(it, call) }
    val bytes = drafts.values.sumOf { it.bytes }
    if (bytes > SqsLimits.BATCH_BYTES) throw SqsFaults.batchRequestTooLong(bytes)
    queue.checkKey()
    val outcome = eachOf(entries, { it.id }) { send(it, drafts.getValue(it), queue) }
    return SendMessageBatchResult(outcome.successful, outcome.failed)
}

/** What a FIFO queue must be told fails the batch as a whole. */
private fun checkFifo(
    queue: QueueAddress,
    entries: List<SendMessageBatchRequestEntry>,
) {
    val attributes = queue.use { attributes }
    if (!attributes.fifo) return
    if (!attributes.contentBasedDeduplication && entries.any { it.messageDeduplicationId == null }) {
        throw MessageRules.noDeduplicationId()
    }
    if (entries.any { it.messageGroupId == null }) {
        throw SqsFaults.invalidParameter("The request must contain the parameter MessageGroupId.")
    }
}

private fun draft(
    entry: SendMessageBatchRequestEntry,
    call: CallContext<SqsState>,
) = Draft(
    call.ids.uuid(),
    entry.messageBody.orEmpty(),
    entry.messageAttributes,
    entry.messageSystemAttributes["AWSTraceHeader"]?.stringValue,
    call.caller.userId,
    entry.delaySeconds,
    entry.messageGroupId,
    entry.messageDeduplicationId,
)

private fun send(
    entry: SendMessageBatchRequestEntry,
    draft: Draft,
    queue: QueueAddress,
): SendMessageBatchResultEntry {
    if (draft.body.isEmpty()) throw SqsFaults.missingParameter("MessageBody")
    traceHeader(entry.messageSystemAttributes)
    MessageRules.checkContent(draft)
    val sent =
        queue.use { now ->
            if (draft.bytes > attributes.maximumMessageSize) {
                throw SqsFaults.invalidParameter(
                    "One or more parameters cannot be validated. " +
                        "Reason: Message must be shorter than ${attributes.maximumMessageSize} bytes.",
                )
            }
            send(draft, now)
        }
    return SendMessageBatchResultEntry(
        entry.id!!,
        sent.messageId,
        draft.md5OfBody,
        draft.md5OfAttributes,
        md5OfSystemAttributes(entry.messageSystemAttributes),
        sent.sequenceNumber,
    )
}
