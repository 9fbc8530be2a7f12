package io.mockaws.services.dynamodb.streams

/**
 * Sequence numbers as AWS writes them: a number that rises with every record, and twenty more digits. The first have 21
 * digits in all, later ones more, so that only numbers compare as they should, and texts do not.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html
 */
internal object SequenceNumber {
    private const val LOW_DIGITS = 20
    private const val LOW = 499_656

    fun text(ordinal: Long): String = "$ordinal${(LOW + ordinal).toString().padStart(LOW_DIGITS, '0')}"

    /** The ordinal in [text]; null where that is no sequence number. */
    fun ordinalOrNull(text: String): Long? =
        text.dropLast(LOW_DIGITS).toLongOrNull()?.takeIf { it > 0 && text(it) == text }
}
