package io.mockaws.services.sqs

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.engine.access.Need
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.engine.access.needsOnKey
import io.mockaws.engine.isAccount
import io.mockaws.iam.ConditionKeys
import io.mockaws.iam.Principal
import io.mockaws.iam.ResourceSide
import io.mockaws.services.sqs.op.TaskHandle
import io.mockaws.services.sqs.op.queueAt
import io.mockaws.services.sqs.queue.Queue
import io.mockaws.services.sqs.queue.QueueArn

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-overview-of-managing-access.html */
internal object SqsAccess : ServiceAccess<SqsState>() {
    override fun arn(
        kind: String,
        value: Any,
        call: CallContext<SqsState>,
    ): String? =
        when (kind) {
            "queue" -> queue("$value", call)
            "task" -> task("$value")
            else -> null
        }

    /** Of a queue that is not there, too: whether it is, is not told to who may not ask. */
    private fun queue(
        url: String,
        call: CallContext<SqsState>,
    ): String? =
        try {
            call.queueAt(url).let { it.call.state.arnOf(it.name) }
        } catch (_: AwsFault) {
            val owner = url.substringBeforeLast('/', "").substringAfterLast('/')
            val name = url.substringAfterLast('/').ifEmpty { null }
            name?.let { "arn:aws:sqs:${call.region}:${if (isAccount(owner)) owner else call.account}:$it" }
        }

    private fun task(handle: String): String? =
        try {
            TaskHandle.parse(handle).sourceArn
        } catch (_: AwsFault) {
            null
        }

    override fun needs(
        operation: String,
        input: Map<String, Any?>,
        call: CallContext<SqsState>,
    ): List<Need>? {
        if (operation != "GetQueueUrl") return null
        val owner = input["QueueOwnerAWSAccountId"] ?: call.account
        return listOf(Need("sqs:GetQueueUrl", "arn:aws:sqs:${call.region}:$owner:${input["QueueName"]}"))
    }

    /** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html */
    override fun furtherNeeds(
        operation: String,
        input: Map<String, Any?>,
        call: CallContext<SqsState>,
    ): List<Need> {
        val actions = ON_KEY[operation] ?: return emptyList()
        val arn = queue("${input["QueueUrl"]}", call)?.let { QueueArn.parse(it) } ?: return emptyList()
        val key = on(arn, call) { attributes.kmsMasterKeyId }
        val context = mapOf("aws:sqs:arn" to call.at(arn.place).state.arnOf(arn.name))
        return call.needsOnKey("sqs", key, actions, context, arn.place)
    }

    private val ON_KEY =
        mapOf(
            "SendMessage" to listOf("GenerateDataKey", "Decrypt"),
            "SendMessageBatch" to listOf("GenerateDataKey", "Decrypt"),
            "ReceiveMessage" to listOf("Decrypt"),
        )

    override fun resource(
        need: Need,
        principal: Principal,
        keys: ConditionKeys,
        call: CallContext<SqsState>,
    ): ResourceSide {
        val arn = QueueArn.parse(need.resource) ?: return NOTHING
        val policy = on(arn, call) { attributes.policy }
        return ResourceSide(arn.place.account, policy("the queue policy", policy))
    }

    override fun tags(
        arn: String,
        call: CallContext<SqsState>,
    ): Map<String, String>? = QueueArn.parse(arn)?.let { on(it, call) { tags } }

    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html */
    override fun judges(sender: String): Boolean = sender in SENDERS

    /** They need a statement of the queue's policy. */
    private val SENDERS = setOf("s3.amazonaws.com", "sns.amazonaws.com", "events.amazonaws.com")

    private fun <R> on(
        arn: QueueArn,
        call: CallContext<SqsState>,
        look: Queue.() -> R,
    ): R? = call.at(arn.place).state.onIfThere(arn.name, call.now(), call.ids, look)
}
