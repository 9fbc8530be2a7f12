package io.mockaws.services.ses.sending

import io.mockaws.services.ses.shape.Destination
import io.mockaws.services.ses.shape.MessageTag

/** A mail that a call wants sent. */
internal class Outgoing(
    /** `SendEmail` */
    val operation: String,
    /** As it was given: `Shop <shop@example.com>`. */
    val from: String,
    val destination: Destination,
    /** The whole message. */
    val raw: ByteArray,
    val replyTo: List<String> = emptyList(),
    val returnPath: String? = null,
    val configurationSet: String? = null,
    val tags: List<MessageTag> = emptyList(),
    /** Who has to be verified, as he was given; in a raw message the header and the sender may differ. */
    val senders: List<String> = listOf(from),
    /** What it was made of, if it was made of a template. */
    val template: UsedTemplate? = null,
    /** The list whose contacts get it, and its topic. */
    val list: Pair<String, String?>? = null,
    /** Bytes that [raw] may have. */
    val maxSize: Int = MAX_SIZE,
) {
    companion object {
        /** https://docs.aws.amazon.com/ses/latest/dg/quotas.html#quotas-message */
        const val MAX_SIZE: Int = 10 * 1024 * 1024
        const val MAX_SIZE_V2: Int = 40 * 1024 * 1024
    }
}

/** A template that was put into a mail. */
internal class UsedTemplate(
    /** Null for one that came with the call. */
    val name: String?,
    val data: String?,
    /** Why nothing came of it. */
    val failure: String? = null,
)
