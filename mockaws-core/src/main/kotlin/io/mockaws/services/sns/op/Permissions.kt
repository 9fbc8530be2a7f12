package io.mockaws.services.sns.op

import io.mockaws.engine.isAccount
import io.mockaws.kit.Arn
import io.mockaws.services.sns.common.SnsFaults
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.services.sns.state.topicAt
import io.mockaws.services.sns.topic.Topic
import io.mockaws.services.sns.topic.TopicAttributes
import io.mockaws.services.sns.topic.TopicPolicy
import kotlinx.serialization.Serializable

@Serializable
internal data class AddPermissionInput(
    val topicArn: String? = null,
    val label: String? = null,
    val awsAccountId: List<String>? = null,
    val actionName: List<String>? = null,
)

@Serializable
internal data class RemovePermissionInput(
    val topicArn: String? = null,
    val label: String? = null,
)

/** https://docs.aws.amazon.com/sns/latest/api/API_AddPermission.html */
internal fun addPermission(
    input: AddPermissionInput,
    call: SnsCall,
) {
    call.topicAt(input.topicArn!!).change { topic ->
        val policy = TopicPolicy.parse(topic.policy)
        if (policy.has(input.label!!)) throw SnsFaults.invalid("Statement already exists")
        if (input.actionName!!.any { it !in TopicPolicy.actions }) {
            throw SnsFaults.invalid("Policy statement action out of service scope!")
        }
        input.awsAccountId!!.firstOrNull {
            !isAccount(it)
        }?.let { throw SnsFaults.invalid("AWSAccountId", "$it is no account") }
        val partition = Arn.partitionOf(call.region)
        topic.with(policy.plus(input.label, input.awsAccountId, input.actionName, topic.arn, partition))
    }
}

/** https://docs.aws.amazon.com/sns/latest/api/API_RemovePermission.html */
internal fun removePermission(
    input: RemovePermissionInput,
    call: SnsCall,
) {
    call.topicAt(input.topicArn!!).change { it.with(TopicPolicy.parse(it.policy).minus(input.label!!)) }
}

private fun Topic.with(policy: TopicPolicy): Topic = copy(
    attributes =
    attributes + (TopicAttributes.POLICY to "$policy")
)
