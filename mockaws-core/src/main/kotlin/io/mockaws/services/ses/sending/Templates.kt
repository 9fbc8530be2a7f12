package io.mockaws.services.ses.sending

import io.mockaws.services.ses.mime.MimeWriter
import io.mockaws.services.ses.state.EmailTemplate
import io.mockaws.services.ses.state.SesApi
import io.mockaws.services.ses.state.SesCall
import io.mockaws.services.ses.state.SesTables
import io.mockaws.services.ses.template.BadTemplate
import io.mockaws.services.ses.template.MissingAttribute
import io.mockaws.services.ses.template.TemplateParser
import io.mockaws.services.ses.template.TemplateRenderer
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter
import kotlin.time.toJavaInstant

/** All templates, the oldest first. */
internal fun SesCall.templates(): List<EmailTemplate> =
    state.now[SesTables.templates].values.sortedWith(compareBy({ it.createdAt }, { it.name }))

internal fun SesCall.addTemplate(
    name: String,
    subject: String?,
    text: String?,
    html: String?,
    api: SesApi,
    tags: Map<String, String> = emptyMap(),
) {
    val template = EmailTemplate(name, now(), subject, text, html, tags)
    check(template, api)
    state.write {
        if (name in this[SesTables.templates]) throw api.templateExists(name)
        this[SesTables.templates, name] = template
    }
}

internal fun SesCall.changeTemplate(
    name: String,
    subject: String?,
    text: String?,
    html: String?,
    api: SesApi,
) {
    val found = template(name, api)
    val changed = found.copy(subject = subject, text = text, html = html)
    check(changed, api)
    state.write { this[SesTables.templates, name] = changed }
}

private fun check(
    template: EmailTemplate,
    api: SesApi,
) {
    try {
        listOfNotNull(template.subject, template.text, template.html).forEach(TemplateParser::parse)
    } catch (bad: BadTemplate) {
        throw api.badTemplate(bad.message)
    }
}

/** The message that the template [name] becomes with [data]. */
internal fun SesCall.testRender(
    name: String,
    data: String,
    api: SesApi,
): String {
    val template = template(name, api)
    if (TemplateRenderer.data(data) == null) throw api.badTemplateData()
    val body =
        try {
            renderOrThrow(template, listOf(data))
        } catch (missing: MissingAttribute) {
            throw api.missingAttribute(missing.words)
        } catch (bad: BadTemplate) {
            throw api.badTemplate(bad.message)
        }
    val date = DateTimeFormatter.RFC_1123_DATE_TIME.format(now().toJavaInstant().atOffset(ZoneOffset.UTC))
    val head = listOf("Date" to date, "Message-ID" to "<${newMessageId()}>", "Subject" to body.subject.text)
    return MimeWriter(head, body.text, body.html) { newBoundary() }.write().decodeToString()
}
