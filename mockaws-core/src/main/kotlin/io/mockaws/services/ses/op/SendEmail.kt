package io.mockaws.services.ses.op

import io.mockaws.services.ses.mime.MailText
import io.mockaws.services.ses.sending.MailBody
import io.mockaws.services.ses.sending.Outgoing
import io.mockaws.services.ses.sending.Sending
import io.mockaws.services.ses.sending.rawMail
import io.mockaws.services.ses.shape.Body
import io.mockaws.services.ses.shape.Content
import io.mockaws.services.ses.shape.Destination
import io.mockaws.services.ses.shape.MessageTag
import io.mockaws.services.ses.shape.RawMessage
import io.mockaws.services.ses.shape.asText
import io.mockaws.services.ses.state.SesApi
import io.mockaws.services.ses.state.SesCall
import kotlinx.serialization.Serializable

@Serializable
internal data class SendEmailRequest(
    val source: String,
    val destination: Destination,
    val message: Message,
    val replyToAddresses: List<String> = emptyList(),
    val returnPath: String? = null,
    val tags: List<MessageTag> = emptyList(),
    val configurationSetName: String? = null,
)

@Serializable
internal data class Message(
    val subject: Content,
    val body: Body,
)

@Serializable
internal data class SendRawEmailRequest(
    val source: String? = null,
    val destinations: List<String> = emptyList(),
    val rawMessage: RawMessage,
    val tags: List<MessageTag> = emptyList(),
    val configurationSetName: String? = null,
)

@Serializable
internal data class SendEmailResponse(
    val messageId: String,
)

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_SendEmail.html */
internal fun sendEmail(
    request: SendEmailRequest,
    call: SesCall,
): SendEmailResponse {
    val (subject, body) = request.message
    val content = MailBody(MailText(subject.data, subject.charset), body.text?.asText(), body.html?.asText())
    val mail =
        Outgoing(
            operation = "SendEmail",
            from = request.source,
            destination = request.destination,
            raw = content.compose(call, request.source, request.destination, request.replyToAddresses),
            replyTo = request.replyToAddresses,
            returnPath = request.returnPath,
            configurationSet = request.configurationSetName,
            tags = request.tags,
        )
    return SendEmailResponse(Sending(call, SesApi.V1).send(mail).messageId)
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html */
internal fun sendRawEmail(
    request: SendRawEmailRequest,
    call: SesCall,
): SendEmailResponse {
    val envelope = request.destinations.ifEmpty { null }?.let { Destination(it) }
    val mail =
        rawMail(
            "SendRawEmail",
            request.rawMessage.data.bytes,
            request.source,
            envelope,
            request.configurationSetName,
            request.tags,
            SesApi.V1,
        )
    return SendEmailResponse(Sending(call, SesApi.V1).send(mail).messageId)
}
