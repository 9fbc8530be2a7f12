package io.mockaws.services.sqs.queue

import java.security.MessageDigest
import java.util.HexFormat

/**
 * The digests that producers and consumers check messages with.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation
 */
internal object Md5 {
    private const val STRING_VALUE: Byte = 1
    private const val BINARY_VALUE: Byte = 2

    private val digests = ThreadLocal.withInitial { MessageDigest.getInstance("MD5") }
    private val hex = HexFormat.of()

    fun of(bytes: ByteArray): String = hex.formatHex(digests.get().digest(bytes))

    /** Over the attributes sorted by name: length and bytes of name and type, the kind of value, length and bytes of it. */
    fun of(attributes: Map<String, MessageAttributeValue>): String {
        val digest = digests.get()
        attributes.toSortedMap().forEach { (name, value) ->
            digest.updateWithLength(name.encodeToByteArray())
            digest.updateWithLength(value.dataType.orEmpty().encodeToByteArray())
            val binary = value.binaryValue
            digest.update(if (binary == null) STRING_VALUE else BINARY_VALUE)
            digest.updateWithLength(binary?.bytes ?: value.stringValue.orEmpty().encodeToByteArray())
        }
        return hex.formatHex(digest.digest())
    }

    private fun MessageDigest.updateWithLength(bytes: ByteArray) {
        for (shift in 24 downTo 0 step 8) update((bytes.size ushr shift).toByte())
        update(bytes)
    }
}

/** The deduplication id of a message that has none of its own, in a queue with content-based deduplication. */
internal fun contentDeduplicationId(body: String): String =
    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body.encodeToByteArray()))
