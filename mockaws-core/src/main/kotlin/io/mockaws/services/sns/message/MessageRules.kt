package io.mockaws.services.sns.message

import io.mockaws.services.sns.common.SnsFaults
import io.mockaws.services.sns.common.SnsLimits

/**
 * What a message must be like.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html and
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html
 */
internal object MessageRules {
    private val attributeType = Regex("(String|Number|Binary)(\\..+)?")
    private val attributeName = Regex("[A-Za-z0-9_.-]+")

    /** What holds for every message. */
    fun checkContent(
        message: String,
        subject: String?,
    ) {
        if (subject != null && !isSubject(subject)) throw SnsFaults.invalid("Subject")
        if (message.isEmpty()) throw SnsFaults.invalid("Empty message")
    }

    /** ASCII that begins with a letter, number or punctuation mark, in one line. */
    private fun isSubject(text: String): Boolean =
        text.isNotEmpty() && text.length <= SnsLimits.SUBJECT && text[0] != ' ' &&
            text.all { it >= ' ' && it != '\u007f' }

    /** Names, types and values of attributes count. */
    fun sizeOf(
        message: String,
        attributes: Map<String, MessageAttributeValue>,
    ): Int =
        bytesOf(message) +
            attributes.entries.sumOf { (name, value) ->
                bytesOf(name) + bytesOf(value.dataType.orEmpty()) +
                    (value.stringValue?.let(::bytesOf) ?: value.binaryValue?.size ?: 0)
            }

    private fun bytesOf(text: String): Int {
        for (c in text) if (c >= '\u0080') return text.encodeToByteArray().size
        return text.length
    }

    /** What a topic asks beside that. */
    fun checkFor(
        isFifo: Boolean,
        deduplicatesByContent: Boolean,
        groupId: String?,
        deduplicationId: String?,
    ) {
        groupId?.let { checkToken("MessageGroupId", it) }
        if (isFifo) {
            if (groupId.isNullOrEmpty()) {
                throw SnsFaults.invalid("The MessageGroupId parameter is required for FIFO topics")
            }
            if (deduplicationId.isNullOrEmpty() && !deduplicatesByContent) {
                throw SnsFaults.invalid(
                    "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
                )
            }
        } else if (deduplicationId != null) {
            throw SnsFaults.invalid(
                "MessageDeduplicationId",
                "The request includes MessageDeduplicationId parameter that is not valid for this topic type",
            )
        }
        deduplicationId?.let { checkToken("MessageDeduplicationId", it) }
    }

    private fun checkToken(
        name: String,
        value: String,
    ) {
        if (value.isEmpty() || SnsLimits.token.matches(value)) return
        throw SnsFaults.invalid(
            name,
            "The request includes $name parameter that is not valid. It can only include alphanumeric and " +
                "punctuation characters, 1 to 128 in length",
        )
    }

    fun checkAttributes(attributes: Map<String, MessageAttributeValue>) {
        for ((name, value) in attributes) {
            checkName(name)
            checkValue(name, value)
        }
    }

    private fun checkValue(
        name: String,
        value: MessageAttributeValue,
    ) {
        val type = value.dataType.orEmpty()
        if (!attributeType.matches(type)) {
            throw SnsFaults.attribute(
                "The message attribute '$name' has an invalid message attribute type, the set of supported type " +
                    "prefixes is Binary, Number, and String.",
            )
        }
        val empty =
            "The message attribute '$name' must contain non-empty message attribute value for message attribute " +
                "type '$type'."
        if (value.stringValue == null && value.binaryValue == null) throw SnsFaults.attribute(empty)
        val field = if (value.isBinary) "Binary" else "String"
        if ((if (value.isBinary) value.binaryValue else value.stringValue) == null) {
            throw SnsFaults.attribute("The message attribute '$name' with type '$type' must use field '$field'.")
        }
        if (value.text.isEmpty()) throw SnsFaults.attribute(empty)
        if (type.startsWith("Number") && value.text.toBigDecimalOrNull() == null) {
            throw SnsFaults.attribute("Could not cast message attribute '$name' value to number.")
        }
    }

    private fun checkName(name: String) {
        val problem =
            when {
                name.isEmpty() || name.length > SnsLimits.ATTRIBUTE_NAME ->
                    "Length of message attribute name must be less than 256 bytes."

                name.startsWith(".") -> "Invalid message attribute name starting with character '.' was found."

                name.endsWith(".") -> "Invalid message attribute name ending with character '.' was found."

                !attributeName.matches(name) -> {
                    val odd = name.first { !attributeName.matches("$it") }
                    "Invalid non-alphanumeric character '#x%X' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots."
                        .format(odd.code)
                }

                ".." in name -> "Message attribute name can not have successive '.' character."

                else -> return
            }
        throw SnsFaults.attribute(problem)
    }
}
