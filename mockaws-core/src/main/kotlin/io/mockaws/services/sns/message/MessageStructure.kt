package io.mockaws.services.sns.message

import io.mockaws.services.sns.common.SnsFaults
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Messages with a text for each protocol.
 *
 * https://docs.aws.amazon.com/sns/latest/dg/sns-send-custom-platform-specific-payloads-mobile-devices.html
 */
internal object MessageStructure {
    const val DEFAULT = "default"
    private const val JSON = "json"

    /** The texts by protocol; null where [structure] does not ask for any. Members that are no texts are left out. */
    fun textByProtocol(
        structure: String?,
        message: String,
    ): Map<String, String>? {
        if (structure.isNullOrEmpty()) return null
        if (structure != JSON) throw SnsFaults.invalid("MessageStructure")
        val members = parse(message)
        val texts =
            members.mapNotNull { (key, value) ->
                (value as? JsonPrimitive)?.takeIf { it.isString }?.let { key to it.content }
            }.toMap()
        if (DEFAULT !in texts) throw SnsFaults.invalid("Message Structure - No default entry in JSON message body")
        return texts
    }

    private fun parse(message: String): JsonObject =
        try {
            Json.parseToJsonElement(message) as? JsonObject
        } catch (_: SerializationException) {
            null
        } ?: throw SnsFaults.invalid("Message Structure - JSON message body failed to parse")
}
