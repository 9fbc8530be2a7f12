package io.mockaws.services.ses

import io.mockaws.engine.World
import io.mockaws.services.ses.state.Email
import io.mockaws.services.ses.state.SesCall
import io.mockaws.services.ses.state.SesState
import io.mockaws.services.ses.state.SesTables
import io.mockaws.services.ses.state.emails
import io.mockaws.services.ses.state.identities
import io.mockaws.state.PageRequest
import io.mockaws.state.ServicePage
import io.mockaws.state.StateColumn.Kind
import io.mockaws.state.StateTable
import io.mockaws.state.StateView
import io.mockaws.state.columns
import io.mockaws.state.row
import io.mockaws.state.section

/** The mailbox: all mail, the newest first. Paths: account, region, message id. */
internal object SesPage : ServicePage<SesState>(SesService, "Amazon SES") {
    private const val EMAIL_PATH = 3

    override fun counts(world: World): Map<String, Long> =
        mapOf(
            "emails" to everywhere(world).sumOf { it.state.now[SesTables.emails].size.toLong() },
            "identities" to everywhere(world).sumOf { it.state.now.identities.size.toLong() },
        )

    override fun look(
        world: World,
        path: List<String>,
        page: PageRequest,
    ): StateView? =
        when (path.size) {
            0 -> mailbox(world, page)
            EMAIL_PATH -> at(world, path)?.let { call -> email(call, path.last()) }
            else -> null
        }

    private fun mailbox(
        world: World,
        page: PageRequest,
    ): StateView {
        val all =
            everywhere(world).flatMap { call -> call.state.now.emails.map { call to it } }
                .sortedByDescending { (_, email) -> email.number }
        val after = page.after?.toLongOrNull() ?: Long.MAX_VALUE
        val found =
            all.asSequence().map { (call, email) -> Triple(call, email, SentEmail(email)) }
                .filter { (_, email, mail) ->
                    email.number < after && page.admits(mail.subject.orEmpty(), email.from, "${email.recipients}")
                }
        val slice = page.slice(found) { (_, email, _) -> "${email.number}" }
        val rows =
            slice.entries.map { (call, email, mail) ->
                row(
                    listOf(call.account, call.region, email.messageId),
                    mail.subject,
                    email.from,
                    email.recipients.joinToString(),
                    email.failure ?: "sent",
                    call.region,
                    email.sentAt,
                )
            }
        val columns =
            columns(
                "Subject" to Kind.TEXT,
                "From" to Kind.TEXT,
                "To" to Kind.TEXT,
                "State" to Kind.TEXT,
                "Region" to Kind.TEXT,
                "Sent" to Kind.TIME,
            )
        val filter = "subject or address contains"
        return StateView(
            title,
            "service",
            table = StateTable("Mailbox", columns, rows, slice.next, all.size.toLong(), filter),
        )
    }

    private fun email(
        call: SesCall,
        messageId: String,
    ): StateView? = call.state.now[SesTables.emails][messageId]?.let(::view)

    private fun view(email: Email): StateView {
        val mail = SentEmail(email)
        val facts =
            mapOf(
                "From" to email.from,
                "To" to email.to.joinToString().ifEmpty { null },
                "Cc" to email.cc.joinToString().ifEmpty { null },
                "Bcc" to email.bcc.joinToString().ifEmpty { null },
                "Reply-To" to email.replyTo.joinToString().ifEmpty { null },
                "Sent" to email.sentAt,
                "Operation" to email.operation,
                "Template" to email.template,
                "TemplateData" to email.templateData,
                "ConfigurationSet" to email.configurationSet,
                "Failure" to email.failure,
            )
        val attachments = mail.attachments.withIndex().associate { (i, it) -> "${i + 1}" to "$it" }
        return StateView(
            title = mail.subject ?: email.messageId,
            kind = "email",
            sections =
            listOf(
                section("Email", facts),
                section("Outcomes", email.outcomes.associate { it.recipient to it.kind.name.lowercase() }),
                section("Attachments", attachments),
                section("Tags", email.tags),
                section("Headers", mail.headers),
            ),
            text = mail.text ?: mail.html,
        )
    }
}
