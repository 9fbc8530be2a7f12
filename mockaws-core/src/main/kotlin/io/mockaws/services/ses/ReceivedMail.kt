package io.mockaws.services.ses

import io.mockaws.services.ses.state.ReceivedEmail

/** A mail that came in, and what the receipt rules did with it. */
public class ReceivedMail internal constructor(
    private val mail: ReceivedEmail,
) {
    /** The id that SES gives it, which is also the end of its key in S3. */
    @get:JvmName("messageId")
    public val messageId: String get() = mail.messageId

    /** Who got it. */
    @get:JvmName("recipients")
    public val recipients: List<String> get() = mail.recipients

    /**
     * What was done, in order: `s3 s3://mails/in/o3vr...`, `sns arn:...`, `lambda arn:...`, `stop RuleSet`; with the error behind
     * it where it failed. Empty where no rule was for it.
     */
    @get:JvmName("actions")
    public val actions: List<String>
        get() = mail.actions.map { "${it.name} ${it.target}" + it.error?.let { error -> ": $error" }.orEmpty() }

    override fun toString(): String = "ReceivedMail($messageId, $actions)"
}
