package io.mockaws.services.ses.receiving

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.deliver
import io.mockaws.engine.delivery.store
import io.mockaws.kit.Arn
import io.mockaws.services.ses.mime.MailAddress
import io.mockaws.services.ses.mime.MailContent
import io.mockaws.services.ses.sending.Events
import io.mockaws.services.ses.state.Published
import io.mockaws.services.ses.state.ReceiptAction
import io.mockaws.services.ses.state.ReceiptRule
import io.mockaws.services.ses.state.ReceivedEmail
import io.mockaws.services.ses.state.S3Action
import io.mockaws.services.ses.state.SesCall
import io.mockaws.services.ses.state.SesTables
import io.mockaws.services.ses.state.account
import io.mockaws.wire.Blob

/**
 * Mail that comes in: the active rule set decides what is done with it.
 *
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-concepts.html
 */
internal class Receiving(
    private val call: SesCall,
) {
    private val done = ArrayList<Published>()

    /** @param recipients who gets it, if not those of its headers */
    fun receive(
        mime: ByteArray,
        recipients: List<String>,
    ): ReceivedEmail {
        val content = MailContent.read(mime)
        val to = recipients.ifEmpty { listOf("To", "Cc", "Bcc").flatMap(content::addresses).map { it.address } }
        val from = content.addresses("From").firstOrNull()?.address.orEmpty()
        val id = call.ids.random(ID, "abcdefghijklmnopqrstuvwxyz0123456789")
        var mail = ReceivedEmail(id, call.ids.nextNumber(), call.now(), from, to, Blob(mime), emptyList())
        for (rule in rules()) {
            val matched = to.filter { matches(rule, it) }
            if (!rule.enabled || matched.isEmpty()) continue
            for (action in rule.actions) {
                if (action.stopAction != null) {
                    act(action, mail, matched)
                    return keep(mail)
                }
                mail = act(action, mail, matched)
            }
        }
        return keep(mail)
    }

    private fun rules(): List<ReceiptRule> {
        val tables = call.state.now
        return tables.account.activeRuleSet?.let { tables[SesTables.ruleSets][it] }?.rules.orEmpty()
    }

    private fun keep(mail: ReceivedEmail): ReceivedEmail {
        val whole = mail.copy(actions = done.toList())
        call.state.write { this[SesTables.received, whole.messageId] = whole }
        return whole
    }

    /** An address, a domain, or one under it: `ann@example.com`, `example.com`, `.example.com`. */
    private fun matches(
        rule: ReceiptRule,
        recipient: String,
    ): Boolean {
        val address = MailAddress(recipient)
        val plain = "${address.localPart.substringBefore('+')}@${address.domain}"
        return rule.recipients.isEmpty() ||
            rule.recipients.any { wanted ->
                when {
                    '@' in wanted -> wanted.equals(address.address, true) || wanted.equals(plain, true)
                    wanted.startsWith('.') -> address.domain.endsWith(wanted.lowercase())
                    else -> address.domain == wanted.lowercase()
                }
            }
    }

    /** Does [action], and gives the mail as those behind it get it. */
    private fun act(
        action: ReceiptAction,
        mail: ReceivedEmail,
        recipients: List<String>,
    ): ReceivedEmail {
        val json = ReceivedJson(call, mail, recipients)
        when {
            action.s3Action != null -> store(action.s3Action, mail, json)

            action.snsAction != null -> {
                val topic = action.snsAction.topicArn
                tell("sns", topic, json.notification("SNS", topic, content = action.snsAction.encoding ?: "UTF-8"))
            }

            action.lambdaAction != null -> {
                tell("lambda", action.lambdaAction.functionArn, json.lambda(action.lambdaAction))
                action.lambdaAction.topicArn?.let { tell("sns", it, json.notification("Lambda", it)) }
            }

            action.bounceAction != null -> {
                done += Published("bounce", action.bounceAction.sender)
                action.bounceAction.topicArn?.let { tell("sns", it, json.notification("Bounce", it)) }
            }

            action.stopAction != null -> {
                done += Published("stop", action.stopAction.scope)
                action.stopAction.topicArn?.let { tell("sns", it, json.notification("Stop", it)) }
            }

            action.workmailAction != null -> done += Published("workmail", action.workmailAction.organizationArn)

            action.connectAction != null -> done += Published("connect", action.connectAction.instanceARN.orEmpty())

            action.addHeaderAction != null -> {
                done += Published("header", action.addHeaderAction.headerName)
                val line = action.addHeaderAction.run { "$headerName: $headerValue\r\n" }
                return mail.copy(raw = Blob(line.encodeToByteArray() + mail.raw.bytes))
            }
        }
        return mail
    }

    private fun store(
        action: S3Action,
        mail: ReceivedEmail,
        json: ReceivedJson,
    ) {
        val key = action.objectKeyPrefix?.let { "${it.removeSuffix("/")}/" }.orEmpty() + mail.messageId
        val error =
            try {
                call.store(action.bucketName, key, mail.raw.bytes, Events.PRINCIPAL)
                null
            } catch (fault: AwsFault) {
                fault.message
            }
        done += Published("s3", "s3://${action.bucketName}/$key", error)
        action.topicArn?.let { tell("sns", it, json.notification("S3", it, bucket = action.bucketName, key = key)) }
    }

    private fun tell(
        kind: String,
        target: String,
        text: String,
    ) {
        val arn = Arn.parse(target)
        val parcel = Parcel(text, Events.PRINCIPAL, subject = "Amazon SES Email Receipt Notification")
        done += Published(kind, target, if (arn == null) "It is no ARN" else call.deliver(parcel, arn)?.message)
    }

    private companion object {
        const val ID = 40
    }
}
