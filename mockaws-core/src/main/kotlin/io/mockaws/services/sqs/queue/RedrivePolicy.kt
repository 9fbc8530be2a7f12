package io.mockaws.services.sqs.queue

import io.mockaws.services.sqs.SqsFaults
import io.mockaws.services.sqs.SqsLimits
import kotlinx.serialization.Serializable
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray

/**
 * After how many receives a message goes to which dead-letter queue.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
@Serializable
internal data class RedrivePolicy(
    val deadLetterTargetArn: String,
    val maxReceiveCount: Int,
) {
    /** As `GetQueueAttributes` shows it. */
    override fun toString(): String =
        buildJsonObject {
            put("deadLetterTargetArn", deadLetterTargetArn)
            put("maxReceiveCount", maxReceiveCount)
        }.toString()

    companion object {
        private const val NAME = "RedrivePolicy"

        /** Null for an empty text, which takes the policy away. */
        fun parse(text: String): RedrivePolicy? {
            if (text.isBlank()) return null
            val policy = jsonOf(text) as? JsonObject
            if (policy == null) throw SqsFaults.invalidParameter(NAME, text, "Redrive policy is not a valid JSON map.")
            if (policy.isEmpty()) return null
            val target = policy.text("deadLetterTargetArn") ?: throw missing(text, "deadLetterTargetArn")
            val count = policy.text("maxReceiveCount") ?: throw missing(text, "maxReceiveCount")
            if (QueueArn.parse(target) == null) {
                throw SqsFaults.invalidParameter(NAME, text, "Invalid value for deadLetterTargetArn.")
            }
            val max =
                count.toIntOrNull()?.takeIf { it in SqsLimits.maxReceiveCount } ?: throw SqsFaults.invalidParameter(
                    NAME,
                    text,
                    "Invalid value for maxReceiveCount: $count, valid values are from 1 to 1000 both inclusive.",
                )
            return RedrivePolicy(target, max)
        }

        private fun missing(
            text: String,
            attribute: String,
        ) = SqsFaults.invalidParameter(NAME, text, "Redrive policy does not contain mandatory attribute: $attribute.")
    }
}

/** Which queues may name this one as their dead-letter queue. */
@Serializable
internal data class RedriveAllowPolicy(
    val redrivePermission: String,
    val sourceQueueArns: List<String> = emptyList(),
) {
    fun allows(sourceArn: String): Boolean =
        when (redrivePermission) {
            "denyAll" -> false
            "byQueue" -> sourceArn in sourceQueueArns
            else -> true
        }

    override fun toString(): String =
        buildJsonObject {
            put("redrivePermission", redrivePermission)
            if (sourceQueueArns.isNotEmpty()) {
                putJsonArray("sourceQueueArns") {
                    sourceQueueArns.forEach { add(JsonPrimitive(it)) }
                }
            }
        }.toString()

    companion object {
        private const val NAME = "RedriveAllowPolicy"
        private val permissions = setOf("allowAll", "denyAll", "byQueue")

        /** Null for an empty text, which takes the policy away. */
        fun parse(text: String): RedriveAllowPolicy? {
            if (text.isBlank()) return null
            val policy = jsonOf(text) as? JsonObject
            if (policy ==
                null
            ) {
                throw SqsFaults.invalidParameter(NAME, text, "Redrive allow policy is not a valid JSON map.")
            }
            if (policy.isEmpty()) return null
            val permission = policy.text("redrivePermission")
            val sources = (policy["sourceQueueArns"] as? JsonArray)?.mapNotNull {
                (it as? JsonPrimitive)?.content
            }.orEmpty()
            val reason =
                when {
                    permission !in permissions -> "Invalid value for redrivePermission."

                    permission != "byQueue" && sources.isNotEmpty() ->
                        "sourceQueueArns can be specified only when redrivePermission is byQueue."

                    permission == "byQueue" && sources.isEmpty() ->
                        "sourceQueueArns must be specified when redrivePermission is byQueue."

                    sources.size > SqsLimits.REDRIVE_SOURCES ->
                        "sourceQueueArns can have at most ${SqsLimits.REDRIVE_SOURCES} ARNs."

                    sources.any { QueueArn.parse(it) == null } -> "Invalid value for sourceQueueArns."

                    else -> null
                }
            if (reason != null) throw SqsFaults.invalidParameter(NAME, text, reason)
            return RedriveAllowPolicy(permission!!, sources)
        }
    }
}

/** Null for what is no JSON. */
internal fun jsonOf(text: String): JsonElement? =
    try {
        Json.parseToJsonElement(text)
    } catch (_: SerializationException) {
        null
    }

private fun JsonObject.text(name: String): String? = (get(name) as? JsonPrimitive)?.takeIf { it !is JsonNull }?.content
