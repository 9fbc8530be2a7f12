package io.mockaws.services.sns.topic

import io.mockaws.services.sns.common.SnsFaults
import io.mockaws.services.sns.common.SnsLimits
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** https://docs.aws.amazon.com/sns/latest/dg/message-archiving-and-replay-topic-owner.html */
internal object ArchivePolicy {
    private const val PERIOD = "MessageRetentionPeriod"

    /** For how many days; null where the policy keeps nothing: `{}`. */
    fun days(text: String): Int? = days(Json.parseToJsonElement(text) as JsonObject)

    private fun days(policy: JsonObject): Int? = (policy[PERIOD] as? JsonPrimitive)?.content?.toIntOrNull()

    fun check(
        text: String,
        isFifo: Boolean,
        prefix: String,
    ) {
        if (!isFifo) throw SnsFaults.invalid("${prefix}ArchivePolicy: Not supported for standard topics")
        val policy =
            try {
                Json.parseToJsonElement(text) as? JsonObject
            } catch (_: SerializationException) {
                null
            } ?: throw SnsFaults.invalid("${prefix}ArchivePolicy: failed to parse JSON")
        if (policy.isEmpty()) return
        val days = days(policy)
        if (policy.keys != setOf(PERIOD) || days == null || days !in SnsLimits.archiveDays) {
            throw SnsFaults.invalid(
                "${prefix}ArchivePolicy: MessageRetentionPeriod must be an integer between 1 and 365 days"
            )
        }
    }
}
