package io.mockaws.services.ses.v2

import io.mockaws.engine.AwsFault
import io.mockaws.services.ses.mime.MailFile
import io.mockaws.services.ses.mime.MailText
import io.mockaws.services.ses.sending.MailBody
import io.mockaws.services.ses.sending.Outgoing
import io.mockaws.services.ses.sending.Sending
import io.mockaws.services.ses.sending.TemplatedMail
import io.mockaws.services.ses.sending.rawMail
import io.mockaws.services.ses.sending.template
import io.mockaws.services.ses.shape.Body
import io.mockaws.services.ses.shape.Content
import io.mockaws.services.ses.shape.Destination
import io.mockaws.services.ses.shape.MessageTag
import io.mockaws.services.ses.shape.RawMessage
import io.mockaws.services.ses.shape.asText
import io.mockaws.services.ses.state.EmailTemplate
import io.mockaws.services.ses.state.SesApi
import io.mockaws.services.ses.state.SesCall
import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable

@Serializable
internal data class SendEmailRequest(
    val fromEmailAddress: String? = null,
    val destination: Destination? = null,
    val replyToAddresses: List<String> = emptyList(),
    val feedbackForwardingEmailAddress: String? = null,
    val content: EmailContent,
    val emailTags: List<MessageTag> = emptyList(),
    val configurationSetName: String? = null,
    val listManagementOptions: ListManagementOptions? = null,
)

@Serializable
internal data class EmailContent(
    val simple: Message? = null,
    val raw: RawMessage? = null,
    val template: TemplateContent? = null,
)

@Serializable
internal data class Message(
    val subject: Content,
    val body: Body,
    val headers: List<MessageHeader> = emptyList(),
    val attachments: List<Attachment> = emptyList(),
)

@Serializable
internal data class MessageHeader(
    val name: String,
    val value: String,
)

@Serializable
internal data class Attachment(
    val rawContent: Blob,
    val fileName: String,
    val contentDisposition: String? = null,
    val contentDescription: String? = null,
    val contentId: String? = null,
    val contentType: String? = null,
)

@Serializable
internal data class TemplateContent(
    val templateName: String? = null,
    val templateArn: String? = null,
    val templateContent: InlineTemplate? = null,
    val templateData: String? = null,
    val headers: List<MessageHeader> = emptyList(),
    val attachments: List<Attachment> = emptyList(),
)

@Serializable
internal data class InlineTemplate(
    val subject: String? = null,
    val text: String? = null,
    val html: String? = null,
)

@Serializable
internal data class ListManagementOptions(
    val contactListName: String,
    val topicName: String? = null,
)

@Serializable
internal data class SendEmailResponse(
    val messageId: String,
)

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html */
internal fun sendEmail(
    request: SendEmailRequest,
    call: SesCall,
): SendEmailResponse {
    val content = request.content
    val given = listOfNotNull(content.simple, content.raw, content.template)
    if (given.size != 1) throw SesApi.V2.invalid("Exactly one of Simple, Raw and Template must be specified.")
    val sending = Sending(call, SesApi.V2)
    val mail =
        when {
            content.raw != null -> raw(request, content.raw)
            content.template != null -> templated(request, content.template, sending, call)
            else -> simple(request, content.simple!!, call)
        }
    return SendEmailResponse(sending.send(mail).messageId)
}

private fun raw(
    request: SendEmailRequest,
    raw: RawMessage,
): Outgoing {
    val envelope = request.destination?.takeIf { it != Destination() }
    val set = request.configurationSetName
    return rawMail("SendEmail", raw.data.bytes, request.fromEmailAddress, envelope, set, request.emailTags, SesApi.V2)
}

private fun simple(
    request: SendEmailRequest,
    message: Message,
    call: SesCall,
): Outgoing {
    val from = request.from()
    val destination = request.destination ?: Destination()
    val body =
        MailBody(
            MailText(message.subject.data, message.subject.charset),
            message.body.text?.asText(),
            message.body.html?.asText(),
            message.headers.map { it.name to it.value },
            message.attachments.toFiles(),
        )
    return Outgoing(
        operation = "SendEmail",
        from = from,
        destination = destination,
        raw = body.compose(call, from, destination, request.replyToAddresses),
        replyTo = request.replyToAddresses,
        returnPath = request.feedbackForwardingEmailAddress,
        configurationSet = request.configurationSetName,
        tags = request.emailTags,
        list = request.list(call),
        maxSize = Outgoing.MAX_SIZE_V2,
    )
}

private fun templated(
    request: SendEmailRequest,
    content: TemplateContent,
    sending: Sending,
    call: SesCall,
): Outgoing {
    sending.checkSender(request.from(), request.feedbackForwardingEmailAddress)
    return TemplatedMail(
        operation = "SendEmail",
        from = request.from(),
        destination = request.destination ?: Destination(),
        template = content.resolve(call),
        data = listOf(content.templateData),
        replyTo = request.replyToAddresses,
        returnPath = request.feedbackForwardingEmailAddress,
        configurationSet = request.configurationSetName,
        tags = request.emailTags,
        headers = content.headers.map { it.name to it.value },
        files = content.attachments.toFiles(),
        list = request.list(call),
        maxSize = Outgoing.MAX_SIZE_V2,
    ).outgoing(call)
}

private fun SendEmailRequest.from() =
    fromEmailAddress ?: throw SesApi.V2.invalid("FromEmailAddress must be specified.")

private fun SendEmailRequest.list(call: SesCall): Pair<String, String?>? {
    val options = listManagementOptions ?: return null
    val list = call.contactList(options.contactListName)
    val topic = options.topicName
    if (topic != null && list.topics.none { it.name == topic }) {
        throw AwsFault("NotFoundException", "Topic with name: $topic doesn't exist.")
    }
    return list.name to topic
}

/** The template that it names, or brings along. */
internal fun TemplateContent.resolve(call: SesCall): EmailTemplate {
    val name = templateName ?: templateArn?.substringAfterLast('/')
    val inline = templateContent
    if (name == null && inline != null) return EmailTemplate("", call.now(), inline.subject, inline.text, inline.html)
    return call.template(name ?: throw SesApi.V2.invalid("A template must be specified."), SesApi.V2)
}

internal fun List<Attachment>.toFiles(): List<MailFile> =
    map {
        MailFile(
            it.fileName,
            it.rawContent.bytes,
            it.contentType,
            it.contentDisposition == "INLINE",
            it.contentId,
            it.contentDescription,
        )
    }
