@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.wire.codec

import io.mockaws.wire.Blob
import io.mockaws.wire.Timestamps
import io.mockaws.wire.WireEncoder
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.SerializationStrategy
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.CompositeEncoder
import kotlinx.serialization.encoding.Encoder
import kotlinx.serialization.modules.EmptySerializersModule
import kotlinx.serialization.modules.SerializersModule
import java.util.Base64
import kotlin.time.Instant

/** The way back of [TextDecoder]. */
internal abstract class TextEncoder : WireEncoder {
    /** Takes the value. */
    protected abstract fun text(value: String)

    protected abstract val timestamps: Timestamps

    override val serializersModule: SerializersModule get() = EmptySerializersModule()

    override fun beginStructure(descriptor: SerialDescriptor): CompositeEncoder =
        error("${descriptor.serialName} has no place in a text")

    override fun encodeString(value: String) = text(value)

    override fun encodeChar(value: Char) = text(value.toString())

    override fun encodeBoolean(value: Boolean) = text(value.toString())

    override fun encodeByte(value: Byte) = text(value.toString())

    override fun encodeShort(value: Short) = text(value.toString())

    override fun encodeInt(value: Int) = text(value.toString())

    override fun encodeLong(value: Long) = text(value.toString())

    override fun encodeFloat(value: Float) = text(value.toString())

    override fun encodeDouble(value: Double) = text(value.toString())

    override fun encodeEnum(
        enumDescriptor: SerialDescriptor,
        index: Int,
    ) = text(enumDescriptor.getElementName(index))

    override fun encodeBlob(value: Blob) = text(Base64.getEncoder().encodeToString(value.bytes))

    /** AWS knows milliseconds at best, and its HTTP dates only seconds. */
    override fun encodeInstant(value: Instant) =
        text(
            when (timestamps) {
                Timestamps.HTTP_DATE -> TimestampText.format(Instant.fromEpochSeconds(value.epochSeconds), timestamps)
                else -> TimestampText.format(Instant.fromEpochMilliseconds(value.toEpochMilliseconds()), timestamps)
            },
        )

    override fun encodeInline(descriptor: SerialDescriptor): Encoder = this

    override fun encodeNull() = Unit

    override fun <T> encodeSerializableValue(
        serializer: SerializationStrategy<T>,
        value: T,
    ) {
        if (serializer === InstantSerializer) encodeInstant(value as Instant) else serializer.serialize(this, value)
    }
}
