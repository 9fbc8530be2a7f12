package io.mockaws.services.ses

import io.mockaws.services.ses.mime.MailContent
import io.mockaws.services.ses.mime.MimePart
import io.mockaws.services.ses.state.Email
import io.mockaws.services.ses.state.Outcome
import kotlin.time.Instant
import kotlin.time.toJavaInstant

/** A mail as code under test has sent it. */
public class SentEmail internal constructor(
    private val email: Email,
) {
    private val content by lazy { MailContent.read(email.raw.bytes) }

    /** The id that SES has answered. */
    @get:JvmName("messageId")
    public val messageId: String get() = email.messageId

    /** When it was sent, by the mock's clock. */
    @get:JvmSynthetic
    public val sentAt: Instant get() = email.sentAt

    /** Who sent it, as it was given: `Shop <shop@example.com>`. */
    @get:JvmName("from")
    public val from: String get() = email.from

    /** Who gets it, as it was given. */
    @get:JvmName("to")
    public val to: List<String> get() = email.to

    /** Who gets a copy. */
    @get:JvmName("cc")
    public val cc: List<String> get() = email.cc

    /** Who gets a copy that the others do not know of. */
    @get:JvmName("bcc")
    public val bcc: List<String> get() = email.bcc

    /** [to], [cc] and [bcc]. */
    @get:JvmName("recipients")
    public val recipients: List<String> get() = email.recipients

    /** Whom to answer. */
    @get:JvmName("replyTo")
    public val replyTo: List<String> get() = email.replyTo

    /** The subject; null for none. */
    @get:JvmName("subject")
    public val subject: String? get() = content.subject

    /** The text without markup; null for none. */
    @get:JvmName("text")
    public val text: String? get() = content.text

    /** The text in HTML; null for none. */
    @get:JvmName("html")
    public val html: String? get() = content.html

    /** The files that go with it, pictures of its HTML among them. */
    @get:JvmName("attachments")
    public val attachments: List<EmailAttachment> get() = content.attachments.map(::EmailAttachment)

    /** The headers by name, as they came; of those of a name the first. */
    @get:JvmName("headers")
    public val headers: Map<String, String>
        get() =
            sortedMapOf<String, String>(String.CASE_INSENSITIVE_ORDER).apply {
                for (header in content.message.headers) {
                    putIfAbsent(header.name, content.message.header(header.name).orEmpty())
                }
            }

    /** The name of the template that it was made of; null for none, and for one that came with the call. */
    @get:JvmName("template")
    public val template: String? get() = email.template

    /** What was put into the template: JSON. */
    @get:JvmName("templateData")
    public val templateData: String? get() = email.templateData

    /** The configuration set that held for it. */
    @get:JvmName("configurationSet")
    public val configurationSet: String? get() = email.configurationSet

    /** The message tags. */
    @get:JvmName("tags")
    public val tags: Map<String, String> get() = email.tags

    /** The operation that sent it: `SendEmail`, `SendTemplatedEmail`, ... */
    @get:JvmName("operation")
    public val operation: String get() = email.operation

    /** The whole message in MIME, a copy: what the caller wrote, or what SES made of his parts. */
    @get:JvmName("raw")
    public val raw: ByteArray get() = email.raw.bytes.copyOf()

    /** Why it was not sent, although the call succeeded: a template that could not be rendered, a virus. Null for what was. */
    @get:JvmName("failure")
    public val failure: String? get() = email.failure

    /** The addresses at which it bounced. */
    @get:JvmName("bounced")
    public val bounced: List<String>
        get() =
            recipientsWith(
                Outcome.Kind.BOUNCED,
                Outcome.Kind.SUPPRESSED,
                Outcome.Kind.ON_SUPPRESSION_LIST,
                Outcome.Kind.UNSUBSCRIBED,
            )

    /** The addresses that got it. */
    @get:JvmName("delivered")
    public val delivered: List<String> get() = recipientsWith(Outcome.Kind.DELIVERED, Outcome.Kind.COMPLAINED)

    /** The addresses whose owners called it spam. */
    @get:JvmName("complained")
    public val complained: List<String> get() = recipientsWith(Outcome.Kind.COMPLAINED)

    private fun recipientsWith(vararg kinds: Outcome.Kind) =
        email.outcomes.filter { it.kind in kinds }.map { it.recipient }

    /** [sentAt] for Java. */
    @JvmName("sentAt")
    public fun sentAtJava(): java.time.Instant = sentAt.toJavaInstant()

    override fun toString(): String = "\"${subject.orEmpty()}\" from $from to ${recipients.joinToString()}"
}

/** A file that goes with a mail. */
public class EmailAttachment internal constructor(
    private val part: MimePart,
) {
    /** The name of the file; null for none. */
    @get:JvmName("fileName")
    public val fileName: String? get() = part.fileName

    /** `application/pdf` */
    @get:JvmName("contentType")
    public val contentType: String get() = part.contentType.type

    /** By which the HTML shows it: `logo` for `cid:logo`. */
    @get:JvmName("contentId")
    public val contentId: String? get() = part.contentId

    /** Its bytes, decoded. */
    @get:JvmName("content")
    public val content: ByteArray get() = part.content

    /** Its content as text. */
    @get:JvmName("text")
    public val text: String get() = part.text

    override fun toString(): String = "${fileName ?: "a file"} ($contentType)"
}
