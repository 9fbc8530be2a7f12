package io.mockaws.services.ses.op

import io.mockaws.engine.AwsFault
import io.mockaws.services.ses.sending.Sending
import io.mockaws.services.ses.sending.TemplatedMail
import io.mockaws.services.ses.sending.template
import io.mockaws.services.ses.shape.Destination
import io.mockaws.services.ses.shape.MessageTag
import io.mockaws.services.ses.state.SesApi
import io.mockaws.services.ses.state.SesCall
import kotlinx.serialization.Serializable

@Serializable
internal data class SendTemplatedEmailRequest(
    val source: String,
    val destination: Destination,
    val template: String,
    val templateData: String,
    val replyToAddresses: List<String> = emptyList(),
    val returnPath: String? = null,
    val tags: List<MessageTag> = emptyList(),
    val configurationSetName: String? = null,
)

@Serializable
internal data class SendBulkTemplatedEmailRequest(
    val source: String,
    val template: String,
    val destinations: List<BulkEmailDestination>,
    val defaultTemplateData: String? = null,
    val defaultTags: List<MessageTag> = emptyList(),
    val replyToAddresses: List<String> = emptyList(),
    val returnPath: String? = null,
    val configurationSetName: String? = null,
)

@Serializable
internal data class BulkEmailDestination(
    val destination: Destination,
    val replacementTags: List<MessageTag> = emptyList(),
    val replacementTemplateData: String? = null,
)

@Serializable
internal data class SendBulkTemplatedEmailResponse(
    val status: List<BulkEmailDestinationStatus>,
)

@Serializable
internal data class BulkEmailDestinationStatus(
    val status: String,
    val error: String? = null,
    val messageId: String? = null,
)

private const val MOST_DESTINATIONS = 50

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_SendTemplatedEmail.html */
internal fun sendTemplatedEmail(
    request: SendTemplatedEmailRequest,
    call: SesCall,
): SendEmailResponse {
    val sending = Sending(call, SesApi.V1)
    sending.checkSender(request.source, request.returnPath)
    val mail =
        TemplatedMail(
            operation = "SendTemplatedEmail",
            from = request.source,
            destination = request.destination,
            template = call.template(request.template, SesApi.V1),
            data = listOf(request.templateData),
            replyTo = request.replyToAddresses,
            returnPath = request.returnPath,
            configurationSet = request.configurationSetName,
            tags = request.tags,
        )
    return SendEmailResponse(sending.send(mail.outgoing(call)).messageId)
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_SendBulkTemplatedEmail.html */
internal fun sendBulkTemplatedEmail(
    request: SendBulkTemplatedEmailRequest,
    call: SesCall,
): SendBulkTemplatedEmailResponse {
    if (request.destinations.size > MOST_DESTINATIONS) throw SesApi.V1.rejected("Too many destinations.")
    val sending = Sending(call, SesApi.V1)
    sending.checkSender(request.source, request.returnPath)
    val template = call.template(request.template, SesApi.V1)
    return SendBulkTemplatedEmailResponse(
        request.destinations.map { one ->
            val mail =
                TemplatedMail(
                    operation = "SendBulkTemplatedEmail",
                    from = request.source,
                    destination = one.destination,
                    template = template,
                    data = listOf(request.defaultTemplateData, one.replacementTemplateData),
                    replyTo = request.replyToAddresses,
                    returnPath = request.returnPath,
                    configurationSet = request.configurationSetName,
                    tags = request.defaultTags + one.replacementTags,
                )
            try {
                BulkEmailDestinationStatus("Success", messageId = sending.send(mail.outgoing(call)).messageId)
            } catch (refused: AwsFault) {
                BulkEmailDestinationStatus(statusOf(refused), refused.error.message)
            }
        },
    )
}

private fun statusOf(refused: AwsFault): String =
    when (refused.error.code) {
        "MessageRejected" -> "MessageRejected"
        "ConfigurationSetDoesNotExist" -> "ConfigurationSetDoesNotExist"
        "ConfigurationSetSendingPausedException" -> "ConfigurationSetSendingPaused"
        "AccountSendingPausedException" -> "AccountSendingPaused"
        "Throttling" -> "AccountDailyQuotaExceeded"
        "InvalidParameterValue" -> "InvalidParameterValue"
        else -> "Failed"
    }
