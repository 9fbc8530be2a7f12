package io.mockaws.services.sqs.queue

import io.mockaws.services.sqs.SqsFaults
import io.mockaws.services.sqs.SqsLimits

/**
 * What a message must be like.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html and
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 */
internal object MessageRules {
    private val token = Regex("[\\x21-\\x7e]{1,${SqsLimits.TOKEN}}")
    private val attributeName = Regex("[A-Za-z0-9_.-]+")
    private val attributeTypes = setOf("String", "Number", "Binary")

    /** What holds in every queue. */
    fun checkContent(draft: Draft) {
        if (!isText(draft.body)) throw SqsFaults.invalidMessageContents()
        val delay = draft.delaySeconds
        if (delay != null && delay !in SqsLimits.delaySeconds) {
            throw SqsFaults.invalidParameter("DelaySeconds", delay, "DelaySeconds must be >= 0 and <= 900.")
        }
        draft.groupId?.let { checkToken("MessageGroupId", it) }
        draft.deduplicationId?.let { checkToken("MessageDeduplicationId", it) }
        if (draft.attributes.size > SqsLimits.MESSAGE_ATTRIBUTES) {
            throw SqsFaults.invalidParameter(
                "Number of message attributes [${draft.attributes.size}] exceeds the allowed maximum " +
                    "[${SqsLimits.MESSAGE_ATTRIBUTES}].",
            )
        }
        draft.attributes.forEach(::checkAttribute)
    }

    /** What depends on the queue's settings. */
    fun checkFor(
        queue: QueueAttributes,
        draft: Draft,
    ) {
        if (draft.bytes > queue.maximumMessageSize) {
            throw SqsFaults.invalidParameter(
                "One or more parameters are invalid. Reason: Message must be shorter than ${queue.maximumMessageSize} bytes.",
            )
        }
        if (!queue.fifo) {
            draft.deduplicationId?.let { throw notForThisType("MessageDeduplicationId", it) }
            return
        }
        if (draft.groupId == null) throw SqsFaults.missingParameter("MessageGroupId")
        if (draft.deduplicationId == null && !queue.contentBasedDeduplication) throw noDeduplicationId()
        draft.delaySeconds?.let { if (it > 0) throw notForThisType("DelaySeconds", it) }
    }

    fun noDeduplicationId() =
        SqsFaults.invalidParameter(
            "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
        )

    fun notForThisType(
        parameter: String,
        value: Any,
    ) = SqsFaults.invalidParameter(
        parameter,
        value,
        "The request include parameter that is not valid for this queue type."
    )

    /** Group, deduplication and attempt ids. */
    fun checkToken(
        parameter: String,
        value: String,
    ) {
        if (token.matches(value)) return
        throw SqsFaults.invalidParameter(
            parameter,
            value,
            "$parameter can only include alphanumeric and punctuation characters. 1 to ${SqsLimits.TOKEN} in length.",
        )
    }

    private fun checkAttribute(attribute: Map.Entry<String, MessageAttributeValue>) {
        val (name, value) = attribute
        checkName(name)
        val type = value.dataType
        if (type.isNullOrEmpty()) {
            throw SqsFaults.invalidParameter(
                "The message (user) attribute '$name' must contain a non-empty message attribute type."
            )
        }
        val prefix = type.substringBefore('.')
        if (prefix !in attributeTypes) {
            throw SqsFaults.invalidParameter(
                "The type of message (user) attribute '$name' is invalid. " +
                    "You must use only the following supported type prefixes: Binary, Number, String.",
            )
        }
        if (type.length > SqsLimits.ATTRIBUTE_TYPE) {
            throw SqsFaults.invalidParameter(
                "The type of message (user) attribute '$name' is too long: at most ${SqsLimits.ATTRIBUTE_TYPE} characters.",
            )
        }
        val empty = if (prefix == "Binary") (value.binaryValue?.size ?: 0) == 0 else value.stringValue.isNullOrEmpty()
        if (empty) {
            throw SqsFaults.invalidParameter(
                "Message (user) attribute '$name' must contain a non-empty value of type '$prefix'."
            )
        }
        if (prefix == "Number" && value.stringValue?.toBigDecimalOrNull() == null) {
            throw SqsFaults.invalidParameter("Can't cast the value of message (user) attribute '$name' to a number.")
        }
        if (prefix == "String" && !isText(value.stringValue.orEmpty())) {
            throw SqsFaults.invalidParameter("Message (user) attribute '$name' contains invalid characters.")
        }
    }

    private fun checkName(name: String) {
        val lower = name.lowercase()
        val reason =
            when {
                name.isEmpty() || name.length > SqsLimits.ATTRIBUTE_NAME ->
                    "Message (user) attribute names must have 1 to ${SqsLimits.ATTRIBUTE_NAME} characters."

                !attributeName.matches(name) ->
                    "The message (user) attribute name '$name' is invalid. Attribute name can contain A-Z, a-z, 0-9, " +
                        "underscore (_), hyphen (-), and period (.) characters."

                lower.startsWith("aws.") || lower.startsWith("amazon.") ->
                    "You can't use message attribute names beginning with 'AWS.' or 'Amazon.'. " +
                        "These strings are reserved for internal use."

                name.startsWith(".") || name.endsWith(".") || ".." in name ->
                    "The message (user) attribute name '$name' is invalid. It can't start or end with a period " +
                        "or have periods in a sequence."

                else -> return
            }
        throw SqsFaults.invalidParameter(reason)
    }

    /** The characters of XML 1.0: https://www.w3.org/TR/REC-xml/#charsets. */
    private fun isText(text: String): Boolean {
        var i = 0
        while (i < text.length) {
            val c = text[i]
            when {
                c in ' '..'\uD7FF' || c in '\uE000'..'\uFFFD' || c == '\t' || c == '\n' || c == '\r' -> i++
                c.isHighSurrogate() && i + 1 < text.length && text[i + 1].isLowSurrogate() -> i += 2
                else -> return false
            }
        }
        return true
    }
}
