package io.mockaws.wire

import io.mockaws.wire.codec.HttpDates
import io.mockaws.wire.codec.TimestampText
import kotlinx.serialization.KSerializer
import kotlinx.serialization.Serializable
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.PrimitiveSerialDescriptor
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder
import kotlin.time.Instant

/**
 * A `timestamp` in a header or a query parameter, as it was sent. What becomes of one that is no date is the
 * operation's to say: S3 keeps some of them as they are, does not heed others, and refuses the rest in words of its own.
 */
@Serializable(with = DateTextSerializer::class)
internal data class DateText(
    val text: String,
) {
    /** The date where it is one of HTTP's, of which a recipient has to know all forms. */
    fun asHttpDate(): Instant? = HttpDates.parseOrNull(text)

    /** The date where it is in a form of ISO 8601 that says its offset. */
    fun asIsoDate(): Instant? = Instant.parseOrNull(text)

    /** What a journal shows of it, and what a test compares it with: the date, where it is one. */
    fun asValue(): Any = asHttpDate() ?: asIsoDate() ?: text

    companion object {
        /** The way back of [asValue], as headers have it. */
        fun of(value: Any): DateText =
            DateText(if (value is Instant) TimestampText.format(value, Timestamps.HTTP_DATE) else value.toString())
    }
}

internal object DateTextSerializer : KSerializer<DateText> {
    override val descriptor: SerialDescriptor =
        PrimitiveSerialDescriptor("io.mockaws.wire.DateText", PrimitiveKind.STRING)

    override fun serialize(
        encoder: Encoder,
        value: DateText,
    ) = encoder.encodeString(value.text)

    override fun deserialize(decoder: Decoder): DateText = DateText(decoder.decodeString())
}
