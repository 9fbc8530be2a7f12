package io.mockaws.services.sqs

import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.StateKind
import io.mockaws.engine.operation
import io.mockaws.services.sqs.op.addPermission
import io.mockaws.services.sqs.op.cancelMessageMoveTask
import io.mockaws.services.sqs.op.changeMessageVisibility
import io.mockaws.services.sqs.op.changeMessageVisibilityBatch
import io.mockaws.services.sqs.op.createQueue
import io.mockaws.services.sqs.op.deleteMessage
import io.mockaws.services.sqs.op.deleteMessageBatch
import io.mockaws.services.sqs.op.deleteQueue
import io.mockaws.services.sqs.op.getQueueAttributes
import io.mockaws.services.sqs.op.getQueueUrl
import io.mockaws.services.sqs.op.listDeadLetterSourceQueues
import io.mockaws.services.sqs.op.listMessageMoveTasks
import io.mockaws.services.sqs.op.listQueueTags
import io.mockaws.services.sqs.op.listQueues
import io.mockaws.services.sqs.op.purgeQueue
import io.mockaws.services.sqs.op.receiveMessage
import io.mockaws.services.sqs.op.removePermission
import io.mockaws.services.sqs.op.sendMessage
import io.mockaws.services.sqs.op.sendMessageBatch
import io.mockaws.services.sqs.op.setQueueAttributes
import io.mockaws.services.sqs.op.startMessageMoveTask
import io.mockaws.services.sqs.op.tagQueue
import io.mockaws.services.sqs.op.untagQueue
import io.mockaws.wire.ServiceShape
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.protocol.Protocols

/**
 * Amazon Simple Queue Service.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/Welcome.html
 */
internal object SqsService : Service<SqsState>(
    ServiceShape(
        id = "SQS",
        signingName = "sqs",
        version = "2012-11-05",
        targetPrefix = "AmazonSQS",
        xmlNamespace = "http://queue.amazonaws.com/doc/2012-11-05/",
        queryCompatible = true,
    ),
    listOf(Protocols.AwsJson10),
    StateKind(StateKind.Scope.REGIONAL, SqsStateSerializer, ::SqsState),
) {
    override val operations: List<Operation<SqsState, *, *>> =
        listOf(
            operation("AddPermission", ::addPermission),
            operation("CancelMessageMoveTask", ::cancelMessageMoveTask),
            operation("ChangeMessageVisibility", ::changeMessageVisibility),
            operation("ChangeMessageVisibilityBatch", ::changeMessageVisibilityBatch),
            operation("CreateQueue", ::createQueue),
            operation("DeleteMessage", ::deleteMessage),
            operation("DeleteMessageBatch", ::deleteMessageBatch),
            operation("DeleteQueue", ::deleteQueue),
            operation("GetQueueAttributes", ::getQueueAttributes),
            operation("GetQueueUrl", ::getQueueUrl),
            operation("ListDeadLetterSourceQueues", ::listDeadLetterSourceQueues),
            operation("ListMessageMoveTasks", ::listMessageMoveTasks),
            operation("ListQueueTags", ::listQueueTags),
            operation("ListQueues", ::listQueues),
            operation("PurgeQueue", ::purgeQueue),
            operation("ReceiveMessage", ::receiveMessage),
            operation("RemovePermission", ::removePermission),
            operation("SendMessage", ::sendMessage),
            operation("SendMessageBatch", ::sendMessageBatch),
            operation("SetQueueAttributes", ::setQueueAttributes),
            operation("StartMessageMoveTask", ::startMessageMoveTask),
            operation("TagQueue", ::tagQueue),
            operation("UntagQueue", ::untagQueue),
        )

    /** In Query a request may go to the queue's own address instead of naming it. */
    override fun normalize(request: HttpRequest): HttpRequest = withQueueUrl(request)
}
