@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.wire.eventstream

import io.mockaws.wire.Blob
import io.mockaws.wire.EventHeader
import io.mockaws.wire.EventPayload
import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.UnknownMembers
import io.mockaws.wire.WireDecoder
import io.mockaws.wire.codec.InstantSerializer
import io.mockaws.wire.codec.ShapePlan
import io.mockaws.wire.codec.ShapePlans
import io.mockaws.wire.codec.TokenCodec
import kotlinx.serialization.DeserializationStrategy
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.AbstractDecoder
import kotlinx.serialization.encoding.CompositeDecoder
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.modules.EmptySerializersModule
import kotlinx.serialization.modules.SerializersModule
import software.amazon.eventstream.HeaderValue
import software.amazon.eventstream.Message
import kotlin.time.Instant
import kotlin.time.toKotlinInstant

/** The way back of [EventParts]: one event from the headers and the payload of a frame. */
internal class EventSource(
    private val codec: TokenCodec,
    private val plans: ShapePlans,
    private val message: Message,
    private val unknown: UnknownMembers,
) {
    fun <T> read(event: DeserializationStrategy<T>): T {
        val plan = plans.of(event.descriptor)
        if (!plan.hasBody()) return event.deserialize(Joiner(null, plan))
        return codec.decode(WithHeaders(event, plan), message.payload, unknown)
    }

    private inner class WithHeaders<T>(
        private val event: DeserializationStrategy<T>,
        private val plan: ShapePlan,
    ) : DeserializationStrategy<T> {
        override val descriptor: SerialDescriptor get() = event.descriptor

        override fun deserialize(decoder: Decoder): T = event.deserialize(Joiner(decoder, plan))
    }

    private inner class Joiner(
        private val document: Decoder?,
        private val plan: ShapePlan,
    ) : AbstractDecoder() {
        override val serializersModule: SerializersModule get() = EmptySerializersModule()
        private var body: CompositeDecoder? = null
        private var next = 0
        private lateinit var source: Decoder

        override fun beginStructure(descriptor: SerialDescriptor): CompositeDecoder {
            body = document?.beginStructure(descriptor)
            return this
        }

        override fun endStructure(descriptor: SerialDescriptor) {
            body?.endStructure(descriptor)
        }

        override fun decodeElementIndex(descriptor: SerialDescriptor): Int {
            while (next < descriptor.elementsCount) {
                val index = next++
                source = frameSource(descriptor, index) ?: continue
                return index
            }
            val body = body ?: return CompositeDecoder.DECODE_DONE
            val index = body.decodeElementIndex(descriptor)
            if (index >= 0) {
                if (descriptor.has<EventHeader>(
                        index
                    )
                ) {
                    throw MalformedRequest("${plan.names[index]} is a header of its event")
                }
                source = body.decodeInlineElement(descriptor, index)
            }
            return index
        }

        private fun frameSource(
            descriptor: SerialDescriptor,
            index: Int,
        ): Decoder? {
            if (descriptor.has<EventHeader>(index)) return message.headers[plan.names[index]]?.let { HeaderDecoder(it) }
            return if (descriptor.has<EventPayload>(index)) PayloadDecoder() else null
        }

        override fun decodeNotNullMark(): Boolean = source.decodeNotNullMark()

        override fun <T> decodeSerializableValue(deserializer: DeserializationStrategy<T>): T =
            source.decodeSerializableValue(deserializer)

        override fun decodeEnum(enumDescriptor: SerialDescriptor): Int = source.decodeEnum(enumDescriptor)

        override fun decodeString(): String = source.decodeString()

        override fun decodeBoolean(): Boolean = source.decodeBoolean()

        override fun decodeByte(): Byte = source.decodeByte()

        override fun decodeShort(): Short = source.decodeShort()

        override fun decodeInt(): Int = source.decodeInt()

        override fun decodeLong(): Long = source.decodeLong()

        override fun decodeFloat(): Float = source.decodeFloat()

        override fun decodeDouble(): Double = source.decodeDouble()

        override fun decodeChar(): Char = source.decodeChar()
    }

    private class HeaderDecoder(
        private val value: HeaderValue,
    ) : ValueDecoder() {
        override fun decodeBlob(): Blob = Blob(refusing { value.byteArray })

        override fun decodeInstant(): Instant = refusing { value.timestamp }.toKotlinInstant()

        override fun decodeString(): String = refusing { value.string }

        override fun decodeBoolean(): Boolean = refusing { value.boolean }

        override fun decodeByte(): Byte = refusing { value.byte }

        override fun decodeShort(): Short = refusing { value.short }

        override fun decodeInt(): Int = refusing { value.integer }

        override fun decodeLong(): Long = refusing { value.long }
    }

    private inner class PayloadDecoder : ValueDecoder() {
        override fun <T> decodeOther(deserializer: DeserializationStrategy<T>): T =
            if (deserializer.descriptor.kind is kotlinx.serialization.descriptors.PrimitiveKind) {
                deserializer.deserialize(this)
            } else {
                codec.decode(deserializer, message.payload, unknown)
            }

        override fun decodeBlob(): Blob = Blob(message.payload)

        override fun decodeInstant(): Instant = throw MalformedRequest("A timestamp is no payload")

        override fun decodeString(): String = utf8(message.payload)
    }
}

/** One value without structure. */
internal abstract class ValueDecoder :
    AbstractDecoder(),
    WireDecoder {
    override val serializersModule: SerializersModule get() = EmptySerializersModule()

    @Suppress("UNCHECKED_CAST")
    override fun <T> decodeSerializableValue(deserializer: DeserializationStrategy<T>): T =
        if (deserializer === InstantSerializer) decodeInstant() as T else decodeOther(deserializer)

    protected open fun <T> decodeOther(deserializer: DeserializationStrategy<T>): T = deserializer.deserialize(this)

    override fun decodeElementIndex(descriptor: SerialDescriptor): Int = CompositeDecoder.DECODE_DONE

    override fun decodeEnum(enumDescriptor: SerialDescriptor): Int {
        val index = enumDescriptor.getElementIndex(decodeString())
        return if (index >=
            0
        ) {
            index
        } else {
            throw MalformedRequest("An event has an unknown value of ${enumDescriptor.serialName}")
        }
    }
}
