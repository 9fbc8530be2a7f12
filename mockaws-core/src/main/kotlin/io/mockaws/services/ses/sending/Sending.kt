package io.mockaws.services.ses.sending

import io.mockaws.kit.Arn
import io.mockaws.services.ses.mime.MailAddress
import io.mockaws.services.ses.shape.MessageTag
import io.mockaws.services.ses.state.Email
import io.mockaws.services.ses.state.SesApi
import io.mockaws.services.ses.state.SesCall
import io.mockaws.services.ses.state.SesTables
import io.mockaws.services.ses.state.account
import io.mockaws.services.ses.state.emails
import io.mockaws.services.ses.state.senderOf
import io.mockaws.wire.Blob
import kotlin.time.Duration.Companion.hours
import kotlin.time.Instant

/** What both APIs do with a mail: check it, keep it, and tell what becomes of it. */
internal class Sending(
    private val call: SesCall,
    private val api: SesApi,
) {
    private val state = call.state

    /** Takes [mail], which AWS would take, too. */
    fun send(mail: Outgoing): Email {
        check(mail)
        val set = mail.configurationSet ?: defaultSet(mail)
        val email = keep(mail, set)
        Events(call, email).publishAll()
        return email
    }

    /** Refuses who may not send, before anything else is looked at, as calls with templates do. */
    fun checkSender(
        from: String,
        returnPath: String?,
    ) {
        val senders = listOfNotNull(from, returnPath)
        senders.firstNotNullOfOrNull { MailAddress(it).problem() }?.let { throw api.invalid(it) }
        checkVerified(senders.filter { call.senderOf(MailAddress(it)) == null })
    }

    private fun check(mail: Outgoing) {
        val account = state.now.account
        if (!account.isSendingEnabled) throw api.accountPaused()
        checkTags(mail.tags)
        val recipients = mail.destination.run { toAddresses + ccAddresses + bccAddresses }
        if (recipients.isEmpty()) throw api.invalid("Recipient list cannot be empty.")
        val mayBeWrong = mail.senders + recipients + mail.replyTo + listOfNotNull(mail.returnPath)
        mayBeWrong.firstNotNullOfOrNull { MailAddress(it).problem() }?.let { throw api.invalid(it) }
        if (recipients.size > MOST_RECIPIENTS) throw api.invalid("Recipient count exceeds $MOST_RECIPIENTS.")
        if (mail.raw.size > mail.maxSize) {
            throw api.invalid("Message length is more than ${mail.maxSize} bytes long: '${mail.raw.size}'.")
        }
        checkSet(mail.configurationSet)
        checkIdentities(mail, recipients)
        if (account.sent + recipients.size > account.max24HourSend) {
            if (call.sentLast24Hours() + recipients.size > account.max24HourSend) throw api.quotaExceeded()
        }
    }

    private fun checkSet(name: String?) {
        val set = state.now[SesTables.configurationSets][name ?: return] ?: throw api.noConfigurationSet(name)
        if (!set.isSendingEnabled) throw api.setPaused(name)
    }

    /** https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html */
    private fun checkIdentities(
        mail: Outgoing,
        recipients: List<String>,
    ) {
        val senders = (mail.senders + listOfNotNull(mail.returnPath)).distinct()
        val unverified = senders.filter { call.senderOf(MailAddress(it)) == null }.toMutableList()
        if (state.now.account.isInSandbox) {
            unverified += recipients.filter {
                !Simulator.isSimulated(it) && call.senderOf(MailAddress(it)) == null
            }.distinct()
        }
        checkVerified(unverified)
    }

    private fun checkVerified(unverified: List<String>) {
        if (unverified.isNotEmpty()) {
            throw api.rejected(
                "Email address is not verified. The following identities failed the check in region " +
                    "${call.region.uppercase()}: ${unverified.joinToString()}",
            )
        }
    }

    /** In the words that LocalStack recorded of AWS: test_invalid_tags_send_email. */
    private fun checkTags(tags: List<MessageTag>) {
        for ((name, value) in tags) {
            if (name.isEmpty()) throw api.invalid("The tag name must be specified.")
            if (value.isEmpty()) throw api.invalid("The tag value must be specified.")
            if (name.length > LONGEST_TAG) throw api.invalid("Tag name cannot exceed $LONGEST_TAG characters.")
            if (!TAG_NAME.matches(name.removePrefix("ses:"))) {
                throw api.invalid(
                    "Invalid tag name <$name>: only alphanumeric ASCII characters, '_',  '-' are allowed.",
                )
            }
            if (value.length > LONGEST_TAG) throw api.invalid("Tag value cannot exceed $LONGEST_TAG characters.")
            if (!TAG_VALUE.matches(value)) {
                throw api.invalid(
                    "Invalid tag value <$value>: only alphanumeric ASCII characters, '_',  '-' , '.', '@' are allowed.",
                )
            }
        }
    }

    /** The set of the identity that sends, for a call that names none. */
    private fun defaultSet(mail: Outgoing): String? =
        call.senderOf(MailAddress(mail.from))?.configurationSet?.takeIf { it in state.now[SesTables.configurationSets] }

    private fun keep(
        mail: Outgoing,
        set: String?,
    ): Email {
        val now = call.now()
        val to = mail.destination
        val failure = mail.template?.failure ?: BAD_CONTENT.takeIf { isInfected(mail.raw) }
        val email =
            Email(
                messageId = call.newMessageId(),
                number = call.ids.nextNumber(),
                sentAt = now,
                operation = mail.operation,
                from = mail.from,
                source = MailAddress(mail.from).address,
                to = to.toAddresses,
                cc = to.ccAddresses,
                bcc = to.bccAddresses,
                replyTo = mail.replyTo,
                returnPath = mail.returnPath,
                raw = Blob(mail.raw),
                configurationSet = set,
                tags = mail.tags.associate { it.name to it.value },
                template = mail.template?.name,
                templateData = mail.template?.data,
                caller = callerName(),
                failure = failure,
            )
        val whole = email.copy(outcomes = Outcomes(call, email, mail.list).all())
        state.write {
            this[SesTables.emails, email.messageId] = whole
            if (mail.template?.failure == null) {
                val sent = account.sent + whole.recipients.size
                this[SesTables.account, SesTables.THE_ACCOUNT] = account.copy(sent = sent)
            }
        }
        return whole
    }

    /** Whether it has the text that virus scanners know: https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html */
    private fun isInfected(raw: ByteArray): Boolean = String(raw, Charsets.ISO_8859_1).contains(EICAR)

    /** As in `ses:caller-identity`: `root`, the name of a user or of a role. */
    private fun callerName(): String {
        val resource = Arn.parse(call.caller.arn)?.resource ?: return call.caller.arn
        val parts = resource.split('/')
        return if (parts[0] == "assumed-role") parts[1] else parts.last()
    }

    private companion object {
        const val MOST_RECIPIENTS = 50
        const val LONGEST_TAG = 255
        const val EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}\$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!\$H+H*"
        val TAG_NAME = Regex("[A-Za-z0-9_-]*")
        val TAG_VALUE = Regex("[A-Za-z0-9_\\-.@]*")
    }
}

/** Why a mail with a virus is not sent. */
internal const val BAD_CONTENT: String = "Bad content"

/** Recipients that a mail was sent to in the last 24 hours. */
internal fun SesCall.sentLast24Hours(): Long {
    val since: Instant = now() - 24.hours
    return state.now.emails.filter { it.sentAt > since && it.isCounted }.sumOf { it.recipients.size.toLong() }
}

/** Whether it counts against the quota: what could not be rendered does not. */
internal val Email.isCounted: Boolean get() = failure == null || failure == BAD_CONTENT

/** `0100018b6b9e1c3f-4d5f0c1a-....-000000` */
internal fun SesCall.newMessageId(): String =
    "0100%012x-%s-000000".format(now().toEpochMilliseconds(), ids.uuid())
