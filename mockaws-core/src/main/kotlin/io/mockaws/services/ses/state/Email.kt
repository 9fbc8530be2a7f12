package io.mockaws.services.ses.state

import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** A mail that a call of SES took. */
@Serializable
internal data class Email(
    val messageId: String,
    /** Its place among all. */
    val number: Long,
    val sentAt: Instant,
    /** `SendEmail`, `SendTemplatedEmail`, ... */
    val operation: String,
    /** As it was given: `Shop <shop@example.com>`. */
    val from: String,
    /** The address alone. */
    val source: String,
    val to: List<String>,
    val cc: List<String>,
    val bcc: List<String>,
    val replyTo: List<String>,
    val returnPath: String?,
    /** The whole message. */
    val raw: Blob,
    val configurationSet: String?,
    val tags: Map<String, String>,
    val template: String?,
    val templateData: String?,
    /** Who sent it: the last part of his ARN. */
    val caller: String,
    /** What became of it, by recipient. */
    val outcomes: List<Outcome> = emptyList(),
    /** Why it was not sent, although the call succeeded. */
    val failure: String? = null,
) {
    val recipients: List<String> get() = to + cc + bcc
}

/** What became of a mail to one recipient. */
@Serializable
internal data class Outcome(
    val recipient: String,
    val kind: Kind,
) {
    enum class Kind {
        DELIVERED,
        COMPLAINED,
        BOUNCED,
        SUPPRESSED,
        ON_SUPPRESSION_LIST,
        UNSUBSCRIBED,
        REJECTED,
        NOT_RENDERED,
    }
}

/** An event of a mail, and where it went. */
@Serializable
internal data class EmailEvent(
    val number: Long,
    val at: Instant,
    /** As the event itself calls it: `Bounce`. */
    val type: String,
    val messageId: String,
    val configurationSet: String?,
    val json: String,
    val published: List<Published>,
)

/** One destination that an event went to. */
@Serializable
internal data class Published(
    /** Of an event destination, or the identity whose topic it is. */
    val name: String,
    /** What it went to: an ARN, or `cloudwatch`. */
    val target: String,
    /** Why it did not get there. */
    val error: String? = null,
)
