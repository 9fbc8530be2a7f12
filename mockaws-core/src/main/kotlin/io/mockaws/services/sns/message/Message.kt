package io.mockaws.services.sns.message

import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** A value that travels beside the text of a message. Exactly one of the two values goes with [dataType]. */
@Serializable
internal data class MessageAttributeValue(
    val dataType: String? = null,
    val stringValue: String? = null,
    val binaryValue: Blob? = null,
) {
    val isBinary: Boolean get() = dataType.orEmpty().startsWith("Binary")

    /** As envelopes have it: text as it is, bytes in Base64. */
    val text: String get() = binaryValue?.let { encoder.encodeToString(it.bytes) } ?: stringValue.orEmpty()

    private companion object {
        val encoder: java.util.Base64.Encoder = java.util.Base64.getEncoder()
    }
}

/** A message as it was published. */
@Serializable
internal data class Message(
    val id: String,
    val text: String,
    val publishedAt: Instant,
    val subject: String? = null,
    /** The text by protocol, where it was published with `MessageStructure` `json`. */
    val textByProtocol: Map<String, String>? = null,
    val attributes: Map<String, MessageAttributeValue> = emptyMap(),
    val groupId: String? = null,
    /** Given, or made from the text. */
    val deduplicationId: String? = null,
    /** Of FIFO topics alone. */
    val sequenceNumber: String? = null,
) {
    /** What subscribers by [protocol] get. */
    fun textFor(protocol: String): String =
        textByProtocol?.let { it[protocol] ?: it.getValue(MessageStructure.DEFAULT) } ?: text
}
