package io.mockaws.services.sns.op

import io.mockaws.services.sns.common.SnsFaults
import io.mockaws.services.sns.delivery.Draft
import io.mockaws.services.sns.delivery.openApplicationOf
import io.mockaws.services.sns.delivery.publish
import io.mockaws.services.sns.delivery.push
import io.mockaws.services.sns.delivery.sendSms
import io.mockaws.services.sns.message.MessageAttributeValue
import io.mockaws.services.sns.mobile.PlatformEndpoint
import io.mockaws.services.sns.state.ENDPOINTS
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.services.sns.state.arnAt
import io.mockaws.services.sns.state.topicAt
import io.mockaws.services.sns.subscription.PhoneNumbers
import kotlinx.serialization.Serializable

@Serializable
internal data class PublishInput(
    val topicArn: String? = null,
    val targetArn: String? = null,
    val phoneNumber: String? = null,
    val message: String? = null,
    val subject: String? = null,
    val messageStructure: String? = null,
    val messageAttributes: Map<String, MessageAttributeValue> = emptyMap(),
    val messageDeduplicationId: String? = null,
    val messageGroupId: String? = null,
)

@Serializable
internal data class PublishResponse(
    val messageId: String,
    val sequenceNumber: String?,
)

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
internal fun publish(
    input: PublishInput,
    call: SnsCall,
): PublishResponse {
    val device = if (input.topicArn == null && input.phoneNumber == null) input.targetArn?.let(call::deviceAt) else null
    val draft =
        Draft(
            input.message!!,
            input.subject,
            input.messageStructure,
            input.messageAttributes,
            input.messageGroupId,
            input.messageDeduplicationId,
        )
    if (input.phoneNumber != null) return call.toPhone(input.phoneNumber, draft)
    val target = input.topicArn ?: input.targetArn
        ?: throw SnsFaults.invalid("TopicArn or TargetArn", "no value for required parameter")
    draft.checkLength()
    if (device != null) return call.toDevice(device, draft)
    val parameter = if (input.topicArn != null) "TopicArn" else "TargetArn"
    val address = call.topicAt(target, parameter)
    val topic = address.get()
    draft.checkFor(topic)
    val message = address.call.publish(topic, listOf(draft)).single()
    return PublishResponse(message.id, message.sequenceNumber)
}

private fun SnsCall.toPhone(
    number: String,
    draft: Draft,
): PublishResponse {
    if (!PhoneNumbers.isNumber(number)) throw SnsFaults.invalid("PhoneNumber", "$number is not valid to publish to")
    draft.checkLength()
    val message = draft.message(ids.uuid(), now())
    sendSms(number, message.textFor("sms"), message)
    return PublishResponse(message.id, sequenceNumber = null)
}

/** The device that [arn] is of; null for a topic's. One that gets no messages is refused, whatever the message. */
private fun SnsCall.deviceAt(arn: String): PlatformEndpoint? {
    if (!arnAt("TargetArn", arn).resource.startsWith("endpoint/")) return null
    val endpoint =
        state.now[ENDPOINTS][arn]
            ?: throw SnsFaults.invalid("TargetArn", "No endpoint found for the target arn specified")
    openApplicationOf(endpoint)
    return endpoint
}

private fun SnsCall.toDevice(
    device: PlatformEndpoint,
    draft: Draft,
): PublishResponse {
    val message = draft.message(ids.uuid(), now())
    push(device, message)
    return PublishResponse(message.id, sequenceNumber = null)
}
