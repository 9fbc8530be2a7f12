package io.mockaws.services.ses.sending

import io.mockaws.services.ses.mime.MailAddress
import io.mockaws.services.ses.mime.MailContent
import io.mockaws.services.ses.shape.Destination
import io.mockaws.services.ses.shape.MessageTag
import io.mockaws.services.ses.state.SesApi

/**
 * A message that the caller has written himself. Its headers tell what the call does not.
 *
 * https://docs.aws.amazon.com/ses/latest/dg/send-email-raw.html
 *
 * @param envelope who gets it, whatever its headers say; null for those of its headers
 */
internal fun rawMail(
    operation: String,
    raw: ByteArray,
    source: String?,
    envelope: Destination?,
    configurationSet: String?,
    tags: List<MessageTag>,
    api: SesApi,
): Outgoing {
    val content = MailContent.read(raw)
    val from = content.message.header("From")
    val sender = source ?: from ?: throw api.invalid("Missing required header 'From'.")
    return Outgoing(
        operation = operation,
        from = from ?: sender,
        destination = destinationOf(content, envelope),
        raw = raw,
        replyTo = content.addresses("Reply-To").map { it.text },
        configurationSet = configurationSet ?: content.message.header("X-SES-CONFIGURATION-SET"),
        tags = tags.ifEmpty { content.message.header("X-SES-MESSAGE-TAGS")?.let(::tagsOf).orEmpty() },
        senders = listOfNotNull(from, source).distinctBy { MailAddress(it).address },
        maxSize = if (api == SesApi.V1) Outgoing.MAX_SIZE else Outgoing.MAX_SIZE_V2,
    )
}

/** `name=value, other=value` */
private fun tagsOf(header: String): List<MessageTag> =
    header.split(',', ';').filter { it.isNotBlank() }
        .map { MessageTag(it.substringBefore('=').trim(), it.substringAfter('=', "").trim()) }

/** Who gets it, sorted by the headers that name him; in none of them he gets a blind copy, unless there are none. */
private fun destinationOf(
    content: MailContent,
    envelope: Destination?,
): Destination {
    val to = content.addresses("To").map { it.text }
    val cc = content.addresses("Cc").map { it.text }
    val bcc = content.addresses("Bcc").map { it.text }
    if (envelope == null) return Destination(to, cc, bcc)
    val all = envelope.run { toAddresses + ccAddresses + bccAddresses }
    val inTo = to.map { MailAddress(it).address }.toSet()
    val inCc = cc.map { MailAddress(it).address }.toSet()
    if (inTo.isEmpty() && inCc.isEmpty()) return envelope
    val (toThem, others) = all.partition { MailAddress(it).address in inTo }
    val (copies, blind) = others.partition { MailAddress(it).address in inCc }
    return Destination(toThem, copies, blind)
}
