package io.mockaws.services.sqs.op

import io.mockaws.services.sqs.queue.Delivery
import io.mockaws.services.sqs.queue.Md5
import io.mockaws.services.sqs.queue.Message
import io.mockaws.services.sqs.queue.MessageAttributeValue
import kotlinx.serialization.Serializable

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Message.html */
@Serializable
internal data class ReceivedMessage(
    val messageId: String,
    val receiptHandle: String,
    val md5OfBody: String,
    val body: String,
    val attributes: Map<String, String>?,
    val md5OfMessageAttributes: String?,
    val messageAttributes: Map<String, MessageAttributeValue>?,
)

private const val ALL = "All"

internal val systemAttributes: Map<String, (Message) -> String?> =
    linkedMapOf(
        "SenderId" to { it.senderId },
        "SentTimestamp" to { it.sentAt.toEpochMilliseconds().toString() },
        "ApproximateReceiveCount" to { it.receiveCount.toString() },
        "ApproximateFirstReceiveTimestamp" to { it.firstReceivedAt?.toEpochMilliseconds()?.toString() },
        "SequenceNumber" to { it.sequenceNumber },
        "MessageDeduplicationId" to { it.deduplicationId },
        "MessageGroupId" to { it.groupId },
        "AWSTraceHeader" to { it.traceHeader },
        "DeadLetterQueueSourceArn" to { it.deadLetterSource },
    )

/**
 * What a consumer wants to see of a message. Unknown names are read over: `InvalidAttributeName` is among the errors of
 * the operations on queues, not of
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 */
internal class MessageFilter(
    systemNames: List<String>,
    names: List<String>,
) {
    private val wanted = systemAttributes.filterKeys { ALL in systemNames || it in systemNames }
    private val all = names.any { it == ALL || it == ".*" || it == "*" }
    private val exact = names.toSet()
    private val prefixes = names.filter { it.endsWith(".*") }.map { it.removeSuffix("*").removeSuffix(".") }

    fun apply(delivery: Delivery): ReceivedMessage {
        val message = delivery.message
        val shown = if (all) message.attributes else message.attributes.filterKeys(::isWanted)
        return ReceivedMessage(
            message.id,
            delivery.handle,
            message.md5OfBody,
            message.body,
            wanted.mapNotNull { (name, read) -> read(message)?.let { name to it } }.toMap().ifEmpty { null },
            md5OfMessageAttributes = if (shown.isEmpty()) null else Md5.of(shown),
            messageAttributes = shown.ifEmpty { null },
        )
    }

    private fun isWanted(name: String) = name in exact || prefixes.any(name::startsWith)
}
