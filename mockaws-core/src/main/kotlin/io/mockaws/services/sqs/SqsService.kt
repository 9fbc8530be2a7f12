package io.mockaws.services.sqs

import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.StateKind
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.engine.operation
import io.mockaws.model.ServiceShapes
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
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.protocol.Protocols

/**
 * Amazon Simple Queue Service.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/Welcome.html
 */
internal object SqsService : Service<SqsState>(
    ServiceShapes.of("sqs", "http://queue.amazonaws.com/doc/2012-11-05/", errorNamespace = "com.amazonaws.sqs"),
    listOf(Protocols.AwsJson10, Protocols.AwsQuery),
    StateKind(StateKind.Scope.REGIONAL, ::SqsState, ::sqsStateOf),
) {
    override val access: ServiceAccess<SqsState> get() = SqsAccess

    override fun throttled(operation: String): Pair<String, String> =
        "RequestThrottled" to "The request was denied due to request throttling."

    override fun operation(name: String): Operation<SqsState, *, *>? =
        when (name) {
            "AddPermission" -> operation(name, ::addPermission)
            "CancelMessageMoveTask" -> operation(name, ::cancelMessageMoveTask)
            "ChangeMessageVisibility" -> operation(name, ::changeMessageVisibility)
            "ChangeMessageVisibilityBatch" -> operation(name, ::changeMessageVisibilityBatch)
            "CreateQueue" -> operation(name, ::createQueue)
            "DeleteMessage" -> operation(name, ::deleteMessage)
            "DeleteMessageBatch" -> operation(name, ::deleteMessageBatch)
            "DeleteQueue" -> operation(name, ::deleteQueue)
            "GetQueueAttributes" -> operation(name, ::getQueueAttributes)
            "GetQueueUrl" -> operation(name, ::getQueueUrl)
            "ListDeadLetterSourceQueues" -> operation(name, ::listDeadLetterSourceQueues)
            "ListMessageMoveTasks" -> operation(name, ::listMessageMoveTasks)
            "ListQueueTags" -> operation(name, ::listQueueTags)
            "ListQueues" -> operation(name, ::listQueues)
            "PurgeQueue" -> operation(name, ::purgeQueue)
            "ReceiveMessage" -> operation(name, ::receiveMessage)
            "RemovePermission" -> operation(name, ::removePermission)
            "SendMessage" -> operation(name, ::sendMessage)
            "SendMessageBatch" -> operation(name, ::sendMessageBatch)
            "SetQueueAttributes" -> operation(name, ::setQueueAttributes)
            "StartMessageMoveTask" -> operation(name, ::startMessageMoveTask)
            "TagQueue" -> operation(name, ::tagQueue)
            "UntagQueue" -> operation(name, ::untagQueue)
            else -> null
        }

    /**
     * A Query request to `/123456789012/orders` means that queue: the address becomes the parameter that the request
     * does without. Other requests stay as they are.
     *
     * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-xml.html
     */
    override fun normalize(request: HttpRequest): HttpRequest {
        if (request.path.length < 2 || "X-Amz-Target" in request.headers ||
            !queuePath.matches(request.path)
        ) {
            return request
        }
        val parameter = QUEUE_URL + request.path
        val form = (request.body as? HttpBody.Bytes)?.bytes?.decodeToString().orEmpty()
        return when {
            namesQueue(request.query) || namesQueue(form) -> request
            form.isNotEmpty() -> request.copy(path = "/", body = HttpBody.of("$parameter&$form"))
            else -> request.copy(path = "/", query = "$parameter&${request.query}".removeSuffix("&"))
        }
    }

    private val queuePath = Regex("/[0-9]{12}/[A-Za-z0-9_-]+(?:\\.fifo)?")

    private fun namesQueue(parameters: String) = parameters.startsWith(QUEUE_URL) || "&$QUEUE_URL" in parameters

    private const val QUEUE_URL = "QueueUrl="
}
