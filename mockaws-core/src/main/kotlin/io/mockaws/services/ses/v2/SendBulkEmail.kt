package io.mockaws.services.ses.v2

import io.mockaws.engine.AwsFault
import io.mockaws.services.ses.sending.Outgoing
import io.mockaws.services.ses.sending.Sending
import io.mockaws.services.ses.sending.TemplatedMail
import io.mockaws.services.ses.shape.Destination
import io.mockaws.services.ses.shape.MessageTag
import io.mockaws.services.ses.state.EmailTemplate
import io.mockaws.services.ses.state.SesApi
import io.mockaws.services.ses.state.SesCall
import kotlinx.serialization.Serializable

@Serializable
internal data class SendBulkEmailRequest(
    val fromEmailAddress: String? = null,
    val replyToAddresses: List<String> = emptyList(),
    val feedbackForwardingEmailAddress: String? = null,
    val defaultEmailTags: List<MessageTag> = emptyList(),
    val defaultContent: BulkEmailContent,
    val bulkEmailEntries: List<BulkEmailEntry>,
    val configurationSetName: String? = null,
)

@Serializable
internal data class BulkEmailContent(
    val template: TemplateContent? = null,
)

@Serializable
internal data class BulkEmailEntry(
    val destination: Destination,
    val replacementTags: List<MessageTag> = emptyList(),
    val replacementEmailContent: ReplacementEmailContent? = null,
    val replacementHeaders: List<MessageHeader> = emptyList(),
)

@Serializable
internal data class ReplacementEmailContent(
    val replacementTemplate: ReplacementTemplate? = null,
)

@Serializable
internal data class ReplacementTemplate(
    val replacementTemplateData: String? = null,
)

@Serializable
internal data class SendBulkEmailResponse(
    val bulkEmailEntryResults: List<BulkEmailEntryResult>,
)

@Serializable
internal data class BulkEmailEntryResult(
    val status: String,
    val error: String? = null,
    val messageId: String? = null,
)

private const val MOST_ENTRIES = 50

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendBulkEmail.html */
internal fun sendBulkEmail(
    request: SendBulkEmailRequest,
    call: SesCall,
): SendBulkEmailResponse {
    val from = request.fromEmailAddress ?: throw SesApi.V2.invalid("FromEmailAddress must be specified.")
    if (request.bulkEmailEntries.size > MOST_ENTRIES) throw SesApi.V2.rejected("Too many destinations.")
    val content = request.defaultContent.template ?: throw SesApi.V2.invalid("A template must be specified.")
    val sending = Sending(call, SesApi.V2)
    sending.checkSender(from, request.feedbackForwardingEmailAddress)
    val template = content.resolve(call)
    return SendBulkEmailResponse(
        request.bulkEmailEntries.map { entry ->
            try {
                val mail = mailOf(entry, request, from, template, content)
                BulkEmailEntryResult("SUCCESS", messageId = sending.send(mail.outgoing(call)).messageId)
            } catch (refused: AwsFault) {
                BulkEmailEntryResult(statusOf(refused), refused.error.message)
            }
        },
    )
}

private fun mailOf(
    entry: BulkEmailEntry,
    request: SendBulkEmailRequest,
    from: String,
    template: EmailTemplate,
    content: TemplateContent,
): TemplatedMail {
    val headers = (content.headers + entry.replacementHeaders).associate { it.name to it.value }
    return TemplatedMail(
        operation = "SendBulkEmail",
        from = from,
        destination = entry.destination,
        template = template,
        data =
        listOf(
            content.templateData,
            entry.replacementEmailContent?.replacementTemplate?.replacementTemplateData,
        ),
        replyTo = request.replyToAddresses,
        returnPath = request.feedbackForwardingEmailAddress,
        configurationSet = request.configurationSetName,
        tags = request.defaultEmailTags + entry.replacementTags,
        headers = headers.toList(),
        files = content.attachments.toFiles(),
        maxSize = Outgoing.MAX_SIZE_V2,
    )
}

private fun statusOf(refused: AwsFault): String =
    when (refused.error.code) {
        "MessageRejected" -> "MESSAGE_REJECTED"
        "NotFoundException" -> "CONFIGURATION_SET_NOT_FOUND"
        "SendingPausedException" -> "ACCOUNT_SENDING_PAUSED"
        "TooManyRequestsException" -> "ACCOUNT_DAILY_QUOTA_EXCEEDED"
        "BadRequestException" -> "INVALID_PARAMETER"
        else -> "FAILED"
    }
