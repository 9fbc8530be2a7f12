package io.mockaws.services.ses

import io.mockaws.services.ses.state.EmailEvent
import kotlin.time.Instant
import kotlin.time.toJavaInstant

/** Something that happened to a mail, as SES tells of it. */
public class MailEventSeen internal constructor(
    private val event: EmailEvent,
) {
    /** `Send`, `Delivery`, `Bounce`, `Complaint`, `Reject` or `Rendering Failure`. */
    @get:JvmName("type")
    public val type: String get() = event.type

    /** The mail that it happened to. */
    @get:JvmName("messageId")
    public val messageId: String get() = event.messageId

    /** The configuration set of that mail. */
    @get:JvmName("configurationSet")
    public val configurationSet: String? get() = event.configurationSet

    /** The event as event destinations get it. */
    @get:JvmName("json")
    public val json: String get() = event.json

    /**
     * What it went to: an ARN, or `cloudwatch`, by the name of the event destination, or of the identity whose topic it is;
     * with the error behind it where it did not get there.
     */
    @get:JvmName("publishedTo")
    public val publishedTo: Map<String, String>
        get() =
            event.published.associate { it.name to if (it.error == null) it.target else "${it.target}: ${it.error}" }

    /** When it happened, by the mock's clock. */
    @get:JvmSynthetic
    public val at: Instant get() = event.at

    /** [at] for Java. */
    @JvmName("at")
    public fun atJava(): java.time.Instant = at.toJavaInstant()

    override fun toString(): String = "$type of $messageId"
}
