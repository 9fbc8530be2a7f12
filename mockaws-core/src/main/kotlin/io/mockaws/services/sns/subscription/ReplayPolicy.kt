package io.mockaws.services.sns.subscription

import io.mockaws.services.sns.common.SnsFaults
import io.mockaws.services.sns.topic.Topic
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlin.time.Instant

/**
 * From when to when archived messages are delivered once more.
 *
 * https://docs.aws.amazon.com/sns/latest/dg/message-archiving-and-replay-subscriber.html
 */
internal class ReplayPolicy private constructor(
    val from: Instant,
    /** Null for all until now. */
    val to: Instant?,
) {
    operator fun contains(at: Instant): Boolean = at >= from && (to == null || at <= to)

    companion object {
        fun parse(text: String): ReplayPolicy? {
            val json =
                try {
                    Json.parseToJsonElement(text) as? JsonObject
                } catch (_: SerializationException) {
                    null
                } ?: return null

            fun member(name: String) = (json[name] as? JsonPrimitive)?.content
            if (member("PointType") != "Timestamp") return null
            val from = member("StartingPoint")?.let(Instant::parseOrNull) ?: return null
            return ReplayPolicy(from, member("EndingPoint")?.let { Instant.parseOrNull(it) ?: return null })
        }

        fun check(
            text: String,
            topic: Topic,
            prefix: String,
        ) {
            if (topic.archiveDays == null) {
                throw SnsFaults.invalid("${prefix}ReplayPolicy: the topic has no ArchivePolicy")
            }
            val policy = parse(text) ?: throw SnsFaults.invalid("${prefix}ReplayPolicy: Invalid value")
            if (policy.to != null && policy.to < policy.from) {
                throw SnsFaults.invalid("${prefix}ReplayPolicy: EndingPoint must be after StartingPoint")
            }
        }
    }
}
