package io.mockaws.services.ses.sending

import io.mockaws.services.ses.mime.MailFile
import io.mockaws.services.ses.mime.MailText
import io.mockaws.services.ses.shape.Destination
import io.mockaws.services.ses.shape.MessageTag
import io.mockaws.services.ses.state.EmailTemplate
import io.mockaws.services.ses.state.SesCall

/** A mail that is made of a template. */
internal class TemplatedMail(
    private val operation: String,
    private val from: String,
    private val destination: Destination,
    private val template: EmailTemplate,
    /** JSON objects, of which later ones hold before earlier ones. */
    private val data: List<String?>,
    private val replyTo: List<String>,
    private val returnPath: String?,
    private val configurationSet: String?,
    private val tags: List<MessageTag>,
    private val headers: List<Pair<String, String>> = emptyList(),
    private val files: List<MailFile> = emptyList(),
    private val list: Pair<String, String?>? = null,
    private val maxSize: Int = Outgoing.MAX_SIZE,
) {
    fun outgoing(call: SesCall): Outgoing {
        val rendered = render(template, data)
        val body = (rendered.body ?: MailBody(MailText(""), null, null)).with(headers, files)
        return Outgoing(
            operation = operation,
            from = from,
            destination = destination,
            raw = body.compose(call, from, destination, replyTo),
            replyTo = replyTo,
            returnPath = returnPath,
            configurationSet = configurationSet,
            // Of two tags of a name the later one holds.
            tags = tags.associateBy { it.name }.values.toList(),
            template = UsedTemplate(template.name.ifEmpty { null }, data.lastOrNull { it != null }, rendered.failure),
            list = list,
            maxSize = maxSize,
        )
    }
}
