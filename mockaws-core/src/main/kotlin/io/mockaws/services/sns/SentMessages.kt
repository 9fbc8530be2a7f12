package io.mockaws.services.sns

import io.mockaws.services.sns.message.Message
import io.mockaws.services.sns.sms.SentSms
import io.mockaws.services.sns.state.SentMail
import io.mockaws.services.sns.state.SentPost
import io.mockaws.services.sns.state.SentPush
import kotlin.time.Instant
import kotlin.time.toJavaInstant

/** A message as it was published. */
public class PublishedMessage internal constructor(
    /** The message's id. */
    @get:JvmName("id")
    public val id: String,
    /** The text, in JSON where there is one for each protocol. */
    @get:JvmName("message")
    public val message: String,
    /** The subject, or null. */
    @get:JvmName("subject")
    public val subject: String?,
    /** The message attributes by name: strings and numbers as they were sent, binary values in Base64. */
    @get:JvmName("attributes")
    public val attributes: Map<String, String>,
    /** The `MessageGroupId`, or null. */
    @get:JvmName("groupId")
    public val groupId: String?,
    /** The `MessageDeduplicationId`, given or made from the text; null in standard topics. */
    @get:JvmName("deduplicationId")
    public val deduplicationId: String?,
    /** When it was published, by the mock's clock. */
    @get:JvmSynthetic
    public val publishedAt: Instant,
) {
    /** [publishedAt] for Java. */
    @JvmName("publishedAt")
    public fun publishedAtJava(): java.time.Instant = publishedAt.toJavaInstant()

    override fun toString(): String = message

    internal companion object {
        fun of(message: Message): PublishedMessage =
            PublishedMessage(
                message.id,
                message.text,
                message.subject,
                message.attributes.mapValues { (_, value) -> value.text },
                message.groupId,
                message.deduplicationId,
                message.publishedAt,
            )
    }
}

/** An SMS that was sent, or would have been. */
public class SmsMessage internal constructor(
    /** The number in E.164. */
    @get:JvmName("phoneNumber")
    public val phoneNumber: String,
    /** The text. */
    @get:JvmName("text")
    public val text: String,
    /** `Promotional` or `Transactional`. */
    @get:JvmName("type")
    public val type: String,
    /** Who is shown as its sender, or null. */
    @get:JvmName("senderId")
    public val senderId: String?,
    /** The id of the message. */
    @get:JvmName("messageId")
    public val messageId: String,
    /** Why it does not arrive, or null: the number is opted out, or not verified in the sandbox. */
    @get:JvmName("problem")
    public val problem: String?,
) {
    override fun toString(): String = "$phoneNumber: $text" + problem?.let { " ($it)" }.orEmpty()

    internal companion object {
        fun of(sms: SentSms): SmsMessage =
            SmsMessage(sms.phoneNumber, sms.text, sms.type, sms.senderId, sms.messageId, sms.problem)
    }
}

/** A mail that was sent. */
public class EmailMessage internal constructor(
    /** The address. */
    @get:JvmName("to")
    public val to: String,
    /** The subject; AWS's own where the message has none. */
    @get:JvmName("subject")
    public val subject: String,
    /** The text, or JSON by `email-json`. */
    @get:JvmName("text")
    public val text: String,
    /** The topic that it is from. */
    @get:JvmName("topicArn")
    public val topicArn: String,
    /** With which the subscription that it asks about is confirmed; null in others. */
    @get:JvmName("token")
    public val token: String?,
) {
    override fun toString(): String = "$to: $subject"

    internal companion object {
        fun of(mail: SentMail): EmailMessage = EmailMessage(mail.to, mail.subject, mail.text, mail.topicArn, mail.token)
    }
}

/** A notification that was sent to a mobile device. */
public class PushMessage internal constructor(
    /** The ARN of the endpoint. */
    @get:JvmName("endpointArn")
    public val endpointArn: String,
    /** The device's token. */
    @get:JvmName("token")
    public val token: String,
    /** `GCM`, `APNS`, ... */
    @get:JvmName("platform")
    public val platform: String,
    /** What the platform got. */
    @get:JvmName("payload")
    public val payload: String,
    /** The id of the message. */
    @get:JvmName("messageId")
    public val messageId: String,
) {
    override fun toString(): String = "$platform $token: $payload"

    internal companion object {
        fun of(push: SentPush): PushMessage =
            PushMessage(push.endpointArn, push.token, push.platform, push.payload, push.messageId)
    }
}

/** A call of an HTTP or HTTPS endpoint. */
public class PostedMessage internal constructor(
    /** The endpoint's address. */
    @get:JvmName("url")
    public val url: String,
    /** `Notification`, `SubscriptionConfirmation` or `UnsubscribeConfirmation`. */
    @get:JvmName("type")
    public val type: String,
    /** The body. */
    @get:JvmName("body")
    public val body: String,
    /** The headers that SNS sets. */
    @get:JvmName("headers")
    public val headers: Map<String, String>,
    /** The status that came back; null where none did. */
    @get:JvmName("status")
    public val status: Int?,
    /** Why it was not taken, or null; an endpoint that is not on this machine is not called. */
    @get:JvmName("problem")
    public val problem: String?,
) {
    override fun toString(): String = "$type to $url: ${status ?: problem}"

    internal companion object {
        fun of(post: SentPost): PostedMessage =
            PostedMessage(post.url, post.type, post.body, post.headers, post.status, post.problem)
    }
}
