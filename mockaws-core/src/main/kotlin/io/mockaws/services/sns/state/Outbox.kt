package io.mockaws.services.sns.state

import io.mockaws.kit.Table
import io.mockaws.kit.TableWriter
import io.mockaws.kit.Tables
import io.mockaws.services.sns.common.SnsLimits
import io.mockaws.services.sns.message.Message
import io.mockaws.services.sns.sms.SentSms
import kotlinx.serialization.KSerializer
import kotlinx.serialization.Serializable
import kotlinx.serialization.builtins.serializer
import kotlin.time.Instant

/** A message that a topic has taken. */
@Serializable
internal data class Published(
    val topicArn: String,
    val message: Message,
)

/** A mail that was sent. */
@Serializable
internal data class SentMail(
    val to: String,
    val subject: String,
    val text: String,
    val topicArn: String,
    val at: Instant,
    /** With which the subscription that it asks about is confirmed; null in others. */
    val token: String? = null,
)

/** A notification that was sent to a mobile device. */
@Serializable
internal data class SentPush(
    val endpointArn: String,
    val token: String,
    val platform: String,
    val payload: String,
    val messageId: String,
    val at: Instant,
)

/** A call of an HTTP endpoint. */
@Serializable
internal data class SentPost(
    val url: String,
    val type: String,
    val body: String,
    val headers: Map<String, String>,
    val at: Instant,
    /** The status that came back; null where none did. */
    val status: Int?,
    /** Why none did. */
    val problem: String? = null,
)

/** What left SNS and can be looked at: the last [SnsLimits.OUTBOX] of one sort. */
internal class Outbox<V : Any>(
    private val name: String,
    serializer: KSerializer<V>,
) {
    val table: Table<Entry<V>> = Table(name, Entry.serializer(serializer))

    /** A message in its place. */
    @Serializable
    data class Entry<V>(
        val number: Long,
        val value: V,
    )

    fun add(
        writer: TableWriter,
        value: V,
    ) {
        val number = (writer[COUNTS][name] ?: 0) + 1
        writer[COUNTS, name] = number
        // The oldest one has its place.
        writer[table, "${number % SnsLimits.OUTBOX}"] = Entry(number, value)
    }

    /** All, in the order in which they left. */
    fun all(tables: Tables): List<V> = tables[table].values.sortedBy { it.number }.map { it.value }

    companion object {
        /** How many have gone through each. */
        val COUNTS: Table<Long> = Table("outbox", Long.serializer())
        val PUBLISHED: Outbox<Published> = Outbox("published", Published.serializer())
        val SMS: Outbox<SentSms> = Outbox("sms", SentSms.serializer())
        val MAIL: Outbox<SentMail> = Outbox("mail", SentMail.serializer())
        val PUSH: Outbox<SentPush> = Outbox("push", SentPush.serializer())
        val POSTS: Outbox<SentPost> = Outbox("post", SentPost.serializer())
        val all: List<Outbox<*>> = listOf(PUBLISHED, SMS, MAIL, PUSH, POSTS)
    }
}
