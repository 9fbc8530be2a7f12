package io.mockaws.services.sns.delivery

import io.mockaws.kit.TableWriter
import io.mockaws.services.sns.common.SnsFaults
import io.mockaws.services.sns.common.SnsLimits
import io.mockaws.services.sns.message.Message
import io.mockaws.services.sns.message.MessageAttributeValue
import io.mockaws.services.sns.message.MessageRules
import io.mockaws.services.sns.message.MessageStructure
import io.mockaws.services.sns.state.ACCEPTED
import io.mockaws.services.sns.state.ARCHIVE
import io.mockaws.services.sns.state.Accepted
import io.mockaws.services.sns.state.Archived
import io.mockaws.services.sns.state.Outbox
import io.mockaws.services.sns.state.Published
import io.mockaws.services.sns.state.SEQUENCE
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.services.sns.topic.Topic
import java.security.MessageDigest
import kotlin.time.Duration.Companion.days
import kotlin.time.Instant

/** A message as it is handed in, whose content is as it may be. */
internal class Draft(
    private val text: String,
    private val subject: String?,
    structure: String?,
    private val attributes: Map<String, MessageAttributeValue>,
    private val groupId: String?,
    private val deduplicationId: String?,
) {
    val bytes: Int
    private val textByProtocol: Map<String, String>?

    init {
        MessageRules.checkContent(text, subject)
        bytes = MessageRules.sizeOf(text, attributes)
        MessageRules.checkAttributes(attributes)
        textByProtocol = MessageStructure.textByProtocol(structure, text)
    }

    fun checkLength() {
        if (bytes > SnsLimits.MESSAGE_BYTES) throw SnsFaults.invalid("Message too long")
    }

    fun checkFor(topic: Topic) = MessageRules.checkFor(
        topic.isFifo,
        topic.deduplicatesByContent,
        groupId,
        deduplicationId
    )

    fun message(
        id: String,
        at: Instant,
        isFifo: Boolean = false,
    ): Message {
        val own = if (isFifo && deduplicationId.isNullOrEmpty()) sha256() else deduplicationId
        return Message(id, text, at, subject, textByProtocol, attributes, groupId, own)
    }

    /** https://docs.aws.amazon.com/sns/latest/dg/fifo-message-dedup.html */
    private fun sha256(): String =
        MessageDigest.getInstance("SHA-256").digest(text.encodeToByteArray()).joinToString("") { "%02x".format(it) }
}

/** What became of a message. */
internal class Taken(
    val message: Message,
    /** Whether it is another's duplicate, and nobody gets it. */
    val isDuplicate: Boolean,
)

/** Takes [draft] in for [topic]; the call is the one of the topic's account. */
internal fun SnsCall.take(
    topic: Topic,
    draft: Draft,
): Taken {
    val fresh = draft.message(ids.uuid(), now(), topic.isFifo)
    if (!topic.isFifo) {
        state.write { Outbox.PUBLISHED.add(this, Published(topic.arn, fresh)) }
        return Taken(fresh, isDuplicate = false)
    }
    return state.write {
        val group = if (topic.deduplicatesByGroup) fresh.groupId.orEmpty() else ""
        val key = "${topic.name} ${group.length} $group${fresh.deduplicationId}"
        val before = this[ACCEPTED][key]?.takeIf { fresh.publishedAt < it.at + SnsLimits.deduplicationInterval }
        if (before != null) {
            Taken(fresh.copy(id = before.messageId, sequenceNumber = before.sequenceNumber), isDuplicate = true)
        } else {
            val number = (this[SEQUENCE][topic.name] ?: 0) + 1
            this[SEQUENCE, topic.name] = number
            val message = fresh.copy(sequenceNumber = sequenceNumber(number))
            forgetAccepted(fresh.publishedAt)
            this[ACCEPTED, key] = Accepted(message.id, message.sequenceNumber!!, fresh.publishedAt)
            Outbox.PUBLISHED.add(this, Published(topic.arn, message))
            topic.archiveDays?.let { archive(topic, number, message, it) }
            Taken(message, isDuplicate = false)
        }
    }
}

/** 20 digits, as AWS's are. */
private fun sequenceNumber(number: Long): String = "1" + "$number".padStart(SEQUENCE_DIGITS, '0')

/** Now and then looks for what no duplicate can be told by any more. */
private fun TableWriter.forgetAccepted(now: Instant) {
    val accepted = this[ACCEPTED]
    if (accepted.size % SWEEP != SWEEP - 1) return
    for ((key, one) in accepted) if (now >= one.at + SnsLimits.deduplicationInterval) remove(ACCEPTED, key)
}

private fun TableWriter.archive(
    topic: Topic,
    number: Long,
    message: Message,
    days: Int,
) {
    this[ARCHIVE, "${topic.name} $number"] = Archived(topic.name, number, message)
    val end = message.publishedAt - days.days
    if (number % SWEEP != 0L) return
    for ((key, one) in this[ARCHIVE]) {
        if (one.topic == topic.name && one.message.publishedAt < end) remove(ARCHIVE, key)
    }
}

private const val SEQUENCE_DIGITS = 19
private const val SWEEP = 1_000
