package io.mockaws.services.ses.sending

import io.mockaws.services.ses.state.Email
import io.mockaws.services.ses.state.Outcome.Kind
import io.mockaws.services.ses.state.SesCall
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.add
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray

/** The events that follow from what became of a mail, in the order in which they happen. */
internal class MailEvents(
    private val call: SesCall,
    private val email: Email,
) {
    private val now = EventJson.timestamp(call.now())

    fun all(): List<MailEvent> {
        val byKind = email.outcomes.groupBy({ it.kind }, { it.recipient })
        if (Kind.NOT_RENDERED in byKind) return listOf(renderingFailure())
        val send = MailEvent("Send", "SEND", "Email Sent", "send", JsonObject(emptyMap()))
        if (Kind.REJECTED in byKind) return listOf(send, reject())
        val taken = byKind[Kind.DELIVERED].orEmpty() + byKind[Kind.COMPLAINED].orEmpty()
        return listOfNotNull(
            send,
            taken.ifEmpty { null }?.let(::delivery),
            byKind[Kind.BOUNCED]?.let { bounce(it, "General", UNKNOWN_USER) },
            byKind[Kind.SUPPRESSED]?.let { bounce(it, "Suppressed", SUPPRESSED) },
            byKind[Kind.ON_SUPPRESSION_LIST]?.let { bounce(it, "OnAccountSuppressionList", ON_LIST) },
            byKind[Kind.UNSUBSCRIBED]?.let { bounce(it, "UnsubscribedRecipient", UNSUBSCRIBED) },
            byKind[Kind.COMPLAINED]?.let(::complaint),
        )
    }

    private fun renderingFailure() =
        MailEvent(
            "Rendering Failure",
            "RENDERING_FAILURE",
            "Email Rendering Failed",
            "failure",
            buildJsonObject {
                put("errorMessage", email.failure)
                put("templateName", email.template)
            },
        )

    private fun reject() =
        MailEvent("Reject", "REJECT", "Email Rejected", "reject", buildJsonObject { put("reason", email.failure) })

    private fun delivery(recipients: List<String>) =
        MailEvent(
            "Delivery",
            "DELIVERY",
            "Email Delivered",
            "delivery",
            buildJsonObject {
                put("timestamp", now)
                put("processingTimeMillis", 0)
                putJsonArray("recipients") { recipients.forEach { add(it) } }
                put("smtpResponse", "250 2.6.0 Message received")
                put("reportingMTA", REPORTING_MTA)
            },
        )

    private fun bounce(
        recipients: List<String>,
        subType: String,
        diagnosis: String,
    ) = MailEvent(
        "Bounce",
        "BOUNCE",
        "Email Bounced",
        "bounce",
        buildJsonObject {
            put("feedbackId", feedbackId())
            put("bounceType", "Permanent")
            put("bounceSubType", subType)
            putJsonArray("bouncedRecipients") {
                for (recipient in recipients) {
                    address(recipient, "action" to "failed", "status" to "5.1.1", "diagnosticCode" to diagnosis)
                }
            }
            put("timestamp", now)
            put("reportingMTA", "dns; $REPORTING_MTA")
        },
    )

    private fun complaint(recipients: List<String>) =
        MailEvent(
            "Complaint",
            "COMPLAINT",
            "Email Complaint Received",
            "complaint",
            buildJsonObject {
                put("feedbackId", feedbackId())
                put("complaintSubType", JsonNull)
                putJsonArray("complainedRecipients") { recipients.forEach { address(it) } }
                put("timestamp", now)
                put("userAgent", "Amazon SES Mailbox Simulator")
                put("complaintFeedbackType", "abuse")
                put("arrivalDate", now)
            },
        )

    private fun feedbackId() = call.newMessageId()

    private companion object {
        const val REPORTING_MTA = "a8-50.smtp-out.amazonses.com"
        const val UNKNOWN_USER = "smtp; 550 5.1.1 user unknown"
        const val SUPPRESSED =
            "Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an " +
                "invalid address."
        const val ON_LIST =
            "Amazon SES did not send the message to this address because it is on the suppression list for your account."
        const val UNSUBSCRIBED =
            "Amazon SES did not send the message to this address because it has unsubscribed from the contact list."
    }
}
