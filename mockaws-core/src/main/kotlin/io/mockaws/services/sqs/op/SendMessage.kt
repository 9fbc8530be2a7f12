package io.mockaws.services.sqs.op

import io.mockaws.engine.CallContext
import io.mockaws.services.sqs.SqsFaults
import io.mockaws.services.sqs.SqsState
import io.mockaws.services.sqs.queue.Draft
import io.mockaws.services.sqs.queue.Md5
import io.mockaws.services.sqs.queue.MessageAttributeValue
import io.mockaws.services.sqs.queue.MessageRules
import kotlinx.serialization.Serializable

@Serializable
internal data class SendMessageRequest(
    val queueUrl: String? = null,
    val messageBody: String? = null,
    val delaySeconds: Int? = null,
    val messageAttributes: Map<String, MessageAttributeValue> = emptyMap(),
    val messageSystemAttributes: Map<String, MessageAttributeValue> = emptyMap(),
    val messageDeduplicationId: String? = null,
    val messageGroupId: String? = null,
)

@Serializable
internal data class SendMessageResult(
    val md5OfMessageBody: String,
    val md5OfMessageAttributes: String?,
    val md5OfMessageSystemAttributes: String?,
    val messageId: String,
    val sequenceNumber: String?,
)

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
internal fun sendMessage(
    request: SendMessageRequest,
    call: CallContext<SqsState>,
): SendMessageResult {
    val queue = call.queueAt(request.queueUrl)
    if (request.messageBody.isNullOrEmpty()) throw SqsFaults.missingParameter("MessageBody")
    val draft =
        Draft(
            call.ids.uuid(),
            request.messageBody,
            request.messageAttributes,
            traceHeader(request.messageSystemAttributes),
            call.caller.userId,
            request.delaySeconds,
            request.messageGroupId,
            request.messageDeduplicationId,
        )
    MessageRules.checkContent(draft)
    queue.checkKey()
    val sent = queue.use { now -> send(draft, now) }
    return SendMessageResult(
        draft.md5OfBody,
        draft.md5OfAttributes,
        md5OfSystemAttributes(request.messageSystemAttributes),
        sent.messageId,
        sent.sequenceNumber,
    )
}

private const val TRACE_HEADER = "AWSTraceHeader"

/** The one system attribute that can be sent; its type must be String. */
internal fun traceHeader(attributes: Map<String, MessageAttributeValue>): String? {
    if (attributes.isEmpty()) return null
    attributes.keys.firstOrNull { it != TRACE_HEADER }?.let {
        throw SqsFaults.invalidParameter(
            "Message system attribute name '$it' is invalid. The only one supported is $TRACE_HEADER."
        )
    }
    val header = attributes.getValue(TRACE_HEADER)
    if (header.dataType != "String" || header.stringValue.isNullOrEmpty()) {
        throw SqsFaults.invalidParameter(
            "Message system attribute '$TRACE_HEADER' must contain a non-empty value of type 'String'.",
        )
    }
    return header.stringValue
}

internal fun md5OfSystemAttributes(attributes: Map<String, MessageAttributeValue>): String? =
    if (attributes.isEmpty()) null else Md5.of(attributes)
