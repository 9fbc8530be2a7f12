package io.mockaws.services.ses.sending

import io.mockaws.services.ses.mime.MailFile
import io.mockaws.services.ses.mime.MailText
import io.mockaws.services.ses.mime.MimeWriter
import io.mockaws.services.ses.shape.Destination
import io.mockaws.services.ses.state.EmailTemplate
import io.mockaws.services.ses.state.SesApi
import io.mockaws.services.ses.state.SesCall
import io.mockaws.services.ses.state.SesTables
import io.mockaws.services.ses.template.BadTemplate
import io.mockaws.services.ses.template.MissingAttribute
import io.mockaws.services.ses.template.TemplateRenderer
import kotlinx.serialization.json.JsonObject

/** What stands in a mail that SES writes. */
internal class MailBody(
    val subject: MailText,
    val text: MailText?,
    val html: MailText?,
    val headers: List<Pair<String, String>> = emptyList(),
    val files: List<MailFile> = emptyList(),
) {
    /** The same with more. */
    fun with(
        headers: List<Pair<String, String>>,
        files: List<MailFile>,
    ): MailBody = MailBody(subject, text, html, this.headers + headers, this.files + files)

    /** The message to [destination]; blind copies are not in it. */
    fun compose(
        call: SesCall,
        from: String,
        destination: Destination,
        replyTo: List<String>,
    ): ByteArray {
        val head =
            listOfNotNull(
                "From" to from,
                destination.toAddresses.ifEmpty { null }?.let { "To" to it.joinToString() },
                destination.ccAddresses.ifEmpty { null }?.let { "Cc" to it.joinToString() },
                replyTo.ifEmpty { null }?.let { "Reply-To" to it.joinToString() },
                "Subject" to subject.text,
            )
        return MimeWriter(head + headers, text, html, files) { call.newBoundary() }.write()
    }
}

internal fun SesCall.newBoundary(): String =
    "----=_Part_${ids.random(BOUNDARY, DIGITS)}_${ids.random(BOUNDARY, DIGITS)}.${now().toEpochMilliseconds()}"

private const val BOUNDARY = 9
private const val DIGITS = "0123456789"

/** A template with data in it, or why there is nothing. */
internal class Rendered(
    val body: MailBody?,
    val failure: String?,
)

/** The template [name]. */
internal fun SesCall.template(
    name: String,
    api: SesApi,
): EmailTemplate = state.now[SesTables.templates][name] ?: throw api.noTemplate(name)

/**
 * [template] with [data], a JSON object. SES takes a call whose data lacks something, and tells of the failure by an event.
 *
 * @throws MissingAttribute for what the data lacks
 * @throws BadTemplate for a template, or data, that cannot be read
 */
internal fun renderOrThrow(
    template: EmailTemplate,
    data: List<String?>,
): MailBody {
    val objects = data.map { TemplateRenderer.data(it) ?: throw BadTemplate("Template rendering data is invalid") }
    val renderer = TemplateRenderer(JsonObject(objects.fold(emptyMap()) { all, it -> all + it }))
    return MailBody(
        MailText(renderer.render(template.subject.orEmpty())),
        template.text?.let { MailText(renderer.render(it)) },
        template.html?.let { MailText(renderer.render(it)) },
    )
}

/** The same for a mail that is sent, whose failure is told later. */
internal fun render(
    template: EmailTemplate,
    data: List<String?>,
): Rendered =
    try {
        Rendered(renderOrThrow(template, data), null)
    } catch (missing: MissingAttribute) {
        Rendered(null, missing.words)
    } catch (bad: BadTemplate) {
        Rendered(null, bad.message)
    }
